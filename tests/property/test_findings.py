"""Findings: whatever is done in whatever order, every finding is at an end or has a way to one; an end is an end."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.watch.inspection.findings.models import ENDS, EntryKind, FindingState
from nuanxin.watch.inspection.findings.standing import after, allows, waiting_extension

DAY = date(2024, 1, 10)


@given(st.lists(st.sampled_from(list(EntryKind)), max_size=30))
def test_no_finding_without_an_end(acts: list[EntryKind]) -> None:
    state: str = FindingState.OPEN
    for act in acts:
        if not allows(state, act):
            continue
        assert state not in ENDS  # nothing is allowed after an end
        state = after(state, act)
    assert state in FindingState.values
    if state not in ENDS:
        for act, end in ((EntryKind.CLEARED, FindingState.CLEARED), (EntryKind.ESCALATED, FindingState.ESCALATED)):
            assert allows(state, act) and after(state, act) == end


@given(st.lists(st.tuples(st.sampled_from(list(EntryKind)), st.integers(0, 50)), max_size=20))
def test_the_extension_that_waits(entries: list[tuple[EntryKind, int]]) -> None:
    rows = [(kind, DAY + timedelta(days=n)) for kind, n in entries]
    asked = [n for n, (kind, _) in enumerate(rows) if kind == EntryKind.EXTENSION]
    decided = [n for n, (kind, _) in enumerate(rows) if kind in (EntryKind.EXTENDED, EntryKind.REFUSED)]
    expected = rows[asked[-1]][1] if asked and (not decided or decided[-1] < asked[-1]) else None
    assert waiting_extension(rows) == expected
