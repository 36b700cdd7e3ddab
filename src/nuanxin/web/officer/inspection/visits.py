"""Inspection visits: list, new, corrected, put right, and a clue where arrears were found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import areas, holds, within
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for, project_for
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.rectification import confirm_rectified
from nuanxin.watch.inspection.visits import Seen, correct_visit, record_visit, register_arrears
from nuanxin.web.officer.acting import act_page, press
from nuanxin.web.officer.clues.counter.form import YES_NO, yes_no
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page


def _rectify(row: Any) -> Light | None:
    return (
        due_light(due_on=row.rectify_by, today=occasion.today(), done_on=row.rectified_on) if row.rectify_by else None
    )


LISTING = Listing(
    "visits",
    "检查记录",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("visited_on", "检查日期", kind="day", sortable="visited_on"),
        Column("project", "项目（标段）", "project.name"),
        Column("region", "区划", "region.name"),
        Column("sector", "行业领域", "get_sector_display"),
        Column("workforce", "职工", kind="int", sum=True),
        Column("migrants", "农民工", kind="int", sum=True),
        Column("arrears", "查实欠薪", lambda row: "是" if row.arrears_found else "否"),
        Column("arrears_persons", "欠薪人数", kind="int", sum=True),
        Column("arrears_fen", "欠薪金额", kind="money", sum=True),
        Column("rectify", "整改", _rectify, "light", sortable="rectify_by"),
        Column("finding", "发现问题", default=False),
        Column("recording", "执法记录", default=False),
        Column("by", "录入人", "recorded_by.name", default=False),
    ),
    (
        Filter("q", "单位、项目", lookup=("employer__name", "project__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("sector", "行业领域", "choice", choices=Sector.choices),
        Filter("arrears_found", "查实欠薪", "bool"),
        Filter(
            "unrecorded",
            "没有执法记录",
            "bool",
            lambda wanted: Q(recording="") if wanted else ~Q(recording=""),
            first=False,
        ),
        Filter("open", "整改未完成", "bool", lambda wanted: Q(rectify_by__isnull=False, rectified_on__isnull=True)),
        Filter("visited_on", "检查日期", "day_range", first=False),
    ),
    default_order=("-visited_on",),
    row_url=lambda row: reverse("officer:visit", args=[row.pk]),
    unit="次",
    empty="没有符合条件的检查记录。",
)


# What was seen, by the same names in the form, in the row and in the act.
SEEN = (
    "sector",
    "workforce",
    "migrants",
    "arrears_found",
    "arrears_persons",
    "arrears_fen",
    "finding",
    "rectify_by",
    "recording",
)


class SeenForm(PatternForm):
    """What was seen on a visit."""

    sector = forms.ChoiceField(label="行业领域", choices=[("", "未说明"), *Sector.choices], required=False)
    workforce = forms.IntegerField(label="职工人数", min_value=0)
    migrants = forms.IntegerField(label="其中农民工", min_value=0)
    government = forms.ChoiceField(label="政府投资项目", choices=YES_NO, required=False)
    state_firm = forms.ChoiceField(label="国企项目", choices=YES_NO, required=False)
    arrears_found = forms.BooleanField(label="查实欠薪", required=False)
    arrears_persons = forms.IntegerField(label="欠薪人数", min_value=0, required=False)
    arrears_fen = YuanField(label="欠薪金额", required=False)
    finding = forms.CharField(
        label="发现问题", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rectify_by = DayField(label="整改期限", required=False)
    recording = forms.CharField(
        label="执法记录",
        max_length=300,
        help_text="执法记录仪等音视频的编号；没有录的，写明理由（国办发〔2018〕118号）",
    )

    @property
    def seen(self) -> Seen:
        """As the act wants it."""
        v = self.cleaned_data
        return Seen(
            **{name: v[name] for name in SEEN}, government=yes_no(v["government"]), state_firm=yes_no(v["state_firm"])
        )


class VisitForm(SeenForm):
    """Where and when besides."""

    employer = forms.CharField(label="用人单位", max_length=200)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=30)
    project = forms.CharField(label="项目（标段）", max_length=200, required=False)
    region = forms.ChoiceField(label="区划")
    visited_on = DayField(label="检查日期", initial=occasion.today, not_after=occasion.today)
    field_order = ("employer", "credit_code", "project", "region", "visited_on")

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = list(regions)  # type: ignore[attr-defined]


class CorrectForm(SeenForm):
    """The same, with the reason for the correction."""

    reason = forms.CharField(label="更正理由", max_length=200)


class RectifiedForm(PatternForm):
    rectified_on = DayField(label="整改完成日期", initial=occasion.today, not_after=occasion.today)


def _rows(request: HttpRequest) -> Any:
    codes = areas(me(request), Permission.INSPECTION_RECORD)
    return Visit.objects.filter(region__within__area__in=codes, withdrawn_on__isnull=True).distinct()


@officer_page(Permission.INSPECTION_RECORD)
def visits(request: HttpRequest) -> HttpResponseBase:
    """Standing visits of the person's areas."""
    rows = _rows(request).select_related("employer", "project", "region", "recorded_by")
    on_export = export_recorded if holds(me(request), Permission.EXPORT) else None
    return listing_page(
        request,
        LISTING,
        rows,
        on_export=on_export,
        actions=[Action("登记检查", reverse("officer:visit_new"), primary=True)],
    )


_KNOWN = ("employer", "credit_code", "project", "region")  # what a planned visit says of itself in the address


@officer_page(Permission.INSPECTION_RECORD)
def visit_new(request: HttpRequest) -> HttpResponse:
    """Record a visit."""
    return act_page(
        request,
        VisitForm,
        run=lambda v: _record(request, v),
        title="登记检查",
        back_url=reverse("officer:visits"),
        form_kwargs={"regions": visible_regions(request)},
        initial={name: request.GET[name] for name in _KNOWN if name in request.GET},
        done="已登记检查。",
    )


def _record(request: HttpRequest, v: dict[str, Any]) -> Visit:
    region = Region.objects.get(pk=v["region"])
    facts = ClueFacts(
        channel=Channel.INSPECTION, region=region.pk, received_on=v["visited_on"], employer_name=v["employer"],
        credit_code=v["credit_code"], project_name=v["project"], sector=v["sector"],
    )  # fmt: skip
    employer = employer_for(facts, region)
    if employer is None:
        raise Refusal("不能登记检查", why="没有写明用人单位", remedy="请填写")
    form = VisitForm(request.POST, regions=visible_regions(request))
    form.is_valid()
    project = project_for(facts, employer, region)
    return record_visit(
        employer=employer, region=region, visited_on=v["visited_on"], seen=form.seen, project=project,
        by=me(request), on=occasion.today(),
    )  # fmt: skip


def _visit(request: HttpRequest, number: int) -> Visit:
    row = _rows(request).filter(pk=number).select_related("employer", "project", "region").first()
    if row is None:
        raise NotFound("没有找到这次检查", why="可能已经更正，或不在您的辖区", remedy="请从检查记录打开")
    return row  # type: ignore[no-any-return]


@officer_page(Permission.INSPECTION_RECORD)
def visit(request: HttpRequest, number: int) -> HttpResponse:
    """Correct a visit; beside it the ways on: put right, register as a clue."""
    row = _visit(request, number)
    words = {True: "yes", False: "no", None: ""}

    def run(v: dict[str, Any]) -> Visit:
        form = CorrectForm(request.POST)
        form.is_valid()
        return correct_visit(visit=row, seen=form.seen, reason=v["reason"], by=me(request), on=occasion.today())

    return act_page(
        request,
        CorrectForm,
        run=run,
        title=f"检查：{row.employer.name} {row.visited_on}",
        initial={name: getattr(row, name) for name in SEEN}
        | {"government": words[row.government], "state_firm": words[row.state_firm]},
        back_url=reverse("officer:visits"),
        save="保存更正",
        intro="更正不覆盖原记录：原记录标明撤下，写一条新的。",
        done="已更正。",
        template="officer/cases/visit.html",
        context={"visit": row},
    )


@officer_page(Permission.INSPECTION_RECORD)
def visit_rectified(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody went to look: it is put right."""
    row = _visit(request, number)
    return act_page(
        request,
        RectifiedForm,
        run=lambda v: confirm_rectified(visit=row, rectified_on=v["rectified_on"], by=me(request), on=occasion.today()),
        title=f"整改完成：{row.employer.name}",
        back_url=reverse("officer:visit", args=[number]),
        done="已登记整改完成。",
    )


@officer_page(Permission.INSPECTION_RECORD)
def visit_clue(request: HttpRequest, number: int) -> HttpResponse:
    """Arrears found on a visit become a clue, once."""
    row = _visit(request, number)
    return press(
        request,
        lambda: register_arrears(visit=row, by=me(request), on=occasion.today()),
        back_url=reverse("officer:visit", args=[number]),
        done="已转为线索（检查发现），见线索台账。",
    )
