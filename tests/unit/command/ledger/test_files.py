"""Whatever file is handed in: taken, or refused whole with one clear line a fault. Nothing is parsed before it is safe."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError

from nuanxin.command.ledger.files.opening import LARGEST_FILE
from nuanxin.command.ledger.files.workbook import write_template
from nuanxin.rights.intake.models import Clue
from tests.unit.command.ledger.workbooks import clue, command, settlement, workbook

pytestmark = pytest.mark.django_db


def refused(path: Path, name: str = "import_clues") -> str:
    with pytest.raises(CommandError) as wrong:
        call_command(name, str(path), "--json", stdout=io.StringIO())
    assert wrong.value.returncode == 2
    assert not Clue.objects.exists()
    return str(wrong.value)


def table(rows: list[dict], delimiter: str = ",") -> str:
    headings = list(rows[0])
    quoted = [[f'"{str(row[h]).replace(chr(34), chr(34) * 2)}"' for h in headings] for row in rows]
    return "\r\n".join([delimiter.join(headings), *(delimiter.join(cells) for cells in quoted)]) + "\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_text_tables(people, tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    rows = [
        clue("A", 诉求='第一行\n第二行，含“引号"”', 用人单位="㐂记餐饮"),
        clue("B", 收到日期="45280", 涉及人数="1,200"),
    ]
    path.write_bytes(table([{**rows[0], "涉及人数": ""}, rows[1]], delimiter).encode(encoding))
    assert command("import_clues", path)["created"] == 2
    first, second = Clue.objects.order_by("external_number")
    assert first.demand == '第一行\n第二行，含“引号"”' and first.employer_said == "㐂记餐饮"
    assert (second.received_on.isoformat(), second.persons) == ("2023-12-20", 1200)
    assert command("import_clues", path)["unchanged"] == 2


def test_row_numbers_are_those_of_a_spreadsheet(people, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = table([clue("A", 诉求="一\n二\n三"), clue("B", 渠道="传真")]).replace("\r\n", "\r\n\r\n", 1)
    path.write_text(lines, encoding="utf-8", newline="")
    assert [e["row"] for e in command("import_clues", path)["errors"]] == [4]


def test_half_a_text_table(people, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    content = table([clue("A"), clue("B"), clue("C", 诉求="很长的诉求" * 30)]).encode()
    path.write_bytes(content[:-50])
    done = command("import_clues", path)
    assert (done["created"], done["rejected"]) == (2, 1)
    assert done["errors"][0]["row"] == 4 and "引号没有闭合" in done["errors"][0]["message"]


def test_a_line_with_too_many_cells_goes_back(people, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table([clue("A")]) + "B,来访,2023-12-01,某公司,410721,我要工资,还要道歉\n", encoding="utf-8")
    done = command("import_clues", path)
    assert (done["created"], done["rejected"]) == (1, 1) and "比表头多" in done["errors"][0]["message"]


def test_bytes_of_no_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("外部编号,渠道\n".encode() + b"\xff\xff\xff,x\n" + "甲,乙\n".encode() * 3)
    assert "GB 18030" in refused(path)


@pytest.mark.parametrize("name", ["import_clues", "import_ledger"])
@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.xlsx", b"hello, this is no workbook", "不是 Excel 工作簿"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.pdf", b"%PDF-1.7", "不是 Excel 工作簿"),
    ],
)
def test_files_that_are_no_workbook(tmp_path: Path, name: str, file: str, content: bytes, words: str) -> None:
    path = tmp_path / file
    path.write_bytes(content)
    said = refused(path, name)
    assert words in said and file in said and "\n" not in said


def test_a_missing_file(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "none.xlsx")
    assert "找不到" in refused(tmp_path)


def test_half_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue(str(n)) for n in range(50)]})
    whole = path.read_bytes()
    for part in (len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:part])
        assert "不完整" in refused(path)


def test_a_damaged_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue(str(n)) for n in range(500)]})
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 200
    whole = bytearray(path.read_bytes())
    whole[at : at + 50] = bytes(50)
    path.write_bytes(bytes(whole))
    assert "损坏" in refused(path)


def test_another_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "不是 Excel 工作簿" in refused(path)


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    assert str(LARGEST_FILE // 2**20) in refused(path)


def with_part(path: Path, name: str, content: bytes) -> Path:
    source = workbook(path.with_name("plain.xlsx"), {"线索": [clue("A")]})
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return path


def test_a_bomb(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/sharedStrings.xml", b" " * (300 * 2**20))
    assert path.stat().st_size < 2**20
    assert "倍" in refused(path)


def test_an_archive_that_claims_two_gigabytes(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet9.xml", b"<worksheet/>")
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<I", whole, at + 24, 3 * 2**30)
    path.write_bytes(bytes(whole))
    assert "上限" in refused(path)


def test_an_archive_that_claims_less_than_it_holds(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/worksheets/sheet9.xml", b" " * (100 * 2**20))
    whole = bytearray(path.read_bytes())
    at = whole.rindex(b"PK\x01\x02")
    struct.pack_into("<I", whole, at + 24, 10)
    path.write_bytes(bytes(whole))
    assert refused(path)


def test_a_cell_in_the_far_corner(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("线索")
    page.write(0, 0, "外部编号")
    page.write(1_048_575, 16_383, "x")
    book.close()
    assert "范围过大" in refused(tmp_path / "a.xlsx")


def test_a_wrong_heading_is_named_with_the_likely_one(tmp_path: Path) -> None:
    headings = ["外部编号", "渠道", "收到时间", "用人单位", "区划代码"]
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]}, {"线索": headings})
    said = refused(path)
    assert "缺少必填列“收到日期”" in said and "收到时间" in said


def test_every_missing_heading_is_a_line(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]}, {"线索": ["外部编号", "反映人"]})
    assert len(refused(path).splitlines()) == 4


def test_a_title_above_the_heading(tmp_path: Path) -> None:
    headings = ["外部编号", "渠道", "收到日期", "用人单位", "区划代码"]
    rows = [dict(zip("abcde", headings, strict=True)), {"a": "1", "b": "来访"}]
    assert "现在第2行" in refused(workbook(tmp_path / "a.xlsx", {"线索": rows}, {"线索": list("abcde")}))


def test_a_heading_twice(tmp_path: Path) -> None:
    headings = ["外部编号", "渠道", "收到日期", "用人单位", "区划代码", "诉求", "诉求"]
    assert "“诉求”出现了2次" in refused(workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]}, {"线索": headings}))


def test_a_workbook_without_our_sheets(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Sheet1": [{"a": 1}], "Sheet2": [{"b": 1}]})
    assert "线索" in refused(path)
    assert "至少要有一张" in refused(path, "import_ledger")


def test_one_spoilt_sheet_stops_the_whole_ledger(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A")], "办理": [settlement("A")]}, {"办理": ["外部编号"]})
    assert "工作表“办理”：缺少必填列“解决日期”" in refused(path, "import_ledger")


def test_the_only_sheet_needs_no_name(people, tmp_path: Path) -> None:
    assert command("import_clues", workbook(tmp_path / "a.xlsx", {"Sheet1": [clue("A")]}))["created"] == 1


def test_formula_cells_are_read_as_last_shown(people, tmp_path: Path) -> None:
    row = clue("A", 涉及人数="")
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    page = book.add_worksheet("线索")
    page.write_row(0, 0, list(row))
    page.write_row(1, 0, list(row.values()))
    page.write_formula(1, list(row).index("涉及人数"), "=6*7", None, 42)
    book.close()
    assert command("import_clues", tmp_path / "a.xlsx")["created"] == 1
    assert Clue.objects.get().persons == 42


def test_wrong_calls(tmp_path: Path, people) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A")]})
    for arguments in (["--region", "999999"], ["--channel", "fax"], ["--errors", str(tmp_path / "no" / "e.xlsx")]):
        with pytest.raises(CommandError) as wrong:
            call_command("import_clues", str(path), *arguments)
        assert wrong.value.returncode == 2
    assert not Clue.objects.exists()


def test_the_template_has_every_heading(tmp_path: Path, people) -> None:
    write_template(tmp_path / "t.xlsx")
    done = command("import_ledger", tmp_path / "t.xlsx")
    assert [done[name]["read"] for name in ("线索", "办理", "文书", "检查")] == [0, 0, 0, 0]
