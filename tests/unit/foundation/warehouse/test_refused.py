"""Bad input is refused whole, with how many rows and a few of them; what the warehouse held it holds, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import TABLES
from tests.unit.foundation.warehouse.handed_in import (
    CARD,
    Tables,
    as_csv,
    as_parquet,
    bytes_of,
    good_tables,
    rows_of,
    with_row,
)

GOOD = good_tables()


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    assert not load_wages(as_csv(GOOD, folder / "before"), folder / "house").wrong
    return folder / "house"


@pytest.fixture
def home(loaded_once: Path, tmp_path: Path) -> Path:
    """A warehouse that holds good rows already."""
    return Path(shutil.copytree(loaded_once, tmp_path / "house"))


def wrong_row(table: str, **changed: object) -> Tables:
    return with_row(GOOD, table, **changed)


# What is handed in, the reason, in how many rows, and what a sample shows.
REFUSED: list[tuple[str, Tables, str, int, str]] = [
    ("unknown project", wrong_row("payroll", project_id="P9"), "项目表中没有这个项目", 1, "P9"),
    ("no roster row", wrong_row("payroll", worker_id="W77"), "花名册中没有这个工人", 1, "P2 W77"),
    ("attendance without roster row", wrong_row("attendance", worker_id="W77"), "花名册中没有这个工人", 1, "P2 W77"),
    ("negative pay", wrong_row("payroll", month="2024-03", amount_due_fen=-5), "小于0", 1, "P2 W2 2024-03"),
    ("negative flow", wrong_row("account_flows", amount_fen=-1), "小于0", 1, "P2"),
    ("twice in a month", wrong_row("payroll"), "重复", 2, "P2 W2"),
    ("twice on the roster", wrong_row("workers", card="1"), "重复", 2, "P2 W2"),
    ("project twice", wrong_row("projects", name="另一个"), "重复", 2, "P2"),
    ("month 13", wrong_row("payroll", month="2024-13"), "不是月份", 1, "2024-13"),
    ("month in words", wrong_row("payroll", month="二月"), "不是月份", 1, "二月"),
    ("no month", wrong_row("payroll", month=""), "没有填写", 1, "P2 W2"),
    ("day that is none", wrong_row("attendance", on="2024-02-30"), "不是日期", 1, "2024-02-30"),
    ("元 with a point", wrong_row("payroll", month="2024-03", amount_due_fen="6000.50"), "不是以分为单位的整数", 1, "P2 W2"),
    ("25 hours", wrong_row("attendance", on="2024-02-25", hours=25), "大于24", 1, "P2 W2"),
    ("unknown kind", wrong_row("account_flows", kind="gift"), "只能是", 1, "P2"),
    ("pay day 32", wrong_row("projects", project_id="P3", pay_day=32), "大于31", 1, "P3"),
]  # fmt: skip


AS_PARQUET = ("negative pay", "twice in a month", "month in words", "元 with a point", "25 hours")


@pytest.mark.parametrize("given", REFUSED, ids=[one[0] for one in REFUSED])
def test_it_is_refused_and_nothing_changes(given: tuple[str, Tables, str, int, str], home: Path) -> None:
    name, tables, says, rows, sample = given
    before = bytes_of(home)
    form = as_parquet if name in AS_PARQUET else as_csv
    folder = form(tables, home.parent / "bad")
    loaded = load_wages(folder, home)
    assert loaded.refused
    (reason,) = [one for one in loaded.wrong if says in one.says]
    assert reason.rows == rows
    assert any(sample in one for one in reason.samples)
    assert f"{rows}行" in str(reason)
    assert loaded.months == ()
    assert bytes_of(home) == before


def test_samples_are_few_and_the_count_is_whole(home: Path) -> None:
    tables = good_tables(workers=20)
    for row in tables["payroll"]:
        row["amount_due_fen"] = -1
    (reason,) = load_wages(as_csv(tables, home.parent / "bad"), home).wrong
    assert (reason.rows, len(reason.samples)) == (80, 5)


def test_every_reason_is_told_at_once(home: Path) -> None:
    tables = with_row(wrong_row("payroll", worker_id="W77", amount_due_fen=-1), "attendance", project_id="P9")
    says = {one.says for one in load_wages(as_csv(tables, home.parent / "bad"), home).wrong}
    assert {"小于0", "花名册中没有这个工人", "项目表中没有这个项目"} <= says


@pytest.mark.parametrize("fen", [6000, 60_000_000_0])
def test_yuan_for_fen_is_told_and_loaded(fen: int, home: Path) -> None:
    tables = good_tables()
    for row in tables["payroll"]:
        row["amount_due_fen"] = row["amount_paid_fen"] = fen
    loaded = load_wages(as_csv(tables, home.parent / "odd"), home)
    assert not loaded.refused
    (told,) = loaded.wrong
    assert told.odd
    assert (told.column, told.rows) == ("应发（分）", 12)
    assert "元还是分" in told.says
    assert {row["amount_due_fen"] for row in rows_of(home, "payroll")} == {fen}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_any_usual_encoding_say_the_same(encoding: str, tmp_path: Path) -> None:
    home = tmp_path / "house"
    assert not load_wages(as_csv(GOOD, tmp_path / "in", encoding=encoding), home).wrong
    assert [row["name"] for row in rows_of(home, "projects")] == ["工程P1", "工程P2"]


def test_each_file_may_have_its_own_encoding(tmp_path: Path) -> None:
    home, folder = tmp_path / "house", as_csv(GOOD, tmp_path / "in")
    as_csv(GOOD, folder, encoding="gb18030", only=("projects",))
    assert not load_wages(folder, home).wrong
    assert {row["name"] for row in rows_of(home, "projects")} == {"工程P1", "工程P2"}


def test_encodings_mixed_within_one_file_are_refused(home: Path) -> None:
    before, folder = bytes_of(home), as_csv(GOOD, home.parent / "bad")
    with (folder / "workers.csv").open("ab") as file:
        file.write("P1,W8,李四,,,,,\n".encode("gb18030") + b"P1,W9,\xff\xfe,,,,,\n")
    with pytest.raises(BadInput, match="编码"):
        load_wages(folder, home)
    assert bytes_of(home) == before


def test_a_truncated_file_is_refused(home: Path) -> None:
    before, folder = bytes_of(home), as_parquet(GOOD, home.parent / "bad")
    whole = (folder / "payroll.parquet").read_bytes()
    (folder / "payroll.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="读不出来"):
        load_wages(folder, home)
    assert bytes_of(home) == before


@pytest.mark.parametrize("before_it", [0, 30_000])
def test_a_line_with_too_few_cells_is_named(before_it: int, home: Path) -> None:
    """Also far behind what the engine looks at to guess the shape of the file."""
    before, folder = bytes_of(home), as_csv(GOOD, home.parent / "bad")
    path = folder / "workers.csv"
    whole = path.read_text(encoding="utf-8").rstrip("\n").splitlines()
    wide = whole[0].count(",") + 1
    more = [f"P1,V{number},李四{',' * (wide - 3)}" for number in range(before_it)]
    path.write_text("\n".join([*whole, *more, "P1,W8", ""]), encoding="utf-8")
    with pytest.raises(BadInput, match=f"第{len(whole) + before_it + 1}行“workers.csv”：有2格，表头有{wide}格"):
        load_wages(folder, home)
    assert bytes_of(home) == before


def test_a_file_damaged_inside_is_refused(home: Path) -> None:
    """Its end, where the columns are named, is whole; its rows are not."""
    before, folder = bytes_of(home), as_parquet(GOOD, home.parent / "bad")
    path = folder / "attendance.parquet"
    whole = bytearray(path.read_bytes())
    whole[4:200] = b"\xff" * 196
    path.write_bytes(bytes(whole))
    with pytest.raises(BadInput):
        load_wages(folder, home)
    assert bytes_of(home) == before


@pytest.mark.parametrize("table", ["projects", "payroll", "attendance"])
def test_a_missing_column_is_named(table: str, home: Path) -> None:
    before, folder = bytes_of(home), as_csv(GOOD, home.parent / "bad")
    path = folder / f"{table}.csv"
    path.write_text(path.read_text().replace("project_id", "序号", 1))
    with pytest.raises(BadInput) as told:
        load_wages(folder, home)
    assert any("项目编号" in str(one.column) and "缺少" in one.message for one in told.value.faults)
    assert bytes_of(home) == before


def test_the_first_load_needs_projects(tmp_path: Path) -> None:
    folder = as_csv(GOOD, tmp_path / "bad")
    (folder / "projects.csv").unlink()
    with pytest.raises(BadInput, match="没有交"):
        load_wages(folder, tmp_path / "empty")
    assert bytes_of(tmp_path / "empty") == {}


def test_a_file_that_is_no_workbook_is_refused(home: Path) -> None:
    before, folder = bytes_of(home), home.parent / "bad"
    folder.mkdir()
    (folder / "wages.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(BadInput, match="Excel"):
        load_wages(folder, home)
    assert bytes_of(home) == before


def workbook(tables: Tables, path: Path, *, card_as_number: bool) -> None:
    with xlsxwriter.Workbook(path) as book:
        for table in TABLES:
            sheet = book.add_worksheet(table.name)
            sheet.write_row(0, 0, [column.name for column in table.columns])
            for n, row in enumerate(tables[table.name], start=1):
                for k, column in enumerate(table.columns):
                    value = row.get(column.name, "")
                    if column.name == "card" and card_as_number:
                        sheet.write_number(n, k, float(value))
                    elif isinstance(value, int):
                        sheet.write_number(n, k, value)
                    elif value != "":
                        sheet.write_string(n, k, str(value))


def test_cards_of_nineteen_digits_stay_whole_in_a_workbook(tmp_path: Path) -> None:
    folder, home = tmp_path / "in", tmp_path / "house"
    folder.mkdir()
    workbook(GOOD, folder / "wages.xlsx", card_as_number=False)
    assert not load_wages(folder, home).wrong
    assert {row["card"] for row in rows_of(home, "payroll")} == {CARD.format(n) for n in (0, 1, 2, 100, 101, 102)}


def test_cards_that_a_workbook_has_cut_are_refused(home: Path) -> None:
    """A number keeps fifteen digits; what a card once was cannot be known any more."""
    before, folder = bytes_of(home), home.parent / "bad"
    folder.mkdir()
    workbook(GOOD, folder / "wages.xlsx", card_as_number=True)
    loaded = load_wages(folder, home)
    assert loaded.refused
    assert any("数字" in one.says and one.rows == 6 for one in loaded.wrong)
    assert bytes_of(home) == before
