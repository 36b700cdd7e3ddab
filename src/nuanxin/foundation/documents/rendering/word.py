"""A Sheet as a Word file: the same wording, for those who must edit or stamp on paper. Typefaces are named, not embedded."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from nuanxin.foundation.documents.rendering.pdf import qr_png
from nuanxin.foundation.documents.rendering.word_page import LATIN, LINE_TWIPS, rule, set_page
from nuanxin.foundation.documents.wording.composing import Block, Sheet

BODY, TITLE, SANS, KAI = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"
_SIZE, _PITCH = Pt(16), Pt(LINE_TWIPS / 20)
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_RED = RGBColor(0xD0, 0x02, 0x1B)


def render_docx(sheet: Sheet) -> bytes:
    """DOCX bytes with the page of GB/T 9704-2012 (A4, 37/35/28/26 mm, lines of 28.95 pt, 28 characters a line)."""
    word = Document()
    set_page(word, sheet)
    if sheet.mark:
        _say(word, sheet.mark, font=SANS, align=_CENTRE)
    _head(word, sheet)
    inside = sheet.annexes if sheet.layout == "form" else ()
    signing = next((n for n, block in enumerate(sheet.blocks) if block.kind == "blank"), len(sheet.blocks))
    for number, block in enumerate(sheet.blocks):
        if number == signing:
            _lists(word, inside)
        _block(word, block)
    if signing == len(sheet.blocks):
        _lists(word, inside)
    annexes = () if inside else sheet.annexes
    for number, annex in enumerate(annexes, 1):  # several are numbered (7.3.4)
        said = f"{number}.{annex.text}" if len(annexes) > 1 else annex.text
        _say(word, f"附件：{said}" if number == 1 else said, indent=2 if number == 1 else 5)
    if sheet.signed and sheet.layout in ("enforcement", "red_head"):
        _signature(word, sheet)
    if sheet.layout != "red_head":
        _foot(word, sheet)
    for number, annex in enumerate(annexes, 1):
        _say(word, f"附件{number if len(annexes) > 1 else ''}", font=SANS).paragraph_format.page_break_before = True
        _say(word, annex.text, font=TITLE, size=Pt(18), align=_CENTRE)
        _table(word, (annex.head, *annex.cells))
    if sheet.layout == "red_head":  # its imprint stands at the foot of the last page, behind the annexes
        _foot(word, sheet)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _head(word: Word, sheet: Sheet) -> None:
    if sheet.layout == "red_head":
        # The organ's name begins 35 mm below the top of the type area and goes over one line at most.
        size = Pt(min(46, int(150 / 25.4 * 72 / max(1, len(sheet.agency)))))
        _say(word, sheet.agency, font=TITLE, size=size, align=_CENTRE, colour=_RED).paragraph_format.space_before = Mm(
            35
        )
        _empty(word, 2)
        rule(_number(word, sheet), colour="D0021B", mm=0.42, space=11)
        _empty(word, 2)
        _say(word, sheet.title, font=TITLE, size=Pt(22), align=_CENTRE)
        _empty(word, 1)
    else:
        small = Pt(18) if sheet.layout == "form" else Pt(22)
        _say(word, sheet.agency, font=TITLE, size=small, align=_CENTRE)
        _say(word, sheet.title, font=TITLE, size=Pt(22), align=_CENTRE)
        if sheet.number:
            _say(word, sheet.number, align=_RIGHT)
        if sheet.layout == "enforcement":
            _empty(word, 1)
    if sheet.big:
        _say(word, f"查询码：{sheet.big}", font=SANS, size=Pt(22), align=_CENTRE)
    if sheet.addressee:
        _say(word, sheet.addressee)


_FACES = {"heading": SANS, "subheading": KAI}


def _number(word: Word, sheet: Sheet) -> Paragraph:
    """Centred; on a paper to the organ above one character from the left, with the signer one from the right."""
    if not sheet.signer:
        return _say(word, sheet.number, align=_CENTRE)
    line = _say(word, f"{sheet.number}\t签发人：")
    _write(line, sheet.signer, font=KAI, size=_SIZE)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = _SIZE
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - _SIZE, WD_TAB_ALIGNMENT.RIGHT)
    return line


def _empty(word: Word, lines: int) -> None:
    for _ in range(lines):
        _say(word, "")


def _lists(word: Word, annexes: tuple[Block, ...]) -> None:
    """The lists of a form, between what is filled in and the place to sign."""
    for annex in annexes:
        _say(word, annex.text, font=SANS, size=Pt(14), align=_CENTRE)
        _table(word, (annex.head, *annex.cells))


def _block(word: Word, block: Block) -> None:
    if block.kind in ("form", "blank"):
        if block.text:
            _say(word, block.text, font=SANS)
        blank = block.kind == "blank"
        rows = tuple((row[0], "" if blank else row[1]) for row in block.cells)
        _table(word, rows, heights=block.cells if blank else (), widths=_FORM)
    elif block.kind == "table":
        _table(word, (block.head, *block.cells))
    else:
        line = _say(word, block.text, font=_FACES.get(block.kind, BODY), indent=2)
        line.paragraph_format.keep_with_next = block.kind in _FACES  # a heading keeps what it heads


def _signature(word: Word, sheet: Sheet) -> None:
    """The date ends four characters before the edge, the organ stands centred above it; the seal goes across both."""
    _empty(word, 2)
    day = sheet.day or "　　　　年　　月　　日"
    organ_wide, day_wide = _wide(sheet.agency), _wide(day)
    over = (organ_wide - day_wide) / 2
    day_spare = max(4.0, over)
    for text, spare in ((sheet.agency, day_spare - over), (day, day_spare)):
        line = _say(word, text, align=_RIGHT)
        line.paragraph_format.keep_with_next = text == sheet.agency
        line.paragraph_format.right_indent = Pt(_SIZE.pt * spare)


def _wide(text: str) -> float:
    """How wide the text is, in characters of the body: Latin letters and digits take half of one."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


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
    if sheet.layout in ("form", "enforcement") and not sheet.signed and sheet.day:
        _say(word, f"制作日期：{sheet.day}", size=small, align=_RIGHT)
    if sheet.cc and sheet.layout != "red_head":
        _say(word, f"抄送：{sheet.cc}", size=small)
    if sheet.layout in ("slip", "board"):
        _say(word, f"{sheet.agency}　{sheet.day}", size=small)
    if sheet.copies:
        _say(word, sheet.copies, size=small)
    if sheet.layout == "red_head":
        _imprint(word, sheet)


def _imprint(word: Word, sheet: Sheet) -> None:
    """版记: 4号, one character from both edges; the outer lines 0.35 mm, the one between 0.25 mm."""
    if sheet.open_mark:
        _say(word, f"（{sheet.open_mark}）", indent=2)
    lines = [f"抄送：{sheet.cc}"] if sheet.cc else []
    lines.append(f"{sheet.agency}\t{sheet.day}{'印发' if sheet.day else ''}")
    for number, text in enumerate(lines):
        line = _say(word, text, size=Pt(14))
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(156) - Pt(14), WD_TAB_ALIGNMENT.RIGHT)
        if number == 0:
            rule(line, colour="000000", mm=0.35, above=True, space=1)
        rule(line, colour="000000", mm=0.35 if number == len(lines) - 1 else 0.25, space=1)


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


_FORM = (Mm(40), Mm(116))


def _table(
    word: Word,
    rows: tuple[tuple[str, ...], ...],
    heights: tuple[tuple[str, ...], ...] = (),
    widths: tuple[Mm, ...] = (),
) -> None:
    """A table with lines; a row of two whose first cell is empty goes over both columns."""
    table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = not widths
    for number, row in enumerate(rows):
        made = table.add_row()
        if heights:
            made.height = Mm(float(heights[number][1]))
        for cell, wide in zip(made.cells, widths, strict=False):
            cell.width = wide
        if len(row) == 2 and not row[0]:
            _write(made.cells[0].merge(made.cells[1]).paragraphs[0], row[1], font=BODY, size=Pt(12))
            continue
        for column, text in enumerate(row):
            font = SANS if (column == 0 if widths else number == 0) else BODY
            _write(made.cells[column].paragraphs[0], text, font=font, size=Pt(12))
