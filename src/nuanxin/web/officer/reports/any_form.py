"""Any form of any area, window and day without filing; beside the last period or last year; and the rows behind each cell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.facts import checked_window
from nuanxin.command.reporting.comparing import BASES, BESIDE, compare
from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.rounds.entered import live_form
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.looking import asked_of, file_of, regions_of
from nuanxin.web.officer.reports.rows import cell_page
from nuanxin.web.officer.reports.sheet import sheet_context


@officer_page(Permission.REPORT_VIEW)
def form_look(request: HttpRequest, form: str) -> HttpResponse:
    """A form for an area and a window as known on a day; `beside` puts another period next to it."""
    staff, of = me(request), found_form(form)
    asked, complaint = asked_of(request, staff)
    beside, basis = _choice(request, "beside", BESIDE), _choice(request, "basis", BASES) or "known"
    context: dict[str, Any] = {
        "of": of, "asked": asked, "complaint": complaint, "regions": regions_of(staff), "beside": beside, "basis": basis,
        "besides": BESIDE.items(), "bases": BASES.items(),
        "crumbs": [("报表", reverse("officer:reports")), ("报表目录", reverse("officer:report_forms")), (of.title, "")],
    }  # fmt: skip
    if not complaint:
        _must_see(staff, asked["region"])
        filled = live_form(of, asked["region"], asked["start"], asked["end"], asked["as_of"])
        query = urlencode({key: str(value) for key, value in asked.items()})
        context |= sheet_context(filled, lambda cell: f"{reverse('officer:form_cell', args=[form, cell])}?{query}")
        context |= {"query": query, "unit_name": Region.objects.get(pk=asked["region"]).full_name}
        context |= {"typed": len(of.entered_cells), "empty": sorted(filled.unfilled)}
        if beside:
            context["compared"] = compare(of, **asked, beside=beside, basis=basis)
            context["compared_words"] = BESIDE[beside]
    return render(request, "officer/reports/look.html", context)


@officer_page(Permission.REPORT_VIEW)
def form_cell(request: HttpRequest, form: str, cell: str) -> HttpResponse:
    """The rows behind one cell."""
    staff, of = me(request), found_form(form)
    asked = _sound(request, staff)
    _must_see(staff, asked["region"])
    query = urlencode({key: str(value) for key, value in asked.items()})
    opened = drill(cell, checked_window(**asked), of.chosen({}), of)
    parts = [
        (cell_name(of, part), f"{reverse('officer:form_cell', args=[form, part])}?{query}") for part in opened.parts
    ]
    back = f"{reverse('officer:form_look', args=[form])}?{query}"
    return cell_page(request, opened, staff=staff, window=checked_window(**asked), back=back, parts=parts)


@officer_page(Permission.REPORT_VIEW)
def form_file(request: HttpRequest, form: str, kind: str) -> HttpResponseBase:
    """The same as a workbook or PDF; taking it out is recorded."""
    staff, of = me(request), found_form(form)
    asked = _sound(request, staff)
    _must_see(staff, asked["region"])
    filled = live_form(of, asked["region"], asked["start"], asked["end"], asked["as_of"])
    response = file_of(filled, Signature(Region.objects.get(pk=asked["region"]).full_name), kind)
    about = ("region", asked["region"])
    record("report.exported", about=about, by=staff, details={"form": of.key, "kind": kind, **asked})
    return response


def found_form(key: str) -> Form:
    """The form in force under a key; a page that is not there where there is none."""
    try:
        return find_form(key)
    except BadInput as wrong:
        raise NotFound("没有找到这张报表", why=str(wrong), remedy="请从报表目录中选择") from wrong


def _must_see(staff: Staff, region: str) -> None:
    must(staff, Permission.REPORT_VIEW, FileFacts(region=region), doing="查看该地区的统计表")


def _sound(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    asked, complaint = asked_of(request, staff)
    if complaint:
        raise BadInput(Fault(complaint))
    return asked


def _choice(request: HttpRequest, name: str, known: dict[str, str]) -> str:
    said = request.GET.get(name, "")
    return said if said in known else ""
