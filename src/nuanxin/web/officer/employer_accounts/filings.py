"""项目报备 at the officer's desk: what firms filed, confirmed onto the right record, or returned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import FileFacts, may, within
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.filing.confirming import confirm_filing, like_filed, return_filing
from nuanxin.watch.monitoring.employers.filing.models import ProjectFiling
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.seeing import in_seen
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact

FILINGS = Listing(
    "project_filings",
    "项目报备",
    (
        Column("name", "项目名称", kind="link", frozen=True),
        Column("employer", "施工总承包单位", "employer.name"),
        Column("region", "区划", "region.name"),
        Column("owner_name", "建设单位"),
        Column("starts_on", "开工日期", kind="day"),
        Column("filed_on", "报备日期", kind="day", sortable="filed_on"),
        Column("filed_by", "报备人"),
        Column("state", "状态", "get_state_display"),
    ),
    (
        Filter("q", "项目、单位", lookup=("name", "employer__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("state", "状态", "choice", choices=ProjectFiling.State.choices),
    ),
    default_order=("-filed_on", "-pk"),
    row_url=lambda row: reverse("officer:project_filing", args=[row.pk]),
    unit="件",
    empty="没有企业报备。企业联系人在企业端“报备项目”里填写。",
)
NEW = "new"


class ConfirmForm(PatternForm):
    """Which record it is."""

    project = forms.ChoiceField(label="项目（标段）", widget=forms.RadioSelect, choices=[])

    def __init__(self, *args: Any, alike: tuple[Project, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(one.pk), f"{one.name}（已登记{'，' + one.address if one.address else ''}）") for one in alike]
        self.fields["project"].choices = [*shown, (NEW, "没有登记过，新建")]  # type: ignore[attr-defined]


class ReturnForm(PatternForm):
    """Why."""

    reason = forms.CharField(label="退回理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


@officer_page(P.WATCH_VIEW, P.WATCH_HANDLE)
def project_filings(request: HttpRequest) -> HttpResponseBase:
    """Those of the person's areas."""
    rows = ProjectFiling.objects.filter(in_seen(me(request))).select_related("employer", "region")
    return listing_page(request, FILINGS, rows.distinct())


def _filing(request: HttpRequest, number: int) -> ProjectFiling:
    rows = ProjectFiling.objects.filter(in_seen(me(request)), pk=number)
    found = rows.select_related("employer", "region", "project", "answered_by").first()
    if found is None:
        raise NotFound("没有找到这项报备", remedy="请从“项目报备”列表打开")
    return found


def filed_facts(row: ProjectFiling) -> list[Fact]:
    """What the firm said, for both of the office's pages."""
    said = {True: "是", False: "否", None: "不清楚"}
    runs = f"{row.starts_on} 至 {row.ends_on or '未定'}"
    facts = [
        Fact("施工总承包单位", row.employer.name, reverse("officer:employer", args=[row.employer_id])),
        Fact("区划、地点", f"{row.region.name} {row.address}"),
        Fact("建设单位", row.owner_name),
        Fact("行业主管", str(row.get_industry_display())),
        Fact("政府投资、国企项目", f"{said[row.government]}、{said[row.state_firm]}"),
        Fact("工资支付日", f"每月{row.pay_day}日"),
        Fact("施工许可证号", row.permit_number),
        Fact("合同额", f"{yuan(row.contract_fen)}元" if row.contract_fen is not None else ""),
        Fact("工期", runs),
        Fact("报备", f"{row.filed_on} {row.filed_by}"),
        Fact("状态", str(row.get_state_display())),
        Fact("答复", row.answer, kind="long"),
    ]
    if row.project:
        facts.append(Fact("登记的项目", row.project.name, reverse("officer:project", args=[row.project_id])))
    return [fact for fact in facts if fact.value]


@officer_page(P.WATCH_VIEW, P.WATCH_HANDLE)
def project_filing(request: HttpRequest, number: int) -> HttpResponse:
    """What was filed; confirmed from here by whoever may."""
    row, staff = _filing(request, number), me(request)
    facts = FileFacts(region=row.region_id, unit_id=staff.unit_id, owner_id=staff.pk)
    alike = like_filed(row) if row.state == ProjectFiling.State.OPEN else ()
    answers = row.state == ProjectFiling.State.OPEN and may(staff, P.WATCH_HANDLE, facts)

    def run(told: dict[str, Any]) -> ProjectFiling:
        chosen = next((one for one in alike if str(one.pk) == told["project"]), None)
        return confirm_filing(filing=row, project=chosen, by=staff, on=occasion.today())

    return act_page(
        request, ConfirmForm, run=run, title=f"项目报备：{row.name}", save="确认", form_kwargs={"alike": alike},
        initial={"project": str(alike[0].pk) if alike else NEW}, back_url=reverse("officer:project_filings"),
        done="已确认，企业在企业端看得到这个项目。", template="officer/employer_accounts/filing.html",
        next_url=lambda done: reverse("officer:project", args=[done.project_id]),
        context={
            "about": filed_facts(row), "answers": answers,
            "return_url": reverse("officer:project_filing_return", args=[number]),
        },
    )  # fmt: skip


@officer_page(P.WATCH_HANDLE)
def project_filing_return(request: HttpRequest, number: int) -> HttpResponse:
    """退回."""
    row = _filing(request, number)
    return act_page(
        request, ReturnForm, title=f"退回项目报备：{row.name}", save="退回",
        run=lambda told: return_filing(filing=row, by=me(request), on=occasion.today(), **told),
        back_url=reverse("officer:project_filings"), done="已退回，企业看得到理由。", context={"about": filed_facts(row)},
    )  # fmt: skip
