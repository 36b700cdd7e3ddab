"""How fast a removal reached whom: the same answer as a slow replay, day by day and word by word."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.credit.listing.reaching import PROMISED, Reach, Removal, Word, measured, reaches, worst_first

CALENDAR = WorkingCalendar()
START = date(2024, 1, 26)  # the spring festival lies in what follows
ON = START + timedelta(days=60)
Entry = tuple[str, int, int]  # what, which consumer, how many days later


def story(entries: list[Entry]) -> tuple[list[Word], list[Removal]]:
    """Words and removals in the order in which they were recorded; a removal only of what stands, a revocation only of one."""
    words: list[Word] = []
    removals: list[Removal] = []
    day = START
    for n, (what, consumer, later) in enumerate(entries):
        day += timedelta(days=later)
        order = (datetime(2024, 1, 1, tzinfo=UTC), n)
        standing = bool(removals) and removals[-1].revoked_on is None
        if what == "listed" and not standing:
            words.append(Word(consumer, day, order, True))
        elif what == "gone" and standing:
            words.append(Word(consumer, day, order, False))
        elif what == "remove" and not standing:
            removals.append(Removal(day, order))
        elif what == "revoke" and standing:
            removals[-1] = Removal(removals[-1].on, removals[-1].order, day, order)
    return words, removals


def obvious(words: list[Word], removals: list[Removal]) -> list[tuple[int, date, date | None, int, bool]]:
    """The slow twin: replay everything in order, remembering who thinks that the employer is listed."""
    moments: list[tuple[tuple[datetime, int], str, Word | Removal]] = [(one.order, "word", one) for one in words]
    for one in removals:
        moments.append((one.order, "remove", one))
        if one.revoked_order:
            moments.append((one.revoked_order, "revoke", one))
    thinks: dict[int, bool] = {}
    owed: dict[int, date] = {}
    found = []
    for _, what, entry in sorted(moments, key=lambda moment: moment[0]):
        if isinstance(entry, Word):
            thinks[entry.consumer] = entry.listed
            if not entry.listed and entry.consumer in owed:
                since = owed.pop(entry.consumer)
                found.append((entry.consumer, since, entry.on, counted(since, entry.on), False))
        elif what == "remove":
            owed = {consumer: entry.on for consumer, listed in thinks.items() if listed}
        else:
            assert entry.revoked_on is not None
            found += [(c, since, None, counted(since, entry.revoked_on), True) for c, since in owed.items()]
            owed = {}
    return found + [(c, since, None, counted(since, ON), False) for c, since in owed.items()]


def counted(start: date, end: date) -> int:
    days, day = 0, start
    while day < end:
        day += timedelta(days=1)
        days += CALENDAR.is_working(day)
    return days


ENTRY = st.tuples(
    st.sampled_from(["listed", "listed", "gone", "gone", "remove", "revoke"]), st.integers(1, 3), st.integers(0, 4)
)


@given(st.lists(ENTRY, max_size=15))
def test_the_same_rows_as_the_replay(entries: list[Entry]) -> None:
    words, removals = story(entries)
    rows = reaches(reversed(words), removals, on=ON, calendar=CALENDAR)
    told = [(one.consumer, one.removed_on, one.told_on, one.working_days, one.lapsed) for one in rows]
    assert Counter(told) == Counter(obvious(words, removals))


ROW = st.builds(
    Reach,
    consumer=st.integers(1, 9),
    removed_on=st.dates(START, ON),
    told_on=st.none() | st.dates(START, ON),
    working_days=st.integers(0, 30),
    lapsed=st.booleans(),
).filter(lambda one: not (one.lapsed and one.told_on))


@given(st.lists(ROW))
def test_the_figure_opens_to_its_rows_and_the_worst_stand_first(rows: list[Reach]) -> None:
    figures, ordered = measured(rows), worst_first(rows)
    assert figures.in_time == len([one for one in rows if one.told_on and one.working_days <= PROMISED])
    assert figures.counted == sum(one.in_time or one.late or one.overdue for one in rows)
    assert figures.in_time + figures.overdue <= figures.counted
    assert [one.overdue for one in ordered] == sorted((one.overdue for one in rows), reverse=True)
    late = [one.late for one in ordered if one.told_on]
    assert late == sorted(late, reverse=True)
    assert Counter(ordered) == Counter(rows)
