"""The month's sheet: template, upload with every fault named, a look before it is handed in, and what stands handed in."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.board import last_of
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.columns import PAYS, SYSTEMS
from nuanxin.watch.monitoring.employers.sheets.comparing import preview
from nuanxin.watch.monitoring.employers.sheets.figures import figures_for, usual_due_day
from nuanxin.watch.monitoring.employers.sheets.reading import LARGEST
from nuanxin.watch.monitoring.employers.sheets.submitting import confirm_sheet, drop_draft, keep_draft
from nuanxin.watch.monitoring.employers.sheets.workbook import template_workbook
from nuanxin.web.employer.gate import employer_page, only_post
from nuanxin.web.patterns.fields import DayField
from nuanxin.web.patterns.forms import PatternForm

MONTHS_SHOWN = 6
FAULTS_SHOWN = 200
ROWS_A_PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(PatternForm):
    """The filled sheet, its month and its pay day."""

    month = forms.ChoiceField(label=gettext_lazy("工资月份"), choices=[])
    due_on = DayField(
        label=gettext_lazy("应发日期"), native=True, help_text=gettext_lazy("合同约定的工资支付日，遇休息日提前。")
    )
    file = forms.FileField(
        label=gettext_lazy("填好的表（.xlsx 或 .csv）"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )

    def __init__(self, *args: Any, months: list[Month], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(str(month), month.chinese) for month in months]  # type: ignore[attr-defined]


def _months() -> list[Month]:
    this = Month.of(occasion.today())
    return [this.shifted(-back) for back in range(1, MONTHS_SHOWN + 1)] + [this]


@employer_page
def site(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """One site: its months with their sheets, its board."""
    project, account = caller.site(number)
    months = _months()
    found = WageSheet.objects.filter(project=project, month__gte=months[-2].first_day)
    sheets = {Month.of(one.month): one for one in found.exclude(state=WageSheet.State.REPLACED).order_by("state", "pk")}
    drawn = {
        "project": project,
        "employer": account.employer,
        "months": [(month, sheets.get(month)) for month in sorted(months, reverse=True)],
        "board": last_of(project, "photographed"),
        "printed": last_of(project, "printed"),
        "back_url": reverse("employer:home"),
    }
    return render(request, "employer/site.html", drawn)


@employer_page
def template(request: HttpRequest, caller: Caller, number: int, month: str) -> HttpResponse:
    """The empty sheet of a month, with the workers of the last one."""
    project, _account = caller.site(number)
    try:
        asked = Month.parse(month)
    except ValueError:
        raise NotFound("没有这个月份", remedy="请从项目页面下载模板") from None
    content = template_workbook(project=project.name, figures=figures_for(project, asked), known=_known(project))
    response = HttpResponse(content, content_type=WORKBOOK)
    name = quote(f"工资考勤表{project.name}{asked}.xlsx", safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _known(project: Project) -> list[dict[str, Any]]:
    """Who was on the last submitted sheet and has not left, so that nobody is typed twice."""
    last = WageSheet.objects.filter(project=project, state=WageSheet.State.SUBMITTED).order_by("-month").first()
    lines = WageLine.objects.filter(sheet=last, left_on__isnull=True).order_by("row") if last else []
    pays, systems = ({word: name for name, word in words.items()} for words in (PAYS, SYSTEMS))
    signed = {True: "是", False: "否", None: ""}
    return [
        {
            **{key: getattr(line, key) for key in ("name", "id_number", "phone", "team", "card", "entered_on")},
            "contract_signed": signed[line.contract_signed],
            "pay": pays[line.pay],
            "system": systems[line.system],
            "rate_fen": line.rate_fen / 100,
        }
        for line in lines
    ]


@employer_page
def upload(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Take the file; show every fault, or go on to the look before handing in."""
    project, _account = caller.site(number)
    months = _months()
    asked = next((month for month in months if str(month) == request.GET.get("month")), months[0])
    first = {"month": str(asked), "due_on": usual_due_day(project, asked)}
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None, months=months, initial=first)
    faults: tuple[Fault, ...] = ()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > LARGEST:
                raise BadInput(Fault(f"文件超过{LARGEST // 2**20} MB", remedy="请删去图片和空行"))
            sheet = keep_draft(
                project=project, month=Month.parse(form.cleaned_data["month"]), due_on=form.cleaned_data["due_on"],
                content=file.read(), file_name=file.name, by=caller, on=occasion.today(),
            )  # fmt: skip
        except BadInput as wrong:
            faults = wrong.faults
        else:
            return redirect("employer:sheet", number=sheet.pk)
    drawn = {
        "project": project,
        "form": form,
        "month": asked,
        "faults": faults[:FAULTS_SHOWN],
        "more": max(len(faults) - FAULTS_SHOWN, 0),
        "rows": len({fault.row for fault in faults if fault.row}),
        "count": len(faults),
        "back_url": reverse("employer:site", args=[number]),
    }
    return render(request, "employer/upload.html", drawn, status=422 if faults or form.errors else 200)


def sheet_for(caller: Caller, number: int) -> WageSheet:
    """A sheet of one of the caller's sites; NotFound for all others."""
    sites = [project.pk for project, _ in caller.sites]
    found = WageSheet.objects.filter(pk=number, project__in=sites)
    sheet = found.select_related("project__region", "account__employer", "corrects").first()
    if sheet is None:
        raise NotFound("没有找到这份工资考勤表", remedy="请从项目页面打开")
    return sheet


@employer_page
def sheet(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """Totals, warnings, the month before beside; a draft is handed in from here."""
    found = sheet_for(caller, number)
    rows = WageLine.objects.filter(sheet=found).order_by("row")
    warned = request.GET.get("only") == "warned"
    shown = rows.exclude(findings=[]) if warned else rows
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("page"))
    drawn = {
        "sheet": found,
        "month": Month.of(found.month),
        "seen": preview(found),
        "figures": figures_for(found.project, Month.of(found.month)),
        "page": page,
        "warned": warned,
        "draft": found.state == WageSheet.State.DRAFT,
        "back_url": reverse("employer:site", args=[found.project_id]),
    }
    return render(request, "employer/sheet.html", drawn)


@employer_page
def confirm(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """提交."""
    only_post(request)
    found = confirm_sheet(sheet=sheet_for(caller, number), by=caller, on=occasion.today())
    messages.success(request, _("已提交。下一步：请工人核对工资清单。"))
    return redirect("employer:sheet", number=found.pk)


@employer_page
def drop(request: HttpRequest, caller: Caller, number: int) -> HttpResponse:
    """不交这一份."""
    only_post(request)
    found = sheet_for(caller, number)
    drop_draft(sheet=found, by=caller)
    messages.success(request, _("没有提交，草稿已经删除。"))
    return redirect("employer:site", number=found.project_id)
