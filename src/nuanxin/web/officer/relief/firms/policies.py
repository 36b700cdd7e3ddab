"""The local register of relief policies: entered from the document, withdrawn with a reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.kinds import RegionLevel
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, codes_of, posts_of
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.relief.firms.models import FirmTrouble, ReliefPolicy
from nuanxin.rights.relief.firms.policies import WORDS, enter_policy, withdraw_policy
from nuanxin.rights.relief.firms.running import may_run
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.relief.firms.forms import long_text
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm


class PolicyForm(PatternForm):
    """As the document says; nothing is supplied."""

    region = forms.ModelChoiceField(label="适用区划", queryset=Region.objects.none())
    name = forms.CharField(label="政策名称", max_length=200)
    document = forms.CharField(label="文号", max_length=100)
    troubles = forms.MultipleChoiceField(
        label="适用的困难情形",
        choices=FirmTrouble.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选表示不限",
    )
    sectors = forms.MultipleChoiceField(
        label="适用的行业领域",
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选表示不限",
    )
    valid_from = DayField(label="施行日期")
    valid_to = DayField(label="有效期至", required=False, help_text="文件没有写明的不填")
    text = long_text("条款原文", 20_000, rows=6)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for area in areas(staff, P.CLUE_SUPERVISE) for code in codes_of(area)]
        near = Region.objects.filter(pk__in=codes).exclude(level=RegionLevel.TOWN).order_by("code")
        self.fields["region"].queryset = near  # type: ignore[attr-defined]
        if near.count() == 1:
            self.fields["region"].initial = near.get()


class WhyForm(PatternForm):
    why = long_text("撤下理由", 200, rows=2)


def _near(staff: Staff) -> Q:
    """Policies of the person's places, of what lies within them and around them."""
    found = Q(pk__in=[])
    for area in {post.region_id for post in posts_of(staff)}:
        found |= Q(region__in=list(upwards(area))) | Q(region__in=codes_of(area))
    return found


@officer_page(P.CLUE_VIEW)
def relief_policies(request: HttpRequest) -> HttpResponse:
    """The register."""
    staff = me(request)
    rows = (
        ReliefPolicy.objects.filter(_near(staff)).select_related("region", "by").order_by("withdrawn_on", "-valid_from")
    )
    today = occasion.today()
    lines = [
        {
            "row": row,
            "troubles": "、".join(WORDS[key] for key in row.troubles) or "不限",
            "sectors": "、".join(WORDS[key] for key in row.sectors) or "不限",
            "state": "未施行"
            if row.valid_from > today
            else "已到期"
            if row.valid_to and row.valid_to < today
            else "有效",
            "may": row.withdrawn_on is None and may_run(staff, row.region_id),
        }
        for row in rows
    ]
    crumbs = [("工作台", reverse("officer:desk")), ("困难企业专案", reverse("officer:firm_plans")), ("纾困政策", "")]
    context = {"lines": lines, "may_enter": bool(areas(staff, P.CLUE_SUPERVISE)), "crumbs": crumbs}
    return render(request, "officer/relief/firms/policies.html", context)


@officer_page(P.CLUE_SUPERVISE)
def relief_policy_new(request: HttpRequest) -> HttpResponse:
    """Enter one from its document."""
    back = reverse("officer:relief_policies")
    return act_page(
        request, PolicyForm, run=lambda v: enter_policy(by=me(request), on=occasion.today(), **v), title="登记纾困政策", save="登记",
        intro="照文件登记，条款写原文；本系统不提供任何政策。适用条件相符的，专案中会列出并写明理由，是否享受由主管部门审核。",
        back_url=back, form_kwargs={"staff": me(request)}, done="已登记。",
        context={"crumbs": [("工作台", "/officer/"), ("纾困政策", back), ("登记", "")]},
    )  # fmt: skip


@officer_page(P.CLUE_SUPERVISE)
def relief_policy_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Repealed or entered wrongly."""
    found = ReliefPolicy.objects.filter(_near(me(request)), pk=number).first()
    if found is None:
        raise NotFound("没有找到这项政策", remedy="请从纾困政策列表打开")
    back = reverse("officer:relief_policies")
    return act_page(
        request, WhyForm, run=lambda v: withdraw_policy(policy=found, by=me(request), on=occasion.today(), **v),
        title=f"撤下：{found}", back_url=back, save="撤下", done="已撤下，以后不再匹配；已引用的措施不变。",
        context={"crumbs": [("工作台", "/officer/"), ("纾困政策", back), ("撤下", "")]},
    )  # fmt: skip
