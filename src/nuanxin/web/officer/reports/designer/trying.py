"""A draft tried before it is put into force: counted for an area and the period last gone by, printed blank or counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.facts import checked_window
from nuanxin.command.reporting.designing.drafts import built_draft, seen_draft
from nuanxin.command.reporting.drill import drill
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.models import FormDraft
from nuanxin.command.reporting.rounds.entered import blank_form, live_form
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.looking import asked_of, file_of, regions_of
from nuanxin.web.officer.reports.rows import cell_page
from nuanxin.web.officer.reports.sheet import sheet_context


@officer_page(P.REPORT_ACCEPT)
def report_design_try(request: HttpRequest, key: int) -> HttpResponse:
    """The draft's counted cells for a window; without one, last month."""
    staff, draft = me(request), seen_draft(me(request), key)
    of = _sound_form(draft)
    asked, complaint = _asked(request, staff)
    here = reverse("officer:report_design", args=[key])
    context: dict[str, Any] = {
        "draft": draft, "asked": asked, "complaint": complaint, "regions": regions_of(staff),
        "crumbs": [("报表", reverse("officer:reports")), (draft.title, here), ("试算", "")],
    }  # fmt: skip
    if not complaint:
        _must_see(staff, asked["region"])
        filled = live_form(of, asked["region"], asked["start"], asked["end"], asked["as_of"])
        query = urlencode({name: str(value) for name, value in asked.items()})
        context |= sheet_context(
            filled, lambda cell: f"{reverse('officer:report_design_cell', args=[key, cell])}?{query}"
        )
        context |= {"query": query, "unit_name": Region.objects.get(pk=asked["region"]).full_name}
        context["unfilled"] = len(filled.unfilled)
    return render(request, "officer/reports/designer/try.html", context)


@officer_page(P.REPORT_ACCEPT)
def report_design_cell(request: HttpRequest, key: int, cell: str) -> HttpResponse:
    """The rows behind one cell of the trial."""
    staff, of = me(request), _sound_form(seen_draft(me(request), key))
    asked, complaint = _asked(request, staff)
    if complaint:
        raise BadInput(Fault(complaint))
    _must_see(staff, asked["region"])
    query = urlencode({name: str(value) for name, value in asked.items()})
    window = checked_window(**asked)
    opened = drill(cell, window, of.chosen({}), of)
    parts = [
        (cell_name(of, part), f"{reverse('officer:report_design_cell', args=[key, part])}?{query}")
        for part in opened.parts
    ]
    back = f"{reverse('officer:report_design_try', args=[key])}?{query}"
    return cell_page(request, opened, staff=staff, window=window, back=back, parts=parts)


@officer_page(P.REPORT_ACCEPT)
def report_design_file(request: HttpRequest, key: int, kind: str) -> HttpResponseBase:
    """The draft as it prints, with nothing in it."""
    draft = seen_draft(me(request), key)
    filled = blank_form(_sound_form(draft), draft.unit.region_id, occasion.today())
    return file_of(filled, Signature(), kind)


def _sound_form(draft: FormDraft) -> Form:
    made = built_draft(draft)
    if made.form is None:
        said = "；".join(f"{slip.place}：{slip.text}" for slip in made.slips[:5])
        raise Refusal("还不能试算或打印", why=f"有{len(made.slips)}处要改：{said}", remedy="请回到设计页改正")
    return made.form


def _asked(request: HttpRequest, staff: Staff) -> tuple[dict[str, Any], str]:
    last = occasion.today().replace(day=1) - timedelta(days=1)
    return asked_of(request, staff, usual=(last.replace(day=1), last))


def _must_see(staff: Staff, region: str) -> None:
    must(staff, P.REPORT_VIEW, FileFacts(region=region), doing="查看该地区的统计表")
