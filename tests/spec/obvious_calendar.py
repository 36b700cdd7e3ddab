"""The slow obvious twin: holidays typed by hand from the State Council's yearly notices, dates found day by day.

It shares nothing with the code under test: no holiday library, no arithmetic of months or weeks, one step at a time.
Sources: 国务院办公厅 notices on the arrangement of holidays for 2019 (and the change of March 2019 for 劳动节), 2020
(and the prolonged 春节 of 26 January 2020), 2021, 2022, 2023, 2024, 2025, 2026 (国办发明电〔2025〕7号).
"""

from datetime import date, datetime, timedelta

# Off days as the notices give them, from … to, weekends inside included.
OFF = {
    2019: "01-01 02-04..02-10 04-05..04-07 05-01..05-04 06-07..06-09 09-13..09-15 10-01..10-07",
    2020: "01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
    2021: "01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21 10-01..10-07",
    2022: "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12 10-01..10-07 12-31",
    2023: "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06 12-30..12-31",
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
}
MAKE_UP = {
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
# The statutory days themselves (300 % pay), typed from the lunar calendar of each year.
STATUTORY = {
    2019: "01-01 02-05 02-06 02-07 04-05 05-01 06-07 09-13 10-01 10-02 10-03",
    2020: "01-01 01-25 01-26 01-27 04-04 05-01 06-25 10-01 10-02 10-03",
    2021: "01-01 02-12 02-13 02-14 04-04 05-01 06-14 09-21 10-01 10-02 10-03",
    2022: "01-01 02-01 02-02 02-03 04-05 05-01 06-03 09-10 10-01 10-02 10-03",
    2023: "01-01 01-22 01-23 01-24 04-05 05-01 06-22 09-29 10-01 10-02 10-03",
    2024: "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03",
    2025: "01-01 01-28 01-29 01-30 01-31 04-04 05-01 05-02 05-31 10-01 10-02 10-03 10-06",
    2026: "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03",
}
NEXT = timedelta(days=1)


def _days(year: int, written: str) -> set[date]:
    days = set()
    for part in written.split():
        first, _, last = part.partition("..")
        day = date.fromisoformat(f"{year}-{first}")
        while day <= date.fromisoformat(f"{year}-{last or first}"):
            days.add(day)
            day += NEXT
    return days


OFF_DAYS = set().union(*(_days(year, written) for year, written in OFF.items()))
MAKE_UP_DAYS = set().union(*(_days(year, written) for year, written in MAKE_UP.items()))
STATUTORY_DAYS = set().union(*(_days(year, written) for year, written in STATUTORY.items()))


def is_working(day: date) -> bool:
    """Monday to Friday, minus off days, plus make-up days; 2027 and later: weekends only, the notice is not out."""
    if day in MAKE_UP_DAYS:
        return True
    if day in OFF_DAYS:
        return False
    return day.strftime("%a") not in ("Sat", "Sun")


def _is_paused(day: date, pauses: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in pauses)


def _month_later(day: date, months: int) -> date:
    """Walk month by month on the first of the month, then look for the day with the same number."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def obvious_due(
    start: date | datetime,
    value: int,
    unit: str,
    *,
    pauses: list[tuple[date, date]],
    before: bool = False,
    roll: str = "next_workday",
) -> date | datetime:
    """The due date found by stepping: `value` already holds an approved extension."""
    if unit == "h" and isinstance(start, datetime):
        return _hours(start, value, pauses)
    day = start.date() if isinstance(start, datetime) else start
    step = -NEXT if before else NEXT
    if before:
        pauses = []
    if unit == "h":
        value, unit, roll = {4: 1, 24: 1, 48: 2}[value], "d", "none"
    if unit in ("mo", "yr"):
        months = value * 12 if unit == "yr" else value
        end = _month_later(day, -months if before else months)
        value = 0
        while day + step * value != end:
            value += 1
        unit = "d"
    counted = 0
    while counted < value:
        day += step
        if _is_paused(day, pauses):
            continue
        if unit == "wd" and not is_working(day):
            continue
        counted += 1
    if unit == "wd":
        return day
    while roll == "next_workday" and (not is_working(day) or _is_paused(day, pauses)):
        day += NEXT
    while roll == "previous_workday" and not is_working(day):
        day -= NEXT
    return day


def _hours(start: datetime, hours: int, pauses: list[tuple[date, date]]) -> datetime:
    """Minute by minute; a minute of a paused day does not count."""
    moment = start
    minutes = 0
    while minutes < hours * 60:
        if not _is_paused(moment.date(), pauses):
            minutes += 1
        moment += timedelta(minutes=1)
    return moment
