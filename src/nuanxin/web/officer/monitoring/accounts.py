"""Special wage accounts at the desk: what is known of one, and who opened late or closed too early."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.watch.monitoring.accounts.judging import AccountFacts
from nuanxin.watch.monitoring.accounts.models import AccountRecord
from nuanxin.watch.monitoring.accounts.recording import (
    closed_early,
    filed_late,
    not_opened,
    opened_late,
    record_account,
    standing_records,
)
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.warnings.seeing import project_of, projects_for
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact

_DAYS = tuple(one.name for one in fields(AccountFacts))
STATES = {
    "not_opened": "到期没有开户", "opened_late": "逾期开户", "filed_late": "逾期没有备案或者逾期备案",
    "closed_early": "违规提前销户", "no_contract": "没有合同日期，期限算不出", "no_record": "没有登记",
}  # fmt: skip


def _states(keys: list[str]) -> Q:
    """Projects whose account is in one of these states."""
    today, rows, found = occasion.today(), standing_records(), Q(pk__in=[])
    among = {
        "not_opened": not_opened(today), "opened_late": opened_late(), "filed_late": filed_late(today),
        "closed_early": closed_early(), "no_contract": Q(contract_on__isnull=True, opened_on__isnull=True),
    }  # fmt: skip
    for key in keys:
        if key in among:
            found |= Q(pk__in=rows.filter(among[key]).values("project"))
        elif key == "no_record":
            found |= ~Q(pk__in=rows.values("project"))
    return found


def account_of(row: MonitoredProject) -> AccountRecord | None:
    """The standing row, already fetched in a list."""
    kept: list[AccountRecord] | None = row.__dict__.get("standing_account")
    if kept is None:
        kept = list(standing_records().filter(project=row).select_related("by"))
    return kept[0] if kept else None


def opening_light(row: MonitoredProject) -> Light:
    """In time, late, or what is missing."""
    said = account_of(row)
    if said is None:
        return Light("none", "没有登记")
    if said.open_due_on is None:
        return Light("none", "已开户" if said.opened_on else "期限算不出")
    return due_light(due_on=said.open_due_on, today=occasion.today(), done_on=said.opened_on)


def closing_light(row: MonitoredProject) -> Light:
    """Closed rightly, too early, or in use."""
    said = account_of(row)
    if said is None or not said.opened_on:
        return Light("none", "")
    if said.closed_on is None:
        return Light("normal", "公示中" if said.notice_from else "在用")
    return Light("overdue", "违规提前销户") if said.closing_faults else Light("done", "已销户")


def _of(name: str) -> Any:
    def value(row: MonitoredProject) -> Any:
        said = account_of(row)
        return getattr(said, name) if said else None

    return value


LISTING = Listing(
    "wage_accounts",
    "工资专用账户",
    (
        Column("name", "项目", kind="link", frozen=True, sortable="name"),
        Column("employer", "施工总承包单位", "employer.name"),
        Column("region", "区划", "region.name"),
        Column("opening", "开户", opening_light, "light"),
        Column("open_due_on", "开户期限", _of("open_due_on"), "day"),
        Column("opened_on", "开户日期", _of("opened_on"), "day"),
        Column("bank", "开户银行", _of("bank")),
        Column("filed_on", "备案日期", _of("filed_on"), "day"),
        Column("closing", "销户", closing_light, "light"),
        Column("closed_on", "销户日期", _of("closed_on"), "day"),
        Column("faults", "销户问题", lambda row: "；".join(said.faults) if (said := account_of(row)) else ""),
    ),
    (
        Filter("q", "项目、单位", lookup=("name", "code", "employer__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("state", "情形", "choice", _states, choices=list(STATES.items())),
    ),
    default_order=("region", "name"),
    row_url=lambda row: reverse("officer:wage_account", args=[row.pk]),
    unit="个",
    empty="没有符合条件的项目。",
)


class AccountForm(PatternForm):
    """All that is known now."""

    contract_on = DayField(
        label="施工合同签订日期", required=False, help_text="开户期限自签订的次日起算；不填则算不出期限"
    )
    bank = forms.CharField(label="开户银行", max_length=100, required=False)
    account_end = forms.CharField(label="账号后四位", max_length=4, required=False)
    opened_on = DayField(label="开户日期", required=False)
    agreement_on = DayField(
        label="三方协议日期", required=False, help_text="建设单位、总承包单位、银行签订资金管理三方协议"
    )
    filed_on = DayField(label="备案日期", required=False)
    notice_from = DayField(
        label="无欠薪公示起始日期", required=False, help_text="工程完工、没有拖欠的，公示三十日后才能销户"
    )
    notice_place = forms.CharField(label="公示地点", max_length=200, required=False)
    promised_on = DayField(label="无欠薪承诺日期", required=False)
    closed_on = DayField(label="销户日期", required=False)
    proof = forms.CharField(label="佐证", max_length=300, help_text="开户许可、协议、公示照片、销户回单等的编号")
    sections = (
        ("开户", ("contract_on", "bank", "account_end", "opened_on", "agreement_on", "filed_on")),
        ("销户", ("notice_from", "notice_place", "promised_on", "closed_on")),
        ("依据", ("proof",)),
    )


@officer_page(P.WATCH_VIEW)
def wage_accounts(request: HttpRequest) -> HttpResponseBase:
    """Accounts of the person's areas, by what is wrong with them."""
    staff = me(request)
    kept = Prefetch("account_records", queryset=standing_records(), to_attr="standing_account")
    rows = projects_for(staff).prefetch_related(kept)
    return listing_page(request, LISTING, rows, on_export=export_recorded if holds(staff, P.EXPORT) else None)


@officer_page(P.WATCH_HANDLE)
def wage_account(request: HttpRequest, number: int) -> HttpResponse:
    """What is known of one account; every earlier row stays below."""
    row = project_of(request, number)
    now = account_of(row)
    names = (*_DAYS, "bank", "account_end", "notice_place", "proof")

    def run(v: dict[str, Any]) -> AccountRecord:
        facts = AccountFacts(**{name: v.pop(name) for name in _DAYS})
        return record_account(project=row, facts=facts, by=me(request), on=occasion.today(), **v)

    earlier = AccountRecord.objects.filter(project=row, replaced_at__isnull=False).select_related("by").order_by("-pk")
    title = f"工资专用账户：{row.name}"
    return act_page(
        request, AccountForm, run=run, title=title, back_url=reverse("officer:watched_project", args=[number]),
        initial={name: getattr(now, name) for name in names} if now else {}, save="登记", done="已登记。",
        intro="按现在知道的全部情况填写；以前的登记保留。逾期开户、提前销户的照实登记，系统标明问题，不拦。",
        template="officer/monitoring/account.html",
        context={
            "about": _about(now), "earlier": earlier,
            "crumbs": [("工作台", "/officer/"), ("工资专用账户", reverse("officer:wage_accounts")), (row.name, "")],
        },
    )  # fmt: skip


def _about(now: AccountRecord | None) -> list[Fact]:
    if now is None:
        return []
    facts = [
        Fact("开户期限", f"{now.open_due_on or '算不出'}"),
        Fact("为什么", now.open_due_why.replace("\n", "；"), kind="long"),
    ]
    if now.file_due_on:
        facts.append(Fact("备案期限", now.file_due_on.isoformat()))
    if now.close_from:
        facts.append(Fact("公示期满可以销户", f"{now.close_from} 起"))
    facts += [Fact("销户问题", fault, kind="long") for fault in now.faults]
    if now.closed_on and not now.promised_on:
        facts.append(Fact("提示", "没有登记无欠薪承诺书"))
    return facts
