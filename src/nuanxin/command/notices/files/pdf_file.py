"""PDF files: the text layer page by page, ruled tables as rows; pages that are pictures are named, sealed files refused."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from nuanxin.command.notices.files.opening import NoticeText, refused

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 500
_SHOWN = 12
_LEAST_TEXT = 5  # letters; a page with fewer is a picture with at most a page number


def read_pdf(path: Path) -> NoticeText:
    """Pages joined by blank lines."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise refused(path, "本机没有安装 PDF 读取组件 pypdf", "请安装 pypdf，或把正文另存为 .txt、.docx") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refused(path, "设有打开密码", "请取消密码保护后重新保存")
        count = len(reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        RecursionError,
        AssertionError,
    ):
        raise refused(path, "不是完整的 PDF 文件，或已损坏", "请重新下载或导出") from None
    except (ImportError, NotImplementedError):
        raise refused(path, "使用了不支持的加密方式", "请取消密码保护后重新保存") from None
    texts, pictures, crowded = _pages(reader, min(count, MOST_PAGES))
    if count and len(pictures) == min(count, MOST_PAGES):
        raise refused(path, "是扫描件，没有文字层", "请先做文字识别（OCR），再上传带文字层的 PDF 或 .txt")
    notes = [f"第{_listed(pictures)}页没有文字层，没有读取"] if pictures else []
    if crowded:
        notes.append(f"第{_listed(crowded)}页线条太多，其中的表格只读了文字，没有读成表")
    if count > MOST_PAGES:
        notes.append(f"共{count}页，只读取了前{MOST_PAGES}页")
    return NoticeText("\n\n".join(texts), "pdf", tuple(notes))


def _pages(reader: PdfReader, count: int) -> tuple[list[str], list[int], list[int]]:
    """Texts of the pages, the numbers of those that have none, and of those with more lines than were looked at."""
    from nuanxin.command.notices.files.pdf_page import PageText, read_page

    texts, pictures, crowded = [], [], []
    before: tuple[str, ...] = ()
    for number in range(count):
        try:
            page = read_page(reader.pages[number])
        except Exception:  # whatever a broken page does, the others are still to be read
            page = PageText(_bare_text(reader, number))
        if len("".join(page.text.split())) < _LEAST_TEXT:
            pictures.append(number + 1)
        if page.crowded:
            crowded.append(number + 1)
        texts.append(_without_repeated_head(page.text, before, page.tables[0] if page.tables else ()))
        before = page.tables[-1] if page.tables else ()
    return texts, pictures, crowded


def _bare_text(reader: PdfReader, number: int) -> str:
    """The words of a page whose lines cannot be made out."""
    try:
        return reader.pages[number].extract_text()
    except Exception:  # as above
        return ""


def _without_repeated_head(text: str, before: tuple[str, ...], first: tuple[str, ...]) -> str:
    """A table that goes on over the page prints its head again; it is not read twice."""
    same = 0
    while same < min(len(before), len(first)) and before[same] == first[same] and first[same].strip():
        same += 1
    return text.replace("\n".join(first[:same]) + "\n", "", 1) if same else text


def _listed(numbers: list[int]) -> str:
    shown = "、".join(map(str, numbers[:_SHOWN]))
    return shown + (f"等{len(numbers)}" if len(numbers) > _SHOWN else "")
