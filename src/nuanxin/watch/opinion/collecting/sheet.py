"""A workbook or a text table of items as facts, with the row numbers that the user sees. The door has looked at the file from outside before."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.watch.opinion.collecting.facts import ItemFacts, medium_of
from nuanxin.watch.opinion.words import Medium

MOST_ROWS = 5000
YES, NO = ("是", "true", "1", "y"), ("否", "false", "0", "n")
# Heading → the field of the facts. The first is required.
HEADINGS = {
    "标题": "title", "内容": "text", "来源平台": "medium", "账号": "outlet", "链接": "link", "外部编号": "external",
    "发布时间": "published_at", "阅读量": "views", "转发量": "shares", "评论量": "comments", "涉及单位": "employer",
    "涉及项目": "project", "地点": "place", "涉及人数": "persons", "涉及金额(元)": "amount_fen", "政府投资项目": "government",
}  # fmt: skip


def read_sheet(path: Path) -> tuple[list[tuple[int, ItemFacts]], list[Fault]]:
    """(row, facts) of every line that can be read, and one fault for every cell that cannot. BadInput: no table of ours."""
    rows = _workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _text(path)
    heading = [str(cell or "").strip().replace("（", "(").replace("）", ")") for cell in next(rows, [])]
    if "标题" not in heading:
        raise BadInput(Fault("缺少必填列", 1, "标题", "第一行应为表头：" + "、".join(HEADINGS)))
    lines: list[tuple[int, ItemFacts]] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise BadInput(Fault(f"超过{MOST_ROWS}行", number, remedy="请拆成几个文件"))
        said = {HEADINGS[name]: cell for name, cell in zip(heading, cells, strict=False) if name in HEADINGS}
        if not any(str(cell or "").strip() for cell in said.values()):
            continue
        facts, wrong = facts_of(said, number)
        faults += wrong
        if not wrong:
            lines.append((number, facts))
    return lines, faults


def facts_of(said: dict[str, Any], row: int) -> tuple[ItemFacts, list[Fault]]:
    """The cells of one line by field; what cannot be read is a fault with its column."""
    names = {field: heading for heading, field in HEADINGS.items()}
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, cell in said.items():
        try:
            reader = _READERS.get(field) or _words
            found[field] = reader(cell)
        except ValueError as wrong:
            faults.append(Fault(str(wrong), row, names[field]))
    if not found.get("medium"):
        found["medium"] = medium_of(found.get("link", ""))
    return ItemFacts(**{"title": "", **found}), faults


def _workbook(path: Path) -> Iterator[list[Any]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except Exception as broken:
        raise BadInput(Fault(f"文件“{path.name}”无法读取", remedy="请在 Excel 或 WPS 中另存为 .xlsx")) from broken
    yield from rows


def _text(path: Path) -> Iterator[list[Any]]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadInput(Fault(f"文件“{path.name}”既不是 UTF-8 也不是 GB 18030 编码", remedy="请另存为 CSV UTF-8 格式"))
    if "\x00" in text:
        raise BadInput(Fault(f"文件“{path.name}”不是文本表格", remedy="请另存为 .xlsx 或 .csv"))
    yield from csv.reader(io.StringIO(text, newline=""))


def _words(cell: Any) -> str:
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell or "").strip()


def _count(cell: Any) -> int | None:
    said = _words(cell).replace(",", "").replace("，", "").rstrip("+次人")
    if not said:
        return None
    times = 10_000 if said[-1] in "万wW" else 1
    try:
        number = float(said.rstrip("万wW")) * times
    except ValueError:
        raise ValueError(f"“{cell}”不是数字") from None
    if number != int(number) or number < 0:
        raise ValueError(f"“{cell}”不是整数")
    return int(number)


def _moment(cell: Any) -> datetime | None:
    """A moment or a day; a day alone is its beginning, Beijing time."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=BEIJING)
    said = _words(cell)
    if not said:
        return None
    day, _, clock = said.replace("T", " ").partition(" ")
    try:
        hour = time.fromisoformat(clock.strip()) if clock.strip() else time()
    except ValueError:
        raise ValueError(f"“{said}”不是时间，请写成 2024-01-03 18:30") from None
    return datetime.combine(parse_day(cell if not isinstance(cell, str) else day), hour.replace(tzinfo=None), BEIJING)


def _medium(cell: Any) -> str:
    said = _words(cell)
    if not said:
        return ""
    for value, label in Medium.choices:
        if said in (value, label) or said in str(label).split("、"):
            return str(value)
    raise ValueError(f"没有“{said}”这个平台，可选：{'、'.join(Medium.labels)}")


def _yes(cell: Any) -> bool | None:
    said = _words(cell).lower()
    if not said:
        return None
    if said not in (*YES, *NO):
        raise ValueError(f"“{said}”应为是或者否")
    return said in YES


def _yuan(cell: Any) -> int | None:
    said = _words(cell)
    return parse_yuan(said) if said else None


_READERS: dict[str, Callable[[Any], Any]] = {
    "medium": _medium, "published_at": _moment, "views": _count, "shares": _count, "comments": _count, "persons": _count,
    "amount_fen": _yuan, "government": _yes,
}  # fmt: skip
