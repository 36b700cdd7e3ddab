"""GB/T 9704-2012 measured on every official paper, in PDF and in Word: page, grid, typefaces, red head, number, date and seal."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from nuanxin.foundation.documents.rendering.pdf import render_pdf, seal_place
from nuanxin.foundation.documents.rendering.word import render_docx
from nuanxin.foundation.documents.wording.composing import Block, Sheet
from nuanxin.foundation.documents.wording.templates import template, template_keys

MM = 72 / 25.4
OFFICIAL = [key for key in template_keys() if template(key).layout in ("enforcement", "red_head")]
RED_HEAD = [key for key in OFFICIAL if template(key).layout == "red_head"]
PITCH = 225 / 22  # mm a line
BODY, TITLE, SMALL = 15.75, 22.0, 14.0  # points: 3号, 2号, 4号 as typst sets them
NUMBER = re.compile(r"\w+〔\d{4}〕[1-9]\d*号")
MakeSheet = Callable[..., Sheet]


@dataclass(frozen=True)
class Run:
    """A run of text: mm from the top left of the page to its baseline, its face and size in points."""

    page: int
    x: float
    y: float
    text: str
    face: str
    size: float


def long(sheet: Sheet, lines: int = 70) -> Sheet:
    """The same paper with so much to say that it fills pages."""
    blocks = (Block("para", "甲" * 28 * lines), *sheet.blocks)
    return replace(sheet, blocks=blocks)


def runs(pdf: bytes) -> list[Run]:
    found: list[Run] = []
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages, 1):
        height = float(page.mediabox.height)

        def visit(
            text: str, cm: list[float], tm: list[float], font: Any, size: float, n: int = number, h: float = height
        ) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                face = str((font or {}).get("/BaseFont", ""))
                scale = abs(tm[3] * cm[3]) or 1.0
                found.append(Run(n, x / MM, (h - y) / MM, text.strip(), face, size * scale))

        page.extract_text(visitor_text=visit)
    return found


def own(run: Run) -> bool:
    """Page numbers stand outside of the type area; all else is the paper itself."""
    return "—" not in run.text and not run.text.startswith("校验码")


@pytest.mark.parametrize("key", OFFICIAL)
def test_pdf_page_and_margins(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    pdf = render_pdf(long(sheet_for(key)), fonts_folder=fonts)
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert {(round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM)) for p in pages} == {(210, 297)}
    body = [run for run in runs(pdf) if own(run)]
    assert min(run.x for run in body) >= 28 - 0.3
    wide = [run.x + len(run.text) * run.size / MM for run in body if set(run.text) == {"甲"}]
    assert max(wide) <= 210 - 26 + 0.3
    assert min(run.y - run.size * 0.88 / MM for run in body) >= 37 - 0.5
    assert max(run.y for run in body) <= 297 - 35 + 0.5


@pytest.mark.parametrize("key", OFFICIAL)
def test_pdf_grid_of_22_lines_by_28_characters(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    found = runs(render_pdf(long(sheet_for(key)), fonts_folder=fonts))
    full = [page for page in {run.page for run in found} if _all_said(found, page)]
    assert full
    for page in full:
        lines = sorted({round(run.y, 1) for run in found if run.page == page and own(run)})
        assert len(lines) == 22
        assert all(abs(b - a - PITCH) < 0.2 for a, b in itertools.pairwise(lines))
        assert abs(lines[0] - (37 + 0.88 * BODY / MM)) < 1
    widths = {len(run.text) for run in found if run.page in full and set(run.text) == {"甲"}}
    assert max(widths) == 28


def _all_said(found: list[Run], page: int) -> bool:
    here = [run for run in found if run.page == page and own(run)]
    return bool(here) and all(set(run.text) == {"甲"} for run in here)


@pytest.mark.parametrize("key", OFFICIAL)
def test_pdf_faces_and_sizes(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    """Title 2号 in the title's face and bold, body 3号, page number 4号; the free faces stand in for 小标宋 and 仿宋."""
    sheet = sheet_for(key)
    found = runs(render_pdf(long(sheet), fonts_folder=fonts))
    head = [run for run in found if run.page == 1 and run.size > 20 and run.text != sheet.agency]
    assert head and all(abs(run.size - TITLE) < 0.1 and "Bold" in run.face for run in head)
    assert "".join(run.text for run in head).replace(sheet.agency, "").replace(" ", "") == sheet.title
    body = {(round(run.size, 2), run.face.split("+")[-1]) for run in found if set(run.text) == {"甲"}}
    assert len(body) == 1 and next(iter(body))[0] == BODY and "Bold" not in next(iter(body))[1]
    numbers = [run for run in found if "—" in run.text or (run.text.strip("— ").isdigit() and run.y > 297 - 35)]
    assert numbers and all(abs(run.size - SMALL) < 0.1 for run in numbers)
    assert all(262 + 7 - 1 <= run.y <= 262 + 7 + 7 for run in numbers)  # 7 mm below the type area


@pytest.mark.parametrize("key", [key for key in OFFICIAL if template(key).number_word])
def test_number_is_written_as_the_standard_writes_it(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    sheet = sheet_for(key)
    assert NUMBER.fullmatch(sheet.number) and "第" not in sheet.number
    text = "".join(run.text for run in runs(render_pdf(sheet, fonts_folder=fonts))).replace(" ", "")
    assert sheet.number in text
    assert any(p.text == sheet.number for p in word_of(sheet).paragraphs)


@pytest.mark.parametrize("key", [key for key in OFFICIAL if template(key).seal != "none"])
@pytest.mark.parametrize("agency", ["新乡市牧野区人力资源和社会保障局", "县人社局"])
def test_pdf_date_and_seal(key: str, agency: str, sheet_for: MakeSheet, fonts: Path) -> None:
    """The date ends four characters before the edge, the organ stands centred above it, the seal goes over both."""
    sheet = replace(sheet_for(key), agency=agency)
    place = seal_place(sheet, fonts_folder=fonts)
    assert place is not None and place.pages == len(PdfReader(io.BytesIO(render_pdf(sheet, fonts_folder=fonts))).pages)
    found = [run for run in runs(render_pdf(sheet, fonts_folder=fonts)) if run.page == place.page]
    day_lines = [r for r in found if abs(r.y - place.y_mm) < 6 and r.x > 90]
    start = min(run.x for run in day_lines if run.text[0].isdigit())
    half = place.x_mm - start
    day_end = start + 2 * half
    # A name so long that it would leave the page pushes the date in: it stays centred under the name.
    wide_name = len(agency) * BODY / MM
    expected = 184 - 4 * BODY / MM if (wide_name - 2 * half) / 2 <= 4 * BODY / MM else 184 - (wide_name - 2 * half) / 2
    assert abs(day_end - expected) < 1
    organ = [
        run for run in found if (run.text.startswith(agency[:4]) and 5 < place.y_mm - run.y < 14) or run.text == agency
    ]
    organ = [run for run in organ if run.y < place.y_mm + 3 and run.y > place.y_mm - 16]
    assert organ and abs(organ[-1].x + wide_name / 2 - place.x_mm) < 1
    # Nothing but organ and date lies beside the middle of the seal.
    beside = [run.text for run in found if place.y_mm - 8 < run.y < place.y_mm + 6]
    assert set("".join(beside)) <= set(agency + sheet.day)


@pytest.mark.parametrize("key", RED_HEAD)
def test_pdf_red_head(key: str, sheet_for: MakeSheet, fonts: Path) -> None:
    """The organ's name in red, its top 35 mm below the type area's; two lines to the number; a red line as wide as the type area."""
    sheet = sheet_for(key)
    pdf = render_pdf(sheet, fonts_folder=fonts)
    found = [run for run in runs(pdf) if run.page == 1]
    mark = max(found, key=lambda run: run.size)
    assert mark.text == sheet.agency and mark.size > 22
    assert abs(mark.y - mark.size * 0.88 / MM - (37 + 35)) < 1.5
    assert abs(mark.x + len(mark.text) * mark.size / MM / 2 - (28 + 78)) < 1
    number = next(run for run in found if "〔" in run.text)
    assert 2 * PITCH - 1 <= number.y - BODY * 0.88 / MM - mark.y <= 3 * PITCH
    title = next(run for run in found if abs(run.size - TITLE) < 0.1)
    assert title.y - number.y >= 4 + 2 * PITCH
    drawn = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert drawn is not None
    strokes = drawn.get_data().decode("latin-1")
    red = re.search(r"0\.8\d* 0\.00\d* 0\.1\d* (?:rg|RG|scn|SCN)", strokes)
    assert red, "the mark and its line are red"
    assert re.search(r"(?:44[12]\.\d+) 0 l|0 0 m\s+44[12]", strokes), "the line is 156 mm (442.2 pt) wide"


# Word


def word_of(sheet: Sheet) -> Any:
    return Document(io.BytesIO(render_docx(sheet)))


def looks(paragraph: Paragraph) -> tuple[str, float]:
    """East Asian typeface and size of a paragraph's only run."""
    run = paragraph.runs[0]
    size = run.font.size
    assert size is not None
    return str(run._element.rPr.rFonts.get(qn("w:eastAsia"))), size.pt


def said(word: Any, text: str) -> Paragraph:
    return next(p for p in word.paragraphs if p.text == text)


@pytest.mark.parametrize("key", OFFICIAL)
def test_word_page_grid_and_numbers(key: str, sheet_for: MakeSheet) -> None:
    word = word_of(sheet_for(key))
    section = word.sections[0]
    assert [round(one.mm) for one in (section.page_width, section.page_height)] == [210, 297]
    assert [
        round(one.mm) for one in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    ] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    assert 22 * pitch <= 225 * MM < 23 * pitch
    room = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 * room <= 156 * MM < 29 * room
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        line = footer.paragraphs[0]
        assert line.alignment is not None and line.alignment.name == side
        field = line._element.find(qn("w:fldSimple"))
        assert field.get(qn("w:instr")) == "PAGE"
        assert {run.font.size.pt for run in line.runs} == {14}
        assert [run.text for run in line.runs] == ["— ", " —"]
    kinds = [child.tag for child in section.footer.paragraphs[0]._element if child.tag != qn("w:pPr")]
    assert kinds == [qn("w:r"), qn("w:fldSimple"), qn("w:r")]
    # The number's foot stands 7 mm below the type area: footers are measured from the paper's edge.
    assert abs(35 - section.footer_distance.mm - SMALL / MM - 7) < 0.5


@pytest.mark.parametrize("key", OFFICIAL)
def test_word_faces_sizes_and_lines(key: str, sheet_for: MakeSheet) -> None:
    sheet = sheet_for(key)
    word = word_of(sheet)
    assert looks(said(word, sheet.title)) == ("方正小标宋简体", 22)
    assert said(word, sheet.title).alignment.name == "CENTER"  # type: ignore[union-attr]
    paragraphs = [block.text for block in sheet.blocks if block.kind == "para"]
    for text in paragraphs:
        line = said(word, text)
        shape = line.paragraph_format
        assert looks(line) == ("仿宋_GB2312", 16)
        assert shape.first_line_indent is not None and shape.first_line_indent.pt == 32
        assert shape.line_spacing is not None and abs(shape.line_spacing.pt - 28.95) < 0.06  # type: ignore[union-attr]
    for block in sheet.blocks:
        if block.kind == "heading":
            assert looks(said(word, block.text)) == ("黑体", 16)
    if sheet.addressee:
        assert said(word, sheet.addressee).paragraph_format.first_line_indent is None


@pytest.mark.parametrize("key", [key for key in OFFICIAL if template(key).seal != "none"])
def test_word_date_and_seal(key: str, sheet_for: MakeSheet) -> None:
    sheet = sheet_for(key)
    word = word_of(sheet)
    at = max(n for n, p in enumerate(word.paragraphs) if p.text == sheet.day)
    organ, day = word.paragraphs[at - 1], word.paragraphs[at]
    assert organ.text == sheet.agency and organ.paragraph_format.keep_with_next
    spare = [line.paragraph_format.right_indent.pt / 16 for line in (organ, day)]
    wide = [sum(0.5 if sign.isascii() else 1 for sign in text) for text in (sheet.agency, sheet.day)]
    assert spare[1] == max(4, (wide[0] - wide[1]) / 2)
    assert abs((spare[0] + wide[0] / 2) - (spare[1] + wide[1] / 2)) < 0.01
    assert [p.text for p in word.paragraphs[at - 3 : at - 1]] == ["", ""]


@pytest.mark.parametrize("key", RED_HEAD)
def test_word_red_head_and_imprint(key: str, sheet_for: MakeSheet) -> None:
    sheet = replace(sheet_for(key), open_mark="依申请公开")
    word = word_of(sheet)
    mark = word.paragraphs[0]
    assert mark.text == sheet.agency and mark.alignment.name == "CENTER"
    assert str(mark.runs[0].font.color.rgb) == "D0021B" and mark.runs[0].font.size.pt > 22
    assert mark.runs[0].font.size.mm * len(sheet.agency) <= 156
    assert abs(mark.paragraph_format.space_before.mm - 35) < 0.1
    assert [p.text for p in word.paragraphs[1:3]] == ["", ""]
    number = word.paragraphs[3]
    line = number._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:color")) == "D0021B"
    assert abs(float(line.get(qn("w:space"))) / MM - 4) < 0.2
    assert number.alignment.name == "CENTER" and number.paragraph_format.left_indent is None
    assert [p.text for p in word.paragraphs[4:6]] == ["", ""] and word.paragraphs[6].text == sheet.title
    assert any(p.text == "（依申请公开）" for p in word.paragraphs)
    printed = next(p for p in word.paragraphs if p.text.endswith("印发"))
    rules = {rule.tag: int(rule.get(qn("w:sz"))) / 8 / MM for rule in printed._element.pPr.find(qn("w:pBdr"))}
    assert abs(rules[qn("w:bottom")] - 0.35) < 0.05
    assert looks(printed)[1] == 14


# What official papers add: headings of the outline, rules, annexes, the signer of a paper that goes up

RULE = re.compile(r"([\d.]+) w\b|(-?[\d.]+) (-?[\d.]+) l\b|(-?[\d.]+) (-?[\d.]+) m\b")


def rules_of(pdf: bytes, page: int) -> list[tuple[float, float]]:
    """The straight lines of a page as (thickness, length) in mm."""
    contents = PdfReader(io.BytesIO(pdf)).pages[page].get_contents()
    assert contents is not None
    found: list[tuple[float, float]] = []
    width, start = 0.0, 0.0
    for thick, to, _, begin, _ in RULE.findall(contents.get_data().decode("latin-1")):
        if thick:
            width = float(thick)
        elif begin:
            start = float(begin)
        elif to:
            found.append((width / MM, abs(float(to) - start) / MM))
    return found


def test_pdf_rules_of_head_and_imprint(sheet_for: MakeSheet, fonts: Path) -> None:
    """版记: first and last 0.35 mm, the one between 0.25 mm, all as wide as the type area; the foot of the last on its edge."""
    pdf = render_pdf(replace(sheet_for("outlined_paper"), annexes=()), fonts_folder=fonts)
    wide = [
        thick for thick, length in rules_of(pdf, len(PdfReader(io.BytesIO(pdf)).pages) - 1) if abs(length - 156) < 0.5
    ]
    assert [round(thick, 2) for thick in wide[-3:]] == [0.35, 0.25, 0.35]
    last = [run for run in runs(pdf) if own(run)]
    printed = next(run for run in last if run.text.endswith("印发") or "印发" in run.text)
    assert abs(printed.size - SMALL) < 0.1 and 262 - 10 < printed.y <= 262


def test_pdf_red_line_lies_4_mm_below_the_number(sheet_for: MakeSheet, fonts: Path) -> None:
    pdf = render_pdf(sheet_for("outlined_paper"), fonts_folder=fonts)
    number = next(run for run in runs(pdf) if "〔" in run.text and run.page == 1)
    contents = PdfReader(io.BytesIO(pdf)).pages[0].get_contents()
    assert contents is not None
    page = contents.get_data().decode("latin-1")
    at = [
        float(y)
        for y, length in re.findall(r"1 0 0 -?1 [\d.]+ ([\d.]+) cm[^Q]*?0 0 m\s+(44[12][\d.]*) 0 l", page, re.S)
    ]
    assert at, "the red line is drawn"
    tops = [(297 * MM - y) / MM if y > 420 else y / MM for y in at]
    foot = number.y + 0.12 * BODY / MM
    assert any(abs(top - foot - 4) < 0.6 for top in tops), (tops, foot)


def test_headings_have_the_face_of_their_level(sheet_for: MakeSheet, fonts: Path) -> None:
    """一、黑体，（一）楷体，1. and text 仿宋, all 3号 and none bold."""
    sheet = sheet_for("outlined_paper")
    kinds = {block.text[:3]: block.kind for block in sheet.blocks}
    assert (kinds["一、总"], kinds["（一）"], kinds["1.某"]) == ("heading", "subheading", "para")
    word = word_of(sheet)
    faces = {block.text: looks(said(word, block.text)) for block in sheet.blocks}
    wanted = {"heading": ("黑体", 16.0), "subheading": ("楷体_GB2312", 16.0), "para": ("仿宋_GB2312", 16.0)}
    assert all(faces[block.text] == wanted[block.kind] for block in sheet.blocks)
    assert all(run.font.bold is None for block in sheet.blocks for run in said(word, block.text).runs)
    found = runs(render_pdf(sheet, fonts_folder=fonts))
    heading = next(run for run in found if run.text.startswith("一、"))
    assert "Sans" in heading.face and abs(heading.size - BODY) < 0.1 and "Bold" not in heading.face


def test_several_annexes_are_numbered_and_come_before_the_imprint(sheet_for: MakeSheet, fonts: Path) -> None:
    sheet = sheet_for("outlined_paper")
    sheet = replace(sheet, annexes=(sheet.annexes[0], replace(sheet.annexes[0], text="第二张表")))
    found = runs(render_pdf(sheet, fonts_folder=fonts))
    last = max(run.page for run in found)
    assert [run.page for run in found if run.text in ("附件1", "附件2")] == [last - 1, last]
    assert [run.page for run in found if "印发" in run.text] == [last]
    paragraphs = [paragraph.text for paragraph in word_of(sheet).paragraphs]
    assert paragraphs.index("附件：1.各镇进展情况表") < paragraphs.index("附件1") < paragraphs.index("附件2")
    assert paragraphs[-1].endswith("印发")


def test_a_paper_that_goes_up_names_its_signer_beside_the_number(sheet_for: MakeSheet, fonts: Path) -> None:
    """上行文: the number one character from the left, 签发人 one from the right on the same line."""
    sheet = replace(sheet_for("outlined_paper"), signer="陈某某")
    found = [run for run in runs(render_pdf(sheet, fonts_folder=fonts)) if run.page == 1]
    number = next(run for run in found if "〔" in run.text or run.text.startswith("牧人社文"))
    signer = next(run for run in found if "签发人" in run.text)
    name = next((run for run in found if run.text == "陈某某"), signer)
    assert abs(number.y - signer.y) < 0.2 and abs(number.x - (28 + BODY / MM)) < 0.5
    end = name.x + len(name.text) * BODY / MM
    assert abs(end - (184 - BODY / MM)) < 0.7
    line = next(paragraph for paragraph in word_of(sheet).paragraphs if "签发人：" in paragraph.text)
    assert line.text == f"{sheet.number}\t签发人：陈某某" and line.paragraph_format.left_indent.pt == 16
    assert line.runs[-1]._element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
