"""A lower unit makes a campaign of its own out of the one that it received: earlier days, own tasks, nothing left out.

What it adds stands in its own campaign; the upper one is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from nuanxin.command.campaigns.opened.models import (
    Campaign,
    CampaignFigure,
    CampaignTask,
    Milestone,
    Origin,
    Recurrence,
    Target,
)
from nuanxin.command.campaigns.opened.opening import digest_of
from nuanxin.command.campaigns.opened.seeing import must_report
from nuanxin.command.campaigns.plan.whom import whom
from nuanxin.command.campaigns.taking_part.models import Participant, ThreadEntry
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.models import Staff


@dataclass(frozen=True)
class Addition:
    """An own task: its text, the names of who does it, its day."""

    text: str
    bodies: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True)
class OwnPlan:
    """What the lower unit says: title and number of its paper, its days for tasks and milestones (by key), what it adds."""

    title: str
    document_number: str = ""
    task_days: Mapping[int, date] = field(default_factory=dict)
    milestone_days: Mapping[int, date] = field(default_factory=dict)
    additions: Sequence[Addition] = ()


@transaction.atomic
def pass_on(*, participant: Participant, own: OwnPlan, by: Staff, at: datetime) -> Campaign:
    """部署: the unit's own campaign with every task and day of the upper one. BadInput for a day that lies after the upper's."""
    row = Participant.objects.select_for_update(of=("self",)).select_related("unit", "campaign").get(pk=participant.pk)
    upper = row.campaign
    must_report(by, row.unit, doing=f"代{row.unit.short_name or row.unit.name}部署专项行动")
    must_be_running(upper)
    if row.received_at is None:
        raise Refusal("不能部署", why="还没有签收", remedy="请先签收")
    if row.own_id is not None:
        raise Refusal("不能再部署", why="本级方案已经有了", remedy="请在本级方案中调整")
    tasks = list(upper.tasks.filter(withdrawn_at__isnull=True))
    milestones = list(upper.milestones.all())
    _check_days(upper, own, tasks, milestones)
    campaign = _copy(upper, row, own, by, at)
    _milestones(campaign, milestones, own)
    _tasks(campaign, tasks, own, by, _the_rest(campaign, upper))
    row.own = campaign
    row.save(update_fields=["own"])
    ThreadEntry.objects.create(
        participant=row, kind=ThreadEntry.Kind.PASSED_ON, unit=row.unit, text=own.title, at=at, by=by
    )
    record("pass_campaign_on", about=row, by=by, details={"campaign": campaign.pk, "added": len(own.additions)})
    return campaign


def _check_days(upper: Campaign, own: OwnPlan, tasks: Sequence[CampaignTask], milestones: Sequence[Milestone]) -> None:
    """A task ends no later than above; what is reported upwards is collected earlier (XN-01: 10 December before the 31st)."""
    faults = []
    for task in tasks:
        day = own.task_days.get(task.pk)
        if day and task.due_on and day > task.due_on:
            faults.append(Fault(f"第{task.position}项任务的期限 {day} 晚于上级的 {task.due_on}", remedy="请提前"))
    for one in milestones:
        day = own.milestone_days.get(one.pk)
        if day and one.on and day >= one.on:
            faults.append(Fault(f"“{one.text}”本级的日期 {day} 没有早于上级的 {one.on}", remedy="请至少提前一天"))
    latest = upper.end
    faults += [
        Fault(f"补充任务“{added.text[:12]}”的期限晚于行动截止日期 {latest}", remedy="请提前")
        for added in own.additions
        if added.due_on and latest and added.due_on > latest
    ]
    if faults:
        raise BadInput(faults)


def _copy(upper: Campaign, row: Participant, own: OwnPlan, by: Staff, at: datetime) -> Campaign:
    plan = {"title": own.title, "document_number": own.document_number, "above": upper.pk, "unit": row.unit.code}
    return Campaign.objects.create(
        unit=row.unit,
        region_id=row.unit.region_id,
        above=upper,
        within=_own_of_the_whole(upper, row),
        title=own.title[:300],
        document_number=own.document_number[:60],
        issuer=[row.unit.name],
        received_on=row.received_at and row.received_at.date(),
        basis=[f"{upper.title}{f'（{upper.document_number}）' if upper.document_number else ''}"],
        goals=upper.goals,
        start=upper.start,
        end=upper.end,
        period_text=upper.period_text,
        plan=plan,
        plan_digest=digest_of(plan),
        opened_at=at,
        opened_by=by,
    )


def _own_of_the_whole(upper: Campaign, row: Participant) -> Campaign | None:
    """A drive that is passed on lies in the unit's own plan of the campaign that the drive belongs to, where it has one."""
    if upper.within_id is None:
        return None
    whole = Participant.objects.filter(campaign=upper.within_id, unit=row.unit_id, own__isnull=False).first()
    return whole.own if whole else None


def _tasks(
    campaign: Campaign, tasks: Sequence[CampaignTask], own: OwnPlan, by: Staff, below: Mapping[tuple[type, int], Any]
) -> None:
    carried = [
        CampaignTask(
            campaign=campaign,
            position=position,
            section=task.section,
            text=task.text,
            bodies=task.bodies,
            kinds=task.kinds,
            levels=task.levels,
            due_on=own.task_days.get(task.pk, task.due_on),
            every=task.every,
            proof=task.proof,
            figure=below.get((CampaignFigure, task.figure_id or 0)),
            target=below.get((Target, task.target_id or 0)),
            concrete=task.concrete,
            public_text=task.public_text,
            origin=Origin.CARRIED,
            carries=task,
        )
        for position, task in enumerate(tasks, 1)
    ]
    added = [
        CampaignTask(
            campaign=campaign,
            position=position,
            text=one.text,
            bodies=list(one.bodies),
            kinds=list(whom(one.bodies).kinds),
            levels=list(whom(one.bodies).levels),
            due_on=one.due_on,
            origin=Origin.ADDED,
            added_by=by,
        )
        for position, one in enumerate(own.additions, len(carried) + 1)
    ]
    CampaignTask.objects.bulk_create(carried + added)


def _milestones(campaign: Campaign, milestones: Sequence[Milestone], own: OwnPlan) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            campaign=campaign,
            text=one.text,
            what=one.what,
            start=one.start,
            on=own.milestone_days.get(one.pk, one.on),
            relative=one.relative,
            sender=one.sender,
            receiver=one.receiver,
            origin=Origin.CARRIED,
            carries=one,
        )
        for one in milestones
    )


def _the_rest(campaign: Campaign, upper: Campaign) -> dict[tuple[type, int], Any]:
    """Repeated work, targets and figures hold below as above: the same counts of a smaller area. (Kind, upper key) → own row."""
    made: dict[tuple[type, int], Any] = {}
    rows: list[tuple[type[Recurrence] | type[Target] | type[CampaignFigure], tuple[str, ...]]] = [
        (Recurrence, ("text", "what", "every", "until")),
        (Target, ("text", "subject", "comparison", "value", "unit", "base", "by", "counter", "where")),
        (CampaignFigure, ("name", "unit", "counter", "where")),
    ]
    for model, fields in rows:
        for one in model.objects.filter(campaign=upper).order_by("pk").values("pk", *fields):
            above = one.pop("pk")
            made[model, above] = model.objects.create(campaign=campaign, **one)
    return made
