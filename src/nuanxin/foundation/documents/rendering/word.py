"""A Sheet as a Word file: the same wording, for those who must edit or stamp on paper. Typefaces are named, not embedded."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from nuanxin.foundation.documents.rendering.pdf import qr_png
from nuanxin.foundation.documents.wording.composing import Block, Sheet

BODY, TITLE, SANS, LATIN = "仿宋_GB2312", "方正小标宋简体", "黑体", "Times New Roman"
_SIZE, _PITCH = Pt(16), Pt(28.95)
_MARGINS = {"enforcement": (37, 35, 28, 26), "red_head": (37, 35, 28, 26), "form": (37, 25, 28, 26)}
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_RED = RGBColor(0xD0, 0x02, 0x1B)


def render_docx(sheet: Sheet) -> bytes:
    """DOCX bytes with the page of GB/T 9704-2012 (A4, 37/35/28/26 mm, lines of 28.95 pt, 28 characters a line)."""
    word = Document()
    _page(word, sheet)
    if sheet.mark:
        _say(word, sheet.mark, font=SANS, align=_CENTRE)
    _head(word, sheet)
    for block in sheet.blocks:
        _block(word, block)
    if sheet.annexes:
        _say(word, "附件：" + "、".join(annex.text for annex in sheet.annexes), indent=2)
    if sheet.signed and sheet.layout in ("enforcement", "red_head"):
        _signature(word, sheet)
    _foot(word, sheet)
    for annex in sheet.annexes:
        _say(word, "附件", font=SANS).paragraph_format.page_break_before = True
        _say(word, annex.text, font=TITLE, size=Pt(18), align=_CENTRE)
        _table(word, (annex.head, *annex.cells))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _page(word: Word, sheet: Sheet) -> None:
    section = word.sections[0]
    width, height = {"A3": (297, 420)}.get(sheet.size, (210, 297)) if sheet.layout != "slip" else (148, 210)
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = _MARGINS.get(sheet.layout, (15, 15, 15, 15))
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    word.core_properties.title = sheet.title
    word.core_properties.author = sheet.agency
    # Word files carry their making time; a paper's file says its wording, and the same wording gives the same file.
    word.core_properties.created = word.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)


def _head(word: Word, sheet: Sheet) -> None:
    if sheet.layout == "red_head":
        _say(word, sheet.agency, font=TITLE, size=Pt(36), align=_CENTRE, colour=_RED)
        _rule(_say(word, sheet.number, align=_CENTRE), "D0021B")
        _say(word, sheet.title, font=TITLE, size=Pt(22), align=_CENTRE)
    else:
        _say(word, sheet.agency, font=TITLE, size=Pt(22), align=_CENTRE)
        _say(word, sheet.title, font=TITLE, size=Pt(22), align=_CENTRE)
        if sheet.number:
            _say(word, sheet.number, align=_RIGHT)
    if sheet.big:
        _say(word, f"查询码：{sheet.big}", font=SANS, size=Pt(22), align=_CENTRE)
    if sheet.addressee:
        _say(word, sheet.addressee)


def _block(word: Word, block: Block) -> None:
    if block.kind in ("form", "blank"):
        if block.text:
            _say(word, block.text, font=SANS)
        blank = block.kind == "blank"
        _table(
            word, tuple((row[0], "" if blank else row[1]) for row in block.cells), heights=block.cells if blank else ()
        )
    elif block.kind == "table":
        _table(word, (block.head, *block.cells))
    else:
        _say(word, block.text, font=SANS if block.kind == "heading" else BODY, indent=2)


def _signature(word: Word, sheet: Sheet) -> None:
    _say(word, "")
    for text in (sheet.agency, sheet.day or "年　　月　　日"):
        line = _say(word, text, align=_RIGHT)
        line.paragraph_format.keep_with_next = text == sheet.agency
        # The date ends four characters before the edge; the organ stands centred above it (seal across both).
        spare = 4 if text != sheet.agency else max(0, 4 - (len(sheet.agency) - 8) // 2)
        line.paragraph_format.right_indent = Pt(16 * spare)


def _foot(word: Word, sheet: Sheet) -> None:
    small = Pt(12)
    if sheet.officers:
        _say(word, "承办监察员：" + "、".join(sheet.officers), size=small)
    if sheet.contact:
        _say(word, f"联系人：{sheet.contact[0]}　　联系电话：{sheet.contact[1]}", size=small)
        _say(word, f"联系地址：{sheet.contact[2]}", size=small)
    if sheet.qr:
        picture = word.add_paragraph()
        picture.alignment = _RIGHT
        picture.add_run().add_picture(io.BytesIO(qr_png(sheet.qr)), width=Mm(30))
        _say(word, sheet.qr_caption, size=small, align=_RIGHT)
    if sheet.layout == "form" and sheet.day:
        _say(word, f"制作日期：{sheet.day}", size=small, align=_RIGHT)
    if sheet.cc and sheet.layout != "red_head":
        _say(word, f"抄送：{sheet.cc}", size=small)
    if sheet.layout in ("slip", "board"):
        _say(word, f"{sheet.agency}　{sheet.day}", size=small)
    if sheet.copies:
        _say(word, sheet.copies, size=small)
    if sheet.layout == "red_head":
        if sheet.open_mark:
            _say(word, f"（{sheet.open_mark}）", indent=2)
        if sheet.cc:
            _rule(_say(word, f"抄送：{sheet.cc}", size=Pt(14)), "000000")
        _rule(_say(word, f"{sheet.agency}　{sheet.day}{'印发' if sheet.day else ''}", size=Pt(14)), "000000")


def _say(
    word: Word,
    text: str,
    *,
    font: str = BODY,
    size: Pt = _SIZE,
    align: WD_ALIGN_PARAGRAPH = _LEFT,
    indent: int = 0,
    colour: RGBColor | None = None,
) -> Paragraph:
    paragraph = word.add_paragraph()
    _write(paragraph, text, font=font, size=size, colour=colour)
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if size <= _SIZE:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, _PITCH if size == _SIZE else Pt(20)
    if indent:
        shape.first_line_indent = Pt(size.pt * indent)
    return paragraph


def _write(paragraph: Paragraph, text: str, *, font: str, size: Pt, colour: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    run.font.name = LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour


def _rule(paragraph: Paragraph, colour: str) -> None:
    """A line under the paragraph as wide as the type area."""
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "12", "space": "4", "color": colour}.items():
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._element.get_or_add_pPr().append(border)


def _table(word: Word, rows: tuple[tuple[str, ...], ...], heights: tuple[tuple[str, ...], ...] = ()) -> None:
    table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for number, row in enumerate(rows):
        made = table.add_row()
        if heights:
            made.height = Mm(float(heights[number][1]))
        for column, text in enumerate(row):
            _write(made.cells[column].paragraphs[0], text, font=SANS if column == 0 else BODY, size=Pt(12))
