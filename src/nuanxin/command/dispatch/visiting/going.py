"""A visit to an area is planned, made, answered and closed, each step once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.answering import end, must_be_below
from nuanxin.command.dispatch.seeing import must_lead, must_speak_for
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff, Unit


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
    must_be_below(unit, by_unit, doing="到这个单位督导")
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
    owes = "反馈整改情况" if visit.reply_due_on and not visit.replied_on else ""
    end(visit, owes=owes, act="close_area_visit", doing="办结", why=why, by=by, on=on)


def _locked(visit: AreaVisit) -> AreaVisit:
    return AreaVisit.objects.select_for_update(of=("self",)).select_related("unit", "by_unit").get(pk=visit.pk)
