"""What the designer shows beside the boxes: the sheet as it will print, what is wrong where, what each counter counts."""

from __future__ import annotations

from typing import Any

from nuanxin.command.counters.book import book
from nuanxin.command.reporting.designing.building import Built
from nuanxin.command.reporting.designing.sources import counter_name
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.rounds.entered import blank_form
from nuanxin.foundation.common import occasion
from nuanxin.web.officer.reports.sheet import sheet_context


def live_context(made: Built, region: str) -> dict[str, Any]:
    """For the template of the live part."""
    context: dict[str, Any] = {"slips": made.slips, "hints": made.hints}
    if made.sketch:
        filled = blank_form(made.sketch, region, occasion.today())
        context |= sheet_context(filled, lambda cell: "")
        context["rows"] = [(row, [_sign(made, cell.key) for cell in cells]) for row, cells in context["rows"]]
    if made.form:
        context["counters"] = _counters(made.form)
        context["typed"], context["cells"] = len(made.form.entered_cells), len(list(made.form.cells))
    return context


def _sign(made: Built, cell: str) -> str:
    """What stands in a cell of the preview: counted, added up, or typed; also while something is still wrong."""
    row_key, _, column_key = cell.partition(".")
    row, column = made.definition["rows"][row_key], made.definition["columns"][column_key]
    if row.get("sums") or column.get("sums"):
        return "＝"
    single = made.definition["single_cells"].get(cell)
    if single is not None:
        return "统" if single.get("counts") else "填"
    typed = row.get("entered") or column.get("entered") or not (row.get("counts") or column.get("counts"))
    return "填" if typed else "统"


def _counters(of: Form) -> list[tuple[str, str, str]]:
    keys = dict.fromkeys(source.counts for cell in of.cells if (source := of.source_of(cell)).counts)
    return [(counter_name(key), book().counters[key].definition, book().counters[key].source) for key in keys]
