"""Months as their first days."""

from __future__ import annotations

from datetime import date


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
