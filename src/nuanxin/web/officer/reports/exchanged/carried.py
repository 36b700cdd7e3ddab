"""A report that came by file: shown for what it is, its cells without the rows, which are in another installation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.counters.tables import TABLES
from nuanxin.command.reporting.drafting import filled_form, flat_figures
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.models import CarriedFiling, Report
from nuanxin.foundation.common.errors import NotFound


def carried_of(shown: Report) -> CarriedFiling | None:
    """The filing that came by file and stands; None for a report of this installation."""
    return shown.carried.select_related("file__by").order_by("-pk").first()


def carried_cell(request: HttpRequest, shown: Report, cell: str, carried: CarriedFiling) -> HttpResponse:
    """The figure as filed, and the numbers of the rows on which the whole report rests there."""
    of, figures = filled_form(shown).form, flat_figures(shown)
    if cell not in figures:
        raise NotFound("没有找到这一格", why=f"表中没有“{cell}”", remedy="请从报表页面点开")
    back, name = reverse("officer:report", args=[shown.pk]), cell_name(of, cell)
    tables = [(TABLES[key].name if key in TABLES else key, rows) for key, rows in sorted(carried.rows.items()) if rows]
    context = {
        "name": name, "figure": figures[cell], "money": of.is_money(cell), "carried": carried, "back": back, "tables": tables,
        "crumbs": [("报表", reverse("officer:reports")), (shown.region.name, back), (name, "")],
    }  # fmt: skip
    return render(request, "officer/reports/carried_cell.html", context)
