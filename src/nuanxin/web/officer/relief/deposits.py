"""Wage deposits: the list, one deposit with its account and its story, guarantees by expiry, completed works to be returned."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.permission import areas, within
from nuanxin.rights.cases.models import Case
from nuanxin.rights.relief.deposit.balance import balance_on, standing_entries
from nuanxin.rights.relief.deposit.drawing import available, readiness, why_not_draw
from nuanxin.rights.relief.deposit.guarantees import remind_on
from nuanxin.rights.relief.deposit.models import Guarantee, WageDeposit
from nuanxin.rights.relief.deposit.rates import percent
from nuanxin.rights.relief.deposit.record import record_of
from nuanxin.rights.relief.deposit.registering import PPM, latest_assessment
from nuanxin.rights.relief.deposit.returning import in_the_way, sweep_list, sweep_period
from nuanxin.rights.relief.managing import may_manage
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.lists import in_places
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Due, Fact, Record, Section, WhyStep, record_page

SEES = (P.FUND_MANAGE, P.FUND_APPROVE, P.CASE_INVESTIGATE, P.CASE_APPROVE)
COPIES = {
    "pdf": ("application/pdf", pdf_of),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of),
}


def state_of(row: WageDeposit) -> str:
    """Where the deposit stands, in one word."""
    if row.ended_on:
        return "已返还"
    if row.returns.filter(answered_on__isnull=True).exists():
        return "返还办理中"
    if row.completed_on:
        return "完工待返还"
    assessed = latest_assessment(row)
    if assessed is None:
        return "待核定"
    if assessed.exempt:
        return "免存"
    today = occasion.today()
    if balance_on(row, today) > 0:
        return "已存储"
    return "已提交保函" if available(row, today)[1] else "待存储"


def _stored(row: Any) -> Light:
    """The twenty working days: done once something lies there."""
    first = standing_entries(row).filter(kind="stored").values_list("occurred_on", flat=True).first()
    paper = row.guarantees.values_list("received_on", flat=True).first()
    done = min((day for day in (first, paper) if day), default=None)
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=done)


LISTING = Listing(
    "deposits",
    "工资保证金",
    (
        Column("project", "项目（标段）", "project.name", "link", frozen=True),
        Column("contractor", "施工总承包单位", "contractor.name"),
        Column("region", "区划", "region.name"),
        Column("state", "状态", state_of),
        Column("contract", "施工合同额", "contract_fen", "money", sum="contract_fen"),
        Column("due", "应存金额", lambda row: getattr(latest_assessment(row), "due_fen", None), "money"),
        Column("balance", "账户余额", lambda row: balance_on(row, occasion.today()), "money"),
        Column("stored", "存储期限", _stored, "light", sortable="due_on"),
        Column("bank", "经办银行", default=False),
        Column("completed_on", "完工日期", kind="day", default=False),
    ),
    (
        Filter("q", "项目、单位", lookup=("project__name", "contractor__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("live", "没有返还", "bool", lambda yes: Q(ended_on__isnull=bool(yes))),
    ),
    default_order=("-pk",),
    row_url=lambda row: reverse("officer:deposit", args=[row.pk]),
    unit="个",
    empty="还没有登记工资保证金。点“登记”录入施工总承包单位和合同。",
)


def _expiry(row: Any) -> Light:
    left = (row.to_on - occasion.today()).days
    return due_light(
        due_on=row.to_on, today=occasion.today(), near_days=max(left, 0) if occasion.today() >= remind_on(row) else 0
    )


GUARANTEES = Listing(
    "guarantees",
    "保证金保函",
    (
        Column("number", "保函编号", kind="link", frozen=True),
        Column("project", "项目（标段）", "deposit.project.name"),
        Column("bank", "开立机构"),
        Column("amount", "保函金额", "amount_fen", "money", sum="amount_fen"),
        Column("to_on", "到期日期", kind="day", sortable="to_on"),
        Column("light", "到期", _expiry, "light"),
        Column("remind", "应提醒日", remind_on, "day"),
        Column("reminded", "已提醒", "reminded_on", "day"),
        Column("ended", "失效", lambda row: f"{row.ended_on} {row.ended_why}" if row.ended_on else ""),
    ),
    (
        Filter("q", "编号、项目", lookup=("number", "deposit__project__name")),
        Filter("live", "仍有效", "bool", lambda yes: Q(ended_on__isnull=bool(yes))),
        Filter("to_on", "到期日期", "day_range"),
    ),
    default_order=("to_on",),
    row_url=lambda row: reverse("officer:deposit", args=[row.deposit_id]) + "?tab=guarantees#tab",
    unit="份",
    empty="没有符合条件的保函。",
)


def deposit_of(request: HttpRequest, number: int) -> WageDeposit:
    """The deposit, or the same answer whether it is out of sight or not there."""
    rows = WageDeposit.objects.filter(in_places(me(request)), pk=number)
    found = rows.select_related("project", "contractor", "region", "by").first()
    if found is None:
        raise NotFound("没有找到这笔工资保证金", remedy="请从工资保证金列表打开")
    return found


@officer_page(*SEES)
def deposits(request: HttpRequest) -> HttpResponseBase:
    """Deposits of the person's places."""
    rows = WageDeposit.objects.filter(in_places(me(request))).select_related("project", "contractor", "region")
    actions = [Action("保函", reverse("officer:guarantees")), Action("完工清理", reverse("officer:deposit_sweep"))]
    if areas(me(request), P.FUND_MANAGE):
        actions.insert(0, Action("登记", reverse("officer:deposit_new"), primary=True))
    return listing_page(request, LISTING, rows, actions=actions)


@officer_page(*SEES)
def guarantees(request: HttpRequest) -> HttpResponseBase:
    """Guarantees by the day on which they end."""
    mine = WageDeposit.objects.filter(in_places(me(request))).values("pk")
    rows = Guarantee.objects.filter(deposit__in=mine).select_related("deposit__project")
    return listing_page(request, GUARANTEES, rows)


@officer_page(*SEES)
def deposit_sweep(request: HttpRequest) -> HttpResponse:
    """Completed works whose deposit still lies here (65号 第二十二条)."""
    regions = sorted({post.region_id for post in me(request).posts.all()})
    rows = {one.deposit.pk: one for region in regions for one in sweep_list(region)}
    context = {
        "rows": list(rows.values()),
        "period": sweep_period(occasion.today()),
        "crumbs": [("工作台", reverse("officer:desk")), ("工资保证金", reverse("officer:deposits")), ("完工清理", "")],
    }
    return render(request, "officer/relief/sweep.html", context)


@officer_page(*SEES)
def deposit(request: HttpRequest, number: int) -> HttpResponse:
    """One deposit: what is due and why, the account on a day, guarantees, draw-downs, return."""
    row = deposit_of(request, number)
    today = occasion.today()
    on = _asked_day(request, today)
    assessed = latest_assessment(row)
    returning = row.returns.select_related("paper").last()
    context: dict[str, Any] = {
        "deposit": row,
        "assessed": assessed,
        "assessments": row.assessments.select_related("by").order_by("-pk"),
        "rate": percent_of(assessed),
        "behind": record_of(row.contractor, today),
        "entries": row.entries.select_related("by", "payment").order_by("occurred_on", "pk"),
        "on": on,
        "balance": balance_on(row, on),
        "guarantees": row.guarantees.order_by("-pk"),
        "drawdowns": row.drawdowns.select_related("paper", "case__clue").order_by("-pk"),
        "candidates": _candidates(row, today),
        "returns": row.returns.select_related("paper").order_by("-pk"),
        "in_the_way": in_the_way(row) if row.completed_on and not row.ended_on else (),
        "may_manage": may_manage(me(request), row.region_id),
    }
    crumbs = [("工作台", reverse("officer:desk")), ("工资保证金", reverse("officer:deposits")), (row.project.name, "")]
    return record_page(request, _record(row, context, returning), crumbs=crumbs, context=context)


def _record(row: WageDeposit, context: dict[str, Any], returning: Any) -> Record:
    """The head of the page, its facts and tabs."""
    assessed, on = context["assessed"], context["on"]
    acts = _acts(row, context, returning) if context["may_manage"] else ()
    return Record(
        number=row.contractor.name,
        title=str(row),
        state=state_of(row),
        due=(_due(row),),
        acts=acts,
        facts=(
            Fact("项目（标段）", row.project.name, reverse("officer:project", args=[row.project_id])),
            Fact("施工总承包单位", row.contractor.name, reverse("officer:employer", args=[row.contractor_id])),
            Fact("施工合同额", row.contract_fen, kind="money"),
            Fact("合同期限", f"{row.signed_on} 至 {row.until_on}"),
            Fact("施工许可（开工报告批复）", row.permit_on.isoformat() if row.permit_on else ("未登记" if row.needs_permit else "依法不需要")),
            Fact("经办银行", row.bank),
            Fact("应存金额", "免予存储" if assessed and assessed.exempt else (assessed.due_fen if assessed else ""), kind="money" if assessed and not assessed.exempt else "text"),
            Fact(f"{on} 账户余额", context["balance"], kind="money"),
            Fact("完工日期", row.completed_on.isoformat() if row.completed_on else "在建"),
        ),
        sections=(
            Section("due", "应存金额", "officer/relief/tab_due.html"),
            Section("account", "账户收支", "officer/relief/tab_account.html", len(context["entries"]) or None),
            Section("guarantees", "保函", "officer/relief/tab_guarantees.html", len(context["guarantees"]) or None),
            Section("drawdowns", "动用和补足", "officer/relief/tab_drawdowns.html", len(context["drawdowns"]) or None),
            Section("return", "返还", "officer/relief/tab_return.html", len(context["returns"]) or None),
        ),
    )  # fmt: skip


def percent_of(assessed: Any) -> str:
    """The rate of an assessment as a percentage."""
    return percent(Fraction(assessed.rate_ppm, PPM)) if assessed else ""


def _due(row: WageDeposit) -> Due:
    return Due("存储期限", row.due_on, _stored(row), tuple(WhyStep(str(line)) for line in row.due_why))


def _candidates(row: WageDeposit, today: date) -> list[dict[str, Any]]:
    """Open inspection cases of the project: ready to draw on the deposit, or why not."""
    about = Q(clue__project=row.project) | Q(clue__project__merged_into=row.project)
    found = []
    for case in Case.objects.filter(about, procedure="labour_inspection", closed_on__isnull=True).select_related(
        "clue"
    ):
        refused = why_not_draw(readiness(row, case, today)[0], on=today)
        found.append({"case": case, "why": refused.why if refused else "", "cites": refused.cites if refused else ""})
    return found


def _acts(row: WageDeposit, context: dict[str, Any], returning: Any) -> tuple[Act, ...]:
    def act(key: str, label: str, *, primary: bool = False, more: bool = False) -> Act:
        return Act(label, reverse("officer:deposit_act", args=[row.pk, key]), primary=primary, more=more, icon="edit")

    if row.ended_on:
        return ()
    assessed, found = context["assessed"], []
    found.append(act("assess", "核定应存金额", primary=assessed is None, more=assessed is not None))
    if assessed and not assessed.exempt:
        found += [act("store", "登记存储", primary=not context["entries"]), act("guarantee", "接收保函")]
    if any(not one["why"] for one in context["candidates"]):
        found.append(act("draw", "动用保证金", primary=True))
    if row.completed_on is None:
        found.append(act("complete", "登记完工"))
    elif returning is None or returning.answered_on:
        found.append(act("announce", "公示返还", primary=True))
    elif returning.applied_on is None:
        found.append(act("apply", "登记返还申请", primary=True))
    elif returning.reviewed_on is None:
        found.append(act("review", "审核返还", primary=True))
    else:
        found.append(act("answer", "出具返还文书", primary=True))
    return tuple(found)


def _asked_day(request: HttpRequest, today: date) -> date:
    """?on=2024-01-03: the balance of another day; nonsense shows today."""
    try:
        return parse_day(request.GET.get("on", ""))
    except ValueError:
        return today


@officer_page(*SEES)
def deposit_paper(request: HttpRequest, number: int, paper: int, kind: str) -> HttpResponse:
    """The return paper as PDF or Word: it hangs on the deposit, on no clue."""
    row = deposit_of(request, number)
    found = Paper.objects.filter(pk=paper, about_kind=row._meta.label_lower, about_id=row.pk).first()
    if found is None or kind not in COPIES:
        raise NotFound("没有找到这份文书", remedy="请从工资保证金页面打开")
    content_type, render_copy = COPIES[kind]
    response = HttpResponse(render_copy(found), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="deposit-{found.pk}.{kind}"'
    return response
