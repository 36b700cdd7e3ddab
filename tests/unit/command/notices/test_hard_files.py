"""Files as bad senders make them: frames and tables in tables, pages too large to be read, running heads; what was left out is said."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from pypdf import PdfWriter

from nuanxin.command.notices.file_reading import read_notice
from nuanxin.command.notices.files import pdf_file, pdf_page
from nuanxin.command.notices.files.opening import open_notice
from nuanxin.foundation.common.errors import BadInput
from tests.unit.command.notices.test_pdf_tables import page


def test_a_frame_round_the_whole_paper_is_read_as_if_it_were_not_there(tmp_path: Path) -> None:
    paper = docx.Document()
    frame = paper.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "关于报送情况的通知"
    for line in ("各县人力资源社会保障局：", "请于2024年3月1日前报送下表。", "附件", "欠薪情况表"):
        frame.add_paragraph(line)
    inner = frame.add_table(rows=3, cols=3)
    for column, head in enumerate(("类别", "户数（户）", "金额（万元）")):
        inner.cell(0, column).text = head
    inner.cell(1, 0).text, inner.cell(2, 0).text = "建筑业", "合计"
    paper.save(str(tmp_path / "a.docx"))
    reading = read_notice(tmp_path / "a.docx")
    assert reading["title"] == "关于报送情况的通知"
    assert reading["forms"][0]["rows"] == ["建筑业", "合计"]
    assert [c["unit"] for c in reading["forms"][0]["columns"]] == ["户", "万元"]
    assert reading["source"]["left_out"] == []


def test_a_table_inside_a_cell_is_read_as_words_and_said(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("关于报送情况的通知")
    outer = paper.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "左"
    outer.cell(0, 1).add_table(rows=1, cols=2).cell(0, 1).text = "里面的字"
    paper.save(str(tmp_path / "a.docx"))
    opened = open_notice(tmp_path / "a.docx")
    assert "里面的字" in opened.text
    assert opened.left_out == ("文档中有1张嵌在单元格里的表，只读了文字，没有读成表",)


def pages(tmp_path: Path, drawings: list[str]) -> Path:
    writer = PdfWriter()
    for drawing in drawings:
        writer.append(page(drawing))
    writer.write(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def words(*lines: str) -> str:
    return "\n".join(f"BT /F 10 Tf 1 0 0 1 50 {700 - 20 * n} Tm ({line}) Tj ET" for n, line in enumerate(lines))


def test_running_heads_are_left_out_and_said(tmp_path: Path) -> None:
    path = pages(
        tmp_path, [words(f"Bureau of Labour {n}", f"first {'abc'[n - 1]}", f"last {'abc'[n - 1]}") for n in (1, 2, 3)]
    )
    opened = open_notice(path)
    assert [line for line in opened.text.split("\n") if line] == ["first a", "last a", "first b", "last b", "first c", "last c"]  # fmt: skip
    assert opened.left_out == ("每页重复的“Bureau of Labour 1”是页眉或页脚，没有读取",)


def test_two_pages_alike_have_no_running_head(tmp_path: Path) -> None:
    opened = open_notice(pages(tmp_path, [words("Same head", f"text {n}", "more") for n in "ab"]))
    assert opened.text.count("Same head") == 2


def test_a_page_too_large_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    huge = "0 0 m 9 9 l S\n" * (pdf_page.LARGEST_PAGE // 14 + 1)
    opened = open_notice(pages(tmp_path, [words("Readable text"), huge + words("Hidden")]))
    assert "Readable text" in opened.text
    assert "Hidden" not in opened.text
    assert opened.left_out == ("第2页图形或内容过大，没有读取",)


def test_all_pages_together_have_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "LARGEST_FILE_DRAWN", 250)
    opened = open_notice(pages(tmp_path, [words(f"Page number {n}", f"two {n}", f"three {n}") for n in "abc"]))
    assert "Page number a" in opened.text
    assert opened.left_out == ("第2、3页图形或内容过大，没有读取",)


def test_nothing_but_a_page_too_large_is_refused(tmp_path: Path) -> None:
    path = pages(tmp_path, [" " * (pdf_page.LARGEST_PAGE + 1) + words("Hidden")])
    with pytest.raises(BadInput, match="过大"):
        open_notice(path)


def test_a_broken_table_costs_the_table_and_not_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pdf_page, "put_together", fails)
    assert "Readable text" in open_notice(pages(tmp_path, [words("Readable text")])).text
