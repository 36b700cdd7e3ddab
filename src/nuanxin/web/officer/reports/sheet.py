"""The official sheet on a page: the same head, rows and sentences as on paper, every figure a link to what is behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.model import PLACEHOLDER
from nuanxin.command.reporting.forms.sheet import column_numbers, head_cells, head_lines

Link = Callable[[str], str]


@dataclass(frozen=True)
class Cell:
    """A figure as printed, where it leads, and whether it was typed in by hand."""

    key: str
    text: str
    url: str
    by_hand: bool = False
    counted: bool = True  # from the ledger: neither typed in nor added up
    blank: bool = False  # a unit types it in and has not


def sheet_context(filled: FilledForm, link: Link, *, by_hand: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What the sheet template draws. `link` gives the address behind a cell or item."""
    heads = head_cells(filled.form)

    def counts(cell: str) -> bool:
        return bool(filled.form.source_of(cell).counts)

    shown = filled.shown
    return {
        "sheet_title": filled.form.title,
        "head_lines": [[cell for cell in heads if cell.line == line] for line in range(head_lines(filled.form))],
        "stub": filled.form.stub,
        "numbers": column_numbers(filled.form),
        "rows": [
            (
                row,
                [
                    Cell(
                        cell,
                        shown[key][number],
                        link(cell),
                        cell in by_hand and counts(cell),
                        counts(cell),
                        filled.blank(cell),
                    )
                    for number, cell in cells
                ],
            )
            for key, row in filled.form.rows.items()
            for cells in [[(number, f"{key}.{number}") for number in filled.form.columns]]
        ],
        "items_title": filled.form.items_title,
        "lines": [_sentence(line, filled, link) for line in filled.form.lines],
        "remarks_title": filled.form.remarks_title,
        "remarks": filled.form.remarks,
        "choices": filled.choices,
        "checks": filled.checks,
        "failed": [finding for finding in filled.checks if not finding.ok],
        "as_of": filled.as_of,
        "start": filled.start,
        "end": filled.end,
        "source": filled.form.source,
    }


def _sentence(line: str, filled: FilledForm, link: Link) -> SafeString:
    """A sentence of 其他情况 with its numbers as links."""
    shown = filled.shown_items
    parts: list[SafeString | str] = []
    for place, part in enumerate(re.split(PLACEHOLDER, line)):
        # split with one group: texts and keys take turns
        if place % 2 and link(part):
            said = "未填" if filled.blank(part) else shown[part]
            parts.append(format_html('<a href="{}">{}</a>', link(part), said))
        else:
            parts.append(shown[part] if place % 2 else part)
    return format_html_join("", "{}", ((part,) for part in parts))
