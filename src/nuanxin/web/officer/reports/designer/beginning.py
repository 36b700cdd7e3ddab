"""Drafts of the own units, and four ways to begin one: an empty sheet, a blank workbook, a copy of a form, a notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.seeing import seen_notice
from nuanxin.command.reporting.definitions import forms_in_force
from nuanxin.command.reporting.designing.drafts import (
    MOST_COLUMNS,
    MOST_ROWS,
    begin_draft,
    drafts_for,
    empty,
    from_form,
    from_notice,
    from_workbook,
    may_draft,
)
from nuanxin.command.reporting.designing.worksheet import Worksheet
from nuanxin.command.reporting.forms.layout import LARGEST
from nuanxin.command.reporting.models import FormDraft
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.officer.reports.any_form import found_form
from nuanxin.web.patterns.forms import PatternForm

BLANK, WORKBOOK, COPY, VERSION = "blank", "workbook", "copy", "version"


class BeginForm(PatternForm):
    """Where the sheet comes from; only what belongs to the way chosen is read."""

    title = forms.CharField(label="表名", required=False, max_length=120, help_text="可以留空：取自空白表或原表")
    way = forms.ChoiceField(
        label="从哪里开始", widget=forms.RadioSelect, initial=BLANK,
        choices=[(BLANK, "空表，自己画"), (WORKBOOK, "上传 Excel 空白表"), (COPY, "复制已有报表为新表"), (VERSION, "改已有报表，出新版本")],
    )  # fmt: skip
    rows = forms.IntegerField(label="几行（含合计）", required=False, min_value=0, max_value=MOST_ROWS, initial=4)
    columns = forms.IntegerField(label="几列", required=False, min_value=0, max_value=MOST_COLUMNS, initial=6)
    file = forms.FileField(label="空白表（.xlsx）", required=False, help_text="表头下有一行列号 1、2、3……，每行有行名和序号")  # fmt: skip
    form = forms.ChoiceField(label="已有报表", required=False)
    unit = forms.ModelChoiceField(label="制定单位", queryset=Unit.objects.none(), empty_label=None)
    sections = (
        ("", ("title", "way")),
        ("空表", ("rows", "columns")),
        ("Excel 空白表", ("file",)),
        ("已有报表", ("form",)),
        ("", ("unit",)),
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        units = Unit.objects.filter(pk__in=[post.unit_id for post in posts_of(staff)])
        fields["unit"].queryset = units
        fields["unit"].initial = units.first()
        fields["form"].choices = [("", "—"), *((of.key, f"{of.title}（{of.version}版）") for of in forms_in_force())]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == WORKBOOK and not given.get("file"):
            self.add_error("file", "请选择 Excel 空白表。")
        if given.get("way") in (COPY, VERSION) and not given.get("form"):
            self.add_error("form", "请选择一张报表。")
        if given.get("way") == BLANK and not (given.get("title") or "").strip():
            self.add_error("title", "请填写表名。")
        return given


@officer_page(P.REPORT_ACCEPT)
def report_designs(request: HttpRequest) -> HttpResponse:
    """Drafts that are being worked at, the latest first."""
    drafts = drafts_for(me(request)).filter(published__isnull=True, dropped_at__isnull=True)
    context = {
        "drafts": drafts,
        "crumbs": [
            ("报表", reverse("officer:reports")),
            ("报表目录", reverse("officer:report_forms")),
            ("设计报表", ""),
        ],
    }
    return render(request, "officer/reports/designer/drafts.html", context)


@officer_page(P.REPORT_ACCEPT)
def report_design_new(request: HttpRequest) -> HttpResponse:
    """Begin and go on to the designer."""
    staff = me(request)
    asked = request.GET.get("form", "")

    def run(given: dict[str, Any]) -> FormDraft:
        return begin_draft(sheet=_sheet(given), unit=given["unit"], by=staff)

    return act_page(
        request, BeginForm, run=run, title="设计报表", back_url=reverse("officer:report_designs"), save="开始设计",
        intro="下一页像 Excel 一样填表头、行名和单位，随时看到印出来的样子；不用写代码。",
        initial={"form": asked, "way": request.GET.get("way", COPY)} if asked else None, form_kwargs={"staff": staff},
        done="已建草稿。每次点“保存草稿”都会留下；没有启用以前别人看不到、用不到。",
        next_url=lambda made: reverse("officer:report_design", args=[made.pk]),
        context={"crumbs": [("报表", reverse("officer:reports")), ("设计报表", reverse("officer:report_designs")), ("新建", "")]},
    )  # fmt: skip


def _sheet(given: dict[str, Any]) -> Worksheet:
    title = given["title"].strip()
    if given["way"] == BLANK:
        return empty(title=title, rows=given["rows"] or 0, columns=given["columns"] or 0)
    if given["way"] == WORKBOOK:
        return from_workbook(given["file"].read(LARGEST + 1), title=title)
    sheet = from_form(found_form(given["form"]), same_form=given["way"] == VERSION)
    sheet.meta["title"] = title or sheet.meta["title"]
    return sheet


@officer_page(P.REPORT_ACCEPT)
def notice_form_design(request: HttpRequest, number: int, part: str, place: int) -> HttpResponse:
    """The blank form that a notice brought, into the designer."""
    only_post(request)
    staff, found = me(request), seen_notice(me(request), number)
    unit = found.unit if may_draft(staff, found.unit) else None
    own = (post.unit for post in posts_of(staff) if may_draft(staff, post.unit))
    unit = unit or next(own, None)
    if unit is None:
        raise NotAllowed("您不能制定报表", why="您的岗位没有制定报表的权限", remedy="请统计填报员或协调员来设计")
    draft = begin_draft(sheet=from_notice(found, part, place), unit=unit, by=staff, notice=found)
    return HttpResponseRedirect(reverse("officer:report_design", args=[draft.pk]))
