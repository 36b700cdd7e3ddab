"""Typing in what a form leaves to the unit: all its cells on one page; a slip is said beside what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.drafting import hand_figures
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.units import family
from nuanxin.command.reporting.rounds.entering import enter_cells
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.money import parse_yuan, yuan
from nuanxin.foundation.common.text import half_width
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.reports.report_page import must_fill, report_seen


@officer_page(Permission.REPORT_FILL)
def report_enter(request: HttpRequest, key: int) -> HttpResponse:
    """Every typed cell of the form in its place: persons as persons, money in yuan; 万 is only for paper."""
    shown = report_seen(request, key)
    must_fill(request, shown, "填报")
    of = form_of(shown.round)
    faults: list[str] = []
    if request.method == "POST":
        texts = {cell: request.POST.get(cell, "") for cell in of.entered_cells}
        values, faults = values_of(of, texts)
        if not faults:
            try:
                changed = enter_cells(report=shown, values=values, by=me(request))
            except Refusal as refused:
                faults = [str(refused)]
            except BadInput as wrong:
                faults = [str(fault) for fault in wrong.faults]
            else:
                messages.success(request, f"已保存，{changed}格有变化。" if changed else "没有变化。")
                return HttpResponseRedirect(reverse("officer:report", args=[key]))
    else:
        standing = hand_figures(shown)
        texts = {cell: _text(of, cell, standing.get(cell)) for cell in of.entered_cells}
    typed = [number for number in of.columns if any(f"{row}.{number}" in texts for row in of.rows)]
    context = {
        "report": shown,
        "faults": faults,
        "columns": [(number, of.columns[number].name) for number in typed],
        "rows": [
            (row.name, [_place(of, f"{name}.{number}", texts) for number in typed])
            for name, row in of.rows.items()
            if any(f"{name}.{number}" in texts for number in typed)
        ],
        "items": [_place(of, cell, texts) for cell in of.item_units if cell in texts],
        "crumbs": [
            ("报表", reverse("officer:reports")),
            (shown.round.title, reverse("officer:report", args=[key])),
            ("填报", ""),
        ],
    }
    return render(request, "officer/reports/enter.html", context)


def values_of(of: Form, texts: Mapping[str, str]) -> tuple[dict[str, int | None], list[str]]:
    """What was typed as persons, 分 and pieces, and what cannot be read, in words."""
    values: dict[str, int | None] = {}
    faults = []
    for cell, text in texts.items():
        if not text.strip():
            values[cell] = None
            continue
        try:
            values[cell] = parse_yuan(text) if of.is_money(cell) else _whole(text)
        except ValueError as wrong:
            faults.append(f"{cell_name(of, cell)}：{wrong}")
    return values, faults


def _whole(text: str) -> int:
    plain = half_width(text).strip().replace(",", "").replace("，", "")
    if "万" in plain or "." in plain:
        raise ValueError(f"“{text.strip()}”请换算成整数填写，不用万和小数")
    if not plain.isascii() or not plain.isdigit():
        raise ValueError(f"“{text.strip()}”不是整数")
    if len(plain) > 15:
        raise ValueError(f"“{text.strip()}”太大，请核对")
    return int(plain)


def _text(of: Form, cell: str, value: int | None) -> str:
    return "" if value is None else yuan(value) if of.is_money(cell) else str(value)


def _place(of: Form, cell: str, texts: Mapping[str, str]) -> dict[str, object]:
    unit = of.unit_of(cell)
    typed_in = {"money": "元", "persons": unit.removeprefix("万")}.get(family(unit), unit)
    return {
        "key": cell,
        "name": cell_name(of, cell),
        "typed": cell in texts,
        "text": texts.get(cell, ""),
        "unit": typed_in,
    }
