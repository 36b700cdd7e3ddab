"""What will be lacking on the next pay day, from account, attendance and pay-roll so far. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from statistics import median

from nuanxin.watch.monitoring.months import month_after, month_before


@dataclass(frozen=True)
class Earned:
    """One worker: days in the month that will be paid; what its pay-roll says where there is one (still to pay, 分);
    the day's pay of his latest earlier month (分, None: never paid before)."""

    worker_id: str
    days: int
    known_fen: int | None = None
    day_fen: Fraction | None = None


@dataclass(frozen=True)
class Forecast:
    """due_fen: wages of the month, known and reckoned. owed_fen: unpaid from before. lacking_fen: what balance does not cover.
    unpriced: workers whose day's pay nobody knows, so that the sum is a least."""

    pay_day: date
    month: date
    workers: int
    due_fen: int
    reckoned_fen: int
    owed_fen: int
    balance_fen: int
    unpriced: int

    @property
    def lacking_fen(self) -> int:
        return max(0, self.due_fen + self.owed_fen - self.balance_fen)


def next_pay_day(pay_day: int, on: date) -> date:
    """The first such day from `on` on; a month that is too short pays on its last day.

    >>> next_pay_day(31, date(2024, 2, 10))
    datetime.date(2024, 2, 29)
    >>> next_pay_day(5, date(2024, 12, 6))
    datetime.date(2025, 1, 5)
    """
    month = on.replace(day=1)
    while True:
        day = month.replace(day=min(pay_day, monthrange(month.year, month.month)[1]))
        if day >= on:
            return day
        month = month_after(month)


def paid_month(pay_day: int, on: date) -> date:
    """The month whose wages the next pay day pays: the one before it."""
    return month_before(next_pay_day(pay_day, on).replace(day=1))


def forecast(*, pay_day: int, on: date, earned: Sequence[Earned], balance_fen: int, owed_fen: int) -> Forecast:
    """Where the month is not over, the days so far are carried on to its end. Rounded up once, at the end."""
    month = paid_month(pay_day, on)
    length = monthrange(month.year, month.month)[1]
    elapsed = length if on >= month_after(month) else max(1, on.day)
    carried = Fraction(length, elapsed)
    rates = [one.day_fen for one in earned if one.day_fen is not None]
    usual = median(rates) if rates else None
    known, reckoned, unpriced, count = 0, Fraction(0), 0, 0
    for one in earned:
        if one.known_fen is not None:
            known += one.known_fen
            count += 1
        elif one.days:
            rate = one.day_fen if one.day_fen is not None else usual
            unpriced += rate is None
            reckoned += (rate or 0) * one.days * carried
            count += 1
    return Forecast(
        next_pay_day(pay_day, on), month, count, known + ceil(reckoned), ceil(reckoned), owed_fen, balance_fen, unpriced
    )
