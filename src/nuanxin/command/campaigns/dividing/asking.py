"""A quantity that nothing here counts is asked of units as a task of its own; a concrete thing for workers is given to its owner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nuanxin.command.campaigns.dividing.giving import Quantity, give
from nuanxin.command.campaigns.opened.changing import add_task
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask, Target
from nuanxin.command.campaigns.seeing import must_manage
from nuanxin.command.campaigns.taking_part.sending import must_be_running
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff, Unit


@transaction.atomic
def ask_units(
    *, row: Target | CampaignFigure, units: Iterable[Unit], amount: int | None, due_on: date | None, by: Staff, at: datetime
) -> CampaignTask:  # fmt: skip
    """请单位填报: these units say the quantity in their shares. A later asking gives the same task to more units."""
    if row.counter:
        raise Refusal("不用单位填报", why="这个数由系统按口径统计", remedy="请在“指标”中查看")
    if not can_be_said(row):
        raise Refusal(
            "不能请单位填报",
            why="这是百分比或有无的要求，各单位的数不能相加",
            remedy="请改报它的分子和分母，或在总结中说明",
        )
    task = row.tasks.filter(withdrawn_at__isnull=True).order_by("pk").first()
    if task is None:
        text = f"报送“{name_of(row)}”的完成数和来源材料。"
        task = add_task(campaign=row.campaign, text=text, bodies=[], due_on=None, proof="", by=by)
        task.figure = row if isinstance(row, CampaignFigure) else None
        task.target = row if isinstance(row, Target) else None
        task.save(update_fields=["figure", "target"])
    quantity = Quantity(amount, row.unit) if amount else None
    give(task=task, units=units, due_on=due_on, quantity=quantity, by=by, at=at)
    return task


def can_be_said(row: Target | CampaignFigure) -> bool:
    """Whether what units say of it adds up: a number of something, no share of a whole and no zero."""
    return isinstance(row, CampaignFigure) or (row.comparison not in ("all", "zero") and "%" not in row.unit)


def name_of(row: Target | CampaignFigure) -> str:
    """What the notice calls it."""
    return row.name if isinstance(row, CampaignFigure) else row.subject or row.text


@dataclass(frozen=True)
class ConcreteThing:
    """实事: what is done, in the words for the public, what proves it, how much of it by when."""

    text: str
    public_text: str
    due_on: date | None = None
    quantity: Quantity | None = None
    proof: str = ""


@transaction.atomic
def list_concrete(
    *, campaign: Campaign, thing: ConcreteThing, units: Iterable[Unit], by: Staff, at: datetime
) -> CampaignTask:  # fmt: skip
    """列入实事清单: a task of the campaign that its owner units report on like any other, shown on the list of concrete things."""
    task = add_task(campaign=campaign, text=thing.text, bodies=[], due_on=thing.due_on, proof=thing.proof, by=by)
    task.concrete, task.public_text = True, thing.public_text
    task.save(update_fields=["concrete", "public_text"])
    give(task=task, units=units, due_on=thing.due_on, quantity=thing.quantity, by=by, at=at)
    record("list_concrete_thing", about=task, by=by, details={"campaign": campaign.pk})
    return task


@transaction.atomic
def mark_concrete(*, task: CampaignTask, public_text: str, by: Staff) -> CampaignTask:
    """An ordered task that is itself a concrete thing is put on the list; without words for the public it is taken off."""
    row = CampaignTask.objects.select_for_update(of=("self",)).select_related("campaign__unit").get(pk=task.pk)
    must_manage(by, row.campaign.unit, doing="列入实事清单")
    must_be_running(row.campaign)
    if row.withdrawn_at is not None:
        raise Refusal("不能列入", why="这项任务已经撤回", remedy="请刷新页面")
    row.concrete, row.public_text = bool(public_text), public_text
    row.save(update_fields=["concrete", "public_text"])
    record("mark_concrete_thing", about=row, by=by, details={"concrete": row.concrete})
    return row
