"""The figures of the law that a wage month needs: paid days, hours, overtime factors. From the law book, never from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.citation import Citation, written_together
from nuanxin.foundation.law.terms import Figure, MissingFigure


class Overtime(StrEnum):
    """The three kinds of overtime of 劳动法 第四十四条."""

    WEEKDAY = "weekday"
    REST_DAY = "rest_day"
    HOLIDAY = "statutory_holiday"


@dataclass(frozen=True)
class WageLaw:
    """What holds in a month. A figure that nobody confirmed is None; `missing` then says what is missing.

    paid_days: 月计薪天数; paid_hours: 月计薪小时; factors: overtime as a multiple of the hourly wage; cap_hours: 每月加班上限.
    """

    paid_days: Decimal | None
    paid_hours: Decimal | None
    factors: Mapping[Overtime, Decimal]
    cap_hours: Decimal | None
    paid_days_cite: str = ""
    overtime_cite: str = ""
    cap_cite: str = ""
    missing: tuple[str, ...] = ()


def wage_law(month: Month) -> WageLaw:
    """The figures in force on the first day of the month: the wage of a month is reckoned by the law of its time."""
    law = Law.load()
    missing: list[str] = []

    def read(key: str) -> Figure | None:
        try:
            return law.figure(key, on=month.first_day)
        except MissingFigure as gap:
            missing.append(str(gap))
            return None

    days, hours, cap = read("w.paid_days"), read("w.hour"), read("w.ot_cap.month")
    rates = {kind: found for kind in Overtime if (found := read(f"w.ot.{kind}")) is not None}
    cites: list[Citation] = [c for one in (*rates.values(), hours) if one for c in one.citations]
    return WageLaw(
        paid_days=days.value if days else None,
        paid_hours=hours.value if hours else None,
        factors={kind: one.low for kind, one in rates.items() if one.low is not None},
        cap_hours=cap.high if cap else None,
        paid_days_cite=days.citation if days else "",
        overtime_cite=written_together(tuple(dict.fromkeys(cites))),
        cap_cite=cap.citation if cap else "",
        missing=tuple(missing),
    )
