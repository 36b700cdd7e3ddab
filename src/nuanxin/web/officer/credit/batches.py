"""Batches of the public notice: made up, published by the head, objections, corrections; the notice as PDF and CSV."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.text import filled_lines
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import FileFacts, may, visible
from nuanxin.rights.cases.models import OfficialAct
from nuanxin.rights.credit.handing import as_csv
from nuanxin.rights.credit.publication.batches import (
    CORRECT,
    REVIEW,
    correct_entry,
    enter_violation,
    entry_cells,
    handled,
    make_batch,
    publish_batch,
    publishable,
    standing_entries,
    withdraw_entry,
)
from nuanxin.rights.credit.publication.models import Batch, PublicationObjection, PublishedEmployer, ViolationKind
from nuanxin.rights.credit.publication.objections import receive_objection, review_objection
from nuanxin.rights.intake.models import Clock, Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.credit.consumers import own_unit
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

HEADS = ("用人单位", "统一社会信用代码", "地址", "法定代表人或者负责人", "违法行为", "主要违法事实", "处理情况")
SHOWN = 60


def _long(label: str, rows: int = 3, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class BatchForm(PatternForm):
    within = DayField(label="期间内的任一日", initial=occasion.today, not_after=occasion.today)
    label = forms.CharField(
        label="批次名称", max_length=60, required=False, help_text="不填的，市、县按季度，省按半年；需要时可以另立批次"
    )


class EntryForm(PatternForm):
    """What the notice says of one employer. Name, code, address and representative come from its record."""

    kind = forms.ChoiceField(label="违法行为", choices=ViolationKind.choices)
    facts = _long("主要违法事实", help_text="不写身份证件号码、电话、银行账号和个人隐私")
    handling = _long("处理情况")


class CorrectForm(PatternForm):
    facts = _long("主要违法事实")
    handling = _long("处理情况")
    reason = _long("更正理由", 2)


class ReasonForm(PatternForm):
    reason = _long("撤下理由", 2)


class PublishForm(PatternForm):
    where = _long("公布途径", help_text="每行一个：门户网站，当地主要报刊、电视等媒体")
    contact_phone = forms.CharField(label="联系电话", max_length=30, required=False)


class ObjectionForm(PatternForm):
    received_on = DayField(label="收到日期", initial=occasion.today, not_after=occasion.today)
    content = _long("异议内容")


class ReviewForm(PatternForm):
    upheld = forms.ChoiceField(label="审核结论", choices=[("no", "异议不成立"), ("yes", "异议成立，应当更正")])
    answer = _long("审核意见")


def _batch(request: HttpRequest, number: int) -> Batch:
    rows = visible(Batch.objects.all(), me(request), Permission.CLUE_VIEW, owner="made_by")
    found = rows.select_related("unit__region", "paper", "published_by").filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个批次", remedy="请从社会公布的列表打开")
    return found


def _entry(request: HttpRequest, number: int, row: int) -> PublishedEmployer:
    found = _batch(request, number).entries.select_related("batch__unit", "clue__employer").filter(pk=row).first()
    if found is None:
        raise NotFound("没有找到这条公布信息", remedy="请从批次页面打开")
    return found


def _crumbs(batch: Batch | None = None) -> list[tuple[str, str]]:
    whole = [("工作台", reverse("officer:desk")), ("社会公布", reverse("officer:batches"))]
    return [*whole, (batch.label, "")] if batch else whole


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def batches(request: HttpRequest) -> HttpResponse:
    """The batches of the own area, the newest first."""
    rows = visible(Batch.objects.all(), me(request), Permission.CLUE_VIEW, owner="made_by").select_related("unit")
    lines = [(one, standing_entries(one).count()) for one in rows[:SHOWN]]
    context = {"lines": lines, "manages": _may(request, Permission.CREDIT_MANAGE), "crumbs": _crumbs()}
    return render(request, "officer/credit/batches.html", context)


def _may(request: HttpRequest, permission: Permission) -> bool:
    unit = me(request).unit
    return unit is not None and may(me(request), permission, FileFacts(unit.region_id, unit.pk))


@officer_page(Permission.CREDIT_MANAGE)
def batch_new(request: HttpRequest) -> HttpResponse:
    """Make a batch up."""
    return act_page(
        request,
        BatchForm,
        run=lambda v: make_batch(unit=own_unit(request), by=me(request), on=occasion.today(), **v),
        title="建立公布批次",
        back_url=reverse("officer:batches"),
        next_url=lambda made: reverse("officer:batch", args=[made.pk]),
        done="已建立批次。",
    )


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """One batch: its entries, what could still be entered, objections with their clocks."""
    found = _batch(request, number)
    facts = FileFacts(found.region_id, found.unit_id)
    manages = may(me(request), Permission.CREDIT_MANAGE, facts)
    rows = publishable(clues_for(me(request)), found).select_related("employer") if manages else Clue.objects.none()
    entries = list(standing_entries(found))
    about = [f"publication:{one.pk}" for one in entries]
    clocks = {
        one.about: one for one in Clock.objects.filter(about__in=about, term__in=(REVIEW, CORRECT), stopped_on=None)
    }
    context = {
        "batch": found,
        "entries": [(one, clocks.get(f"publication:{one.pk}")) for one in entries],
        "gone": found.entries.exclude(pk__in=[one.pk for one in entries]).select_related("replaced_by"),
        "objections": PublicationObjection.objects.filter(entry__batch=found).select_related("entry", "reviewed_by"),
        "waiting": [(clue, title_of(clue), _acts(clue)) for clue in rows.order_by("-received_on")[:SHOWN]]
        if not found.published_on
        else [],
        "manages": manages,
        "decides": may(me(request), Permission.CREDIT_DECIDE, facts),
        "crumbs": _crumbs(found),
    }
    return render(request, "officer/credit/batch.html", context)


def _acts(clue: Clue) -> str:
    return "；".join(f"{act.get_kind_display()}{act.number}" for act in handled(clue))


@officer_page(Permission.CREDIT_MANAGE)
def batch_entry_new(request: HttpRequest, number: int, clue: str) -> HttpResponse:
    """Put an employer into the batch."""
    found, about = _batch(request, number), clue_of(request, clue)
    acts: list[OfficialAct] = list(handled(about))
    initial = {"handling": "；".join(f"{act.done_on:%Y年%m月%d日}{act.get_kind_display()}" for act in acts)}
    return act_page(
        request,
        EntryForm,
        run=lambda v: enter_violation(batch=found, clue=about, by=me(request), on=occasion.today(), **v),
        title=f"编入“{found.label}”：{title_of(about)}",
        initial=initial,
        intro="单位全称、信用代码、地址和法定代表人取自单位记录；这里写主要违法事实和处理情况。",
        back_url=reverse("officer:batch", args=[number]),
        done="已编入。",
    )


@officer_page(Permission.CREDIT_DECIDE)
def batch_publish(request: HttpRequest, number: int) -> HttpResponse:
    """The head publishes."""
    found = _batch(request, number)

    def run(v: dict[str, Any]) -> Batch:
        where = filled_lines(v["where"])
        return publish_batch(
            batch=found, where=where, contact_phone=v["contact_phone"], by=me(request), on=occasion.today()
        )

    return act_page(
        request,
        PublishForm,
        run=run,
        title=f"公布：{found.label}",
        initial={"contact_phone": found.unit.phone},
        intro=f"共 {standing_entries(found).count()} 条。公布后制发公布文书，计入“公布欠薪严重违法单位（户）”。",
        back_url=reverse("officer:batch", args=[number]),
        save="公布",
        done="已公布。",
    )


@officer_page(Permission.CREDIT_MANAGE)
def batch_entry_correct(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Put an entry right; the old one stays, marked."""
    found = _entry(request, number, row)
    return act_page(
        request,
        CorrectForm,
        run=lambda v: correct_entry(entry=found, by=me(request), on=occasion.today(), **v),
        title=f"更正公布信息：{found.name}",
        initial={"facts": found.facts, "handling": found.handling},
        back_url=reverse("officer:batch", args=[number]),
        done="已更正；原信息保留并标明更正。",
    )


@officer_page(Permission.CREDIT_MANAGE)
def batch_entry_withdraw(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Take an entry down."""
    found = _entry(request, number, row)
    return act_page(
        request,
        ReasonForm,
        run=lambda v: withdraw_entry(entry=found, by=me(request), on=occasion.today(), **v),
        title=f"撤下公布信息：{found.name}",
        back_url=reverse("officer:batch", args=[number]),
        done="已撤下，不再计入公布户数。",
    )


@officer_page(Permission.CREDIT_MANAGE)
def batch_objection_new(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Enter an objection."""
    found = _entry(request, number, row)
    return act_page(
        request,
        ObjectionForm,
        run=lambda v: receive_objection(entry=found, by=me(request), on=occasion.today(), **v),
        title=f"登记公布异议：{found.name}",
        back_url=reverse("officer:batch", args=[number]),
        done="已登记异议。",
    )


@officer_page(Permission.CREDIT_DECIDE)
def batch_objection_review(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """The head's answer to an objection."""
    found = PublicationObjection.objects.filter(pk=row, entry__batch=_batch(request, number)).first()
    if found is None:
        raise NotFound("没有找到这次异议", remedy="请从批次页面打开")
    return act_page(
        request,
        ReviewForm,
        run=lambda v: review_objection(
            objection=found, upheld=v["upheld"] == "yes", answer=v["answer"], by=me(request), on=occasion.today()
        ),
        title=f"审核公布异议：{found.entry.name}",
        intro=found.content,
        back_url=reverse("officer:batch", args=[number]),
        done="已审核。",
    )


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def batch_file(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The notice as issued (pdf), or what stands now (csv): the same seven columns, no number of a person."""
    found = _batch(request, number)
    if kind == "csv":
        rows = [dict(zip(HEADS, entry_cells(one), strict=True)) for one in standing_entries(found)]
        content, kind_of = as_csv(HEADS, rows), "text/csv; charset=utf-8"
        record("export_batch", about=found, by=me(request), details={"rows": len(rows)})
    elif found.paper is None:
        raise NotFound("还没有公布文书", why="批次还没有公布", remedy="请先公布")
    else:
        content, kind_of = pdf_of(found.paper), "application/pdf"
        record("print_paper", about=found.paper, by=me(request), details={"kind": "pdf"})
    response = HttpResponse(content, content_type=kind_of)
    way = "attachment" if kind == "csv" else "inline"
    name = quote(f"重大劳动保障违法行为公布-{found.label}.{kind}", safe="")
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{name}"
    return response
