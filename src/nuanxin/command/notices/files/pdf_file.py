"""PDF files: the text layer page by page, ruled tables as rows; pages that are pictures are named, sealed files refused."""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from nuanxin.command.notices.files.opening import NoticeText, refused

if TYPE_CHECKING:
    from pypdf import PdfReader

    from nuanxin.command.notices.files.pdf_page import PageText

MOST_PAGES = 500
_SHOWN = 12
_LEAST_RUNNING, _SHARE_RUNNING, _LONGEST_HEAD = 3, 0.6, 40  # pages, share of the pages, letters
_MORE_THAN_A_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{3}")
LARGEST_FILE_DRAWN = 25_000_000  # bytes of drawing of all pages together
_LEFT = {"lines": "线条太多，其中的表格只读了文字，没有读成表", "page": "图形或内容过大，没有读取"}
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
    pages = _pages(reader, min(count, MOST_PAGES))
    pictures = [n for n, page in enumerate(pages, 1) if not page.left and len("".join(page.text.split())) < _LEAST_TEXT]
    if count and len(pictures) == min(count, MOST_PAGES):
        raise refused(path, "是扫描件，没有文字层", "请先做文字识别（OCR），再上传带文字层的 PDF 或 .txt")
    if not any(page.text.strip() for page in pages):
        raise refused(path, "图形或内容过大，没有可以读取的文字", "请另存为 .docx 或 .txt")
    notes = [f"第{_listed(pictures)}页没有文字层，没有读取"] if pictures else []
    texts, heads = without_running_heads(_joined_tables(pages))
    notes += [f"每页重复的“{head}”是页眉或页脚，没有读取" for head in heads]
    for left, why in _LEFT.items():
        if any(page.left == left for page in pages):
            notes.append(f"第{_listed([n for n, page in enumerate(pages, 1) if page.left == left])}页{why}")
    if count > MOST_PAGES:
        notes.append(f"共{count}页，只读取了前{MOST_PAGES}页")
    return NoticeText("\n\n".join(texts), "pdf", tuple(notes))


def _pages(reader: PdfReader, count: int) -> list[PageText]:
    from nuanxin.command.notices.files.pdf_page import LARGEST_PAGE, PageText, read_page

    pages: list[PageText] = []
    left = LARGEST_FILE_DRAWN
    for number in range(count):
        try:
            pages.append(read_page(reader.pages[number], min(left, LARGEST_PAGE)))
        except Exception:  # whatever a broken page does, the others are still to be read
            pages.append(PageText(_bare_text(reader, number)))
        left -= pages[-1].size
    return pages


def _joined_tables(pages: list[PageText]) -> list[str]:
    """Texts of the pages; the head of a table that goes on from the page before is left out."""
    texts: list[str] = []
    before: tuple[str, ...] = ()
    for page in pages:
        texts.append(_without_repeated_head(page.text, before, page.tables[0] if page.tables else ()))
        before = page.tables[-1] if page.tables else ()
    return texts


def without_running_heads(texts: list[str]) -> tuple[list[str], list[str]]:
    """Pages without the first and last lines that most of them share; the words of those lines."""
    lines = [[line for line in text.split("\n") if line.strip()] for text in texts]
    edges = Counter(edge for page in lines if len(page) > 2 for edge in {_edge(page[0]), _edge(page[-1])})
    running = {edge for edge, n in edges.items() if n >= _LEAST_RUNNING and n > _SHARE_RUNNING * len(texts) and edge}
    if not running:
        return texts, []
    heads: dict[str, str] = {}
    for number, page in enumerate(lines):
        for place in (0, -1):
            if len(page) > 2 and _edge(page[place]) in running:
                heads.setdefault(_edge(page[place]), page.pop(place).strip())
        texts[number] = "\n".join(page)
    return texts, [head for head in heads.values() if _MORE_THAN_A_NUMBER.search(head)]


def _edge(line: str) -> str:
    """A line without its blanks and numbers; a row of a table or a sentence is no running head."""
    return (
        ""
        if "\t" in line or len(line) > _LONGEST_HEAD or line.rstrip().endswith(("。", "；", "："))
        else "".join(re.sub(r"[\d\s]", "", line))
    )


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
