"""Word files (.docx): paragraphs with their automatic numbers, tables as rows of tabs with merged cells left blank.

Read from the XML itself: merged cells, deleted text and automatic numbering are all needed, and a file that declares
entities or unpacks beyond all measure is refused before anything is parsed.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from nuanxin.command.notices.files.numbering import Numbering
from nuanxin.command.notices.files.opening import NoticeText, refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST_PART = 64 * 2**20
_MOST_EXPANSION = 200
_HARMLESS = 8 * 2**20
_DEEPEST = 40  # tables inside tables
_LEAST_TABS = 2
_SHORTEST_BLANK = 4


def read_word(path: Path) -> NoticeText:
    """The text of a .docx in reading order."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(part.flag_bits & 1 for part in archive.infolist()):
                raise refused(path, "设有打开密码", "请取消密码保护后重新保存")
            if "word/document.xml" not in names:
                raise refused(path, "是压缩文件，但不是 Word 文档", "请使用 .docx")
            body = _tree(path, archive, "word/document.xml")
            numbering = _tree(path, archive, "word/numbering.xml") if "word/numbering.xml" in names else None
    except zipfile.BadZipFile:
        raise refused(path, "不完整或已损坏，可能只传了一半", "请重新传一次，或重新导出") from None
    except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise refused(path, "内容已损坏，无法解压", "请重新导出后再传") from None
    except (ET.ParseError, RecursionError):
        raise refused(path, "内容已损坏，不是有效的 Word 文档", "请用 Word 或 WPS 打开后另存为 .docx") from None
    numbers = Numbering(numbering)
    lines = list(_blocks(body, numbers, 0))
    pictures = sum(1 for _ in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    notes = [f"文档中有{pictures}幅图片，图片中的文字没有读取"] if pictures else []
    inner = _inner_tables(body)
    if inner:
        notes.append(f"文档中有{inner}张嵌在单元格里的表，只读了文字，没有读成表")
    return NoticeText("\n".join(lines), "docx", tuple(notes))


def _inner_tables(body: ET.Element) -> int:
    """Tables inside a cell that stands beside others."""
    rows = (row.findall(f"{_W}tc") for row in body.iter(f"{_W}tr"))
    return sum(1 for cells in rows if len(cells) > 1 for cell in cells for _ in cell.findall(f"{_W}tbl"))


def _tree(path: Path, archive: zipfile.ZipFile, name: str) -> ET.Element:
    part = archive.getinfo(name)
    if part.file_size > _LARGEST_PART or (
        part.file_size > _HARMLESS and part.file_size > _MOST_EXPANSION * max(1, part.compress_size)
    ):
        raise refused(path, "展开后大小异常，不像正常的文档", "请用 Word 或 WPS 打开后另存为 .docx")
    with archive.open(part) as stream:
        content = stream.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise refused(path, "展开后大小异常，不像正常的文档", "请用 Word 或 WPS 打开后另存为 .docx")
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
        raise refused(path, "含有不允许的 XML 声明", "请用 Word 或 WPS 打开后另存为 .docx")
    return ET.fromstring(content)  # noqa: S314  (no document type, no entities: see above; the size is bounded)


def _blocks(parent: ET.Element, numbers: Numbering, depth: int) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield numbers.before(child) + _text(child)
        elif child.tag == f"{_W}tbl":
            yield from _rows(child, numbers, depth)
        elif (
            child.tag in (f"{_W}body", f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag") and depth < _DEEPEST
        ):
            yield from _blocks(child, numbers, depth + 1)


def _text(paragraph: ET.Element) -> str:
    """Runs of a paragraph; deleted text, field codes and the second copy of drawings are left out."""
    pieces: list[str] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{_W}r" and (blank := _underlined_blank(element)):
            pieces.append(blank)
        elif element.tag == f"{_W}tab":
            pieces.append("  ")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        elif element.tag in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}instrText", _FALLBACK):
            continue
        else:
            waiting.extend(reversed(list(element)))
    return "".join(pieces)


def _underlined_blank(run: ET.Element) -> str:
    """A place to write on that is drawn by underlining blanks: as long a row of low dashes."""
    underline = run.find(f"{_W}rPr/{_W}u")
    if underline is None or underline.get(f"{_W}val") == "none":
        return ""
    texts = [element.text or "" for element in run.iter(f"{_W}t")]
    tabs = sum(1 for _ in run.iter(f"{_W}tab"))
    return "_" * max(_SHORTEST_BLANK, len("".join(texts))) if not "".join(texts).strip() and (texts or tabs) else ""


def _rows(table: ET.Element, numbers: Numbering, depth: int) -> Iterator[str]:
    """Each row a line of tabs: a merged cell stands in its first place, the others are blank.

    A table of one column is a frame: what stands in it is read as if it stood on the page.
    """
    rows = list(table.iter(f"{_W}tr")) if depth >= _DEEPEST else table.findall(f"{_W}tr")
    if depth < _DEEPEST and all(len(row.findall(f"{_W}tc")) <= 1 for row in rows):
        for cell in (cell for row in rows for cell in row.findall(f"{_W}tc")):
            yield from _blocks(cell, numbers, depth + 1)
        return
    for row in rows:
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            properties = cell.find(f"{_W}tcPr")
            span, goes_on = 1, False
            if properties is not None:
                grid = properties.find(f"{_W}gridSpan")
                span = _small(grid.get(f"{_W}val")) if grid is not None else 1
                merge = properties.find(f"{_W}vMerge")
                goes_on = merge is not None and merge.get(f"{_W}val", "continue") != "restart"
            text = " ".join(" ".join(_text(p).split()) for p in cell.iter(f"{_W}p"))
            cells += [("" if goes_on else text).replace("\t", " ").strip()] + [""] * (span - 1)
        line = "\t".join(cells)
        yield line + "\t" * max(0, _LEAST_TABS - line.count("\t"))


def _small(value: str | None) -> int:
    return min(63, max(1, int(value))) if value and value.isdecimal() else 1
