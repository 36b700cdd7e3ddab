"""What must hold for every term, start and pause."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.deadlines import Deadline, due
from tests.spec.obvious_calendar import is_working, obvious_due

LAW = Law.load()
CALENDAR = WorkingCalendar()
TERMS = sorted(key for key, record in LAW.terms.items() if any(value.confirmed for value in record.values))
AFTER = [key for key in TERMS if LAW.terms[key].values[0].direction == "after"]
# The long retention periods take the minute-stepping twin too long and leave the years of the typed notices.
SHORT = [key for key in TERMS if not (LAW.terms[key].values[0].unit == "yr" and LAW.terms[key].values[0].value > 3)]
# A year is left below: terms that count backwards leave the first of the typed notices (2019).
DAYS = st.dates(date(2020, 1, 1), date(2026, 3, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 3, 31)).map(lambda m: m.replace(second=0, microsecond=0))
PAUSES = st.lists(st.tuples(DAYS, st.integers(0, 20)).map(lambda p: (p[0], p[0] + timedelta(days=p[1]))), max_size=3)


def counted(key: str, start: date | datetime, pauses: list[tuple[date, date]], extended: bool = False) -> Deadline:
    return due(key, start=start, law=LAW, calendar=CALENDAR, pauses=pauses, extended=extended)


def last_day(deadline: Deadline) -> date:
    assert deadline.last_day is not None
    return deadline.last_day


def near(start: date, pauses: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Pauses moved to just after the start, where they matter."""
    return [(start + (p[0] - p[0].replace(day=1)), start + (p[1] - p[0].replace(day=1))) for p in pauses]


@settings(deadline=None)
@given(st.sampled_from(SHORT), DAYS, PAUSES, st.booleans())
def test_equal_to_the_obvious_twin(key: str, start: date, pauses: list[tuple[date, date]], extended: bool) -> None:
    term = LAW.term(key, on=start)
    extended = extended and term.extension is not None
    value = term.value + (term.extension.value if extended and term.extension else 0)
    pauses = near(start, pauses)
    expected = obvious_due(start, value, term.unit, pauses=pauses, before=term.direction == "before", roll=term.roll)
    assert counted(key, start, pauses, extended).due == expected


@settings(deadline=None)
@given(st.sampled_from(["tr.send", "civ.preserve", "sec.incident"]), MOMENTS, PAUSES)
def test_hours_equal_the_minute_by_minute_twin(key: str, start: datetime, pauses: list[tuple[date, date]]) -> None:
    pauses = near(start.date(), pauses)
    assert counted(key, start, pauses).due == obvious_due(
        start, LAW.term(key, on=start.date()).value, "h", pauses=pauses
    )


@settings(deadline=None)
@given(st.sampled_from(TERMS), DAYS, st.integers(1, 40))
def test_a_later_start_is_never_due_earlier(key: str, start: date, later: int) -> None:
    assert last_day(counted(key, start, [])) <= last_day(counted(key, start + timedelta(days=later), []))


@settings(deadline=None)
@given(st.sampled_from(TERMS), DAYS, PAUSES)
def test_rolled_terms_and_working_day_terms_never_end_on_a_rest_day(
    key: str, start: date, pauses: list[tuple[date, date]]
) -> None:
    deadline = counted(key, start, near(start, pauses))
    assert deadline.term is not None
    if deadline.term.unit == "wd" or deadline.term.roll != "none":
        assert CALENDAR.is_working(last_day(deadline))
        assert last_day(deadline).year > 2026 or is_working(last_day(deadline))


@settings(deadline=None)
@given(st.sampled_from(AFTER), DAYS, PAUSES)
def test_a_pause_never_makes_it_earlier_and_the_last_day_is_not_paused(
    key: str, start: date, pauses: list[tuple[date, date]]
) -> None:
    pauses = near(start, pauses)
    plain, paused = counted(key, start, []), counted(key, start, pauses)
    assert paused.term is not None
    if paused.term.roll != "previous_workday":
        assert last_day(plain) <= last_day(paused)
        assert paused.term.value == 0 or not any(first <= last_day(paused) <= last for first, last in pauses)


@settings(deadline=None)
@given(st.sampled_from([key for key in TERMS if LAW.terms[key].values[0].extension]), DAYS)
def test_an_extension_makes_it_later(key: str, start: date) -> None:
    assert last_day(counted(key, start, [])) < last_day(counted(key, start, [], extended=True))


@settings(deadline=None)
@given(st.sampled_from(TERMS), st.dates(date(2019, 1, 1), date(2030, 12, 31)))
def test_whatever_rests_on_an_unannounced_year_says_so(key: str, start: date) -> None:
    deadline = counted(key, start, [])
    assert deadline.term is not None
    rests = deadline.term.unit != "h" and (deadline.term.unit == "wd" or deadline.term.roll != "none")
    if rests and last_day(deadline).year > 2026:
        assert deadline.provisional
    assert deadline.provisional == any("暂定" in line for line in deadline.explanation)
    assert deadline.provisional == any("暂定" in line for line in deadline.cautions)
