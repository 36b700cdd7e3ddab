"""Whatever the file says: no name on file, no secret and no number of a person is read in public, the unit's own name is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.rights.credit.disclosure.models import DutyState
from nuanxin.rights.credit.disclosure.states import Happened, is_overdue, state_of
from nuanxin.rights.credit.disclosure.wording import leaks, looks_like_a_person, public_text, surname_only

SIGNS = "张三李四欧阳某建国公司（略）工资，1"
TEXT = st.text(alphabet=SIGNS, max_size=40)
NAMES = st.lists(st.text(alphabet="张三李四欧阳某建国", min_size=1, max_size=4), max_size=5)


@given(TEXT, NAMES)
def test_no_name_is_left_wherever_it_stood(text: str, names: list[str]) -> None:
    public = public_text(text, names=names, secrets=())
    for name in names:
        assert len(name) < 2 or surname_only(name) == name or name not in public


@given(TEXT, NAMES, st.lists(st.text(alphabet="建国公司1", min_size=2, max_size=4), max_size=3))
def test_what_leaks_is_found(text: str, names: list[str], secrets: list[str]) -> None:
    public = public_text(text, names=names, secrets=secrets)
    found = leaks(public, names=names, secrets=secrets)
    hidden = [name for name in names if len(name) > 1 and surname_only(name) != name]
    assert bool(found) == any(word in public for word in [*hidden, *secrets])


@given(NAMES, st.lists(TEXT, min_size=2, max_size=3))
def test_the_unit_keeps_its_name(names: list[str], parts: list[str]) -> None:
    kept = "新乡张三建筑有限公司"
    public = public_text(kept.join(parts), names=[*names, "张三"], secrets=(), kept=kept)
    assert public.count(kept) == len(parts) - 1
    assert "张三" not in public.replace(kept, "|")


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=4))
def test_a_person_never_counts_as_a_unit(parts: list[tuple[int, bool]]) -> None:
    name = "".join("王李赵钱"[n] for n, _ in parts)
    assert looks_like_a_person(name, "") == (2 <= len(name) <= 5)
    assert not looks_like_a_person(f"{name}有限公司", "") and not looks_like_a_person(name, "91410700MA4XXXXX0X")


DAY = st.none() | st.dates(date(2024, 1, 1), date(2024, 3, 1))
HAPPENED = st.builds(
    Happened, dropped=st.booleans(), published_on=DAY, withheld_on=DAY, asked=st.booleans(), revoked_on=DAY
)


def obvious(has: Happened) -> DutyState:
    """The slow twin: the first rule that fits."""
    rules: list[tuple[Callable[[], bool], DutyState]] = [
        (lambda: has.published_on is not None and has.dropped, DutyState.TO_WITHDRAW),
        (lambda: has.published_on is not None, DutyState.PUBLISHED),
        (lambda: has.revoked_on is not None, DutyState.WITHDRAWN),
        (lambda: has.dropped, DutyState.DROPPED),
        (lambda: has.withheld_on is not None, DutyState.WITHHELD),
        (lambda: has.asked, DutyState.ASKED),
        (lambda: True, DutyState.DUE),
    ]
    return next(state for fits, state in rules if fits())


@given(HAPPENED, DAY, st.dates(date(2024, 1, 1), date(2024, 3, 1)))
def test_state_and_lateness(has: Happened, due_on: date | None, on: date) -> None:
    state, done_on = state_of(has)
    assert state == obvious(has)
    assert (done_on is None) == (state in ("due", "asked", "to_withdraw", "dropped"))
    late = state in (DutyState.DUE, DutyState.ASKED) and due_on is not None and (on - due_on).days > 0
    assert is_overdue(state, due_on, on) == late
