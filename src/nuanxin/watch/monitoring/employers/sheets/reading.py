"""A handed-in sheet as rows: .xlsx or .csv, in the columns of the template. Every fault with row, column and what to do."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from nuanxin.foundation.common.bank_card import card_digits
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.foundation.common.text import half_width
from nuanxin.rights.intake.estimate import Overtime, Pay
from nuanxin.watch.monitoring.employers.sheets.columns import COLUMNS, DAYS, FLAGS, PAYS, SHEET, SYSTEMS, Column
from nuanxin.watch.monitoring.employers.sheets.lines import SheetLine, System

LARGEST = 30 * 2**20  # bytes
LARGEST_UNPACKED = 600 * 2**20
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_HOURS = Decimal(24)
MOST_TEXT = {"name": 60, "team": 60, "voucher": 80, "note": 200}
_ENCODINGS = ("utf-8-sig", "gb18030")
_AGAIN = "请下载本页的模板填写后上传"
_FILLED = ("name", "id_number", "phone", "due_fen")
_READ_BACK = tuple(column for column in COLUMNS if column.kind != "reckoned")


@dataclass(frozen=True)
class Read:
    """Good rows and every fault of the others; row numbers as the clerk sees them (1 = the headings)."""

    lines: tuple[SheetLine, ...]
    faults: tuple[Fault, ...]


def read_sheet(content: bytes, name: str, month: Month) -> Read:
    """The rows of a file. BadInput where it is no such sheet at all; a bad row never takes good rows with it."""
    rows = _rows(content, name)
    places = _places(rows[0] if rows else ())
    given = (
        (number, {key: cells[at] if at < len(cells) else "" for key, at in places.items()})
        for number, cells in enumerate(rows[1:], 2)
    )
    # An empty row of the template holds nothing but its formulas.
    return read_cells((one for one in given if any(_text(one[1].get(key, "")) for key in _FILLED)), month)


def read_cells(rows: Iterable[tuple[int, dict[str, Any]]], month: Month) -> Read:
    """Rows by number, each with its cells by column key (`5日` for a day), however they came in."""
    lines: list[SheetLine] = []
    faults: list[Fault] = []
    for number, given in rows:
        row = _Row(number, given, month)
        line = row.line()
        faults += row.faults
        if line is not None:
            lines.append(line)
    if not lines and not faults:
        raise BadInput(Fault("表里没有填写任何工人", remedy="请从第2行起，一人一行填写"))
    return Read(*_apart(lines, faults))


def _apart(lines: list[SheetLine], faults: list[Fault]) -> tuple[tuple[SheetLine, ...], tuple[Fault, ...]]:
    """A person stands once in a month's sheet: the second row is a fault that names the first."""
    first: dict[str, int] = {}
    kept = []
    for line in lines:
        if line.id_number in first:
            says = f"与第{first[line.id_number]}行是同一个证件号码"
            faults.append(Fault(says, row=line.row, column="证件号码", remedy="一人一行，请合并"))
        else:
            first[line.id_number] = line.row
            kept.append(line)
    return tuple(kept), tuple(sorted(faults, key=lambda fault: fault.row or 0))


def _rows(content: bytes, name: str) -> list[Sequence[Any]]:
    if not content:
        raise BadInput(Fault("文件是空的", remedy="请重新保存后再传"))
    if len(content) > LARGEST:
        raise BadInput(Fault(f"文件超过{LARGEST // 2**20} MB", remedy="请按班组分成几个项目月表，或者删去图片和空行"))
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(Fault("是旧的 .xls 格式，或者设有打开密码", remedy="请在 Excel 或 WPS 里另存为 .xlsx，不设密码"))
    if not name.lower().endswith((".csv", ".txt")):
        raise BadInput(Fault("不是 .xlsx 或 .csv 文件", remedy=_AGAIN))
    return _table(content)


def _workbook(content: bytes) -> list[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise BadInput(Fault("展开后太大，不像正常的工资表", remedy=_AGAIN))
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_name(SHEET) if SHEET in book.sheet_names else book.get_sheet_by_index(0)
        if sheet.height > MOST_ROWS + 1 or sheet.width > MOST_COLUMNS:
            remedy = "请删去远处的空白格式；人数更多的请分开上传"
            raise BadInput(Fault(f"表格范围太大（{sheet.height}行×{sheet.width}列）", remedy=remedy))
        found: list[Sequence[Any]] = list(sheet.to_python(skip_empty_area=False))
        return found
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as broken:
        raise BadInput(Fault("不是能打开的 Excel 文件，可能只传了一半", remedy="请重新保存后再传")) from broken


def _table(content: bytes) -> list[Sequence[Any]]:
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            rows: list[Sequence[Any]] = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as broken:
            raise BadInput(Fault("不是完整的 .csv 表格", remedy="请重新导出")) from broken
        if len(rows) > MOST_ROWS + 1:
            raise BadInput(Fault(f"超过{MOST_ROWS}行", remedy="请分开上传"))
        return rows
    raise BadInput(Fault("文字编码认不出来", remedy="请另存为 UTF-8 编码的 .csv，或者 .xlsx"))


def _places(head: Sequence[Any]) -> dict[str, int]:
    """Where each column stands, by its heading; BadInput names the ones that are needed and missing."""
    said = {_plain(cell): at for at, cell in reversed(list(enumerate(head)))}
    places = {column.key: said[_plain(column.heading)] for column in _READ_BACK if _plain(column.heading) in said}
    places |= {day: said[day] for day in DAYS if day in said}
    missing = [column for column in _READ_BACK if column.required and column.key not in places]
    if missing:
        raise BadInput([Fault("缺少这一列", row=1, column=column.heading, remedy=_AGAIN) for column in missing])
    return places


def _plain(cell: Any) -> str:
    return half_width(str(cell)).replace(" ", "").replace("\n", "").rstrip("*").replace("(元)", "").replace("(时)", "")


def _text(cell: Any) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return "" if cell is None else str(cell).strip()


class _Row:
    """One row on its way: each cell is read once, each fault is kept with its place."""

    def __init__(self, number: int, given: dict[str, Any], month: Month) -> None:
        self.number, self.given, self.month = number, given, month
        self.faults: list[Fault] = []

    def line(self) -> SheetLine | None:
        """The row's plain values; None where any cell is wrong."""
        found: dict[str, Any] = {column.key: self._cell(column) for column in _READ_BACK}
        overtime = {kind: found.pop(str(kind)) or Decimal(0) for kind in Overtime}
        attendance = self._attendance()
        if self.faults:
            return None
        for key, value in found.items():
            if value is None and key in _TEXTS:
                found[key] = ""
            elif value is None and key.endswith("_fen"):
                found[key] = 0
        found["system"] = found["system"] or System.STANDARD
        stated = {kind: hours for kind, hours in overtime.items() if hours}
        return SheetLine(row=self.number, overtime=stated, attendance=attendance, **found)

    def _cell(self, column: Column) -> Any:
        raw = self.given.get(column.key, "")
        said = _text(raw)
        if not said:
            if column.required:
                self._fault(column.heading, "没有填写", column.help and f"请填写：{column.help}")
            return None
        if column.kind in ("id", "card") and isinstance(raw, float):
            remedy = "请把这一列设成“文本”格式再填，否则末几位会变成0"
            self._fault(column.heading, "是数字格式，末几位已经丢失", remedy)
            return None
        try:
            return _READERS[column.kind](column, raw if column.kind in ("day", "yuan") else said)
        except ValueError as wrong:
            self._fault(column.heading, str(wrong), _REMEDIES.get(column.kind, ""))
            return None

    def _attendance(self) -> dict[int, Decimal]:
        found: dict[int, Decimal] = {}
        for day, heading in enumerate(DAYS, 1):
            said = _text(self.given.get(heading, ""))
            if not said or said in ("0", "0.0", "休", "-", "×"):
                continue
            try:
                hours = _hours(said)
            except ValueError as wrong:
                self._fault(heading, str(wrong), "请填小时数（0至24），没有出勤的空着")
                continue
            if day > self.month.last_day.day:
                self._fault(heading, f"{self.month.chinese}没有{day}日", "请核对月份")
            elif hours:
                found[day] = hours
        return found

    def _fault(self, column: str, says: str, remedy: str = "") -> None:
        self.faults.append(Fault(says, row=self.number, column=column, remedy=remedy))


def _hours(said: str) -> Decimal:
    hours = Decimal(8) if said in ("√", "✓", "出勤", "1工", "全天") else _decimal(said)
    if hours > MOST_HOURS:
        raise ValueError(f"“{said}”超过24小时")
    return hours


def _decimal(said: str) -> Decimal:
    try:
        value = Decimal(half_width(said).replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{said[:20]}”不是数字") from None
    if not value.is_finite() or value < 0:
        raise ValueError("不能是负数")
    if value.copy_abs() >= Decimal(10) ** 9:
        raise ValueError("数字太大")
    return value.quantize(Decimal("0.01"))


def _words(column: Column, said: str) -> str:
    most = MOST_TEXT[column.key]
    if len(said) > most:
        raise ValueError(f"超过{most}个字")
    if any(ord(sign) < 32 for sign in said):
        raise ValueError("有看不见的控制字符")
    return said


def _chosen(column: Column, said: str) -> Any:
    every: dict[str, dict[str, Any]] = {"pay": {**_PAYS}, "system": {**_SYSTEMS}, "contract_signed": {**FLAGS}}
    options = every[column.key]
    word = half_width(said).removesuffix("薪").removesuffix("工时").removeprefix("计")
    for name in (said, word):
        if name in options:
            return options[name]
    raise ValueError(f"“{said[:20]}”不在选项里：{'、'.join(column.choices)}")


def _card(_: Column, said: str) -> str:
    digits = card_digits(said)
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 30):
        raise ValueError("不是卡号（8至30位数字）")
    return digits


def _money(_: Column, raw: Any) -> int:
    return parse_yuan(raw)


_PAYS = {word: Pay(value) for word, value in PAYS.items()}
_SYSTEMS = {word: System(value) for word, value in SYSTEMS.items()}
_TEXTS = {"name", "id_number", "phone", "team", "card", "voucher", "note"}
_READERS: dict[str, Callable[[Column, Any], Any]] = {
    "text": _words,
    "id": lambda _, said: IdNumber(said).text,
    "phone": lambda _, said: normalise_phone(said),
    "card": _card,
    "flag": _chosen,
    "choice": _chosen,
    "day": lambda _, raw: parse_day(raw),
    "yuan": _money,
    "number": lambda _, said: _decimal(said),
}
_REMEDIES = {"yuan": "请只写数字，单位是元", "id": "请核对身份证", "phone": "请写工人本人的手机号"}
