"""Files as they come: Word with merged heads and automatic numbers, PDF, encodings, and everything that is to be refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest
import typst
from django.core.management import call_command
from django.core.management.base import CommandError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter

from nuanxin.command.notices.file_reading import read_notice
from nuanxin.command.reporting.forms.loading import read_form
from nuanxin.foundation.common.errors import BadInput
from tests.unit.command.notices.winter_annex import as_tabs

TEXT = """关于开展根治欠薪检查的通知

各县（市、区）人力资源社会保障局：

为保障农民工工资支付，现就有关事项通知如下：

一、检查内容
（一）各县（市、区）人力资源社会保障局要会同公安、住建等部门开展检查，于2024年1月15日前报送检查情况。

平原市人力资源和社会保障局
2023年12月20日
"""


def reading_of(path: Path, content: bytes) -> dict[str, object]:
    path.write_bytes(content)
    return read_notice(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    reading = reading_of(tmp_path / "通知.txt", TEXT.encode(encoding))
    assert reading["recipients"] == ["各县（市、区）人力资源社会保障局"]
    assert reading["issued_on"] == "2023-12-20"
    assert reading["source"]["left_out"] == []  # type: ignore[index]


def test_a_text_cut_off_inside_a_letter_is_read_and_said(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", TEXT.strip().encode()[:-1])
    assert reading["source"]["left_out"] == ["文件末尾有一个不完整的字，已略去"]  # type: ignore[index]


def word(tmp_path: Path) -> Path:
    paper = docx.Document()
    for line in TEXT.split("\n")[:-3]:
        paper.add_paragraph(line)
    paper.add_paragraph("附件")
    paper.add_paragraph("欠薪检查情况表")
    table = paper.add_table(rows=5, cols=5)
    for head, cells in {"检查情况": (1, 2), "解决情况": (3, 4)}.items():
        table.cell(0, cells[0]).merge(table.cell(0, cells[1])).text = head
    for column, head in enumerate(["", "户数（户）", "人数（万人）", "件数（件）", "金额（万元）"]):
        table.cell(1, column).text = head
    table.cell(0, 0).merge(table.cell(1, 0))
    for column, head in enumerate(["甲", "1", "2", "3", "4"]):
        table.cell(2, column).text = head
    table.cell(3, 0).text, table.cell(4, 0).text = "合计", "工程建设领域"
    paper.save(str(tmp_path / "通知.docx"))
    return tmp_path / "通知.docx"


def test_word_with_a_form_of_merged_heads(tmp_path: Path) -> None:
    form = read_notice(word(tmp_path))["forms"][0]
    assert form["title"] == "欠薪检查情况表"
    assert form["rows"] == ["合计", "工程建设领域"]
    assert [(c["number"], c["heading"], c["unit"]) for c in form["columns"]] == [
        (1, "检查情况/户数", "户"), (2, "检查情况/人数", "万人"), (3, "解决情况/件数", "件"), (4, "解决情况/金额", "万元"),
    ]  # fmt: skip


def test_automatic_numbers_of_word_are_read(tmp_path: Path) -> None:
    paper = docx.Document()
    numbering = paper.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (form, text) in enumerate(
        [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
    ):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    num.append(link)
    numbering.append(num)
    for depth, text in (
        (0, "工作任务"),
        (1, "各地要全面排查，建立台账。"),
        (1, "各地要分类处置，及时化解。"),
        (2, "对拒不支付的依法处罚。"),
        (0, "工作要求"),
    ):
        properties = paper.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = 77, depth
    paper.save(str(tmp_path / "a.docx"))
    reading = read_notice(tmp_path / "a.docx")
    assert [s["number"] for s in reading["sections"]] == ["一、", "一、（一）", "一、（二）", "一、（二）1.", "二、"]


def pdf(tmp_path: Path, pages: int = 1) -> Path:
    body = TEXT.replace("\n", "\n\n")
    source = tmp_path / "a.typ"
    source.write_text("#pagebreak()\n".join([f"#set page(width: 16cm)\n{body}\n"] * pages), encoding="utf-8")
    typst.compile(str(source), output=str(tmp_path / "a.pdf"))
    return tmp_path / "a.pdf"


def test_pdf_with_a_text_layer(tmp_path: Path) -> None:
    path = pdf(tmp_path)
    if "通知" not in PdfReader(path).pages[0].extract_text():
        pytest.skip("本机没有中文字体，PDF 中没有汉字")
    reading = read_notice(path)
    assert [d["date"] for d in reading["deadlines"]] == ["2024-01-15"]
    assert reading["source"]["kind"] == "pdf"


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    path = pdf(tmp_path)
    writer = PdfWriter(clone_from=path)
    writer.add_blank_page(width=400, height=400)
    writer.write(tmp_path / "b.pdf")
    assert read_notice(tmp_path / "b.pdf")["source"]["left_out"] == ["第2页没有文字层，没有读取"]


def blank_pdf(tmp_path: Path, password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=400, height=400)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * (70 * 2**20) + b"</a>")
    return out.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


REFUSED = [
    ("空.txt", lambda p: b"", "文件是空的"),
    ("blank.txt", lambda p: b" \n\t ", "没有文字"),
    ("scan.pdf", blank_pdf, "扫描件"),
    ("sealed.pdf", lambda p: blank_pdf(p, "1234"), "打开密码"),
    ("half.pdf", lambda p: b"%PDF-1.7\n garbage", "不是完整的 PDF"),
    ("bomb.docx", lambda p: bomb(), "大小异常"),
    ("sheet.docx", lambda p: zipped("xl/workbook.xml", b"<a/>"), "不是 Word 文档"),
    ("broken.docx", lambda p: zipped("word/document.xml", b"<a"), "不是有效的 Word 文档"),
    ("entities.docx", lambda p: zipped("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "XML 声明"),
    ("half.docx", lambda p: zipped("word/document.xml", b"<a/>")[:40], "不完整或已损坏"),
    ("old.doc", lambda p: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧的 .doc"),
    ("picture.txt", lambda p: b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "图片"),
    ("page.txt", lambda p: b"<html><body>x</body></html>", "网页"),
    ("notice.rtf", lambda p: b"{\\rtf1 x}", "RTF"),
    ("notice.xyz", lambda p: b"abc", "不支持"),
    ("noise.txt", lambda p: bytes(range(128, 256)) * 40, "认不出文字编码"),
    ("zeros.txt", lambda p: b"\0\1\2" * 400, "不是文本文件"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "why"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, make: object, why: str) -> None:
    (tmp_path / name).write_bytes(make(tmp_path))  # type: ignore[operator]
    with pytest.raises(BadInput) as refused:
        read_notice(tmp_path / name)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_writes_one_json_file(tmp_path: Path) -> None:
    source, out = tmp_path / "通知.txt", tmp_path / "x.json"
    source.write_text(TEXT, encoding="utf-8")
    said = call_command("read_notice", str(source), out=out)
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["title"] == "关于开展根治欠薪检查的通知"
    assert "任务1" in said
    assert "winter_1.yaml" in call_command("read_notice", str(as_tabs(tmp_path / "winter.txt")), forms=tmp_path)
    assert read_form(tmp_path / "winter_1.yaml").title == "根治欠薪冬季专项行动情况"
    with pytest.raises(CommandError) as wrong:
        call_command("read_notice", str(tmp_path / "none.txt"))
    assert wrong.value.returncode == 2
