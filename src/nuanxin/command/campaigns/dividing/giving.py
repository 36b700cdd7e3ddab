"""Tasks are given to units with a day; the day is moved or the task taken back only with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nuanxin.command.campaigns.dividing.models import ShareEntry, TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignTask
from nuanxin.command.campaigns.plan.whom import addressed
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.models import Participant, Role
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff, Unit

OVER = (TaskShare.State.DONE, TaskShare.State.TAKEN_BACK)


@dataclass(frozen=True)
class Quantity:
    """How much of it: 3 场, 500 份."""

    amount: int
    unit: str


@transaction.atomic
def give(
    *, task: CampaignTask, units: Iterable[Unit], due_on: date | None, by: Staff, at: datetime, quantity: Quantity | None = None
) -> list[TaskShare]:  # fmt: skip
    """Give the task to these units; whoever has it already keeps it. Refusal for a day after the task's own."""
    campaign = _open(task, by)
    day = due_on or task.due_on or campaign.end
    latest = task.due_on or campaign.end
    if day and latest and day > latest:
        raise Refusal("不能分派", why=f"期限 {day} 晚于通知要求的 {latest}", remedy="请提前期限")
    allowed = {campaign.unit_id, *campaign.participants.values_list("unit", flat=True)}
    known = set(task.shares.values_list("unit", flat=True))
    made = []
    for unit in units:
        if unit.pk in known:
            continue
        known.add(unit.pk)
        if unit.pk not in allowed:
            raise Refusal(f"不能分派给{unit.name}", why="这个单位没有参加专项行动", remedy="请先下发给它")
        made.append(
            TaskShare.objects.create(
                task=task, unit=unit, due_on=day, given_at=at, given_by=by,
                quantity=quantity.amount if quantity else None, quantity_unit=quantity.unit if quantity else "",
            )
        )  # fmt: skip
    if made:
        record("give_campaign_task", about=task, by=by, details={"units": [row.unit.code for row in made]})
    return made


def meant(task: CampaignTask, campaign: Campaign, taking_part: Iterable[Participant] | None = None) -> list[Unit]:
    """Of the units that take part (looked up where not given), whom the task means by its words; nobody where it names nobody."""
    to = addressed(task.bodies, campaign.region.level, task.kinds)
    found = [campaign.unit] if to.leader or campaign.unit.kind in to.kinds else []
    for row in taking_part_in(campaign) if taking_part is None else taking_part:
        if to.below if row.role == Role.LOWER else to.members or row.unit.kind in to.kinds:
            found.append(row.unit)
    return found


def taking_part_in(campaign: Campaign) -> list[Participant]:
    return list(campaign.participants.select_related("unit", "unit__region"))


@transaction.atomic
def give_as_meant(*, campaign: Campaign, by: Staff, at: datetime) -> int:
    """Give every task that nobody has yet to the units that its words mean; how many shares were made."""
    made = 0
    taking_part = taking_part_in(campaign)
    for task in campaign.tasks.filter(withdrawn_at__isnull=True, shares__isnull=True):
        units = meant(task, campaign, taking_part)
        made += len(give(task=task, units=units, due_on=None, by=by, at=at)) if units else 0
    return made


@transaction.atomic
def move_day(*, share: TaskShare, due_on: date, reason: str, by: Staff, at: datetime) -> TaskShare:
    """Another day, with a reason; never after the task's own."""
    row = locked_share(share)
    campaign = _open(row.task, by)
    latest = row.task.due_on or campaign.end
    if latest and due_on > latest:
        raise Refusal("期限不能调整", why=f"晚于通知要求的 {latest}", remedy="请先报上级同意，再改任务期限")
    _must_be_open(row)
    note(row, ShareEntry.Kind.POSTPONED, f"{row.due_on or '未定'} → {due_on}：{reason}", by, at)
    row.due_on = due_on
    row.save(update_fields=["due_on"])
    record("move_share_day", about=row, by=by, reason=reason, details={"due_on": str(due_on)})
    return row


@transaction.atomic
def take_back(*, share: TaskShare, reason: str, by: Staff, at: datetime) -> TaskShare:
    """The unit has the task no more; what it said stays."""
    row = locked_share(share)
    _open(row.task, by)
    _must_be_open(row)
    note(row, ShareEntry.Kind.TAKEN_BACK, reason, by, at)
    row.state = TaskShare.State.TAKEN_BACK
    row.save(update_fields=["state"])
    record("take_share_back", about=row, by=by, reason=reason)
    return row


def _open(task: CampaignTask, by: Staff) -> Campaign:
    campaign = Campaign.objects.select_related("unit").get(pk=task.campaign_id)
    must_manage(by, campaign.unit, doing="分派任务")
    must_be_running(campaign)
    if task.withdrawn_at is not None:
        raise Refusal("不能分派", why="这项任务已经撤回", remedy="请刷新页面")
    return campaign


def locked_share(share: TaskShare) -> TaskShare:
    rows = TaskShare.objects.select_for_update(of=("self",)).select_related("task", "unit", "task__campaign__unit")
    return rows.get(pk=share.pk)


def _must_be_open(row: TaskShare) -> None:
    if row.state in OVER:
        raise Refusal("不能办理", why=f"这项分工{row.get_state_display()}", remedy="请刷新页面")


def note(row: TaskShare, kind: ShareEntry.Kind, text: str, by: Staff, at: datetime) -> ShareEntry:
    return ShareEntry.objects.create(share=row, kind=kind, text=text, at=at, by=by)
