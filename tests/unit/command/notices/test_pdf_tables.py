"""Ruled tables of PDF pages as different programs draw them: whole lines, thin filled boxes, open sides, turned pages."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from nuanxin.command.notices.files.pdf_page import read_page
from nuanxin.command.notices.files.ruled_tables import Line, put_together, tables_of

XS, YS = (50, 150, 250, 350), (700, 680, 660, 640)
#         a head over two columns; its first column reaches down two lines
ROWS = ["\tHead\t", "\tb\tc", "Total\t1\t2"]
WORDS = [("Head", 155, 685), ("b", 155, 665), ("c", 255, 665), ("Total", 55, 645), ("1", 155, 645), ("2", 255, 645)]
LEVEL = [(50, 350, 700), (150, 350, 680), (50, 350, 660), (50, 350, 640)]
UPRIGHT = [(50, 640, 700), (150, 640, 700), (250, 640, 680), (350, 640, 700)]


def page(drawing: str, *, turned: int = 0) -> PdfReader:
    writer = PdfWriter()
    sheet = writer.add_blank_page(width=842, height=842)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    sheet[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode())
    sheet[NameObject("/Contents")] = writer._add_object(stream)
    if turned:
        sheet[NameObject("/Rotate")] = NumberObject(turned)
    out = io.BytesIO()
    writer.write(out)
    return PdfReader(out)


def written(words: list[tuple[str, int, int]]) -> str:
    return "\n".join(f"BT /F 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for text, x, y in words)


def strokes() -> str:
    level = [f"{a} {y} m {b} {y} l S" for a, b, y in LEVEL]
    return "\n".join(level + [f"{x} {a} m {x} {b} l S" for x, a, b in UPRIGHT])


def thin_boxes() -> str:
    """Word: every piece of every line a filled box half a point thick, with little squares where they meet."""
    pieces = [f"{x} {y} 100 0.48 re f" for a, b, y in LEVEL for x in range(a, b, 100)]
    pieces += [f"{x} {y} 0.48 19.5 re f" for x, a, b in UPRIGHT for y in range(a, b, 20)]
    return "\n".join(pieces + [f"{x} {y} 0.48 0.48 re f" for x in XS for y in YS])


def in_one_go() -> str:
    """A row written in one stroke of text, moved along column by column."""
    return "BT /F 10 Tf 155 685 Td (Head) Tj 0 -20 Td (b) Tj 100 0 Td (c) Tj -200 -20 Td (Total) Tj 100 0 Td (1) Tj 100 0 Td (2) Tj ET"


def head_down() -> str:
    """A page whose y grows downwards, as browsers and typst write it."""
    level = [f"{a} {842 - y} m {b} {842 - y} l S" for a, b, y in LEVEL]
    upright = [f"{x} {842 - a} m {x} {842 - b} l S" for x, a, b in UPRIGHT]
    words = [f"BT /F 10 Tf 1 0 0 -1 {x} {842 - y} Tm ({text}) Tj ET" for text, x, y in WORDS]
    return "q 1 0 0 -1 0 842 cm\n" + "\n".join([*level, *upright, *words]) + "\nQ"


DRAWN = {
    "lines": f"{strokes()}\n{written(WORDS)}",
    "words first": f"{written(WORDS)}\n{strokes()}",
    "thin boxes": f"{thin_boxes()}\n{written(WORDS)}",
    "one go": f"{strokes()}\n{in_one_go()}",
    "head down": head_down(),
    "broken pieces": f"{strokes()}\n1 m l 3 re c\n{written(WORDS)}",
}


@pytest.mark.parametrize("drawn", DRAWN)
def test_the_same_table_however_it_is_drawn(drawn: str) -> None:
    before, behind = "BT /F 10 Tf 1 0 0 1 50 760 Tm (Before) Tj ET\n", "\nBT /F 10 Tf 1 0 0 1 50 100 Tm (Behind) Tj ET"
    read = read_page(page(before + DRAWN[drawn] + behind).pages[0])
    lines = [line for line in read.text.split("\n") if line.strip()]
    assert lines == ["Before", *ROWS, "Behind"]


@pytest.mark.parametrize("turned", [90, 270])
def test_a_turned_page_is_read_as_a_reader_holds_it(turned: int) -> None:
    way = "0 1 -1 0 842 0 cm" if turned == 90 else "0 -1 1 0 0 842 cm"
    read = read_page(page(f"q {way}\n{strokes()}\n{written(WORDS)}\nQ", turned=turned).pages[0])
    assert read.tables == (tuple(ROWS),)


def test_a_table_open_at_its_sides() -> None:
    level = "\n".join(f"50 {y} m 350 {y} l S" for y in YS)
    upright = "150 640 m 150 700 l S\n250 640 m 250 700 l S\n"
    read = read_page(page(f"{level}\n{upright}\n{written(WORDS)}").pages[0])
    assert read.tables == (("\tHead\t", "\tb\tc", "Total\t1\t2"),)


def test_a_red_line_under_the_letterhead_and_a_frame_are_no_tables() -> None:
    red = "50 720 m 350 720 l S\n50 600 m 350 600 l S\n50 640 300 40 re S\n"
    read = read_page(page(red + written(WORDS)).pages[0])
    assert read.tables == ()
    assert "Total" in read.text


def test_a_drawing_of_thousands_of_lines_is_no_table_and_is_said() -> None:
    drawing = "\n".join(
        f"{50 + 7 * (i % 90)} {11 * (i // 90)} m {50 + 7 * (i % 90)} {11 * (i // 90) + 5} l S" for i in range(6000)
    )
    level = "\n".join(f"50 {y} m 700 {y} l S" for y in range(50, 700, 50))
    read = read_page(page(f"{drawing}\n{level}\n{written(WORDS)}").pages[0])
    assert "Total" in read.text
    assert read.tables == ()
    assert read.left == "lines"


def test_pieces_of_one_line_are_put_together() -> None:
    pieces = [Line(100.0, 0, 50), Line(100.4, 52, 90), Line(99.8, 200, 250), Line(140, 0, 50)]
    assert [(round(line.at), line.start, line.end) for line in put_together(pieces)] == [(100, 0, 90), (100, 200, 250), (140, 0, 50)]  # fmt: skip


def test_two_tables_of_one_page_stay_two() -> None:
    one = ([Line(y, 0, 200) for y in (500, 480, 460)], [Line(x, 460, 500) for x in (0, 100, 200)])
    other = ([Line(y, 0, 200) for y in (400, 380, 360)], [Line(x, 360, 400) for x in (0, 50, 200)])
    found = tables_of(one[0] + other[0], one[1] + other[1])
    assert [(table.xs, table.ys) for table in found] == [
        ((0, 100, 200), (500, 480, 460)),
        ((0, 50, 200), (400, 380, 360)),
    ]


def test_a_table_over_two_pages_is_one_and_its_head_is_read_once(tmp_path: Path) -> None:
    from nuanxin.command.notices.file_reading import open_notice

    writer = PdfWriter()
    for _ in range(2):
        writer.append(page(strokes() + written(WORDS)))
    writer.write(tmp_path / "a.pdf")
    rows = [line for line in open_notice(tmp_path / "a.pdf").text.split("\n") if line.strip()]
    assert rows == ROWS


LINE = "BT /F 10 Tf 1 0 0 1 50 500 Tm (Found) Tj ET\nBT /F 10 Tf 1 0 0 1 160 500 Tm (cases) Tj ET\n"
SPACES = "BT /F 10 Tf 1 0 0 1 50 500 Tm (Found          cases) Tj ET\n"
BLANKS = [
    (LINE + "80 498 m 150 498 l S", "Found____ cases"),
    (SPACES + "80 498 60 0.5 re f", "Found____cases"),
    (LINE + "20 498 m 45 498 l S", "____Found cases"),
    (LINE + "190 498 m 290 498 l S", "Found cases____"),
    (LINE + "50 498 m 78 498 l S", "Found cases"),  # an underlined word
    (LINE + "50 470 m 290 470 l S", "Found cases"),  # a line under the paragraph
]


@pytest.mark.parametrize(("drawing", "text"), BLANKS)
def test_a_line_on_the_baseline_where_no_letters_stand_is_a_place_to_write_on(drawing: str, text: str) -> None:
    assert read_page(page(drawing).pages[0]).text.strip() == text
