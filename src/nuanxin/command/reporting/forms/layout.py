"""A form's definition from the Excel layout of its blank sheet: heads with merged cells, numbered columns, named rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineWorkbook

from nuanxin.command.reporting.forms.units import DECIMALS
from nuanxin.foundation.common.errors import BadInput, Fault

LARGEST = 2 * 2**20  # of the file
VASTEST = 30 * 2**20  # of what it unfolds to
_PLACE = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
_UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")
_TOTAL = re.compile(r"合计|总计|小计")
_PART = re.compile(r"^其中[：:]?")
_REMEDY = "请上传空白表：表头下有一行列号（1、2、3……），每行有行名和序号"
Grid = list[list[str]]


def form_layout(content: bytes, *, key: str, version: str, source: str) -> dict[str, Any]:
    """The plain dict of a form as its blank sheet shows it; every cell is typed in until somebody writes `counts`.

    BadInput where the file is no workbook or the sheet has no line of column numbers.
    """
    grid = grid_of(content)
    line, first = numbered_line(grid)
    count = sum(1 for text in grid[line][first:] if text)
    top = next((n for n in range(line) if any(grid[n][first : first + count])), line)
    top = _below_the_title(grid, top, line, first, count)
    rows = list(_rows(grid, line, first))
    if not rows:
        raise BadInput(Fault("列号下面没有带序号的行", remedy=_REMEDY))
    above = [text for row in grid[:top] for text in _once(row)]
    return {
        "key": key,
        "version": version,
        "title": max((text for text in above if "：" not in text), key=len, default="") or key,
        "annex": next((text for text in above if text.startswith("附件")), ""),
        "source": source,
        "stub": {"name": grid[line][0] or "项目", "number": grid[line][1] or "序号"},
        "header": [text.split("：")[0] for text in above if "：" in text],
        "rows": _row_definitions(rows),
        "columns": dict(_columns(grid, range(top, line), first, count)),
    }


def grid_of(content: bytes) -> Grid:
    """The first sheet as text, each merged cell's words in all its places."""
    if len(content) > LARGEST:
        raise BadInput(Fault("文件超过2MB，不像一张空白表", remedy=_REMEDY))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            small = _is_small(archive)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0) if small else None
    except Exception as wrong:  # whatever a broken file makes the reader stumble over
        raise BadInput(Fault("不是能读的 Excel 工作簿（.xlsx）", remedy=_REMEDY)) from wrong
    if sheet is None:
        raise BadInput(Fault("文件展开后过大，不像一张空白表", remedy=_REMEDY))
    grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in grid[top : bottom + 1]:
            row[left : right + 1] = [grid[top][left]] * len(row[left : right + 1])
    return grid


def _is_small(archive: zipfile.ZipFile) -> bool:
    """Neither vast when unfolded nor with a cell far out, which would be laid out with all the empty ones before it."""
    if sum(part.file_size for part in archive.infolist()) > VASTEST:
        return False
    sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/") and part.endswith(".xml")]
    places = [place for part in sheets for place in _PLACE.findall(archive.read(part))]
    return all(len(column) < 3 and len(row) < 4 for column, row in places)


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else re.sub(r"\s+", "", str(value))


def numbered_line(grid: Grid) -> tuple[int, int]:
    """The line that reads 1, 2, 3 … from some column on, and that column."""
    for place, row in enumerate(grid):
        for first in range(1, len(row)):
            told = [text for text in row[first:] if text]
            if (
                len(told) >= 2
                and told == [str(n) for n in range(1, len(told) + 1)]
                and row[first] == "1"
                and first >= 2
            ):
                return place, first
    raise BadInput(Fault("没有找到列号那一行", remedy=_REMEDY))


def _below_the_title(grid: Grid, top: int, line: int, first: int, count: int) -> int:
    """Lines of one text over the whole width are title and header, not heads; nor is a line with blanks to fill in."""
    while top < line:
        texts = _once(grid[top])
        whole = len(texts) == 1 and count != 1
        if not (whole or any("：" in text and not _PART.match(text) for text in texts) or texts[0].startswith("附件")):
            break
        top += 1
    return top


def _once(row: list[str]) -> list[str]:
    return list(dict.fromkeys(text for text in row if text))


def _rows(grid: Grid, line: int, first: int) -> Iterator[tuple[str, int]]:
    for row in grid[line + 1 :]:
        name, number = row[0], row[first - 1]
        if not (name and number.isascii() and number.isdigit()):
            return
        yield name, int(number)


def _row_definitions(rows: list[tuple[str, int]]) -> dict[str, dict[str, Any]]:
    """One row called a total adds up the others."""
    keys = ["total" if _TOTAL.search(name) else f"row_{number}" for name, number in rows]
    alone = keys.count("total") == 1
    keys = [key if alone else f"row_{number}" for key, (_, number) in zip(keys, rows, strict=True)]
    found: dict[str, dict[str, Any]] = {
        key: {"number": number, "name": name} for key, (name, number) in zip(keys, rows, strict=True)
    }
    if alone and len(found) > 1:
        found["total"]["sums"] = [key for key in found if key != "total"]
    return found


def _columns(grid: Grid, lines: range, first: int, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    whole: tuple[str, str, list[str]] | None = None  # the column that the next 其中 may be a part of
    for place in range(first, first + count):
        heads = [grid[line][place] for line in lines]
        heads = [text for n, text in enumerate(heads) if text and (n == 0 or text != heads[n - 1])][-4:]
        number = str(place - first + 1)
        heads = heads or [f"第{number}列"]
        told = next(
            (found[1] for text in reversed(heads) if (found := _UNIT.search(text)) and found[1] in DECIMALS), ""
        )
        column: dict[str, Any] = {"name": _UNIT.sub("", heads[-1]), "heads": heads} | ({"unit": told} if told else {})
        if _PART.match(heads[-1]):
            if whole and whole[1] == told and whole[2] == heads[:-1]:
                column["of"] = whole[0]
        else:
            whole = (number, told, heads[:-1])
        yield number, column
