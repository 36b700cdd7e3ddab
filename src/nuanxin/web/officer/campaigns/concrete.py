"""实事清单: concrete things done for workers, each with its owner, day, measure, proof and words for the public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.command.campaigns.dividing.asking import ConcreteThing, list_concrete, mark_concrete
from nuanxin.command.campaigns.dividing.giving import Quantity
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.said import concrete_shares
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.seeing import campaigns_for, seen_campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Unit
from nuanxin.foundation.organisations.permission import holds
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.campaigns.changing import back_to, seen_task
from nuanxin.web.officer.clues.ledger import export_recorded
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def _measure(row: Any) -> str:
    """Said of asked."""
    if not row.quantity:
        return f"{row.said} {row.quantity_unit}".strip() if row.said else "—"
    return f"{row.said} / {row.quantity} {row.quantity_unit}".strip()


COLUMNS = (
    Column("text", "实事", lambda row: row.task.public_text or row.task.text[:80], kind="link", frozen=True),
    Column("unit", "责任单位", lambda row: row.unit.short_name or row.unit.name),
    Column("due_on", "期限", kind="day", sortable="due_on"),
    Column("measure", "完成数", _measure),
    Column("state", "进展", lambda row: row.get_state_display()),
    Column("light", "时限", lambda row: due_light(due_on=row.due_on, today=occasion.today(), done_on=row.done_on) if row.due_on else None, kind="light"),
    Column("done_on", "完成日期", kind="day", sortable="done_on"),
    Column("proofs", "证明材料", lambda row: f"{row.proofs} 份" if row.proofs else "—"),
    Column("campaign", "专项行动", lambda row: row.task.campaign.title),
)  # fmt: skip
FILTERS = (
    Filter("q", "实事、单位", lookup=("task__public_text", "task__text", "unit__name")),
    Filter("state", "进展", "choice", "state", tuple((str(key), str(name)) for key, name in TaskShare.State.choices)),
    Filter("due", "期限", "day_range", "due_on", first=False),
)
THINGS = Listing(
    "concrete_things",
    "实事清单",
    COLUMNS,
    FILTERS,
    default_order=("due_on", "pk"),
    row_url=lambda row: reverse("officer:campaign_share", args=[row.pk]),
    unit="件",
    empty="还没有列入清单的实事。牵头单位在专项行动的“实事清单”中列入。",
)


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def concrete_things(request: HttpRequest) -> HttpResponseBase:
    """Every concrete thing that the person may see: of every campaign that the person sees."""
    who = me(request)
    rows = concrete_shares(TaskShare.objects.filter(task__campaign__in=campaigns_for(who).values("pk")))
    actions = [Action("专项行动", reverse("officer:campaigns"), "check")]
    return listing_page(
        request, THINGS, rows, actions=actions, on_export=export_recorded if holds(who, P.EXPORT) else None
    )


class ThingForm(PatternForm):
    """One concrete thing."""

    text = forms.CharField(label="做什么", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    public_text = forms.CharField(
        label="对外表述", max_length=200, help_text="给农民工看的一句话，例如“建成 3 个工地暖心驿站”"
    )
    units = forms.ModelMultipleChoiceField(
        label="责任单位", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label="期限")
    amount = forms.IntegerField(label="数量（可不填）", required=False, min_value=1)
    amount_unit = forms.CharField(label="计量单位（可不填）", required=False, max_length=20)
    proof = forms.CharField(
        label="完成的证明（可不填）", required=False, max_length=200, help_text="填了的，报完成时须上传材料"
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Unit.objects.filter(
            pk__in=[campaign.unit_id, *campaign.participants.values_list("unit", flat=True)]
        )


@officer_page(P.CAMPAIGN_MANAGE)
def concrete_new(request: HttpRequest, number: int) -> HttpResponse:
    """列入一件实事."""
    found = seen_campaign(me(request), number)

    def run(v: dict[str, Any]) -> Any:
        quantity = Quantity(v["amount"], v["amount_unit"]) if v["amount"] else None
        thing = ConcreteThing(v["text"], v["public_text"], v["due_on"], quantity, v["proof"])
        return list_concrete(campaign=found, thing=thing, units=v["units"], by=me(request), at=occasion.now())

    return act_page(
        request, ThingForm, run=run, title="列入实事清单", back_url=back_to(found, "concrete"), save="列入", done="已列入。",
        form_kwargs={"campaign": found},
    )  # fmt: skip


class MarkForm(PatternForm):
    public_text = forms.CharField(
        label="对外表述", required=False, max_length=200, help_text="给农民工看的一句话；清空并保存的，移出清单"
    )


@officer_page(P.CAMPAIGN_MANAGE)
def concrete_mark(request: HttpRequest, number: int) -> HttpResponse:
    """An ordered task is put on the list, or taken off."""
    task = seen_task(request, number)

    def run(v: dict[str, Any]) -> Any:
        return mark_concrete(task=task, public_text=v["public_text"], by=me(request))

    return act_page(
        request, MarkForm, run=run, title="实事清单", back_url=back_to(task.campaign, "concrete"), save="保存",
        intro=task.text[:200], initial={"public_text": task.public_text},
        done=lambda made: "已列入实事清单。" if made.concrete else "已移出实事清单。",
    )  # fmt: skip
