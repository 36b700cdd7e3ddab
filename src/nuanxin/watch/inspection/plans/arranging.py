"""Special checks and single visits arranged by hand: whom, when, which departments, by what document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.inspection.grid.looking import in_force
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.plans.models import Hours, JointPart, PlanKind, PlannedVisit, SpecialCheck

LEAST_AT_ODD_HOURS = 2


@dataclass(frozen=True)
class SpecialFacts:
    """A special check as ordered. `parts`: department → what it checks (none: the bureau alone)."""

    name: str
    document: str
    contents: str
    first: date
    last: date
    lead: Staff
    team: str = ""
    hours: str = Hours.DAY
    hours_why: str = ""
    parts: Mapping[Unit, str] = field(default_factory=dict)


def hours_faults(
    *, first: date, last: date, hours: str, why: str, people: int, calendar: WorkingCalendar
) -> list[Fault]:
    """The rules for visits out of hours. Pure.

    By day: the window holds a working day. At night or on days of rest: a written reason, two people at least, and for a
    day of rest a window that holds one.
    """
    if last < first:
        return [Fault("早于开始日期", column="结束日期", remedy="请核对日期")]
    faults, working = [], calendar.working_days(first, last)
    if hours == Hours.DAY:
        if not working:
            faults.append(Fault("都是休息日", column="检查日期", remedy="请包括工作日，或者选择“休息日、节假日”检查"))
        return faults
    if not why.strip():
        faults.append(Fault("没有填写", column="夜间、节假日检查理由", remedy="请写明为什么不能在工作日白天检查"))
    if people < LEAST_AT_ODD_HOURS:
        faults.append(Fault("不足两人", column="检查组人员", remedy="夜间、节假日检查至少安排两人，请写明姓名"))
    if hours == Hours.HOLIDAY and working == (last - first).days + 1:
        faults.append(Fault("都是工作日", column="检查日期", remedy="请包括休息日或者节假日"))
    return faults


def people_of(team: str) -> int:
    """How many names stand in the field."""
    return len([one for one in team.replace("，", "、").replace(",", "、").replace(" ", "、").split("、") if one])


@transaction.atomic
def begin_special(
    *, facts: SpecialFacts, region: Region, targets: Sequence[Employer | Project], by: Staff, on: date
) -> SpecialCheck:
    """Plan one visit at every target, each department with its own part. BadInput names what does not fit; Refusal: right."""
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=region.pk), doing=f"安排{region.name}的专项检查")
    if faults := _faults(facts, region, targets, on):
        raise BadInput(faults)
    special = SpecialCheck.objects.create(
        name=facts.name.strip(), document=facts.document.strip(), contents=facts.contents.strip(), region=region,
        first=facts.first, last=facts.last, hours=facts.hours, hours_why=facts.hours_why.strip(),
        team=facts.team.strip(), lead=facts.lead, by=by, begun_on=on,
    )  # fmt: skip
    rows = PlannedVisit.objects.bulk_create(_rows(special, targets, on), batch_size=500)
    JointPart.objects.bulk_create(
        [JointPart(planned=row, unit=unit, task=task) for row in rows for unit, task in facts.parts.items()],
        batch_size=500,
    )
    told = {"targets": len(rows), "departments": [unit.code for unit in facts.parts], "on": on}
    record("begin_special_check", about=special, by=by, details=told)
    return special


def targets_in(*, region: str, kind: str, sector: str = "", industry: str = "") -> list[Employer | Project]:
    """Employers of a sector, or projects under an industry's authority, of an area; empty words mean all."""
    if kind == "employer":
        firms = Employer.objects.filter(region__in=codes_of(region), merged_into__isnull=True)
        return list(firms.filter(sector=sector) if sector else firms)
    sites = Project.objects.filter(region__in=codes_of(region), merged_into__isnull=True)
    return list(sites.filter(industry=industry) if industry else sites)


def _faults(facts: SpecialFacts, region: Region, targets: Sequence[Employer | Project], on: date) -> list[Fault]:
    faults = [
        Fault("没有填写", column=label, remedy="请填写")
        for label, said in (("名称", facts.name), ("文件依据", facts.document), ("检查内容和法律依据", facts.contents))
        if not said.strip()
    ]
    if facts.first < on:
        faults.append(Fault("早于今天", column="开始日期", remedy="请核对日期"))
    if not targets:
        faults.append(Fault("没有对象", column="检查对象", remedy="请放宽范围，或者先登记用人单位、项目"))
    codes = set(codes_of(region.pk))
    if any(one.region_id not in codes for one in targets):
        faults.append(Fault("有不在该区划的对象", column="检查对象", remedy="请核对区划"))
    calendar = calendar_of(region.pk)
    people = people_of(facts.team)
    return faults + hours_faults(
        first=facts.first, last=facts.last, hours=facts.hours, why=facts.hours_why, people=people, calendar=calendar
    )


def _rows(special: SpecialCheck, targets: Sequence[Employer | Project], on: date) -> list[PlannedVisit]:
    held = GridAssignment.objects.filter(in_force(on), region__in=codes_of(special.region_id))
    answering = {("p", row.project_id) if row.project_id else ("e", row.employer_id): row.staff_id for row in held}
    rows = []
    for one in targets:
        site = isinstance(one, Project)
        key = ("p" if site else "e", one.pk)
        rows.append(
            PlannedVisit(
                mark=f"special:{special.pk}:{key[0]}{one.pk}", kind=PlanKind.SPECIAL, region_id=one.region_id or special.region_id,
                employer_id=one.employer_id if isinstance(one, Project) else one.pk, project_id=one.pk if site else None,
                not_before=special.first, due_on=special.last, hours=special.hours, reason=special.name,
                special=special, staff_id=answering.get(key, special.lead_id), planned_on=on, recorded_at=occasion.now(),
            )
        )  # fmt: skip
    return rows
