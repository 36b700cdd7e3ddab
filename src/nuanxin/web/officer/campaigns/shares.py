"""Tasks given to units, and what each unit says of its own: progress, done, accepted, sent back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from nuanxin.command.campaigns.dividing.doing import accept_done, done_amount, say_done, say_progress, send_back
from nuanxin.command.campaigns.dividing.giving import OVER, Quantity, give, give_as_meant, meant, move_day, take_back
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import CampaignTask
from nuanxin.command.campaigns.opened.seeing import may_report, seen_campaign, seen_share
from nuanxin.command.campaigns.seeing import may_manage
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.intake.files.keeping import stored
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.campaigns.changing import ReasonForm, back_to, crumbs_to, seen_task
from nuanxin.web.officer.campaigns.page import share_light
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

State = TaskShare.State


@officer_page(P.CAMPAIGN_MANAGE)
def give_all(request: HttpRequest, number: int) -> HttpResponse:
    """Give every task without a unit to whom its words mean."""
    found = seen_campaign(me(request), number)
    made: list[int] = []
    return press(
        request,
        lambda: made.append(give_as_meant(campaign=found, by=me(request), at=occasion.now())),
        back_url=back_to(found),
        done="已按通知写明的责任单位分派；没有写明的，请逐项分派。",
    )


class GiveForm(PatternForm):
    """Units that take part, the day, and how much of it where it can be counted."""

    units = forms.ModelMultipleChoiceField(
        label="分派给", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label="期限（不填的按任务期限）", required=False)
    amount = forms.IntegerField(label="应完成数（可不填）", required=False, min_value=1)
    amount_unit = forms.CharField(label="计量单位", required=False, max_length=20)

    def __init__(self, *args: Any, task: CampaignTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign = task.campaign
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        taking_part = [campaign.unit_id, *campaign.participants.values_list("unit", flat=True)]
        field.queryset = Unit.objects.filter(pk__in=taking_part).exclude(pk__in=task.shares.values("unit"))


@officer_page(P.CAMPAIGN_MANAGE)
def task_give(request: HttpRequest, number: int) -> HttpResponse:
    """Give one task to units."""
    task = seen_task(request, number)

    def run(v: dict[str, Any]) -> Any:
        quantity = Quantity(v["amount"], v["amount_unit"]) if v["amount"] else None
        units, day = v["units"], v["due_on"]
        return give(task=task, units=units, due_on=day, quantity=quantity, by=me(request), at=occasion.now())

    return act_page(
        request, GiveForm, run=run, title="分派任务", back_url=back_to(task.campaign), save="分派", intro=task.text[:200],
        initial={"units": meant(task, task.campaign)}, form_kwargs={"task": task},
        done=lambda made: f"已分派给 {len(made)} 个单位。",
    )  # fmt: skip


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def share(request: HttpRequest, number: int) -> HttpResponse:
    """One share with everything said of it."""
    found = seen_share(me(request), number)
    leads = may_manage(me(request), found.task.campaign.unit)
    speaks = may_report(me(request), found.unit)
    running = found.task.campaign.closed_on is None
    acts = [
        (key, one.label)
        for key, one in ACTS.items()
        if running and one.open(found) and (leads if one.leads else speaks)
    ]
    context = {
        "found": found,
        "crumbs": crumbs_to(found.task.campaign, f"第{found.task.position}项任务"),
        "light": share_light(found),
        "entries": found.entries.select_related("by"),
        "amount": done_amount(found),
        "acts": acts,
    }
    return render(request, "officer/campaigns/share.html", context)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def share_proof(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The file that shows what was done."""
    found = seen_share(me(request), number)
    entry = found.entries.filter(pk=row).exclude(proof_path="").first()
    if entry is None:
        raise NotFound("没有找到这份材料", remedy="请从分工页面打开")
    answer = HttpResponse(stored(entry.proof_path, entry.proof_digest), content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, entry.proof_name) or "attachment"
    return answer


class SayForm(PatternForm):
    text = forms.CharField(label="情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    amount = forms.IntegerField(label="本次完成数（可不填）", required=False, min_value=0)
    proof = forms.FileField(label="证明材料（照片、PDF、Word、Excel，可不填）", required=False)


class AcceptForm(PatternForm):
    text = forms.CharField(label="意见（可不填）", required=False, max_length=200)


class MoveForm(ReasonForm):
    due_on = DayField(label="新的期限")
    field_order = ("due_on", "reason")


class ShareAct(NamedTuple):
    """One act on a share: its name, its form, who may do it (the leading unit or the one that has the task), when, how."""

    label: str
    form: type[PatternForm]
    leads: bool
    open: Callable[[TaskShare], bool]
    run: Callable[[TaskShare, dict[str, Any], dict[str, Any]], Any]


def _words(v: dict[str, Any]) -> dict[str, Any]:
    proof = (v["proof"].name, v["proof"].read()) if v["proof"] else None
    return {"text": v["text"], "amount": v["amount"], "proof": proof}


ACTS = {
    "progress": ShareAct("报进展", SayForm, False, lambda s: s.state in (State.GIVEN, State.DOING),
                         lambda s, v, who: say_progress(share=s, **_words(v), **who)),
    "done": ShareAct("报完成", SayForm, False, lambda s: s.state in (State.GIVEN, State.DOING),
                     lambda s, v, who: say_done(share=s, **_words(v), **who)),
    "accept": ShareAct("认可", AcceptForm, True, lambda s: s.state == State.SAID_DONE,
                       lambda s, v, who: accept_done(share=s, text=v["text"], **who)),
    "back": ShareAct("退回", ReasonForm, True, lambda s: s.state == State.SAID_DONE,
                     lambda s, v, who: send_back(share=s, reason=v["reason"], **who)),
    "move": ShareAct("调整期限", MoveForm, True, lambda s: s.state not in OVER,
                     lambda s, v, who: move_day(share=s, due_on=v["due_on"], reason=v["reason"], **who)),
    "take-back": ShareAct("收回", ReasonForm, True, lambda s: s.state not in OVER,
                          lambda s, v, who: take_back(share=s, reason=v["reason"], **who)),
}  # fmt: skip


@officer_page(P.CAMPAIGN_REPORT, P.CAMPAIGN_MANAGE)
def share_act(request: HttpRequest, number: int, act: str) -> HttpResponse:
    """Do one of the acts."""
    found = seen_share(me(request), number)
    if act not in ACTS:
        raise NotFound("没有这种办理", remedy="请从分工页面办理")
    told = ACTS[act]

    def run(v: dict[str, Any]) -> Any:
        return told.run(found, v, {"by": me(request), "at": occasion.now()})

    return act_page(
        request, told.form, run=run, title=told.label, back_url=reverse("officer:campaign_share", args=[number]),
        save=told.label, intro=found.task.text[:200],
    )  # fmt: skip
