"""A form, or what was read of one, laid out in the designer's boxes. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.command.reporting.designing import checks
from nuanxin.command.reporting.designing.sentences import as_typed
from nuanxin.command.reporting.designing.sources import BY_THE_UNIT, source_boxes
from nuanxin.command.reporting.designing.worksheet import Line, Worksheet, blank, folded
from nuanxin.command.reporting.forms.model import STANDARD_CHECKS, line_for

LEVELS = ("town", "county", "city", "province")
HAS_BOXES = {
    "key", "version", "title", "annex", "source", "stub", "header", "footer", "rows", "columns", "single_cells", "items",
    "items_title", "lines", "remarks_title", "remarks", "checks", "due",
}  # fmt: skip


def sheet_of(definition: Mapping[str, Any], *, same_form: bool = False) -> Worksheet:
    """The boxes of a definition. `same_form`: its next version, so that rows and columns keep their keys."""
    columns, rows = definition.get("columns") or {}, definition.get("rows") or {}
    column_numbers = {key: place for place, key in enumerate(columns, 1)}
    row_numbers = {key: place for place, key in enumerate(rows, 1)}
    items = definition.get("items") or {}
    sentences = definition.get("lines") or [line_for(n, key, item) for n, (key, item) in enumerate(items.items(), 1)]
    made = Worksheet(meta=_meta(definition))
    before: list[str] = []
    for key, column in columns.items():
        heads = list(column.get("heads") or [column["name"]])
        made.columns.append(_column(key if same_form else "", column, column_numbers, folded(heads, before)))
        before = heads
    made.rows = [_row(key if same_form else "", row, row_numbers) for key, row in rows.items()]
    made.lines = [as_typed(sentence) for sentence in sentences]
    made.blanks = [_blank(key, items) for line in made.lines for key in line["keys"].split(",") if key]
    blank_numbers = {line["key"]: place for place, line in enumerate(made.blanks, 1)}
    given = definition.get("checks") or STANDARD_CHECKS
    made.checks = [checks.line_of(check, column_numbers, blank_numbers) for check in given]
    for cell, source in (definition.get("single_cells") or {}).items():
        row, _, column = cell.partition(".")
        place = {"row": str(row_numbers[row]), "column": str(column_numbers[column])}
        made.singles.append(place | source_boxes(source.get("counts"), source.get("where") or {}))
    made.carried = {key: value for key, value in definition.items() if key not in HAS_BOXES and value}
    if definition.get("remarks_title"):
        made.carried["remarks_title"] = definition["remarks_title"]
    return made


def _meta(of: Mapping[str, Any]) -> Line:
    stub = of.get("stub") or {}
    said = {key: str(of.get(key) or "") for key in ("title", "key", "version", "annex", "source", "items_title")}
    header = of.get("header", ["填报单位名称（盖章）", "填报时间"])
    footer = of.get("footer", ["单位负责人", "制表人", "联系电话"])
    return {
        **said,
        "items_title": said["items_title"] or "其他情况：",
        "stub_name": stub.get("name") or "项目",
        "stub_number": stub.get("number") or "序号",
        "header": "、".join(header),
        "footer": "、".join(footer or ["单位负责人", "制表人", "联系电话"]),
        "remarks": "\n".join(of.get("remarks") or []),
        **{f"due_{level}": str((of.get("due") or {}).get(level, "")) for level in LEVELS},
    }


def _figure(one: Mapping[str, Any], numbers: Mapping[str, int]) -> Line:
    return {
        "unit": one.get("unit") or "",
        "sums": "+".join(str(numbers[key]) for key in one.get("sums") or []),
        "of": str(numbers.get(one.get("of") or "", "")),
        **source_boxes(one.get("counts"), one.get("where") or {}),
        **({"counter": BY_THE_UNIT} if one.get("entered") else {}),
    }


def _column(key: str, column: Mapping[str, Any], numbers: Mapping[str, int], heads: list[str]) -> Line:
    decimals = column.get("decimals")
    boxes = {f"h{level}": text for level, text in enumerate(heads, 1)}
    told = {"id": key, "name": column["name"], "decimals": "" if decimals is None else str(decimals)}
    return blank("columns") | _figure(column, numbers) | boxes | told


def _row(key: str, row: Mapping[str, Any], numbers: Mapping[str, int]) -> Line:
    return blank("rows") | _figure(row, numbers) | {"id": key, "name": row["name"]}


def _blank(key: str, items: Mapping[str, Any]) -> Line:
    name, _, part = key.partition(".")
    item = items[name]
    counts = item.get("counts")
    counter = counts.get(part) if isinstance(counts, dict) else counts
    unit = item["fields"].get(part) if part else item.get("unit")
    boxes = source_boxes(counter, item.get("where") or {})
    return {"key": key, "name": item["name"], "unit": unit or "", **boxes}
