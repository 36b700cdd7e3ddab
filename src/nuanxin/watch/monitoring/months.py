"""Which project-months are asked about: every month of the range that the run touches, and every month with attendance or payroll."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import ibis
import ibis.expr.types as ir


def month_after(month: date) -> date:
    """The first day of the month after.

    >>> month_after(date(2024, 12, 1))
    datetime.date(2025, 1, 1)
    """
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """The first day of the month before.

    >>> month_before(date(2024, 1, 1))
    datetime.date(2023, 12, 1)
    """
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of the months from first to last, both included, whatever day of them is given."""
    found, month, end = [], first.replace(day=1), last.replace(day=1)
    while month <= end:
        found.append(month)
        month = month_after(month)
    return tuple(found)


def month_number(day: ir.DateValue) -> ir.IntegerValue:
    """Months since the year nought: not every engine cuts a date to its month."""
    number: ir.IntegerValue = day.year().cast("int64") * 12 + day.month().cast("int64")
    return number


def calendar_of(months: Iterable[date]) -> ir.Table:
    """(month, previous, following): not every engine can shift a date."""
    rows = [(one, month_before(one), month_after(one)) for one in months]
    columns = ("month", "previous", "following")
    return ibis.memtable(
        {name: [row[n] for row in rows] for n, name in enumerate(columns)}, schema=dict.fromkeys(columns, "date")
    )


def project_months(
    projects: ir.Table, sums: ir.Table, calendar: ir.Table, regions: Collection[str] | None = None
) -> ir.Table:
    """(project_id, month, previous, following) of the contract; regions: division codes, None: everywhere.

    sums: of every project and month in which anybody came or was listed.
    """
    mine = projects if regions is None else projects.filter(projects.region_code.isin(sorted(regions)))
    runs = mine.select("project_id", "starts_on", "ends_on").cross_join(calendar)
    runs = runs.filter(runs.starts_on < runs.following, runs.ends_on.isnull() | (runs.ends_on >= runs.month))
    busy = sums.select("project_id", "month").semi_join(mine, "project_id").join(calendar, "month")
    columns = ["project_id", "month", "previous", "following"]
    return runs.select(*columns).union(busy.select(*columns), distinct=True)
