"""One report of a joint check: what each department found and by which rule, columns 1–3 with the visits behind them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.watch.inspection.checklists.reading import NO
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.joint.models import CheckTarget, PartAnswer
from nuanxin.watch.inspection.joint.reaching import Numbers, count, latest_of_each, progress_of, visits_behind
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.plans.models import JointPart, SpecialCheck

KIND = "joint_check_report"
NONE = "/"
Row = list[str]


def reports_of(special: SpecialCheck) -> list[Paper]:
    """The issued reports, the newest first: each stands for its day."""
    rows = Paper.objects.filter(kind=KIND, about_kind="inspection.specialcheck", about_id=special.pk)
    return list(rows.order_by("-pk"))


@transaction.atomic
def issue_report(*, special: SpecialCheck, by: Staff, on: date) -> Paper:
    """Issue the report as things stand that day; the same day and content again is the same paper. Refusal: right, too early."""
    row = SpecialCheck.objects.select_for_update(of=("self",)).select_related("region", "lead").get(pk=special.pk)
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=row.region_id), doing="制作联合检查报告")
    if on < row.first or by.unit is None:
        raise Refusal("不能制作联合检查报告", why="专项检查还没有开始", remedy="请在开始日期以后制作")
    fields = report_fields(row, on)
    standing = next(iter(reports_of(row)), None)
    if standing is not None and _same(standing.fields, fields):
        return standing
    paper = issue_paper(kind=KIND, about=row, fields=fields, unit=by.unit, by=by, on=on, supersedes=standing)
    record("issue_joint_report", about=row, by=by, details={"paper": paper.pk, "on": on})
    return paper


def report_fields(row: SpecialCheck, on: date) -> dict[str, Any]:
    """What the report says, from rows alone."""
    visits = visits_behind(row, until=on)
    parts = list(
        JointPart.objects.filter(planned__special=row, planned__dropped_on__isnull=True)
        .select_related("unit", "planned__project", "planned__employer", "ticked_by")
        .order_by("unit__short_name", "planned", "pk")
    )
    return {
        "name": row.name,
        "document": row.document,
        "region": row.region.name,
        "window": f"{row.first}至{row.last}（{row.get_hours_display()}）",
        "team": f"牵头人：{row.lead.name}" + (f"；检查组：{row.team}" if row.team else ""),
        "contents": [line for line in row.contents.splitlines() if line.strip()],
        "as_of": on.isoformat(),
        "counted": _counted(row, count(visits)),
        "units": [_unit_row(one) for one in progress_of(row, on)] or {"none": "没有下达分单位任务量"},
        "departments": _departments(parts, on) or {"none": "没有安排部门联合检查"},
        "found": _found(parts, visits) or {"none": "没有发现问题"},
        "words": _words(parts) or {"none": "各部门还没有登记"},
        "visits": _visits(visits) or {"none": "还没有检查"},
    }


def _same(one: Any, other: dict[str, Any]) -> bool:
    return {**one, "as_of": ""} == {**other, "as_of": ""}


def _counted(special: SpecialCheck, reached: Numbers) -> list[Row]:
    """Columns 1–3: what was laid down for the last day (summed over the units), and what was reached."""
    standing = CheckTarget.objects.filter(special=special, withdrawn_on__isnull=True)
    last: dict[int, CheckTarget] = {row.unit_id: row for row in standing.order_by("due_on", "pk")}
    wanted = [sum(getattr(row, name) for row in last.values()) for name in ("employers", "workforce", "migrants")]
    names = ("检查用人单位（户）", "涉及职工（人）", "其中农民工（人）")
    have = (reached.employers, reached.workforce, reached.migrants)
    return [
        [str(number), name, str(want) if last else NONE, str(got)]
        for number, (name, want, got) in enumerate(zip(names, wanted, have, strict=True), 1)
    ]


def _unit_row(one: Any) -> Row:
    pairs = (
        (one.reached.employers, one.wanted.employers),
        (one.reached.workforce, one.wanted.workforce),
        (one.reached.migrants, one.wanted.migrants),
    )
    return [one.target.unit.short_name, str(one.target.due_on), *(f"{have}/{want}" for have, want in pairs), one.stands]


def _departments(parts: list[JointPart], on: date) -> list[Row]:
    noes = PartAnswer.objects.filter(part__in=[part.pk for part in parts], answer=NO).values_list(
        "part__unit", flat=True
    )
    problems = list(noes)
    units = {part.unit_id: part.unit.short_name for part in parts}
    rows = []
    for pk, name in units.items():
        own = [part for part in parts if part.unit_id == pk]
        late = sum(part.ticked_on is None and part.planned.due_on < on for part in own)
        ticked = sum(part.ticked_on is not None for part in own)
        rows.append([name, str(len(own)), str(ticked), str(late), str(problems.count(pk))])
    return rows


def _found(parts: list[JointPart], visits: list[Visit]) -> list[Row]:
    """Every "no" of a department with the rule it breaks, then what the visits ordered to be put right."""
    by_part = {part.pk: part for part in parts}
    answers = PartAnswer.objects.filter(part__in=by_part, answer=NO).order_by("part__unit__short_name", "pk")
    rows = [
        [
            by_part[one.part_id].unit.short_name,
            by_part[one.part_id].planned.target_name,
            f"{one.asked}：否（{one.note}）",
            one.cites,
        ]
        for one in answers
    ]
    findings = Finding.objects.filter(visit__in=[visit.pk for visit in visits]).exclude(state="withdrawn")
    for one in findings.select_related("visit__project", "visit__employer", "staff__unit").order_by("pk"):
        unit = one.staff.unit.short_name if one.staff.unit else NONE
        target = one.visit.project.name if one.visit.project else one.visit.employer.name
        rows.append([unit, target, f"{one.what}（{one.get_state_display()}）", one.cites or NONE])
    return rows


def _words(parts: list[JointPart]) -> list[Row]:
    return [
        [part.unit.short_name, part.planned.target_name, part.result, f"{part.ticked_by.name} {part.ticked_on}"]
        for part in parts
        if part.ticked_on and part.ticked_by
    ]


def _visits(visits: list[Visit]) -> list[Row]:
    kept = latest_of_each(visits)
    return [
        [
            str(number), one.employer.name, one.project.name if one.project else NONE, str(one.visited_on),
            str(one.workforce), str(one.migrants), "是" if one.arrears_found else "否",
            one.recorded_by.name if one.recorded_by else NONE,
        ]
        for number, one in enumerate(kept, 1)
    ]  # fmt: skip
