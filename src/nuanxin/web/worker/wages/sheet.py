"""The wage sheet in words: each month with its sums as one would write them on paper, and what can still be proved."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate import Estimate, MonthOwed, Need, Overtime, Part, Pay, missing_proof
from nuanxin.web.worker.wages.forms import OVERTIME, PAYS, PROOF_NAMES

Words = str | Promise
UNITS: dict[Pay, Words] = {
    Pay.DAY: gettext_lazy("天"),
    Pay.MONTH: gettext_lazy("天"),
    Pay.PIECE: gettext_lazy("件"),
    Pay.HOUR: gettext_lazy("小时"),
}
NEEDS: dict[Need, Words] = {
    Need.WORKED: gettext_lazy("在那里给他干过活"),
    Need.HOW_MUCH: gettext_lazy("干了多少天、多少活"),
    Need.RATE: gettext_lazy("说好的工钱是多少"),
    Need.PAID: gettext_lazy("拿到了多少、还欠多少"),
}


@dataclass(frozen=True)
class SheetMonth:
    """One month on the sheet. owed_fen may be negative: then `over_fen` was paid too much and goes to other months."""

    title: str
    sums: tuple[str, ...]
    earned_fen: int
    paid_fen: int
    owed_fen: int
    over_cap: bool
    missing: tuple[str, ...]

    @property
    def over_fen(self) -> int:
        return max(0, -self.owed_fen)


@dataclass(frozen=True)
class MissingProof:
    """What is not shown yet and what would show it."""

    what: str
    by: str


def month_name(month: Month) -> str:
    return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}


def number(value: Decimal) -> str:
    """26.50 → 26.5, 26.0 → 26."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def price(fen: Decimal) -> str:
    """分 a unit as 元, all its decimals kept: 12.5 分 → 0.125."""
    whole = fen == int(fen)
    return yuan(int(fen)) if whole else number(fen / 100)


def months_of(estimate: Estimate) -> list[SheetMonth]:
    return [
        SheetMonth(
            title=month_name(row.month),
            sums=tuple(_sum(estimate.pay, part) for part in row.parts),
            earned_fen=row.earned_fen,
            paid_fen=row.paid_fen,
            owed_fen=row.owed_fen,
            over_cap=row.over_cap,
            missing=row.missing,
        )
        for row in estimate.months
    ]


def _sum(pay: Pay, part: Part) -> str:
    """One term, written out: 10 小时 × 300.00 元 ÷ 8 × 1.5 ＝ 562.50 元."""
    if part.kind == "whole_month":
        return _("整月 %(amount)s 元") % {"amount": yuan(part.amount_fen)}
    unit: Words = UNITS[pay]
    start = ""
    if part.kind in list(Overtime):
        unit = UNITS[Pay.PIECE] if pay == Pay.PIECE else UNITS[Pay.HOUR]
        start = f"{OVERTIME[Overtime(part.kind)]}{_('：')}"
    capped = part.kind == "base" and part.divisor != 1 and part.amount_fen == part.rate_fen
    divided = f" ÷ {number(part.divisor)}" if part.divisor != 1 else ""
    times = f" × {number(part.factor)}" if part.factor != 1 else ""
    words = _("%(quantity)s %(unit)s × %(rate)s 元%(divided)s%(times)s ＝ %(amount)s 元") % {
        "quantity": number(part.quantity),
        "unit": unit,
        "rate": price(part.rate_fen),
        "divided": divided,
        "times": times,
        "amount": yuan(part.amount_fen),
    }
    if capped:
        words = _("%(quantity)s 天，按整月算 %(amount)s 元") % {
            "quantity": number(part.quantity),
            "amount": yuan(part.amount_fen),
        }
    return f"{start}{words}"


def missing_of(held: list[str]) -> list[MissingProof]:
    """What is missing, each with what would help."""
    return [
        MissingProof(str(NEEDS[lack.need]), _("、").join(str(PROOF_NAMES[key]) for key in lack.by))
        for lack in missing_proof(held)
    ]


def in_one_line(estimate: Estimate) -> str:
    """The sheet for the officer, in Chinese; 200 characters and a little."""
    months = "；".join(_short(estimate.pay, row) for row in estimate.months)
    agreed = f"{PAYS[estimate.pay][0]}{price(estimate.rate_fen)}元"
    total = f"应得{yuan(estimate.earned_fen)}元，已付{yuan(estimate.paid_fen)}元，还欠{yuan(estimate.owed_fen)}元"
    return f"本人自己算的工资（{agreed}）：{months}。{total}。"


def _short(pay: Pay, row: MonthOwed) -> str:
    base = next((part for part in row.parts if part.kind == "base"), None)
    extra = "、含加班" if any(part.kind in list(Overtime) for part in row.parts) else ""
    whole = any(part.kind == "whole_month" for part in row.parts)
    done = "整月" if whole else f"{number(base.quantity)}{UNITS[pay]}" if base else "没有干活"
    return f"{row.month}{done}{extra}应得{yuan(row.earned_fen)}已付{yuan(row.paid_fen)}"
