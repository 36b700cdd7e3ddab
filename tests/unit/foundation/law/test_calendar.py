"""Kinds of days, names, overrides, years that are not announced."""

from datetime import date

from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.day_kinds import DayKind


def test_every_kind_of_day_has_its_name() -> None:
    calendar = WorkingCalendar()
    assert calendar.kind(date(2026, 2, 13)) is DayKind.WORKDAY
    assert calendar.kind(date(2026, 2, 14)) is DayKind.MAKEUP_WORKDAY
    assert calendar.kind(date(2026, 2, 15)) is DayKind.WEEKEND
    assert (calendar.kind(date(2026, 2, 16)), calendar.name(date(2026, 2, 16))) == (DayKind.STATUTORY_HOLIDAY, "除夕")
    assert (calendar.kind(date(2026, 2, 20)), calendar.name(date(2026, 2, 20))) == (DayKind.SHIFTED_REST, "调休放假")
    assert calendar.kind(date(2026, 4, 6)) is DayKind.SHIFTED_REST
    assert calendar.name(date(2020, 10, 1)) == "中秋节、国庆节"
    assert calendar.kind(date(2020, 1, 31)) is DayKind.SHIFTED_REST
    assert str(calendar.day(date(2026, 2, 28))) == "2月28日（周六，调休上班）"


def test_an_override_wins_and_belongs_to_its_day_only() -> None:
    local = WorkingCalendar({date(2026, 4, 20): (DayKind.STATUTORY_HOLIDAY, "三月三")})
    assert not local.is_working(date(2026, 4, 20))
    assert local.is_statutory(date(2026, 4, 20))
    assert local.is_working(date(2026, 4, 21))
    assert WorkingCalendar().is_working(date(2026, 4, 20))


def test_an_unannounced_year_counts_weekends_only_and_is_said() -> None:
    calendar = WorkingCalendar()
    assert calendar.announced(2026)
    assert not calendar.announced(2027)
    assert calendar.is_working(date(2027, 10, 1))
    assert not calendar.is_working(date(2027, 10, 2))
    assert calendar.year(2027) == ()


def test_a_notice_entered_by_hand_makes_the_year_announced() -> None:
    entered = WorkingCalendar(
        {
            date(2027, 10, 1): (DayKind.STATUTORY_HOLIDAY, "国庆节"),
            date(2027, 10, 9): (DayKind.MAKEUP_WORKDAY, "调休上班"),
        },
        announced_years=[2027],
    )
    assert entered.announced(2027)
    assert not entered.is_working(date(2027, 10, 1))
    assert entered.is_working(date(2027, 10, 9))
    assert [day.day for day in entered.year(2027)] == [date(2027, 10, 1), date(2027, 10, 9)]
    local_only = WorkingCalendar({date(2027, 4, 8): (DayKind.STATUTORY_HOLIDAY, "三月三")})
    assert not local_only.announced(2027)


def test_neighbours_that_are_working_days() -> None:
    calendar = WorkingCalendar()
    assert calendar.next_working(date(2026, 2, 15)) == date(2026, 2, 24)
    assert calendar.next_working(date(2026, 2, 24)) == date(2026, 2, 24)
    assert calendar.previous_working(date(2026, 2, 23)) == date(2026, 2, 14)
