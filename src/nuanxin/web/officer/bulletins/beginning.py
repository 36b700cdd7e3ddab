"""A new paper: which campaign, which kind, which days, which area."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.outline import on_campaigns, outline
from nuanxin.command.bulletins.seeing import campaigns_of
from nuanxin.command.bulletins.writing import draft_bulletin
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class DraftForm(PatternForm):
    """What the paper is about. The subject is asked for where the kind speaks of one unit."""

    kind = forms.ChoiceField(label="种类", choices=[(of.key, of.name) for of in on_campaigns()])
    campaign = forms.ModelChoiceField(label="专项行动", queryset=Campaign.objects.none(), empty_label=None)
    region = forms.ModelChoiceField(label="统计范围", queryset=Region.objects.none(), required=False, empty_label="行动全部范围")  # fmt: skip
    start = DayField(label="统计自", not_after=occasion.today)
    end = DayField(label="统计至", help_text="月通报填一整月；进展报告、总结从行动开始日起")
    subject = forms.ModelChoiceField(label="所涉单位", queryset=Unit.objects.none(), required=False, empty_label="（约谈通知书选择被约谈单位）")  # fmt: skip

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = list(campaigns.values_list("region", flat=True))
        fields: Any = self.fields
        fields["campaign"].queryset = campaigns
        fields["region"].queryset = Region.objects.filter(Q(pk__in=areas) | Q(parent__in=areas)).order_by("pk")
        given = Campaign.objects.filter(pk__in=campaigns.values("pk"))
        holding = Unit.objects.filter(
            Q(pk__in=given.values("participants__unit")) | Q(pk__in=given.values("tasks__shares__unit"))
        )
        fields["subject"].queryset = holding.order_by("region_id", "pk")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        kind = given.get("kind")
        if kind and outline(kind).asks_subject and not given.get("subject"):
            self.add_error("subject", "请选择被约谈的单位。")
        if given.get("start") and given.get("end") and given["start"] > given["end"]:
            self.add_error("end", "截止日期早于起始日期。")
        return given


@officer_page(P.CAMPAIGN_MANAGE)
def bulletin_new(request: HttpRequest) -> HttpResponse:
    """Draft and go on to the text. Without anything chosen: last month."""
    today = occasion.today()
    last = today.replace(day=1) - timedelta(days=1)

    def run(v: dict[str, Any]) -> Bulletin:
        return draft_bulletin(
            campaign=v["campaign"], kind=v["kind"], region=v["region"] or v["campaign"].region, start=v["start"],
            end=v["end"], subject=v["subject"], by=me(request), on=today,
        )  # fmt: skip

    return act_page(
        request, DraftForm, run=run, title="起草通报与报告", back_url=reverse("officer:bulletins"), save="按台账起草",
        intro="系统按台账写出初稿，文中每个数都能点开到背后的记录；需要补充的地方用【】标出，填写后才能制发。",
        initial={"start": last.replace(day=1), "end": last, "kind": request.GET.get("kind", "monthly_bulletin")},
        form_kwargs={"campaigns": campaigns_of(me(request))}, done="初稿已写好，请逐段核对。",
        next_url=lambda made: reverse("officer:bulletin", args=[made.pk]),
        context={"crumbs": [("工作台", reverse("officer:desk")), ("通报与报告", reverse("officer:bulletins")), ("起草", "")]},
    )  # fmt: skip
