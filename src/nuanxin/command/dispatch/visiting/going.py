"""A visit to an area is planned, made, answered and closed, each step once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.seeing import must_lead, must_speak_for
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff, Unit


@dataclass(frozen=True)
class VisitPlan:
    """What a visit is for, who goes, when."""

    kind: str
    plan: str
    people: str
    planned_on: date
    campaign: Campaign | None = None


@transaction.atomic
def plan_visit(*, unit: Unit, facts: VisitPlan, by_unit: Unit, by: Staff) -> AreaVisit:
    """`unit`: who receives the visitors and will answer; its place is the area visited."""
    must_lead(by, by_unit, doing="安排督导调研")
    if unit.pk == by_unit.pk or not RegionReach.objects.filter(area=by_unit.region_id, member=unit.region_id).exists():
        raise NotAllowed("不能到这个单位督导", why="是本单位，或者不在本单位的辖区", remedy="请选择辖区内的其他单位")
    if not facts.plan.strip() or not facts.people.strip():
        raise Refusal("不能安排督导调研", why="没有写明督导内容或者人员", remedy="请写明看什么、谁带队、哪些人去")
    visit = AreaVisit.objects.create(
        kind=facts.kind,
        region=unit.region,
        unit=unit,
        by_unit=by_unit,
        campaign=facts.campaign,
        plan=facts.plan.strip(),
        people=facts.people.strip(),
        planned_on=facts.planned_on,
        recorded_by=by,
    )
    record("plan_area_visit", about=visit, by=by, details={"unit": unit.pk, "on": facts.planned_on})
    return visit


@transaction.atomic
def record_findings(*, visit: AreaVisit, visited_on: date, findings: str, reply_due_on: date | None, by: Staff, on: date) -> None:  # fmt: skip
    """What was found there; with a day where an answer is asked for."""
    visit = _locked(visit)
    must_lead(by, visit.by_unit, doing="登记督导情况")
    if visit.visited_on or not findings.strip() or visited_on > on:
        raise Refusal("不能登记督导情况", why="已经登记，或者没有写明情况，或者日期在今天以后", remedy="请核对")
    if reply_due_on is not None and reply_due_on < visited_on:
        raise Refusal("不能登记督导情况", why="反馈期限早于到访日期", remedy="请核对日期")
    visit.visited_on, visit.findings, visit.reply_due_on = visited_on, findings.strip(), reply_due_on
    visit.save(update_fields=["visited_on", "findings", "reply_due_on"])
    record("record_area_findings", about=visit, by=by)


@transaction.atomic
def reply_to_findings(*, visit: AreaVisit, text: str, by: Staff, on: date) -> None:
    """What the visited unit has done about it."""
    visit = _locked(visit)
    must_speak_for(by, visit.unit, doing="反馈整改情况")
    if not visit.visited_on or visit.replied_on or visit.closed_on or not text.strip():
        raise Refusal("不能反馈", why="还没有登记督导情况，或者已经反馈、办结，或者没有写明内容", remedy="请核对")
    visit.reply, visit.replied_on, visit.replied_by = text.strip(), on, by
    visit.save(update_fields=["reply", "replied_on", "replied_by"])
    record("reply_area_visit", about=visit, by=by)


@transaction.atomic
def close_visit(*, visit: AreaVisit, why: str, by: Staff, on: date) -> None:
    """By the unit that went; where an answer was asked for, only with one. One that never took place is closed with the reason."""
    visit = _locked(visit)
    must_lead(by, visit.by_unit, doing="办结督导调研")
    if visit.closed_on or not why.strip():
        raise Refusal("不能办结", why="已经办结，或者没有写明说明", remedy="请写明说明")
    if visit.reply_due_on and not visit.replied_on:
        raise Refusal("不能办结", why=f"{visit.unit.short_name}还没有反馈整改情况", remedy="请先催促反馈")
    visit.closed_on, visit.closed_by, visit.closed_why = on, by, why.strip()
    visit.save(update_fields=["closed_on", "closed_by", "closed_why"])
    record("close_area_visit", about=visit, by=by, reason=why)


def _locked(visit: AreaVisit) -> AreaVisit:
    return AreaVisit.objects.select_for_update(of=("self",)).select_related("unit", "by_unit").get(pk=visit.pk)
