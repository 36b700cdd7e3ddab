"""A report filled in Excel: the blank sheet of the round's form to take along, the filled one handed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.forms.layout import LARGEST
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.rounds.entered import blank_form
from nuanxin.command.reporting.rounds.entering import Taken, take_sheet
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.looking import file_of
from nuanxin.web.officer.reports.report_page import must_fill, report_seen
from nuanxin.web.patterns.forms import PatternForm


class SheetForm(PatternForm):
    file = forms.FileField(
        label="填好的表（.xlsx）", help_text="按表上的单位填（万人、万元）；没有的填0，空着的格保持原样"
    )


@officer_page(P.REPORT_FILL)
def report_upload(request: HttpRequest, key: int) -> HttpResponse:
    """Take the typed cells of a filled sheet; what could not be read is said and stays as it was."""
    shown = report_seen(request, key)
    must_fill(request, shown, "填报")

    def run(given: dict[str, Any]) -> Taken:
        taken = take_sheet(report=shown, content=given["file"].read(LARGEST + 1), by=me(request))
        if taken.faults:
            messages.error(
                request, f"有{len(taken.faults)}格读不懂，没有读入，原来填的不变：{'；'.join(taken.faults)}。"
            )
        for doubt in taken.doubts:
            messages.warning(request, f"{doubt}。")
        return taken

    return act_page(
        request, SheetForm, run=run, title=f"上传填好的表：{shown.region.name}", save="上传",
        back_url=reverse("officer:report", args=[key]), next_url=lambda taken: reverse("officer:report_enter", args=[key]),
        done=lambda taken: f"已读入，{taken.changed}格有变化，请核对下面的数。",
        intro="只收由单位填报的格；由台账统计的格、合计不从表上收。上传的表要和本期表式一致。",
        context={"crumbs": [("报表", reverse("officer:reports")), (shown.round.title, reverse("officer:report", args=[key])), ("上传", "")]},
    )  # fmt: skip


@officer_page(P.REPORT_VIEW)
def report_blank(request: HttpRequest, key: int) -> HttpResponseBase:
    """The sheet of the round's form with nothing in it."""
    shown = report_seen(request, key)
    filled = blank_form(form_of(shown.round), shown.region_id, shown.round.end)
    return file_of(filled, Signature(shown.unit.name), "xlsx")
