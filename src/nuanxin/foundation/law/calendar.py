"""The working calendar: Monday to Friday, minus holidays, plus make-up days of the State Council's yearly notice.

The notices come with the `holidays` library; what an administrator enters (a notice newer than the library, a local
holiday) is passed in and wins. A year whose notice is not known counts weekends only, and says so.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from nuanxin.foundation.law.day_kinds import CalendarDay, DayKind

Override = tuple[DayKind, str]
# The library's own words, see holidays.countries.china: shifted days, days in lieu, the prolonged festival of 2020.
_SHIFTED = re.compile(r"休息日（由 .+ 调休）|.*（补假）|春节延长假期")
_ANNOUNCED_SIGN = re.compile(r"休息日（由 .+ 调休）")
_OFFICIAL_NAMES = {"农历除夕": "除夕"}
_SATURDAY = 5


class WorkingCalendar:
    """Which days are working days, and what kind each is.

    overrides: day → (kind, note), from the editable table, already chosen for the place.
    announced_years: years whose notice was entered completely by hand; the library's own are known by themselves.
    """

    def __init__(
        self, overrides: Mapping[date, Override] | None = None, *, announced_years: Iterable[int] = ()
    ) -> None:
        self._overrides = dict(overrides or {})
        self._entered_years = frozenset(announced_years)
        self._years: dict[int, Mapping[date, Override]] = {}
        self._from_notice: set[int] = set()

    def day(self, day: date) -> CalendarDay:
        """The day with its kind and, for holidays and shifted days, its name."""
        kind, name = self._overrides.get(day) or self._year(day.year).get(day) or (_plain_kind(day), "")
        return CalendarDay(day, kind, name)

    def kind(self, day: date) -> DayKind:
        return self.day(day).kind

    def name(self, day: date) -> str:
        return self.day(day).name

    def is_working(self, day: date) -> bool:
        return self.day(day).is_working

    def is_statutory(self, day: date) -> bool:
        """Whether work on this day earns 300 % (劳动法 44, the 13 days of 放假办法 2; 11 until 2024)."""
        return self.kind(day) is DayKind.STATUTORY_HOLIDAY

    def announced(self, year: int) -> bool:
        """Whether the notice of that year is known; otherwise every deadline that touches the year is provisional."""
        self._year(year)
        return year in self._from_notice or year in self._entered_years

    def next_working(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def previous_working(self, day: date) -> date:
        """The day itself when it is a working day, else the last one before it."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def working_days(self, first: date, last: date) -> int:
        """How many working days lie between, both ends included."""
        span = (last - first).days + 1
        return sum(self.is_working(first + timedelta(days=n)) for n in range(span))

    def year(self, year: int) -> tuple[CalendarDay, ...]:
        """All days of the year that are neither plain workdays nor plain weekends: the table to show and edit."""
        first = date(year, 1, 1)
        days = (self.day(first + timedelta(days=n)) for n in range((date(year + 1, 1, 1) - first).days))
        return tuple(day for day in days if day.name or day.kind not in (DayKind.WORKDAY, DayKind.WEEKEND))

    def _year(self, year: int) -> Mapping[date, Override]:
        if year not in self._years:
            table = _notice(year)
            if table:
                self._from_notice.add(year)
            self._years[year] = table
        return self._years[year]


def _plain_kind(day: date) -> DayKind:
    return DayKind.WEEKEND if day.weekday() >= _SATURDAY else DayKind.WORKDAY


@cache
def _notice(year: int) -> Mapping[date, Override]:
    """Holidays and make-up days of one year as the library knows them; empty when it knows no notice.

    For years without a notice the library works out the legal days and their substitutes by itself. That guess misses
    every shifted day, so it is not used at all (law.md §18: weekends only until the notice is there).
    """
    # The following year is asked too: its notice may turn the last weekend of this December into make-up days.
    import holidays  # every command of the house names calendars, few ask one

    known = holidays.country_holidays("CN", years=(year, year + 1), language="zh_CN")
    of_year = {day: name for day, name in known.items() if day.year == year}
    if not any(_ANNOUNCED_SIGN.fullmatch(name) for name in of_year.values()):
        return {}
    table = {day: _override(name) for day, name in of_year.items()}
    for day in known.weekend_workdays:
        if day.year == year:
            table[day] = (DayKind.MAKEUP_WORKDAY, "调休上班")
    return table


def _override(library_name: str) -> Override:
    names = [_OFFICIAL_NAMES.get(name, name) for name in library_name.split("; ")]
    kind = DayKind.SHIFTED_REST if all(_SHIFTED.fullmatch(name) for name in names) else DayKind.STATUTORY_HOLIDAY
    if kind is DayKind.SHIFTED_REST and _ANNOUNCED_SIGN.fullmatch(names[0]):
        return kind, "调休放假"
    return kind, "、".join(names)
