"""The winter form of any area, window and day, without filing anything; and the rows behind each of its cells."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.facts import checked_window
from nuanxin.command.reporting.counting import winter_report
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.pdf import pdf_bytes
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, areas, must
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.rows import cell_page
from nuanxin.web.officer.reports.sheet import sheet_context

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officer_page(Permission.REPORT_VIEW)
def winter(request: HttpRequest) -> HttpResponse:
    """The winter form for an area and a window, as known on a day."""
    staff = me(request)
    asked, complaint = asked_of(request, staff)
    context: dict[str, Any] = {"asked": asked, "complaint": complaint, "regions": regions_of(staff)}
    if not complaint:
        must(staff, Permission.REPORT_VIEW, FileFacts(region=asked["region"]), doing="查看该地区的统计表")
        filled = winter_report(asked["region"], asked["start"], asked["end"], asked["as_of"])
        query = urlencode({key: str(value) for key, value in asked.items()})
        context |= sheet_context(filled, lambda cell: f"{reverse('officer:winter_cell', args=[cell])}?{query}")
        context |= {"query": query, "unit_name": Region.objects.get(pk=asked["region"]).full_name}
    return render(request, "officer/reports/winter.html", {**context, "crumbs": [("报表", ""), ("冬季行动统计", "")]})


@officer_page(Permission.REPORT_VIEW)
def winter_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a workbook or PDF; taking it out is recorded."""
    staff = me(request)
    asked, complaint = asked_of(request, staff)
    if complaint:
        raise BadInput(Fault(complaint))
    must(staff, Permission.REPORT_VIEW, FileFacts(region=asked["region"]), doing="导出该地区的统计表")
    filled = winter_report(asked["region"], asked["start"], asked["end"], asked["as_of"])
    response = file_of(filled, Signature(Region.objects.get(pk=asked["region"]).full_name), kind)
    record("report.exported", about=("region", asked["region"]), by=staff, details={"kind": kind, **asked})
    return response


@officer_page(Permission.REPORT_VIEW)
def winter_cell(request: HttpRequest, cell: str) -> HttpResponse:
    """The rows behind one cell."""
    staff = me(request)
    asked, complaint = asked_of(request, staff)
    if complaint:
        raise BadInput(Fault(complaint))
    must(staff, Permission.REPORT_VIEW, FileFacts(region=asked["region"]), doing="查看该地区的统计表")
    window = checked_window(asked["region"], asked["start"], asked["end"], asked["as_of"])
    back = f"{reverse('officer:winter')}?{urlencode({key: str(value) for key, value in asked.items()})}"
    return cell_page(request, drill(cell, window), staff=staff, window=window, back=back)


def file_of(filled: FilledForm, signature: Signature, kind: str) -> HttpResponse:
    """The official sheet as .xlsx or .pdf."""
    if kind == "xlsx":
        response = HttpResponse(workbook_bytes(filled, signature), content_type=EXCEL)
    elif kind == "pdf":
        folder = settings.NUANXIN_HOME / "fonts"
        response = HttpResponse(pdf_bytes(filled, signature, fonts_folder=folder), content_type="application/pdf")
    else:
        raise NotFound("没有找到这种文件", why=f"只有 xlsx 和 pdf，没有 {kind}", remedy="请从统计表页面下载")
    name = f"{filled.form.key.removesuffix('_2023')}-{filled.region}-{filled.end:%Y%m%d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_of(
    request: HttpRequest, staff: Staff, *, usual: tuple[date, date] | None = None
) -> tuple[dict[str, Any], str]:
    """Region and days of the query; without any, the own area from the 1st of November's season to today, or the usual days."""
    today = occasion.today()
    own = areas(staff, Permission.REPORT_VIEW)
    season = date(today.year if today.month >= 11 else today.year - 1, 11, 1)
    first, last = usual or (season, today)
    asked: dict[str, Any] = {"region": own[0], "start": first, "end": last, "as_of": today}
    for key in ("start", "end", "as_of"):
        text = request.GET.get(key, "").strip()
        try:
            asked[key] = parse_day(text) if text else asked[key]
        except ValueError as wrong:
            return asked, str(wrong)
    region = request.GET.get("region", "").strip()
    if region and not Region.objects.filter(pk=region).exists():
        return asked, f"没有区划代码“{region}”"
    asked["region"] = region or asked["region"]
    if asked["start"] > asked["end"]:
        return asked, "起始日期晚于截止日期，请对调"
    return asked, ""


def regions_of(staff: Staff) -> QuerySet[Region]:
    """The area and what lies directly below, to choose from."""
    own = areas(staff, Permission.REPORT_VIEW)
    return (Region.objects.filter(pk__in=own) | Region.objects.filter(parent__in=own)).distinct().order_by("pk")
