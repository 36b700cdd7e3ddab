"""Grading an employer from last year's record, and entering what no file shows by itself."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import ActKind, CaseStep, OfficialAct
from nuanxin.rights.credit.grading.grades import RULE, Event, Graded, grade
from nuanxin.rights.credit.grading.models import EmployerGrade, FindingKind, GradeFinding
from nuanxin.rights.credit.models import Listing

_HANDLED = (ActKind.ORDER, ActKind.DECISION, ActKind.PENALTY)


def events_of(employer: Employer, year: int) -> list[Event]:
    """Orders, decisions, penalties; orders not obeyed; incidents of listings; findings entered by hand."""
    key = employer.merged_into_id or employer.pk
    mine = Q(clue__employer=key) | Q(clue__employer__merged_into=key)
    own = Q(employer=key) | Q(employer__merged_into=key)
    found = []
    for act in OfficialAct.objects.filter(mine, kind__in=_HANDLED, withdrawn_on=None, done_on__year=year):
        case = act.notes.get("case")
        matter = f"case:{case}" if case else f"clue:{act.clue_id}"
        found.append(Event(f"{act.get_kind_display()}{act.number}", act.done_on, matter))
    cases = Q(case__clue__employer=key) | Q(case__clue__employer__merged_into=key)
    expired = CaseStep.objects.filter(cases, step="expired", struck_by=None, done_on__year=year).select_related("case")
    found += [
        Event(f"逾期未履行限期改正指令（{row.case}）", row.done_on, f"case:{row.case_id}", True) for row in expired
    ]
    for one in GradeFinding.objects.filter(own, withdrawn_on=None, happened_on__year=year):
        found.append(Event(f"{one.get_kind_display()}：{one.what}", one.happened_on, f"finding:{one.pk}", True))
    for row in Listing.objects.filter(own, ground="incident", decided_on__year=year, annulled_on=None):
        assert row.decided_on is not None
        found.append(Event("因引发群体性、极端事件列入失信名单", row.decided_on, f"clue:{row.case.clue_id}", True))
    return found


def graded(employer: Employer, year: int, *, on: date) -> Graded:
    """The grade as the record stands; the threshold is dated data."""
    figure = Law.load().figure("grade.abc", on=on)
    return grade(events_of(employer, year), year, often=int(figure.low or 0))


@transaction.atomic
def grade_employer(*, employer: Employer, year: int, unit: Unit, by: Staff, on: date) -> EmployerGrade:
    """Grade last year's (or an earlier year's) record. Refusal for a year that is not over."""
    must(by, Permission.CREDIT_MANAGE, FileFacts(unit.region_id, unit.pk), doing="评价诚信等级")
    if year >= on.year:
        raise Refusal("不能评价", why=f"{year}年还没有结束", remedy="每年评价上一年度的记录", cites=RULE)
    found = graded(employer, year, on=on)
    row = EmployerGrade.objects.create(
        employer=employer.merged_into or employer,
        year=year,
        grade=found.grade,
        reasons=list(found.reasons),
        rows=[one.text for one in found.rows],
        graded_on=on,
        unit=unit,
        by=by,
    )
    record("grade_employer", about=row, by=by, details={"employer": employer.pk, "year": year, "grade": row.grade})
    return row


@transaction.atomic
def enter_finding(
    *, employer: Employer, kind: str, happened_on: date, what: str, unit: Unit, by: Staff, on: date
) -> GradeFinding:
    """A situation of art. 7 that no file of ours shows by itself, with its evidence."""
    must(by, Permission.CREDIT_MANAGE, FileFacts(unit.region_id, unit.pk), doing="登记诚信等级情形")
    if kind not in FindingKind.values or not what.strip() or happened_on > on:
        raise Refusal(
            "不能登记", why="没有选择情形、没有写明事实和依据，或者日期在今天之后", remedy="请核对", cites=RULE
        )
    row = GradeFinding.objects.create(
        employer=employer.merged_into or employer, kind=kind, happened_on=happened_on, what=what.strip()[:300],
        unit=unit, by=by,
    )  # fmt: skip
    record("enter_finding", about=row, by=by, details={"employer": employer.pk, "kind": kind})
    return row


@transaction.atomic
def withdraw_finding(*, finding: GradeFinding, reason: str, by: Staff, on: date) -> GradeFinding:
    """It was entered by mistake; grades already made keep what they rested on."""
    must(by, Permission.CREDIT_MANAGE, FileFacts(finding.unit.region_id, finding.unit_id), doing="撤下诚信等级情形")
    finding = GradeFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if finding.withdrawn_on or not reason.strip():
        raise Refusal("不能撤下", why="已经撤下，或者没有写明理由", remedy="请核对")
    finding.withdrawn_on, finding.withdrawn_why = on, reason.strip()[:200]
    finding.save(update_fields=["withdrawn_on", "withdrawn_why"])
    record("withdraw_finding", about=finding, by=by, reason=reason, details={"on": on})
    return finding
