"""The page of GB/T 9704-2012 in Word's own terms: paper, margins, the grid of 22 lines by 28 characters, page numbers, rules."""

from __future__ import annotations

from datetime import UTC, datetime
from math import floor

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from nuanxin.foundation.documents.wording.composing import Sheet

LATIN, SONG = "Times New Roman", "宋体"
LINES, CHARACTERS = 22, 28
MARGINS = {"enforcement": (37, 35, 28, 26), "red_head": (37, 35, 28, 26), "form": (25, 22, 28, 26)}
_TYPE_HEIGHT_MM, _TYPE_WIDTH_MM = 225, 156
_TWIPS = 1440 / 25.4
# Rounded down, so that the last line still fits: 579 twentieths of a point, 28.95 pt a line.
LINE_TWIPS = int(_TYPE_HEIGHT_MM / LINES * _TWIPS)
# Word counts the room between characters in 4096ths of a point beside the size of the body (3号 = 16 pt).
CHARACTER_ROOM = floor((_TYPE_WIDTH_MM / CHARACTERS / 25.4 * 72 - 16) * 4096)


def set_page(word: Word, sheet: Sheet) -> None:
    """Paper, margins, grid and page numbers of the sheet's layout; the file's own data carry no clock."""
    section = word.sections[0]
    width, height = {"A3": (297, 420)}.get(sheet.size, (210, 297)) if sheet.layout != "slip" else (148, 210)
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = MARGINS.get(sheet.layout, (15, 15, 15, 15))
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    word.core_properties.title = sheet.title
    word.core_properties.author = sheet.agency
    # Word files carry their making time; a paper's file says its wording, and the same wording gives the same file.
    word.core_properties.created = word.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    normal = word.styles["Normal"]
    normal.font.size, normal.font.name = Pt(16), LATIN
    if sheet.layout in ("enforcement", "red_head"):
        _grid(word)
        _page_numbers(word)


def rule(paragraph: Paragraph, *, colour: str, mm: float, above: bool = False, space: int = 4) -> None:
    """A line as wide as the type area under (or above) the paragraph; `mm` thick, `space` points away."""
    shape = paragraph._element.get_or_add_pPr()
    border = shape.find(qn("w:pBdr"))
    if border is None:
        border = OxmlElement("w:pBdr")
        shape.append(border)
    line = OxmlElement("w:top" if above else "w:bottom")
    eighths = round(mm / 25.4 * 72 * 8)
    for name, value in {"val": "single", "sz": str(eighths), "space": str(space), "color": colour}.items():
        line.set(qn(f"w:{name}"), value)
    border.insert(0, line) if above else border.append(line)


def _grid(word: Word) -> None:
    grid = OxmlElement("w:docGrid")
    for name, value in {
        "type": "linesAndChars",
        "linePitch": str(LINE_TWIPS),
        "charSpace": str(CHARACTER_ROOM),
    }.items():
        grid.set(qn(f"w:{name}"), value)
    shape = word.sections[0]._sectPr
    for old in shape.findall(qn("w:docGrid")):
        shape.remove(old)
    shape.append(grid)


def _page_numbers(word: Word) -> None:
    """— 1 — in 4号 宋体, 7 mm below the type area: outside on odd and even pages, one character from the edge."""
    section = word.sections[0]
    word.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(35 - 7 - 5)
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]
        line.alignment = align
        side = "right_indent" if align == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
        setattr(line.paragraph_format, side, Pt(14))
        for kind, text in (("text", "— "), ("field", "PAGE"), ("text", " —")):
            run = line.add_run(text if kind == "text" else "")
            run.font.size, run.font.name = Pt(14), SONG
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
            if kind == "field":
                field = OxmlElement("w:fldSimple")
                field.set(qn("w:instr"), text)
                field.append(run._element)
                line._element.append(field)
