"""劳资专管员培训: courses, who came and passed, certificates checked by their code."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import areas, holds, within
from nuanxin.foundation.parties.linkage import find_project
from nuanxin.watch.inspection.helping.models import ClerkCourse
from nuanxin.watch.inspection.helping.training import (
    CourseFacts,
    check_certificate,
    hold_course,
    record_training,
    revoke_certificate,
    written_code,
)
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.ledger import visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.grid.firm_service import known_employer, recorded_codes
from nuanxin.web.officer.grid.seeing import RegionChoice, in_seen, plans_there, records_there
from nuanxin.web.officer.relief.firms.forms import long_text
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm, form_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page
from nuanxin.web.patterns.record import Act, Fact, Record, Section, record_page

NEEDS = (P.INSPECTION_RECORD, P.WATCH_VIEW)
COURSES = Listing(
    "clerk_courses",
    "劳资专管员培训",
    (
        Column("title", "培训班", kind="link", frozen=True),
        Column("region", "区划", "region.name"),
        Column("held_on", "培训日期", kind="day", sortable="held_on"),
        Column("place", "地点"),
        Column("lecturer", "授课人"),
        Column("came", "参加", "came", "int"),
        Column("passed", "合格", "passed_count", "int"),
    ),
    (
        Filter("q", "培训班、姓名、单位", lookup=("title", "people__name", "people__employer__name")),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions),
        Filter("held_on", "培训日期", "day_range"),
    ),
    default_order=("-held_on", "-pk"),
    row_url=lambda row: reverse("officer:clerk_course", args=[row.pk]),
    unit="期",
    empty="还没有劳资专管员培训。",
)


def crumbs(*way: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back."""
    return [("工作台", reverse("officer:desk")), ("劳资专管员培训", reverse("officer:clerk_courses")), *way]


class CourseForm(PatternForm):
    title = forms.CharField(label="培训班名称", max_length=100)
    region = RegionChoice(label="区划", queryset=Region.objects.none())
    held_on = DayField(label="培训日期", initial=occasion.today, not_after=occasion.today)
    place = forms.CharField(label="地点", max_length=200)
    lecturer = forms.CharField(label="授课人", max_length=100)
    contents = long_text("培训内容", 2000)
    pass_mark = forms.IntegerField(
        label="合格分数", min_value=1, max_value=100, required=False, help_text="没有考核的不填，参加即发证"
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Region.objects.filter(pk__in=recorded_codes(staff)).order_by("code")
        self.fields["region"].queryset = rows  # type: ignore[attr-defined]


class PersonForm(PatternForm):
    name = forms.CharField(label="姓名", max_length=40)
    employer = forms.CharField(label="用人单位（名称或者统一社会信用代码）", max_length=200)
    project = forms.CharField(label="项目（标段）", max_length=200, required=False)
    score = forms.IntegerField(label="考核分数", min_value=0, max_value=100, required=False)

    def __init__(self, *args: Any, course: ClerkCourse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course = course
        if course.pass_mark is None:
            del self.fields["score"]

    def clean(self) -> dict[str, Any]:
        """Firm and project as known here."""
        values, region = super().clean() or {}, self.course.region_id
        if said := (values.get("employer") or "").strip():
            values["employer"] = known_employer(self, said, region)
        name = (values.get("project") or "").strip()
        values["project"] = find_project(name, region).party if name else None
        if name and values["project"] is None:
            self.add_error("project", f"没有找到“{name}”，请填写“项目（标段）”列表中的全称。")
        return values


class RevokeForm(PatternForm):
    why = forms.CharField(label="作废理由", max_length=200)


class CheckForm(PatternForm):
    code = forms.CharField(label="证书编码", max_length=40, help_text="16位，空格、短横和大小写不影响")


def course_of(request: HttpRequest, number: int) -> ClerkCourse:
    """The course, or the same answer whether it is out of sight or not there."""
    row = ClerkCourse.objects.filter(in_seen(me(request)), pk=number).select_related("region", "by").first()
    if row is None:
        raise NotFound("没有找到这期培训", remedy="请从劳资专管员培训列表打开")
    return row


@officer_page(*NEEDS)
def clerk_courses(request: HttpRequest) -> HttpResponseBase:
    """Courses of the person's areas."""
    rows = ClerkCourse.objects.filter(in_seen(me(request))).select_related("region")
    came = Count("people", distinct=True)
    passed = Count("people", filter=Q(people__passed=True, people__revoked_on__isnull=True), distinct=True)
    actions = [Action("证书查验", reverse("officer:clerk_certificate"), icon="search")]
    if areas(me(request), P.INSPECTION_RECORD):
        actions.insert(0, Action("登记培训班", reverse("officer:clerk_course_new"), primary=True))
    return listing_page(request, COURSES, rows.annotate(came=came, passed_count=passed), actions=actions)


@officer_page(P.INSPECTION_RECORD)
def clerk_course_new(request: HttpRequest) -> HttpResponse:
    """Register a course."""

    def run(v: dict[str, Any]) -> ClerkCourse:
        region = v.pop("region")
        return hold_course(facts=CourseFacts(**v), region=region, by=me(request), on=occasion.today())

    return act_page(
        request, CourseForm, run=run, title="登记劳资专管员培训班", save="登记", back_url=reverse("officer:clerk_courses"),
        form_kwargs={"staff": me(request)}, next_url=lambda row: reverse("officer:clerk_course", args=[row.pk]),
        done="已登记，请逐人登记参加人员。", context={"crumbs": crumbs(("登记培训班", ""))},
    )  # fmt: skip


@officer_page(*NEEDS)
def clerk_course(request: HttpRequest, number: int) -> HttpResponse:
    """One course with its people and their certificates."""
    row, staff = course_of(request, number), me(request)
    people = list(row.people.select_related("employer", "project").order_by("pk"))
    facts = [
        Fact("培训日期", row.held_on),
        Fact("地点", row.place),
        Fact("授课人", row.lecturer),
        Fact("区划", row.region.name),
        Fact("合格分数", f"{row.pass_mark} 分" if row.pass_mark else "没有考核，参加即发证"),
        Fact("培训内容", row.contents, kind="long"),
    ]
    acts: tuple[Act, ...] = ()
    if records_there(staff, row.region_id):
        acts = (Act("登记参加人员", reverse("officer:clerk_training_new", args=[row.pk]), primary=True, icon="plus"),)
    page = Record(
        number="劳资专管员培训", title=row.title, state=f"{sum(one.passed for one in people)}人合格", acts=acts,
        facts=tuple(facts),
        sections=(Section("people", "参加人员和证书", "officer/grid/tab_people.html", len(people) or None),),
    )  # fmt: skip
    lines = [{"row": one, "code": written_code(one.code) if one.code else ""} for one in people]
    context = {"lines": lines, "may_revoke": plans_there(staff, row.region_id)}
    return record_page(request, page, crumbs=crumbs((row.title, "")), context=context)


@officer_page(P.INSPECTION_RECORD)
def clerk_training_new(request: HttpRequest, number: int) -> HttpResponse:
    """One person of the course."""
    row = course_of(request, number)
    back = reverse("officer:clerk_course", args=[number])
    return act_page(
        request, PersonForm, title=f"登记参加人员：{row.title}", save="登记", back_url=back,
        run=lambda v: record_training(course=row, by=me(request), on=occasion.today(), **v), form_kwargs={"course": row},
        done=lambda one: f"已登记，证书编码 {written_code(one.code)}。" if one.code else "已登记，考核不合格，没有发证。",
        context={"crumbs": crumbs((row.title, back), ("登记参加人员", ""))},
    )  # fmt: skip


@officer_page(P.INSPECTION_PLAN)
def clerk_certificate_revoke(request: HttpRequest, number: int, person: int) -> HttpResponse:
    """A certificate is void."""
    row = course_of(request, number)
    found = row.people.filter(pk=person).first()
    if found is None:
        raise NotFound("没有找到这名参加人员", remedy="请从培训班页面打开")
    back = reverse("officer:clerk_course", args=[number])
    return act_page(
        request, RevokeForm, title=f"作废证书：{found.name}", save="作废", back_url=back, done="证书已作废。",
        run=lambda v: revoke_certificate(training=found, by=me(request), on=occasion.today(), **v),
        context={"crumbs": crumbs((row.title, back), ("作废证书", ""))},
    )  # fmt: skip


@officer_page(P.CLUE_VIEW)
def clerk_certificate(request: HttpRequest) -> HttpResponse:
    """Whose certificate it is and whether it holds. Asking changes nothing, so it goes by the address."""
    asked = request.GET.get("code", "")
    form = CheckForm(request.GET if asked else None)
    looks = any(holds(me(request), need) for need in NEEDS)
    back = reverse("officer:clerk_courses" if looks else "officer:desk")
    context = {
        "asked": asked,
        "found": check_certificate(asked, occasion.today()) if asked and form.is_valid() else None,
        "crumbs": crumbs(("证书查验", "")) if looks else [("工作台", back), ("证书查验", "")],
    }
    return form_page(
        request, form, title="劳资专管员证书查验", save="查验", back_url=back,
        template="officer/grid/certificate.html", context=context,
    )  # fmt: skip
