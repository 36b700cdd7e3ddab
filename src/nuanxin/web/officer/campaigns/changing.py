"""The leading unit changes a running campaign: a task of its own, one withdrawn, a day, the end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.campaigns.opened.changing import add_task, close_campaign, set_milestone_day, withdraw_task
from nuanxin.command.campaigns.opened.models import Campaign, CampaignTask
from nuanxin.command.campaigns.opened.seeing import seen_campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.notices.entry_form import NamesField
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


def back_to(campaign: Campaign, tab: str = "tasks") -> str:
    return f"{reverse('officer:campaign', args=[campaign.pk])}?tab={tab}"


def crumbs_to(campaign: Campaign, here: str) -> list[tuple[str, str]]:
    """The way from the desk to something of a campaign."""
    desk, ledger = reverse("officer:desk"), reverse("officer:campaigns")
    return [("工作台", desk), ("专项行动", ledger), (campaign.title, back_to(campaign)), (here, "")]


def seen_task(request: HttpRequest, number: int) -> CampaignTask:
    """The task of a campaign that the person sees."""
    task = CampaignTask.objects.select_related("campaign", "campaign__unit").filter(pk=number).first()
    if task is None:
        raise NotFound("没有找到这项任务", remedy="请从专项行动页面打开")
    seen_campaign(me(request), task.campaign_id)
    return task


class TaskForm(PatternForm):
    text = forms.CharField(label="任务", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    bodies = NamesField(label="责任单位（可不填）", required=False)
    due_on = DayField(label="期限（可不填）", required=False)
    proof = forms.CharField(
        label="完成的证明（可不填）", required=False, max_length=200, help_text="填了的，报完成时须上传材料"
    )


class ReasonForm(PatternForm):
    reason = forms.CharField(label="理由", max_length=200)


class MilestoneForm(ReasonForm):
    on = DayField(label="日期")
    field_order = ("on", "reason")


@officer_page(P.CAMPAIGN_MANAGE)
def task_new(request: HttpRequest, number: int) -> HttpResponse:
    """An own task."""
    found = seen_campaign(me(request), number)

    def run(v: dict[str, Any]) -> Any:
        return add_task(
            campaign=found, text=v["text"], bodies=v["bodies"], due_on=v["due_on"], proof=v["proof"], by=me(request)
        )

    return act_page(request, TaskForm, run=run, title="补充任务", back_url=back_to(found), save="补充", done="已补充。")


@officer_page(P.CAMPAIGN_MANAGE)
def task_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A task that is no longer ordered."""
    task = seen_task(request, number)

    def run(v: dict[str, Any]) -> Any:
        return withdraw_task(task=task, reason=v["reason"], by=me(request), at=occasion.now())

    return act_page(
        request, ReasonForm, run=run, title="撤回任务", back_url=back_to(task.campaign), save="撤回", intro=task.text[:120],
        done="已撤回；已报的进展保留。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def milestone(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The day of a milestone."""
    found = seen_campaign(me(request), number)
    one = found.milestones.filter(pk=row).first()
    if one is None:
        raise NotFound("没有找到这个时间节点", remedy="请从专项行动页面打开")

    def run(v: dict[str, Any]) -> Any:
        return set_milestone_day(milestone=one, on=v["on"], reason=v["reason"], by=me(request))

    return act_page(
        request, MilestoneForm, run=run, title="时间节点", back_url=back_to(found, "days"), save="保存",
        intro=f"{one.text}：{one.what}", initial={"on": one.on}, done="已保存。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_MANAGE)
def close(request: HttpRequest, number: int) -> HttpResponse:
    """The campaign is over."""
    found = seen_campaign(me(request), number)
    return press(
        request,
        lambda: close_campaign(campaign=found, on=occasion.today(), by=me(request)),
        back_url=back_to(found),
        done="专项行动已结束；全部内容保留，可以随时查看。",
    )
