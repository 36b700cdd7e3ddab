"""Days × rate − paid, month by month. Every printed part is rounded once to 分, half up; sums are sums of printed parts.

So the sheet can be added up by hand. Overtime is the least that the law grants (劳动法 第四十四条, 工资支付暂行规定 第十三条): hours that
the worker states, none of them among his days, by the factors of the law book. Where a figure is missing, nothing is
reckoned and the month says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate.wage_law import Overtime, WageLaw, wage_law


class Pay(StrEnum):
    """How the wage was agreed."""

    DAY = "day"
    MONTH = "month"
    PIECE = "piece"
    HOUR = "hour"


@dataclass(frozen=True)
class MonthWork:
    """One month as remembered. quantity: days, pieces or hours; for a monthly wage None means the whole month.

    overtime: hours by kind (with piece rates: pieces made in overtime), not contained in `quantity`. paid_fen: received.
    """

    month: Month
    quantity: Decimal | None = None
    paid_fen: int = 0
    overtime: Mapping[Overtime, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One term of the sum: quantity × rate [× factor] = amount. kind: "base", "whole_month" or a kind of overtime.

    rate_fen: 分 a unit, exact; for the share of a month and for overtime by the hour it is the wage divided by `divisor`.
    """

    kind: str
    quantity: Decimal
    rate_fen: Decimal
    amount_fen: int
    factor: Decimal = Decimal(1)
    divisor: Decimal = Decimal(1)


@dataclass(frozen=True)
class MonthOwed:
    """What a month comes to. owed_fen is negative where more was paid than this month earned: it pays for other months."""

    month: Month
    parts: tuple[Part, ...]
    earned_fen: int
    paid_fen: int
    owed_fen: int
    over_cap: bool = False
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """All months. owed_fen is never negative."""

    pay: Pay
    rate_fen: Decimal
    months: tuple[MonthOwed, ...]
    earned_fen: int
    paid_fen: int
    owed_fen: int
    cites: tuple[str, ...]

    @property
    def first(self) -> Month:
        return self.months[0].month

    @property
    def last(self) -> Month:
        return self.months[-1].month


def reckon(
    *, pay: Pay, rate_fen: Decimal, months: Sequence[MonthWork], law: Callable[[Month], WageLaw] = wage_law
) -> Estimate:
    """The estimate. rate_fen: 分 a day, month, piece or hour (a piece may cost parts of a 分). ValueError without months."""
    if not months:
        raise ValueError("没有要计算的月份")
    cites: dict[str, None] = {}
    rows = [_month(pay, rate_fen, work, law(work.month), cites) for work in sorted(months, key=lambda one: one.month)]
    earned, paid = sum(row.earned_fen for row in rows), sum(row.paid_fen for row in rows)
    return Estimate(
        pay=pay,
        rate_fen=rate_fen,
        months=tuple(rows),
        earned_fen=earned,
        paid_fen=paid,
        owed_fen=max(earned - paid, 0),
        cites=tuple(cites),
    )


def _month(pay: Pay, rate: Decimal, work: MonthWork, law: WageLaw, cites: dict[str, None]) -> MonthOwed:
    missing: list[str] = []
    parts = [*_base(pay, rate, work, law, cites, missing), *_overtime(pay, rate, work, law, cites, missing)]
    earned = sum(part.amount_fen for part in parts)
    hours = sum(work.overtime.values(), Decimal(0))
    over = pay in (Pay.DAY, Pay.MONTH) and law.cap_hours is not None and hours > law.cap_hours
    if over:
        cites[law.cap_cite] = None
    return MonthOwed(
        month=work.month,
        parts=tuple(parts),
        earned_fen=earned,
        paid_fen=work.paid_fen,
        owed_fen=earned - work.paid_fen,
        over_cap=over,
        missing=tuple(dict.fromkeys(missing)),
    )


def _base(
    pay: Pay, rate: Decimal, work: MonthWork, law: WageLaw, cites: dict[str, None], missing: list[str]
) -> list[Part]:
    """The wage without overtime. A part of a month: wage ÷ 月计薪天数 × days, never more than the month's wage."""
    if pay == Pay.MONTH:
        if work.quantity is None:
            return [Part("whole_month", Decimal(1), rate, _fen(rate, 1))]
        if not work.quantity:
            return []
        if law.paid_days is None:
            missing.extend(law.missing)
            return []
        cites[law.paid_days_cite] = None
        amount = min(_fen(rate, work.quantity, divisor=law.paid_days), _fen(rate, 1))
        return [Part("base", work.quantity, rate, amount, divisor=law.paid_days)]
    return [Part("base", work.quantity, rate, _fen(rate, work.quantity))] if work.quantity else []


def _overtime(
    pay: Pay, rate: Decimal, work: MonthWork, law: WageLaw, cites: dict[str, None], missing: list[str]
) -> list[Part]:
    """Overtime by the factors of the law. With a daily wage the hour is the day ÷ (月计薪小时 ÷ 月计薪天数)."""
    stated = {kind: amount for kind, amount in work.overtime.items() if amount}
    if not stated or pay == Pay.HOUR:
        return []
    divisor = _divisor(pay, law)
    if divisor is None or any(kind not in law.factors for kind in stated):
        missing.extend(law.missing)
        return []
    cites[law.overtime_cite] = None
    return [
        Part(
            str(kind),
            stated[kind],
            rate,
            _fen(rate, stated[kind], factor=law.factors[kind], divisor=divisor),
            factor=law.factors[kind],
            divisor=divisor,
        )
        for kind in Overtime
        if kind in stated
    ]


def _divisor(pay: Pay, law: WageLaw) -> Decimal | None:
    """By what the agreed wage is divided to come to an hour; 1 for a piece."""
    if pay == Pay.PIECE:
        return Decimal(1)
    if law.paid_hours is None or law.paid_days is None:
        return None
    return law.paid_hours if pay == Pay.MONTH else law.paid_hours / law.paid_days


def _fen(rate: Decimal, quantity: Decimal | int, *, factor: Decimal = Decimal(1), divisor: Decimal = Decimal(1)) -> int:
    """quantity × rate × factor ÷ divisor in whole 分, half up; exact until that one rounding."""
    exact = Fraction(rate) * Fraction(quantity) * Fraction(factor) / Fraction(divisor)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
