"""One clue to take elsewhere as a workbook: the reason first, then the file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nuanxin.command.ledger.handover import LAYOUT, export_clue
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.web.officer.acting import act_page
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.forms import PatternForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HandoverForm(PatternForm):
    """Why."""

    reason = forms.CharField(
        label="导给谁、做什么用", max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


@officer_page(Permission.IDENTITY_UNMASK)
def clue_export(request: HttpRequest, number: str) -> HttpResponse:
    """Ask why, hand out the workbook."""
    found = clue_of(request, number)
    must_hold(me(request), Permission.IDENTITY_UNMASK, found, doing="导出线索")
    return act_page(
        request,
        HandoverForm,
        run=lambda values: _workbook(request, found, values["reason"]),
        title=f"导出线索：{number}",
        save="导出",
        back_url=reverse("officer:clue", args=[number]),
        intro=f"{LAYOUT}。含完整身份信息，理由记入审计。",
    )


def _workbook(request: HttpRequest, found: Clue, reason: str) -> HttpResponse:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        export_clue(clue=found, path=path, reason=reason, by=me(request))
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.number}.xlsx"'
    return response
