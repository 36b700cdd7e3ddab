"""A small table that a clerk hands in (.xlsx or .csv) as rows by heading, with the row numbers that he sees. Refused where it is none."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.text import half_width

LARGEST = 10 * 2**20  # bytes
LARGEST_UNPACKED = 200 * 2**20
MOST_ROWS = 20_000
MOST_FAULTS = 200  # named at once
_AGAIN = "请下载本页的模板填写后上传"


def read_table(
    content: bytes, name: str, headings: Mapping[str, str], required: Sequence[str]
) -> list[tuple[int, dict[str, Any]]]:
    """(row, cells by field) of every line that is not empty. headings: as written → field. BadInput: no such table."""
    rows = _rows(content, name)
    fields = {_plain(heading): field for heading, field in headings.items()}
    places = {fields[_plain(cell)]: at for at, cell in enumerate(rows[0] if rows else ()) if _plain(cell) in fields}
    missing = [heading for heading, field in headings.items() if field in required and field not in places]
    if missing:
        raise BadInput([Fault("缺少这一列", row=1, column=heading, remedy=_AGAIN) for heading in missing])
    found = []
    for number, cells in enumerate(rows[1:], 2):
        given = {field: cells[at] if at < len(cells) else "" for field, at in places.items()}
        if any(words(cell) for cell in given.values()):
            found.append((number, given))
    if not found:
        raise BadInput(Fault("表里没有填写内容", remedy="请从第2行起填写"))
    return found


def words(cell: Any) -> str:
    """A cell as text; a number without its tail of noughts."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return "" if cell is None else str(cell).strip()


def _plain(cell: Any) -> str:
    return half_width(str(cell)).replace(" ", "").replace("\n", "").rstrip("*").lstrip("\ufeff")


def _rows(content: bytes, name: str) -> list[Sequence[Any]]:
    if not content:
        raise BadInput(Fault("文件是空的", remedy="请重新保存后再传"))
    if len(content) > LARGEST:
        raise BadInput(Fault(f"文件超过{LARGEST // 2**20} MB", remedy="请拆成几个文件"))
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _text(content, name)
    if len(rows) > MOST_ROWS + 1:
        raise BadInput(Fault(f"超过{MOST_ROWS}行", remedy="请拆成几个文件"))
    return rows


def _workbook(content: bytes) -> list[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise BadInput(Fault("展开后太大，不像正常的表格", remedy=_AGAIN))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows: list[Sequence[Any]] = list(sheet.to_python(skip_empty_area=False))
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as broken:
        raise BadInput(Fault("不是能打开的 Excel 文件，可能只传了一半", remedy="请重新保存后再传")) from broken
    return rows


def _text(content: bytes, name: str) -> list[Sequence[Any]]:
    if not name.lower().endswith((".csv", ".txt")) or b"\x00" in content:
        raise BadInput(Fault("不是 .xlsx 或 .csv 文件", remedy=_AGAIN))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), strict=True))
        except UnicodeDecodeError:
            continue
        except csv.Error as broken:
            raise BadInput(Fault("不是完整的 .csv 表格", remedy="请重新导出")) from broken
    raise BadInput(Fault("文字编码认不出来", remedy="请另存为 UTF-8 编码的 .csv，或者 .xlsx"))
