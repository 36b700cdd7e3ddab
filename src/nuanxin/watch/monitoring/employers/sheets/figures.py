"""What the law and the place say about a month's wages there, gathered once for a whole sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.day_kinds import DayKind
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.disputes.arbitration.local_figures import minimum_wage
from nuanxin.rights.intake.estimate.wage_law import Overtime, WageLaw, wage_law

DAY_HOURS = Decimal(8)  # 劳动法 第三十六条: the standard day


@dataclass(frozen=True)
class WageFigures:
    """month; law: paid days, hours, overtime factors. work_days: 月工作日 (20.83 until 2024, 20.67 since); a figure that
    nobody confirmed or entered is None and `missing` says which. minimum_fen: 分 a month. kinds: each day's kind of overtime.
    """

    month: Month
    law: WageLaw
    work_days: Decimal | None
    work_days_cite: str
    deduct_share: Decimal | None
    deduct_cite: str
    minimum_fen: int | None
    minimum_cite: str
    kinds: Mapping[int, Overtime]
    missing: tuple[str, ...] = ()

    @property
    def work_hours(self) -> Decimal | None:
        """Hours of a whole month's normal work: 月工作日 × 8."""
        return None if self.work_days is None else self.work_days * DAY_HOURS


def figures_for(project: Project, month: Month) -> WageFigures:
    """By the place of work and the law of the month in which the work was done."""
    law, on = Law.load(), month.first_day
    wages, missing = wage_law(month), list[str]()
    minimum = minimum_wage(project.region_id, month.last_day)
    if minimum.fen is None:
        missing.append(minimum.missing)

    def figure(key: str) -> tuple[Decimal | None, str]:
        try:
            found = law.figure(key, on=on)
        except MissingFigure as gap:
            missing.append(str(gap))
            return None, ""
        return (found.value if found.value is not None else found.high), found.citation

    days, days_cite = figure("w.work_days")
    share, share_cite = figure("w.deduct_cap")
    calendar = calendar_for(project.region_id)
    return WageFigures(
        month=month,
        law=wages,
        work_days=days,
        work_days_cite=days_cite,
        deduct_share=share,
        deduct_cite=share_cite,
        minimum_fen=minimum.fen,
        minimum_cite=minimum.source,
        kinds={day.day: kind_of(calendar.kind(day)) for day in month.days()},
        missing=tuple(dict.fromkeys([*wages.missing, *missing])),
    )


def kind_of(kind: DayKind) -> Overtime:
    """Which overtime work on such a day is: a shifted rest day is a rest day (200 %), only the statutory days are 300 %."""
    if kind is DayKind.STATUTORY_HOLIDAY:
        return Overtime.HOLIDAY
    return Overtime.WEEKDAY if kind.is_working else Overtime.REST_DAY


def usual_due_day(project: Project, month: Month) -> date | None:
    """The pay day after the month, earlier where it falls on a rest day (条例 第十四条); None where no pay day is entered."""
    if not project.pay_day:
        return None
    following = month.shifted(1)
    day = following.first_day.replace(day=min(project.pay_day, following.last_day.day))
    return calendar_for(project.region_id).previous_working(day)
