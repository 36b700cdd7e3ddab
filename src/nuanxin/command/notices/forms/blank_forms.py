"""Blank tables of an annex as form definitions: title, columns, rows, numbered items with blanks, other fields, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.notices.forms.grid import Grid, read_grid
from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.command.notices.layout.skeleton import Annex

_BLANK = re.compile(r"_{2,}|＿{2,}")
_UNIT_BEHIND = re.compile(
    r"(?:_{2,}|＿{2,})((?:万|千|百|亿)?(?:人次|户次|场次|批次|户|人|件|元|个|家|名|项|次|场|起|条|份|期|%|％|处|篇|天|辆|支|所))"
)
_ITEM = re.compile(r"[-—·]?(?P<line>（?(?P<n>\d{1,2})(?:[.、）]|）、?)(?P<text>.*))")
_FIELD = re.compile(r"(?:^|(?<=[：:_\s　]))(?P<name>[\u4e00-\u9fff（）、/]{2,20})(?:[：:])")
_NOTE = re.compile(r"(?:备注|说明|填表说明|填报说明|注)[：:]")
_ITEMS_TITLE = re.compile(r"其[他它](?:有关)?情况[：:]")
_HALF_FILLED = 0.34


@dataclass
class Form:
    """A form as the schema of `read_notice` has it, and what a definition needs besides: the parts as printed."""

    title: str | None
    rows: list[str] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    span: list[int] = field(default_factory=list)
    stub: dict[str, str | None] = field(default_factory=lambda: {"name": None, "number": None})
    row_numbers: list[int | None] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    items_title: str | None = None
    remarks_title: str | None = None
    remarks: list[str] = field(default_factory=list)


def forms_of(annex: Annex) -> list[Form]:
    """The blank tables of one annex; a filled table (a list of tasks or names) is none."""
    forms: list[Form] = []
    title: list[str] = []
    before: list[Paragraph] = []
    current: Form | None = None
    for kind, block in _blocks(annex.paragraphs):
        if kind == "table":
            grid = read_grid([p.cells for p in block])
            if grid is None or is_filled(grid):
                before, title = [], []
                continue
            current = _form(grid, title, before, block)
            forms.append(current)
            before, title = [], []
            continue
        paragraph = block[0]
        if current is not None and _take(paragraph, current):
            continue
        if (
            not before
            and not _FIELD.search(paragraph.text)
            and len(paragraph.text) <= 50
            and not _BLANK.search(paragraph.text)
        ):
            title.append(paragraph.passage.printed())
            current = None
        else:
            before.append(paragraph)
    if not forms and (loose := _without_table(annex, title)):
        forms.append(loose)
    return forms


def is_filled(grid: Grid) -> bool:
    """More than a third of what could be filled in is filled in: no blank form."""
    return grid.filled > _HALF_FILLED


def _blocks(paragraphs: list[Paragraph]) -> list[tuple[str, list[Paragraph]]]:
    blocks: list[tuple[str, list[Paragraph]]] = []
    for paragraph in paragraphs:
        if paragraph.cells and blocks and blocks[-1][0] == "table":
            blocks[-1][1].append(paragraph)
        else:
            blocks.append(("table" if paragraph.cells else "text", [paragraph]))
    return blocks


def _form(grid: Grid, title: list[str], before: list[Paragraph], block: list[Paragraph]) -> Form:
    form = Form("".join(title) or None, list(grid.rows))
    form.columns = [
        {"number": c.number, "heading": c.heading, "unit": c.unit, "heads": list(c.heads)} for c in grid.columns
    ]
    form.stub, form.row_numbers = vars(grid.stub) | {}, list(grid.row_numbers)
    form.span = [block[0].passage.span()[0], block[-1].passage.span()[1]]
    for paragraph in before:
        form.fields += _fields(paragraph)
    form.header = list(form.fields)
    return form


def _take(paragraph: Paragraph, form: Form) -> bool:
    """A line below the table: an item with blanks, a note, or fields to be filled in."""
    text = paragraph.text
    item = _ITEM.fullmatch(text)
    note = _NOTE.match(text)
    if item and _BLANK.search(text):
        printed = paragraph.passage.printed(item.start("text"))
        units = _UNIT_BEHIND.findall(printed)
        line = paragraph.passage.printed(item.start("line"))
        form.items.append({"number": int(item["n"]), "text": printed, "units": units, "line": line})
    elif note:
        rest = paragraph.passage.printed(note.end())
        form.notes += [re.sub(r"^\d{1,2}[.、]", "", rest)] if rest else []
        form.remarks += [rest] if rest else []
        form.remarks_title = paragraph.passage.printed(0, note.end())
    elif item and form.remarks_title:
        form.notes.append(paragraph.passage.printed(item.start("text")))
        form.remarks.append(paragraph.passage.printed())
    elif _ITEMS_TITLE.fullmatch(text):
        form.items_title = paragraph.passage.printed()
    elif _FIELD.search(text) and len(text) <= 80 and "。" not in text:
        new = [f for f in _fields(paragraph) if f not in form.fields]
        form.fields, form.footer = form.fields + new, form.footer + new
    else:
        return False
    form.span = [form.span[0], paragraph.passage.span()[1]]
    return True


def _fields(paragraph: Paragraph) -> list[str]:
    raw = " ".join(paragraph.lines)
    found = [m.group("name") for m in _FIELD.finditer(re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff] )", "", raw))]
    if not found:
        found = [m.group("name") for m in _FIELD.finditer(paragraph.text)]
    return [name for name in found if name not in ("单位", "其他情况", "备注", "注", "说明")]


def _without_table(annex: Annex, title: list[str]) -> Form | None:
    """A form of nothing but lines with blanks."""
    form = Form("".join(title[:1]) or None)
    for paragraph in annex.paragraphs:
        form.span = form.span or paragraph.passage.span()
        _take(paragraph, form)
    return form if form.items or len(form.fields) >= 3 else None
