"""The yearly grade at the desk: grade an employer, enter what no file shows by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.credit.grading.grading import enter_finding, grade_employer, graded
from nuanxin.rights.credit.grading.models import EmployerGrade, FindingKind
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import export_recorded
from nuanxin.web.officer.credit.consumers import own_unit
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.people.seen import seen_employer
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.record import Fact

LISTING = Listing(
    "grades",
    "守法诚信等级",
    (
        Column("employer", "用人单位", "employer.name", "link", frozen=True),
        Column("year", "记录年度", kind="int", sortable="year"),
        Column("grade", "等级", "get_grade_display", sortable="grade"),
        Column("reasons", "理由", lambda row: "；".join(row.reasons)),
        Column("rows", "依据的记录", lambda row: "；".join(row.rows), default=False),
        Column("graded_on", "评价日期", kind="day", sortable="graded_on"),
        Column("unit", "评价单位", "unit.short_name"),
        Column("by", "评价人", "by.name"),
    ),
    (
        Filter("q", "单位、信用代码", lookup=("employer__name", "employer__credit_code")),
        Filter("grade", "等级", "choice", choices=[("A", "A级"), ("B", "B级"), ("C", "C级")]),
        Filter("year", "年度", lookup=lambda text: Q(year=int(text)) if text.isdigit() and len(text) == 4 else Q()),
    ),
    default_order=("-graded_on", "-pk"),
    row_url=lambda row: reverse("officer:employer", args=[row.employer_id]),
    unit="户",
    empty="还没有评价。请从用人单位页面的“信用记录”评价上一年度的等级。",
)


class FindingForm(PatternForm):
    kind = forms.ChoiceField(label="情形", choices=FindingKind.choices)
    happened_on = DayField(label="发生日期", not_after=occasion.today)
    what = forms.CharField(label="事实和依据", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class GradeForm(PatternForm):
    year = forms.IntegerField(label="记录年度", min_value=2017, max_value=9999)


@officer_page(Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
def grades(request: HttpRequest) -> HttpResponseBase:
    """The grades made in the own area."""
    rows = EmployerGrade.objects.select_related("employer", "unit", "by")
    seen = visible(rows, me(request), Permission.CLUE_VIEW, region="unit__region", owner="by")
    return listing_page(request, LISTING, seen, on_export=export_recorded)


@officer_page(Permission.CREDIT_MANAGE)
def employer_grade(request: HttpRequest, number: int) -> HttpResponse:
    """Grade an employer; what last year's record would give stands above the form."""
    found, last = seen_employer(me(request), number), occasion.today().year - 1
    would = graded(found, last, on=occasion.today())
    about = [
        Fact(f"{last}年的记录", f"{would.grade}级：{'；'.join(would.reasons)}", kind="long"),
        *[Fact(f"记录{place}", one.text, kind="long") for place, one in enumerate(would.rows, 1)],
    ]

    def run(v: dict[str, Any]) -> EmployerGrade:
        return grade_employer(
            employer=found, year=v["year"], unit=own_unit(request), by=me(request), on=occasion.today()
        )

    return act_page(
        request,
        GradeForm,
        run=run,
        title=f"评价诚信等级：{found.name}",
        initial={"year": last},
        intro="按上一年度的记录评价（人社部规〔2016〕1号第七条）；等级由记录算出，不能手工填写。",
        back_url=reverse("officer:employer", args=[number]),
        done=lambda row: f"评价为{row.get_grade_display()}。",
        context={"about": about},
    )


@officer_page(Permission.CREDIT_MANAGE)
def employer_finding(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a situation that makes grade C."""
    found = seen_employer(me(request), number)
    return act_page(
        request,
        FindingForm,
        run=lambda v: enter_finding(employer=found, unit=own_unit(request), by=me(request), on=occasion.today(), **v),
        title=f"登记诚信等级情形：{found.name}",
        intro="只登记案卷不能直接反映的情形，写明证据。",
        back_url=reverse("officer:employer", args=[number]),
        done="已登记。",
    )
