"""What the leading unit changes while a campaign runs: adds a task, withdraws one, sets a day, says what counts, closes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask, Milestone, Origin, Target
from nuanxin.command.campaigns.plan.whom import whom
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.command.counters.book import slips
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.models import Staff


@transaction.atomic
def add_task(
    *, campaign: Campaign, text: str, bodies: Sequence[str], due_on: date | None, proof: str, by: Staff
) -> CampaignTask:
    """本级补充: an own task; the campaign that this one carries out knows nothing of it."""
    row = _locked(campaign, by)
    if due_on and row.end and due_on > row.end:
        raise Refusal("不能补充任务", why=f"期限晚于行动截止日期 {row.end}", remedy="请提前期限")
    last = row.tasks.aggregate(last=Max("position"))["last"] or 0
    meant = whom(bodies)
    made = CampaignTask.objects.create(
        campaign=row, position=last + 1, text=text, bodies=list(bodies), kinds=list(meant.kinds),
        levels=list(meant.levels), due_on=due_on, proof=proof, origin=Origin.ADDED, added_by=by,
    )  # fmt: skip
    record("add_campaign_task", about=made, by=by, details={"campaign": row.pk})
    return made


@transaction.atomic
def withdraw_task(*, task: CampaignTask, reason: str, by: Staff, at: datetime) -> CampaignTask:
    """The task is no longer ordered; what was done of it stays. One that was ordered from above cannot be let go here."""
    row = CampaignTask.objects.select_for_update().get(pk=task.pk)
    _locked(task.campaign, by)
    if row.withdrawn_at is not None:
        raise Refusal("不能撤回", why="已经撤回", remedy="请刷新页面")
    if row.origin == Origin.CARRIED:
        raise Refusal("不能撤回", why="这是上级部署的任务", remedy="确需调整的，请向上级请示")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("withdraw_campaign_task", about=row, by=by, reason=reason)
    return row


@transaction.atomic
def set_milestone_day(*, milestone: Milestone, on: date, reason: str, by: Staff) -> Milestone:
    """The day of a milestone, where the notice said none or it was moved; never after the one that it carries."""
    row = Milestone.objects.select_for_update(of=("self",)).select_related("carries").get(pk=milestone.pk)
    _locked(milestone.campaign, by)
    above = row.carries.on if row.carries else None
    if above and on >= above:
        raise Refusal("日期不能这样改", why=f"没有早于上级的 {above}", remedy="请至少提前一天")
    before, row.on = row.on, on
    row.save(update_fields=["on"])
    record("set_milestone_day", about=row, by=by, reason=reason, details={"from": str(before or ""), "to": str(on)})
    return row


@transaction.atomic
def set_counter(*, row: Target | CampaignFigure, counter: str, where: Mapping[str, str], by: Staff) -> None:
    """What counts for a target or figure. `counter` is a key of the book of counters, empty for none. BadInput for another."""
    _locked(row.campaign, by)
    if counter and (wrong := slips(counter, where)):
        raise BadInput([Fault(one, column="计数口径", remedy="请从指标目录中选择") for one in wrong])
    row.counter, row.where = counter, dict(where)
    row.save(update_fields=["counter", "where"])
    record("set_campaign_counter", about=row, by=by, details={"counter": counter, "where": dict(where)})


@transaction.atomic
def close_campaign(*, campaign: Campaign, on: date, by: Staff) -> Campaign:
    """The campaign is over, with the drives inside it: nothing more is ordered, everything stays to be seen."""
    row = _locked(campaign, by)
    for drive in row.drives.filter(closed_on__isnull=True):
        close_campaign(campaign=drive, on=on, by=by)
    row.closed_on, row.closed_by = on, by
    row.save(update_fields=["closed_on", "closed_by"])
    record("close_campaign", about=row, by=by)
    return row


def _locked(campaign: Campaign, by: Staff) -> Campaign:
    row = Campaign.objects.select_for_update(of=("self",)).select_related("unit").get(pk=campaign.pk)
    must_manage(by, row.unit, doing="调整专项行动")
    must_be_running(row)
    return row
