"""Regular checks: the list with the share settled before a claim, a new check, and the end of what one found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import visible, within
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import desk_people
from nuanxin.rights.disputes.mediation.checks import (
    CheckFacts,
    mediate_check,
    record_check,
    settle_check,
    share_of,
    withdraw_check,
)
from nuanxin.rights.disputes.mediation.models import CHECKED_TRADES, RegularCheck
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.mediation.register import own_unit
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Fact

TRADES = [(one.value, one.label) for one in CHECKED_TRADES]


def _task(row: Any) -> Light | None:
    return due_light(due_on=row.due_on, today=occasion.today(), done_on=row.ended_on) if row.due_on else None


def _open_task(wanted: bool) -> Q:
    waiting = Q(ended_on__isnull=True, due_on__isnull=False)
    return waiting if wanted else ~waiting


LISTING = Listing(
    "regular_checks",
    "经常性排查",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("checked_on", "排查日期", kind="day", sortable="checked_on"),
        Column("trade", "行业", "get_trade_display"),
        Column("finding", "发现", "get_finding_display"),
        Column("due", "化解期限", _task, "light", sortable="due_on"),
        Column("ended_how", "化解方式", "get_ended_how_display"),
        Column("persons", "人数", kind="int", sum=True),
        Column("amount_fen", "金额", kind="money", sum=True),
        Column("region", "区划", "region.name"),
        Column("case", "调解案卷", lambda row: str(row.case or ""), default=False),
        Column("by", "排查人", "by.name"),
        Column("seen", "排查情况", default=False),
        Column("ended_note", "化解情况", default=False),
    ),
    (
        Filter("q", "单位、地点", lookup=("employer__name", "place")),
        Filter("trade", "行业", "choice", choices=TRADES),
        Filter("finding", "发现", "choice", choices=RegularCheck.Finding.choices),
        Filter("open", "待化解", "bool", _open_task),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions, first=False),
        Filter("checked_on", "排查日期", "day_range", first=False),
    ),
    default_order=("-checked_on", "-pk"),
    row_url=lambda row: reverse("officer:regular_check", args=[row.pk]),
    unit="次",
    empty="没有符合条件的排查记录。建筑工程、餐饮住宿、物流快递行业应当经常排查，发现隐患当场登记、限期化解。",
)


class CheckForm(PatternForm):
    employer = forms.CharField(label="用人单位", max_length=200)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=30, required=False)
    trade = forms.ChoiceField(label="行业", choices=[("", "请选择"), *TRADES])
    region = forms.ChoiceField(label="区划")
    place = forms.CharField(label="地点", max_length=200, required=False)
    checked_on = DayField(label="排查日期", initial=occasion.today, not_after=occasion.today)
    seen = forms.CharField(label="排查情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    finding = forms.ChoiceField(label="发现", choices=RegularCheck.Finding.choices)
    persons = forms.IntegerField(label="涉及人数", min_value=0, required=False)
    amount_fen = YuanField(label="涉及金额", required=False)
    due_on = DayField(label="化解期限", required=False, help_text="发现隐患、纠纷的，定一个化解的日期")

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]


class SettleForm(PatternForm):
    how = forms.ChoiceField(
        label="结果",
        choices=[(one.value, one.label) for one in (RegularCheck.End.SPOT, RegularCheck.End.GONE)],
    )
    note = forms.CharField(
        label="化解情况",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="付了多少、付给谁、谁确认",
    )
    on = DayField(label="化解日期", initial=occasion.today, not_after=occasion.today)


class MediateForm(PatternForm):
    request = forms.CharField(label="争议事项", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    officer = forms.ChoiceField(label="承办人")
    on = DayField(label="办理日期", initial=occasion.today, not_after=occasion.today)

    def __init__(self, *args: Any, people: list[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]


class WithdrawForm(PatternForm):
    reason = forms.CharField(label="记录有误的地方和理由", max_length=200)


def _rows(request: HttpRequest) -> QuerySet[RegularCheck]:
    rows = RegularCheck.objects.filter(withdrawn_on__isnull=True)
    return visible(rows, me(request), Permission.FILE_HANDLE, owner="by").select_related(
        "employer", "region", "unit", "by", "case", "clue", "ended_by"
    )


def _check(request: HttpRequest, number: int) -> RegularCheck:
    row = _rows(request).filter(pk=number).first()
    if row is None:
        raise NotFound("没有找到这次排查", why="可能已经撤下，或不是本单位的排查", remedy="请从排查台账打开")
    return row


@officer_page(Permission.FILE_HANDLE)
def regular_checks(request: HttpRequest) -> HttpResponseBase:
    """The desk's checks; above them how many findings were settled before anybody claimed."""
    return listing_page(
        request,
        LISTING,
        _rows(request),
        actions=[Action("登记排查", reverse("officer:regular_check_new"), primary=True)],
        template="officer/mediation/checks.html",
        context={"share": share_of(_rows(request), occasion.today())},
    )


@officer_page(Permission.FILE_HANDLE)
def regular_check_new(request: HttpRequest) -> HttpResponse:
    """Write down a check."""

    def run(v: dict[str, Any]) -> RegularCheck:
        region = Region.objects.get(pk=v["region"])
        told = ClueFacts(
            channel=Channel.INSPECTION, region=region.pk, received_on=v["checked_on"], employer_name=v["employer"],
            credit_code=v.pop("credit_code"),
        )  # fmt: skip
        employer = employer_for(told, region)
        if employer is None:
            raise Refusal("不能登记排查", why="没有写明用人单位", remedy="请填写")
        facts = CheckFacts(**{**v, "employer": employer, "region": region})
        return record_check(unit=own_unit(me(request)), facts=facts, by=me(request), on=occasion.today())

    return act_page(
        request,
        CheckForm,
        run=run,
        title="登记排查",
        back_url=reverse("officer:regular_checks"),
        form_kwargs={"regions": visible_regions(request)},
        intro="针对建筑工程、餐饮住宿、物流快递行业。发现隐患的自动成为早期调解任务，到期前提醒。",
        done="已登记排查。",
    )


@officer_page(Permission.FILE_HANDLE)
def regular_check(request: HttpRequest, number: int) -> HttpResponse:
    """One check: what was seen, and where something was found the form that ends it."""
    row = _check(request, number)
    return act_page(
        request,
        SettleForm,
        run=lambda v: settle_check(check=row, how=v["how"], note=v["note"], by=me(request), on=v["on"]),
        title=f"排查：{row.employer.name} {row.checked_on}",
        back_url=reverse("officer:regular_checks"),
        save="登记化解",
        done="已登记化解。",
        template="officer/mediation/check.html",
        context={"check": row, "about": _about(row)},
    )


def _about(row: RegularCheck) -> list[Fact]:
    facts = [
        Fact("行业", row.get_trade_display()),
        Fact("地点", f"{row.region.name} {row.place}".strip()),
        Fact("发现", row.get_finding_display()),
        Fact("涉及人数", f"{row.persons} 人" if row.persons is not None else ""),
        Fact("涉及金额", row.amount_fen, kind="money") if row.amount_fen is not None else Fact("涉及金额", ""),
        Fact("化解期限", row.due_on.isoformat() if row.due_on else "不需要"),
        Fact("排查人", f"{row.by.name}（{row.unit.short_name}）"),
        Fact("排查情况", row.seen, kind="long"),
    ]
    if row.ended_on:
        facts.append(Fact("化解", f"{row.ended_on} {row.get_ended_how_display()}：{row.ended_note}", kind="long"))
    return facts


@officer_page(Permission.FILE_HANDLE)
def regular_check_mediate(request: HttpRequest, number: int) -> HttpResponse:
    """It cannot be settled at once: a clue and a file of the desk."""
    row = _check(request, number)
    people = desk_people(row.unit)
    people.sort(key=lambda one: one.pk != me(request).pk)

    def run(v: dict[str, Any]) -> Case:
        officer = next(one for one in people if str(one.pk) == v["officer"])
        return mediate_check(check=row, request=v["request"], officer=officer, by=me(request), on=v["on"])

    return act_page(
        request,
        MediateForm,
        run=run,
        title=f"转入调解：{row.employer.name}",
        initial={"request": row.seen},
        back_url=reverse("officer:regular_check", args=[number]),
        form_kwargs={"people": people},
        intro="登记一条线索（检查发现），由本单位主动调解；当事人一方明确拒绝的，不得调解。",
        save="转入调解",
        done="已转入调解。",
        next_url=lambda case: reverse("officer:case", args=[case.pk]),
    )


@officer_page(Permission.FILE_HANDLE)
def regular_check_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """A wrong record is withdrawn; it stays on file."""
    row = _check(request, number)
    return act_page(
        request,
        WithdrawForm,
        run=lambda v: withdraw_check(check=row, reason=v["reason"], by=me(request), on=occasion.today()),
        title=f"撤下排查记录：{row.employer.name}",
        back_url=reverse("officer:regular_checks"),
        intro="原记录保留并标明撤下；正确的内容另行登记。",
        save="撤下",
        done="已撤下。",
    )
