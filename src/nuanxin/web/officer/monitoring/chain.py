"""The chain of a project at the desk: who works for whom, what each is owed, whether the money is there; entering all of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import FileFacts, may
from nuanxin.watch.monitoring.chain.firms import FirmFacts, add_firm, chain_of, firms_of, take_firms, withdraw_firm
from nuanxin.watch.monitoring.chain.models import FirmRole, FundingKind, ProjectFirm, SubcontractReferral
from nuanxin.watch.monitoring.chain.money import money_behind, record_firm_money, record_funding
from nuanxin.watch.monitoring.chain.sheet import HEADINGS, read_firms
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.seeing import project_of
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm

INDENTS = 6  # deeper than that the page no longer moves to the right


class FirmForm(PatternForm):
    """One firm of the chain."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择"), *FirmRole.choices])
    name = forms.CharField(label="名称", max_length=200)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=18, required=False)
    given_by = forms.ChoiceField(label="发包单位", required=False)
    qualification = forms.CharField(label="资质证书", max_length=100, required=False)
    amount_fen = YuanField(label="合同额", required=False)
    contract_on = DayField(label="合同签订日期", required=False)
    starts_on = DayField(label="进场日期", required=False)
    ends_on = DayField(label="退场日期", required=False)
    contact = forms.CharField(label="负责人", max_length=60, required=False)
    source = forms.CharField(label="依据", max_length=200, help_text="合同编号、备案号等")

    def __init__(self, *args: Any, firms: list[ProjectFirm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "按角色（总包以下归总包）"), *((str(one.pk), str(one)) for one in firms)]
        self.fields["given_by"].choices = choices  # type: ignore[attr-defined]


class SheetForm(PatternForm):
    file = forms.FileField(label="文件（.xlsx 或 .csv）", help_text="第一行为表头：" + "、".join(HEADINGS))


class WithdrawForm(PatternForm):
    reason = forms.CharField(label="撤下理由", max_length=200)


class MoneyForm(PatternForm):
    as_of = DayField(label="截至日期", initial=occasion.today, not_after=occasion.today)
    due_fen = YuanField(label="应付工程款")
    paid_fen = YuanField(label="已付工程款")
    proof = forms.CharField(label="佐证", max_length=300, help_text="结算单、付款回单等的编号")


class FundingForm(PatternForm):
    kind = forms.ChoiceField(label="资金来源", choices=[("", "请选择"), *FundingKind.choices])
    as_of = DayField(label="截至日期", initial=occasion.today, not_after=occasion.today)
    planned_fen = YuanField(label="计划资金")
    arrived_fen = YuanField(label="到位资金")
    paid_fen = YuanField(label="已拨付")
    proof = forms.CharField(label="佐证", max_length=300, help_text="预算批复、拨款凭证等的编号")


@officer_page(P.WATCH_VIEW)
def project_chain(request: HttpRequest, number: int) -> HttpResponse:
    """The whole picture of one project."""
    row, today = project_of(request, number), occasion.today()
    firms = list(firms_of(row))
    behind, by_key = money_behind(row, today), {one.pk: one for one in firms}
    lines = [
        {
            "placed": one, "indent": min(one.depth, INDENTS), "role": FirmRole(one.link.role).label,
            "firm": by_key.get(one.link.key), "money": behind.money.get(one.link.key),
        }
        for one in chain_of(row, firms)
    ]  # fmt: skip
    context = {
        "row": row, "title": f"{row.name} 参建单位和资金", "lines": lines, "behind": behind,
        "referrals": SubcontractReferral.objects.filter(firm__project=row).select_related("firm", "to_unit").order_by("-sent_on"),
        "may": may(me(request), P.WATCH_HANDLE, FileFacts(region=row.region_id)), "crumbs": crumbs_of(row, ""),
    }  # fmt: skip
    return render(request, "officer/monitoring/chain.html", context)


def crumbs_of(row: MonitoredProject, last: str) -> list[tuple[str, str]]:
    """The way down to a page of the chain."""
    chain = reverse("officer:project_chain", args=[row.pk])
    way = [("工作台", "/officer/"), ("监测项目", reverse("officer:watched_projects"))]
    way.append((row.name, reverse("officer:watched_project", args=[row.pk])))
    return [*way, ("参建单位和资金", chain), (last, "")] if last else [*way, ("参建单位和资金", "")]


def firm_of(row: MonitoredProject, firm: int) -> ProjectFirm:
    """A standing firm of the project."""
    found = firms_of(row).filter(pk=firm).select_related("project").first()
    if found is None:
        raise NotFound("没有找到这个参建单位", remedy="请从项目的参建单位打开")
    return found


def _act(
    request: HttpRequest, row: MonitoredProject, form: type[PatternForm], run: Any, title: str, **more: Any
) -> HttpResponse:
    context = {"crumbs": crumbs_of(row, title)} | more.pop("context", {})
    back = reverse("officer:project_chain", args=[row.pk])
    done = more.pop("done", "已登记。")
    return act_page(request, form, run=run, title=title, back_url=back, done=done, context=context, **more)


@officer_page(P.WATCH_HANDLE)
def chain_firm_new(request: HttpRequest, number: int) -> HttpResponse:
    """One firm by hand."""
    row = project_of(request, number)
    firms = list(firms_of(row))

    def run(v: dict[str, Any]) -> ProjectFirm:
        asked = v.pop("given_by")
        giver = next((one for one in firms if str(one.pk) == asked), None)
        return add_firm(project=row, facts=FirmFacts(**v), given_by=giver, by=me(request), on=occasion.today())

    return _act(request, row, FirmForm, run, f"登记参建单位：{row.name}", form_kwargs={"firms": firms})


@officer_page(P.WATCH_HANDLE)
def chain_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """Many firms by a sheet, whole or not at all."""
    row = project_of(request, number)

    def run(v: dict[str, Any]) -> tuple[int, int]:
        lines = read_firms(v["file"].read(), v["file"].name)
        return take_firms(project=row, lines=lines, by=me(request), on=occasion.today())

    return _act(
        request, row, SheetForm, run, f"导入参建单位：{row.name}", save="导入",
        done=lambda told: f"新登记{told[0]}个，已有{told[1]}个。",
        intro="有一行不对，整个文件都不导入，并逐行列出原因。发包单位写表中或者已登记单位的全称；不写的归总承包单位。",
    )  # fmt: skip


@officer_page(P.WATCH_HANDLE)
def chain_firm(request: HttpRequest, number: int, firm: int, act: str) -> HttpResponse:
    """What a firm was due and got; or it was entered wrongly."""
    row = project_of(request, number)
    found = firm_of(row, firm)
    if act == "money":
        return _act(
            request, row, MoneyForm, lambda v: record_firm_money(firm=found, by=me(request), on=occasion.today(), **v),
            f"工程款：{found.name}", intro="发包单位应付给它的和已经付的；差额为拖欠。以前的登记保留，以截至日期最近的为准。",
        )  # fmt: skip
    if act == "withdraw":
        return _act(
            request, row, WithdrawForm, lambda v: withdraw_firm(firm=found, by=me(request), on=occasion.today(), **v),
            f"撤下：{found.name}", done="已撤下。",
        )  # fmt: skip
    raise NotFound("没有找到这一步", remedy="请从项目的参建单位办理")


@officer_page(P.WATCH_HANDLE)
def chain_funding(request: HttpRequest, number: int) -> HttpResponse:
    """How much of the project's money is there."""
    row = project_of(request, number)
    return _act(
        request, row, FundingForm, lambda v: record_funding(project=row, by=me(request), on=occasion.today(), **v),
        f"资金到位情况：{row.name}",
    )  # fmt: skip
