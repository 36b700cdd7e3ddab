"""One clue to take elsewhere as a workbook: the reason first, then the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from nuanxin.command.ledger.handover import LAYOUT, export_clue
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm, form_page


class HandoverForm(PatternForm):
    """Why."""

    reason = forms.CharField(
        label="导给谁、做什么用", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@officer_page(Permission.IDENTITY_UNMASK)
def clue_export(request: HttpRequest, number: str) -> HttpResponseBase:
    """Ask why, hand out the workbook."""
    found = clue_of(request, number)
    must_hold(me(request), Permission.IDENTITY_UNMASK, found, doing="导出线索")
    form = HandoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, form.cleaned_data["reason"], number)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return _page(request, form, number)


def _page(request: HttpRequest, form: HandoverForm, number: str) -> HttpResponse:
    return form_page(
        request,
        form,
        title=f"导出线索：{number}",
        save="导出",
        back_url=reverse("officer:clue", args=[number]),
        intro=f"{LAYOUT}。含完整身份信息，理由记入审计。",
        template="officer/act.html",
        context={"crumbs": [("工作台", "/officer/"), (f"导出线索：{number}", "")]},
    )


def _file(request: HttpRequest, reason: str, number: str) -> FileResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        export_clue(clue=clue_of(request, number), path=path, reason=reason, by=me(request))
        handle = path.open("rb")
    return FileResponse(handle, as_attachment=True, filename=f"{number}.xlsx")
