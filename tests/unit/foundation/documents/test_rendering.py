"""PDF and Word read back: every word is there, hostile text stays text, margins and grid are those of GB/T 9704-2012."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.rendering.pdf import render_pdf
from nuanxin.foundation.documents.rendering.typefaces import faces
from nuanxin.foundation.documents.rendering.word import render_docx
from nuanxin.foundation.documents.wording.composing import Sheet
from nuanxin.foundation.documents.wording.templates import template_keys

ALL = template_keys()
MM = 72 / 25.4
HOSTILE = (
    '#import "@preview/x:1.0.0" *粗* _斜_ $x$ ]}) \\ #panic("x") <标签> @引用 = 标题 `码` // 注释 ~ "引号" -- {court}'
)
MakeSheet = Callable[..., Sheet]


def words(sheet: Sheet) -> Iterator[str]:
    """Everything a reader must find, paragraph by paragraph and cell by cell."""
    yield from (sheet.agency, sheet.title, sheet.number, sheet.addressee, sheet.copies, sheet.day, sheet.big, sheet.cc)
    yield from (*sheet.officers, *sheet.contact)
    for block in (*sheet.blocks, *sheet.annexes):
        yield block.text
        for row in block.cells:
            yield from row[:1] if block.kind == "blank" else row


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def without_page_breaks(text: str, pages: int) -> str:
    """Page numbers stand between the halves of a sentence that runs over the page."""
    for number in range(1, pages + 1):
        text = text.replace(f"—{number}—", "")
    return text


def docx_text(made: bytes) -> str:
    word = Document(io.BytesIO(made))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return squeezed("".join([*(paragraph.text for paragraph in word.paragraphs), *cells]))


@pytest.mark.parametrize("key", ALL)
def test_every_word_is_in_the_pdf(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    sheet = sheet_for(key)
    pdf = render_pdf(sheet, fonts_folder=fonts)
    text = without_page_breaks(pdf_text(pdf), len(PdfReader(io.BytesIO(pdf)).pages))
    assert [word for word in words(sheet) if squeezed(word) not in text] == []


@pytest.mark.parametrize("key", ALL)
def test_every_word_is_in_the_word_file(key: str, sheet_for: MakeSheet) -> None:
    sheet = sheet_for(key)
    text = docx_text(render_docx(sheet))
    assert [word for word in words(sheet) if squeezed(word) not in text] == []


@pytest.mark.parametrize("key", ["correction_order", "closing_report", "registration_receipt", "rights_board"])
def test_hostile_text_is_printed_as_it_stands(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    name = {"correction_order": "facts", "closing_report": "facts", "registration_receipt": "claim"}.get(key, "owner")
    sheet = sheet_for(key, **{name: HOSTILE})
    assert squeezed(HOSTILE) in pdf_text(render_pdf(sheet, fonts_folder=fonts))
    assert squeezed(HOSTILE) in docx_text(render_docx(sheet))


@pytest.mark.parametrize("key", ALL)
def test_the_same_content_gives_the_same_pdf(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    sheet = sheet_for(key)
    assert render_pdf(sheet, fonts_folder=fonts) == render_pdf(sheet, fonts_folder=fonts)


def line_positions(pdf: bytes, page: int = 0) -> list[tuple[float, float, str]]:
    """(x, y of the baseline, text) in mm from the top left of the page, for each run of text."""
    reader = PdfReader(io.BytesIO(pdf))
    height = float(reader.pages[page].mediabox.height)
    found: list[tuple[float, float, str]] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((x / MM, (height - y) / MM, text.strip()))

    reader.pages[page].extract_text(visitor_text=visit)
    return found


def test_page_margins_and_grid_are_those_of_the_standard(sheet_for: MakeSheet, fonts: Path) -> None:
    long = "经查" + "甲" * 28 * 60
    pdf = render_pdf(sheet_for("correction_order", facts=long), fonts_folder=fonts)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) >= 3
    box = reader.pages[1].mediabox
    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (210, 297)
    body = [(x, y, text) for x, y, text in line_positions(pdf, 1) if "—" not in text]
    baselines = sorted({round(y, 1) for _, y, _ in body})
    assert len(baselines) == 22
    steps = [b - a for a, b in itertools.pairwise(baselines)]
    assert all(abs(step - 225 / 22) < 0.2 for step in steps)
    # The first line's square stands from 37 mm; its baseline lies 0.88 of the character height below (15.75 pt = 5.56 mm).
    assert abs(baselines[0] - (37 + 0.88 * 15.75 / MM)) < 1
    assert abs(min(x for x, _, _ in body) - 28) < 0.5
    full_lines = [text for _, _, text in body if set(text) == {"甲"}]
    assert full_lines and all(len(text) == 28 for text in full_lines)


def test_the_page_number_stands_outside_on_odd_and_even_pages(sheet_for: MakeSheet, fonts: Path) -> None:
    pdf = render_pdf(sheet_for("correction_order"), fonts_folder=fonts)
    odd = next(x for x, _, text in line_positions(pdf, 0) if "—" in text and "1" in text)
    even = next(x for x, _, text in line_positions(pdf, 1) if "—" in text and "2" in text)
    assert odd > 105 > even


@pytest.mark.parametrize("length", range(24))
def test_a_signature_never_stands_alone_on_a_page(length: int, sheet_for: MakeSheet, fonts: Path) -> None:
    pdf = render_pdf(sheet_for("acceptance_notice", matter="拖欠工资" + "、乙某某" * 7 * length), fonts_folder=fonts)
    signed = [page for page in PdfReader(io.BytesIO(pdf)).pages if "2023年12月5日" in squeezed(page.extract_text())]
    before_signature = squeezed(signed[-1].extract_text()).split("新乡市牧野区人力资源和社会保障局2023年12月5日")[0]
    assert len(before_signature) > 10


@pytest.mark.parametrize(("size", "width", "height"), [("A4", 210, 297), ("A3", 297, 420)])
def test_the_board_fits_one_sheet_even_when_much_is_said(
    size: str, width: int, height: int, sheet_for: MakeSheet, fonts: Path
) -> None:
    many = [f"某某劳务有限公司第{n}分公司　负责人：张某某　0373-30000{n:02d}" for n in range(12)]
    for subcontractors in (["某某劳务有限公司"], many):
        pdf = render_pdf(sheet_for("rights_board", paper_size=size, subcontractors=subcontractors), fonts_folder=fonts)
        pages = PdfReader(io.BytesIO(pdf)).pages
        assert len(pages) == 1
        assert (round(float(pages[0].mediabox.width) / MM), round(float(pages[0].mediabox.height) / MM)) == (
            width,
            height,
        )


def test_the_receipt_is_one_page_of_a5(sheet_for: MakeSheet, fonts: Path) -> None:
    pages = PdfReader(io.BytesIO(render_pdf(sheet_for("registration_receipt"), fonts_folder=fonts))).pages
    assert len(pages) == 1
    assert (round(float(pages[0].mediabox.width) / MM), round(float(pages[0].mediabox.height) / MM)) == (148, 210)


@pytest.mark.parametrize("mark", ["草稿", "已作废"])
def test_drafts_and_void_papers_are_marked(mark: str, sheet_for: MakeSheet, fonts: Path) -> None:
    sheet = replace(sheet_for("correction_order"), mark=mark)
    assert mark in pdf_text(render_pdf(sheet, fonts_folder=fonts))
    assert mark in docx_text(render_docx(sheet))


def test_without_a_chinese_typeface_the_error_says_what_to_do(sheet_for: MakeSheet, fonts: Path) -> None:
    with pytest.raises(Refusal) as refused:
        render_pdf(sheet_for("correction_order"), fonts_folder=fonts, system_fonts=False)
    assert "fonts-noto-cjk" in refused.value.remedy and str(fonts) in refused.value.remedy


def test_the_agencys_own_folder_of_typefaces_suffices(sheet_for: MakeSheet, fonts: Path) -> None:
    fonts.mkdir()
    there = {info.path for info in faces(fonts / "none", True).fonts() if info.family == "Noto Serif CJK SC"}
    for path in filter(None, there):
        (fonts / Path(path).name).symlink_to(path)
    pdf = render_pdf(sheet_for("correction_order"), fonts_folder=fonts, system_fonts=False)
    assert "限期改正指令书" in pdf_text(pdf)


def test_the_word_file_names_official_typefaces_and_margins(sheet_for: MakeSheet) -> None:
    word = Document(io.BytesIO(render_docx(sheet_for("correction_order"))))
    section = word.sections[0]
    shown = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(one.mm) for one in shown if one is not None] == [37, 35, 28, 26]
    named = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for paragraph in word.paragraphs for run in paragraph.runs}
    assert {"仿宋_GB2312", "方正小标宋简体"} <= named
