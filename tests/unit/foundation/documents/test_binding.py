"""One volume from many files: bookmarks, index with true page numbers, digests, and what cannot be bound said so."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.rendering.binding import Leaf, bind
from nuanxin.foundation.documents.rendering.pdf import qr_png, render_pdf
from nuanxin.foundation.documents.wording.composing import Sheet

FACTS = [("案号", "牧人社监立字〔2023〕1号"), ("用人单位", "某公司")]


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def starts(pdf: bytes) -> dict[str, int]:
    """Bookmark → page number, counted from 1."""
    reader = PdfReader(io.BytesIO(pdf))
    return {str(mark.title): (reader.get_destination_page_number(mark) or 0) + 1 for mark in reader.outline}  # type: ignore[union-attr,arg-type]


def locked(pdf: bytes) -> bytes:
    writer, out = PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


def test_every_leaf_with_bookmark_page_and_digest(sheet_for: Callable[..., Sheet], fonts: Path) -> None:
    order = render_pdf(sheet_for("correction_order"), fonts_folder=fonts)
    record = render_pdf(sheet_for("inquiry_record"), fonts_folder=fonts)
    leaves = [
        Leaf("限期改正指令书", "牧人社监令字〔2023〕6号", "2023-12-05", order, ours=True),
        Leaf("证据：考勤照片.png", "劳动者提供", "2023-12-01", qr_png("x"), "image/png"),
        Leaf("证据：录音.mp3", "劳动者提供", "2023-12-01", b"ID3", "audio/mpeg"),
        Leaf("证据：别处的文件.pdf", "承办人上传", "2023-12-02", record),
        Leaf("证据：坏文件.pdf", "承办人上传", "2023-12-02", b"%PDF-1.4 broken"),
        Leaf("证据：加密.pdf", "承办人上传", "2023-12-02", locked(record)),
    ]
    volume = bind(title="劳动保障监察案卷", facts=FACTS, leaves=leaves, fonts_folder=fonts)
    marks = starts(volume)
    assert list(marks) == ["封面和目录", "1　限期改正指令书", "2　证据：考勤照片.png", "4　证据：别处的文件.pdf"]
    first = marks["1　限期改正指令书"]
    assert marks["2　证据：考勤照片.png"] == first + pages_of(order)
    assert marks["4　证据：别处的文件.pdf"] == first + pages_of(order) + 1
    assert pages_of(volume) == first - 1 + pages_of(order) + 1 + pages_of(record)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(volume)).pages]
    index = "".join(pages[1 : first - 1]).replace("\n", "").replace(" ", "")
    for leaf in leaves:
        assert leaf.title.replace(" ", "") in index and sm3(leaf.content).hex() in index
    assert index.count("没有并入，见原件") == 3
    for number, text in enumerate(pages, 1):
        assert f"卷内第{number}页共{len(pages)}页" in text.replace(" ", "").replace("　", "").replace("\n", "")
    assert "限期改正指令书" in pages[first - 1]


def test_the_same_leaves_give_the_same_volume(sheet_for: Callable[..., Sheet], fonts: Path) -> None:
    leaves = [Leaf("甲", "", "2023-12-05", render_pdf(sheet_for("service_receipt"), fonts_folder=fonts), ours=True)]
    made = [bind(title="卷", facts=FACTS, leaves=leaves, fonts_folder=fonts) for _ in range(2)]
    assert made[0] == made[1]


def test_five_hundred_pages_within_a_minute(sheet_for: Callable[..., Sheet], fonts: Path) -> None:
    """The demand is 60 s; measured against bare concatenation by another library in the same run."""
    one = render_pdf(sheet_for("settlement_agreement"), fonts_folder=fonts)
    count = 500 // pages_of(one) + 1
    contents = [one + b"%%%d" % n for n in range(count)]
    leaves = [Leaf(f"第{n}件", "", "2023-12-05", content, ours=True) for n, content in enumerate(contents)]
    began = time.perf_counter()
    volume = bind(title="卷", facts=FACTS, leaves=leaves, fonts_folder=fonts)
    ours = time.perf_counter() - began
    began = time.perf_counter()
    bare, out = PdfWriter(), io.BytesIO()
    for content in contents:
        bare.append(io.BytesIO(content))
    bare.write(out)
    theirs = time.perf_counter() - began
    assert pages_of(volume) >= 500
    assert ours < 60, f"{ours:.1f} s; bare concatenation {theirs:.1f} s, ratio {ours / theirs:.2f}"
    assert ours / theirs < 4
