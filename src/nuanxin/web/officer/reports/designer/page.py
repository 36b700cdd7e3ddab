"""The designer: one page of boxes with the sheet above them as it will print. Every button works without scripts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.book import book
from nuanxin.command.reporting.designing.building import build
from nuanxin.command.reporting.designing.checks import KNOWN
from nuanxin.command.reporting.designing.drafts import drop_draft, keep_draft, publish_draft, seen_draft
from nuanxin.command.reporting.designing.sources import BY_THE_UNIT, all_splits
from nuanxin.command.reporting.designing.worksheet import Worksheet, from_json
from nuanxin.command.reporting.forms.units import DECIMALS
from nuanxin.command.reporting.models import FormDraft
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import press
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.officer.reports.designer.boxes import pressed, sheet_from
from nuanxin.web.officer.reports.designer.live import live_context
from nuanxin.web.officer.reports.designer.tables import tables

LEVELS = (("due_town", "乡镇"), ("due_county", "县"), ("due_city", "市"), ("due_province", "省"))


@officer_page(P.REPORT_ACCEPT)
def report_design(request: HttpRequest, key: int) -> HttpResponse:
    """The boxes; saving keeps them whatever they say."""
    draft = seen_draft(me(request), key)
    sheet, refused, edits = from_json(draft.content), "", draft.edits
    if request.method == "POST" and not draft.published_id:
        button = request.POST.get("do", "save")
        sheet, focus = pressed(sheet_from(request.POST, sheet), button)
        edits = _number(request.POST.get("edits", ""))
        try:
            keep_draft(draft=draft, sheet=sheet, edits=edits, by=me(request))
        except Refusal as refusal:
            refused, edits = str(refusal), draft.edits
        else:
            return _go_on(request, draft, button, focus)
    return render(request, "officer/reports/designer/page.html", _context(draft, sheet, refused, edits))


def _go_on(request: HttpRequest, draft: FormDraft, button: str, focus: str) -> HttpResponse:
    here = reverse("officer:report_design", args=[draft.pk])
    if button == "try":
        return HttpResponseRedirect(reverse("officer:report_design_try", args=[draft.pk]))
    if button == "save":
        messages.success(request, "草稿已保存。")
    return HttpResponseRedirect(f"{here}#{focus}" if focus else here)


@officer_page(P.REPORT_ACCEPT)
def report_design_preview(request: HttpRequest, key: int) -> HttpResponse:
    """The live part for what stands in the boxes now; nothing is kept."""
    only_post(request)
    draft = seen_draft(me(request), key)
    made = build(sheet_from(request.POST, from_json(draft.content)))
    return render(request, "officer/reports/designer/live.html", live_context(made, draft.unit.region_id))


@officer_page(P.REPORT_ACCEPT)
def report_design_publish(request: HttpRequest, key: int) -> HttpResponse:
    """Put the draft as it was kept into force."""
    only_post(request)
    draft = seen_draft(me(request), key)
    try:
        row = publish_draft(draft=draft, by=me(request))
    except (BadInput, Refusal) as wrong:
        messages.error(request, f"还不能启用：{wrong}")
        return HttpResponseRedirect(reverse("officer:report_design", args=[key]))
    messages.success(request, f"《{row.title}》{row.version}版已启用，可以布置；已布置的各期仍用原来的版本。")
    return HttpResponseRedirect(reverse("officer:report_forms"))


@officer_page(P.REPORT_ACCEPT)
def report_design_drop(request: HttpRequest, key: int) -> HttpResponse:
    """The draft is not wanted any more."""
    draft = seen_draft(me(request), key)
    back = reverse("officer:report_designs")
    return press(request, lambda: drop_draft(draft=draft, by=me(request)), back_url=back, done="草稿已作废。")


def _context(draft: FormDraft, sheet: Worksheet, refused: str, edits: int) -> dict[str, Any]:
    made = build(sheet)
    said: dict[str, list[str]] = {}
    for slip in made.slips:
        said.setdefault(slip.box, []).append(slip.text)
    return {
        "draft": draft, "meta": sheet.meta, "tables": tables(sheet, said), "refused": refused, "edits": edits, "said": said, "levels": LEVELS,
        "counters": [(one.name, one.unit, one.definition) for one in book().counters.values()],
        "splits": all_splits(), "units": list(DECIMALS), "by_the_unit": BY_THE_UNIT, "rules": KNOWN.items(),
        "definitions": {one.name: f"{one.definition}（以{one.unit}计）" for one in book().counters.values()},
        "live": live_context(made, draft.unit.region_id),
        "crumbs": [("报表", reverse("officer:reports")), ("设计报表", reverse("officer:report_designs")), (draft.title, "")],
    }  # fmt: skip


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1
