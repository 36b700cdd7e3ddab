"""A file as tables of the ledger: which sheet, which column is which, and the rows with the numbers the user sees."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from nuanxin.command.ledger.files.headings import Renaming, heading_of, message_heading, read_as
from nuanxin.command.ledger.files.headings import plain_heading as _plain
from nuanxin.command.ledger.files.opening import Opened, open_file, refused
from nuanxin.command.ledger.sheets import CLUES, SHEETS, Column, Sheet
from nuanxin.foundation.common.errors import BadInput, Fault

csv.field_size_limit(2**24)
# Row number, cells, and what is wrong with the line as a whole (empty: nothing).
Line = tuple[int, list[Any], str]
SAID_BY_WORDS = ("employer", "region")  # required columns of 线索 for which a message or a 诉求 can stand in
_CUT_SEQUENCE = 3  # bytes of a UTF-8 sign that a cut file may have lost


@dataclass(frozen=True)
class Table:
    """One sheet as it came. `columns` and `notes`: position → column, position → heading of an extra column."""

    sheet: Sheet
    headings: list[str]
    columns: dict[int, Column]
    notes: dict[int, str]
    body: Iterator[Line]

    def lines(self) -> Iterator[Line]:
        """Every line that is not blank, each as wide as the heading; the heading is row 1."""
        width = len(self.headings)
        for number, cells, wrong in self.body:
            if all(cell is None or cell == "" or str(cell).isspace() for cell in cells):
                continue
            if len(cells) < width:
                cells = cells + [""] * (width - len(cells))
            elif len(cells) > width and any(cells[width:]):
                wrong = wrong or f"有{len(cells)}格，比表头多；文字中有逗号时请加英文双引号"
            yield number, cells, wrong


@dataclass(frozen=True)
class Ledger:
    """The known sheets of a file, and the names of what else is in it."""

    tables: dict[str, Table]
    ignored: list[str]


def read_clues(path: Path, *, given: Collection[str] = (), renamed: Renaming | None = None) -> Ledger:
    """Sheet 线索 of a workbook (or its only sheet), or a text table. `given`: columns for which the caller has a value;
    `renamed`: headings of other systems and what they mean here.
    """
    theirs = (renamed or {}).get(CLUES.name, {})
    opened = open_file(path)
    if not opened.is_workbook:
        return Ledger({CLUES.name: _table(opened.path, CLUES, _text_lines(opened), given, theirs, True)}, [])
    workbook = _workbook(opened)
    name = _clue_sheet(opened, workbook)
    table = _table(opened.path, CLUES, _sheet_lines(opened, workbook, name), given, theirs, True)
    return Ledger({CLUES.name: table}, [other for other in workbook.sheet_names if other != name])


def read_ledger(path: Path, *, renamed: Renaming | None = None) -> Ledger:
    """Every known sheet of a workbook; at least one must be there, and each must have its required headings."""
    opened = open_file(path)
    if not opened.is_workbook:
        raise refused(path, "不是 Excel 工作簿", "台账要用 .xlsx；只有线索的 .csv 请用 import_clues 导入")
    workbook = _workbook(opened)
    names = _names(workbook)
    known = _known_sheets(opened, names)
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name, written in known.items():
        try:
            lines = _sheet_lines(opened, workbook, written)
            tables[name] = _table(path, SHEETS[name], lines, (), (renamed or {}).get(name, {}))
        except BadInput as wrong:
            faults += wrong.faults
    if faults:
        raise BadInput(faults)
    return Ledger(tables, [name for name in names if name not in known])


def raw_tables(path: Path, *, clues_only: bool) -> dict[str, Iterator[Line]]:
    """The lines of each known sheet (or of the one with clues) before anything is made of their headings."""
    opened = open_file(path)
    if not opened.is_workbook:
        return {CLUES.name: _text_lines(opened)}
    workbook = _workbook(opened)
    known = {CLUES.name: _clue_sheet(opened, workbook)} if clues_only else _known_sheets(opened, _names(workbook))
    return {name: _sheet_lines(opened, workbook, written) for name, written in known.items()}


def headings_in(path: Path, *, clues_only: bool) -> dict[str, list[str]]:
    """Known sheet → the headings that the file has for it. BadInput where it is no table of ours."""
    found = {}
    for name, lines in raw_tables(path, clues_only=clues_only).items():
        _, first, _ = next(lines, (0, [], ""))
        found[name] = [heading for cell in first if (heading := heading_of(cell))]
    return found


def _clue_sheet(opened: Opened, workbook: CalamineWorkbook) -> str:
    names = _names(workbook)
    name = names.get(CLUES.name) or (workbook.sheet_names[0] if len(names) == 1 else "")
    if not name:
        why = f"没有名为“线索”的工作表（现有：{'、'.join(names)[:200]}）"
        raise refused(opened.path, why, "请把工作表改名为“线索”")
    return name


def _known_sheets(opened: Opened, names: dict[str, str]) -> dict[str, str]:
    known = {name: names[name] for name in SHEETS if name in names}
    if not known:
        remedy = f"台账至少要有一张：{'、'.join(SHEETS)}"
        raise refused(opened.path, f"没有台账的工作表（现有：{'、'.join(names)[:200]}）", remedy)
    return known


def _workbook(opened: Opened) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(opened.path))
    except (CalamineError, OSError, ValueError) as wrong:
        raise _spoilt(opened.path) from wrong


def _spoilt(path: Path) -> BadInput:
    return refused(path, "工作簿内容已损坏，无法读取", "请在 Excel 或 WPS 中打开后另存为 .xlsx")


def _names(workbook: CalamineWorkbook) -> dict[str, str]:
    """Names of the sheets as compared → as written."""
    return {name.strip(): name for name in workbook.sheet_names}


def _sheet_lines(opened: Opened, workbook: CalamineWorkbook, name: str) -> Iterator[Line]:
    try:
        found = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as wrong:
        raise _spoilt(opened.path) from wrong
    return _numbered(found)


def _numbered(sheet: CalamineSheet) -> Iterator[Line]:
    """Rows as Excel numbers them: the reader begins at the first cell that holds something."""
    if sheet.start is None:
        return
    top, left = sheet.start
    before = [""] * left
    for number, cells in enumerate(sheet.iter_rows(), top + 1):
        yield number, before + cells if left else cells, ""


def _text_lines(opened: Opened) -> Iterator[Line]:
    content = _decoded(opened)
    first_line = content.partition("\n")[0]
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    return _records(content, delimiter)


def _decoded(opened: Opened) -> str:
    content = opened.content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise refused(opened.path, "不是文本表格", "请另存为 .xlsx 或 .csv（UTF-8）")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        if wrong.start >= len(content) - _CUT_SEQUENCE:
            return content[: wrong.start].decode("utf-8-sig")
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as wrong:
        if wrong.start >= len(content) - _CUT_SEQUENCE:
            return content[: wrong.start].decode("gb18030")
        line = content.count(b"\n", 0, wrong.start) + 1
        why = f"第{line}行附近的文字既不是 UTF-8 也不是 GB 18030 编码"
        raise refused(opened.path, why, "请另存为 CSV UTF-8 格式") from None


def _records(content: str, delimiter: str) -> Iterator[Line]:
    """Records, numbered as a spreadsheet shows them; what a quote that never closes has swallowed is said, not guessed."""
    cut = content.count('"') % 2 == 1
    before: Line | None = None
    for number, cells in enumerate(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), 1):
        if before:
            yield before
        before = (number, list(cells), "")
    if before:
        number, cells, _ = before
        wrong = "引号没有闭合，文件可能不完整；请核对这一行及以后的内容" if cut and number > 1 else ""
        yield number, cells, wrong


def _table(
    path: Path,
    sheet: Sheet,
    body: Iterator[Line],
    given: Collection[str],
    theirs: Mapping[str, str],
    worded: bool = False,
) -> Table:
    """Find the columns by their headings, in any order; one fault for each heading that is missing or twice.

    worded: what the words of a row can say may be missing.
    """
    number, first, _ = next(body, (0, [], ""))
    headings = [heading_of(cell) for cell in first] if number == 1 else []
    meant = read_as(headings, theirs)
    known = {_plain(column.heading): column for column in sheet.columns}
    columns = {at: known[_plain(heading)] for at, heading in enumerate(meant) if _plain(heading) in known}
    faults = [
        Fault(f"工作表“{sheet.name}”：表头“{heading}”出现了{headings.count(heading)}次", row=1, remedy="请只保留一列")
        for heading in dict.fromkeys(h for h in headings if h and headings.count(h) > 1)
    ]
    present = {column.name for column in columns.values()}
    if worded and (message_heading(headings) or "demand" in present):
        present.update(SAID_BY_WORDS)
    missing = [c for c in sheet.columns if c.required and c.name not in present and c.name not in given]
    if missing:
        faults += _missing_headings(sheet, missing, [h for h in headings if _plain(h) not in known], body)
    if faults:
        raise BadInput([Fault(f"文件“{path.name}”{fault.message}", fault.row, "", fault.remedy) for fault in faults])
    notes = {at: heading or f"（第{at + 1}列）" for at, heading in enumerate(headings) if at not in columns}
    return Table(sheet, headings, columns, notes, body)


def _missing_headings(sheet: Sheet, missing: list[Column], others: list[str], body: Iterator[Line]) -> list[Fault]:
    if len(missing) > 1:
        wanted = {_plain(column.heading) for column in missing}
        for number, cells, _ in islice(body, 10):
            if wanted <= {_plain(heading_of(cell)) for cell in cells}:
                message = f"工作表“{sheet.name}”：表头应在第1行，现在第{number}行"
                return [Fault(message, row=1, remedy="请删去表头上方的标题行")]
    faults = []
    for column in missing:
        near = difflib.get_close_matches(column.heading, others, n=1, cutoff=0.5)
        hint = f"请把“{near[0]}”改为“{column.heading}”" if near else "请补上这一列，或使用导入模板"
        faults.append(Fault(f"工作表“{sheet.name}”：缺少必填列“{column.heading}”", row=1, remedy=hint))
    return faults
