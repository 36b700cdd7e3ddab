"""How long a pay ledger or an interview must be kept, and what keeps it beyond.

Pay ledgers: by the law book (条例 15: three years; 条例 28: until completion and settlement, plus three years). Interviews:
no law gives a term, so a place sets its own ("retention.interview", years) or they stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.retention.records import LegalHold
from nuanxin.watch.inspection.field.records import WorkerInterview
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet

SETTING = "retention.interview"
MISSING = "没有录入工人访谈的保管期限：法律没有规定年数，请系统管理员在“地方设置”登记“retention.interview”（检查后保存的年数，写明本地档案保管规定）"
MOST_YEARS = 100


@dataclass(frozen=True)
class Kept:
    """Until when, by which rule, and what keeps it beyond that (words). `until` None: no period is known."""

    until: date | None
    source: str
    by: tuple[str, ...] = ()

    def bars(self, on: date) -> list[str]:
        """Why it may not go that day; nothing where it may. Pure."""
        if self.until is None:
            return [self.source]
        late = [f"保管期限未满，须保存至{self.until}"] if on <= self.until else []
        return late + list(self.by)


def wages_kept_until(*, last: date, settled_on: date | None, years: int, site_years: int) -> date | None:
    """The later of both periods; None while nobody has said that the site is finished and settled. Pure.

    >>> wages_kept_until(last=date(2020, 1, 31), settled_on=date(2021, 6, 30), years=3, site_years=3)
    datetime.date(2024, 6, 30)
    """
    if settled_on is None:
        return None
    return max(shift_months(last, 12 * years), shift_months(settled_on, 12 * site_years))


def sheet_kept(sheet: WageSheet, settled_on: date | None, on: date) -> Kept:
    """What keeps a month's pay ledger."""
    law, place = Law.load(), sheet.project.region_id
    own, site = law.term("ledger.retention", place, on=on), law.term("proj.ledger_retention", place, on=on)
    last = max(filter(None, [sheet.due_on, sheet.submitted_at and sheet.submitted_at.date(), *_paid(sheet)]))
    until = wages_kept_until(last=last, settled_on=settled_on, years=own.value, site_years=site.value)
    source = "没有写明完工并结清工资的日期（条例28）" if until is None else "条例15、28：三年，自完工并结清工资起算"
    keeps = list(_clues(Q(project=sheet.project_id)))
    if sheet.state == WageSheet.State.DRAFT:
        keeps.append("还没有提交")
    if WageLine.objects.filter(sheet=sheet, paid_fen__lt=F("net_fen")).exists():
        keeps.append("有工资没有足额支付")
    if settled_on is not None and settled_on < last:
        keeps.append("结清日期早于最后一次支付")
    return Kept(until, source, tuple(keeps))


def interview_kept(row: WorkerInterview, on: date) -> Kept:
    """What keeps an interview."""
    visit = row.record
    years, source = local_setting(SETTING, visit.region_id, on) or (None, "")
    if not isinstance(years, int) or isinstance(years, bool) or not 0 < years <= MOST_YEARS:
        return Kept(None, MISSING)
    keeps = list(_clues(Q(project=visit.project_id) if visit.project_id else Q(employer=visit.employer_id)))
    if visit.visit_id is None:
        keeps.append("检查还没有入册")
    elif Finding.objects.filter(visit=visit.visit_id, ended_on__isnull=True).exists():
        keeps.append("检查问题还没有了结")
    return Kept(shift_months(visit.visited_on, 12 * years), source, tuple(keeps))


def _clues(about: Q) -> Sequence[str]:
    """Clues about the same site or firm that are open or held."""
    rows = Clue.objects.filter(about)
    if rows.filter(closed_on__isnull=True, merged_into__isnull=True).exists():
        return ["有关线索还没有办结"]
    if LegalHold.objects.filter(clue__in=rows.values("pk"), lifted_on__isnull=True).exists():
        return ["有关线索已登记留存"]
    return []


def _paid(sheet: WageSheet) -> list[date]:
    day = (
        WageLine.objects.filter(sheet=sheet, paid_on__isnull=False)
        .order_by("-paid_on")
        .values_list("paid_on", flat=True)
    )
    return [one for one in day[:1] if one]
