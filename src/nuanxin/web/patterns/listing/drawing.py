"""Rows, headings and feet of a list as the page writes them.

Cells are written here and not in a template: a page holds a thousand, and a template takes 70 µs for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from nuanxin.web.patterns.lights import Light
from nuanxin.web.patterns.listing.columns import Column, written
from nuanxin.web.patterns.listing.query import Query
from nuanxin.web.patterns.templatetags.patterns import light


@dataclass(frozen=True)
class Heading:
    """A column's heading: its sorting link and present direction."""

    column: Column
    url: str
    direction: str  # aria-sort: ascending, descending, or empty


@dataclass(frozen=True)
class Foot:
    """What stands below a column: its sum, or nothing."""

    column: Column
    text: str


def headings(query: Query) -> list[Heading]:
    """One for each column shown."""
    return [_heading(query, column) for column in query.columns]


def _heading(query: Query, column: Column) -> Heading:
    if not column.sortable:
        return Heading(column, "", "")
    mine = query.sortkey == column.key
    turned = "" if mine and query.falling else "-"
    direction = ("descending" if query.falling else "ascending") if mine else ""
    return Heading(column, f"?{query.address(sort=turned + column.key if mine else column.key)}", direction)


def feet(columns: Sequence[Column], found: dict[str, int]) -> list[Foot]:
    """The sums below their columns."""
    return [Foot(column, written(column, found[column.key]) if column.key in found else "") for column in columns]


def lines(query: Query, rows: Iterable[Any], today: date) -> list[SafeString]:
    """The cells of each row. The first column opens the row, and heads it where it is frozen."""
    ends = [_ends(column, first=place == 0) for place, column in enumerate(query.columns)]
    opens = query.listing.row_url
    drawn = []
    for row in rows:
        cells = []
        for place, (column, (start, end)) in enumerate(zip(query.columns, ends, strict=True)):
            url = column.url(row) if column.url else opens(row) if opens and place == 0 else ""
            cells.append(start + _inside(column.shown(row, today), url) + end)
        drawn.append(SafeString("".join(cells)))
    return drawn


def _ends(column: Column, *, first: bool) -> tuple[SafeString, SafeString]:
    frozen = " nx-frozen" if column.frozen else ""
    if first and column.frozen:
        return SafeString('<th scope="row" class="nx-frozen">'), SafeString("</th>")
    right = " nx-num" if column.right else ""
    return format_html('<td class="nx-{}{}{}">', column.kind, right, frozen), SafeString("</td>")


def _inside(shown: Any, url: str) -> SafeString:
    if isinstance(shown, Light):
        text = SafeString(light(shown))
    else:
        text = format_html('<span class="nx-cell">{}</span>', shown or ("（无）" if url else ""))
    return format_html('<a href="{}">{}</a>', url, text) if url else text
