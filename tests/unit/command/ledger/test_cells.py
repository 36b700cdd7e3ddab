"""One cell: what people type, what workbooks make of it, what we keep."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.command.ledger import cells
from nuanxin.command.ledger.sheets import CLUES, SHEETS, Kind

DAY = date(2024, 1, 3)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2024, 1, 3),
        45294.0,
        45294,
        "45294",
        "2024-01-03",
        "2024/1/3",
        "2024年1月3日",
        " ２０２４-０１-０３ ",
    ],
)
def test_days(cell: Any) -> None:
    assert cells.day(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("2023-07", "2023-07"), ("2023年7月", "2023-07"), ("2023/7/15", "2023-07-15"), (date(2023, 7, 1), "2023-07-01"),
        (202307.0, "2023-07"), ("2023", "2023"), (2023.0, "2023"), ("2023年", "2023"), (45294.0, "2024-01-03"), ("", ""),
    ],
)  # fmt: skip
def test_periods(cell: Any, kept: str) -> None:
    assert cells.period(cell) == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [(12.0, 12), (0, 0), ("１２", 12), ("1,200", 1200), ("1，200人", 1200), ("3.0", 3), ("", None), ("  ", None)],
)
def test_persons(cell: Any, kept: int | None) -> None:
    assert cells.count(cell) == kept


@pytest.mark.parametrize("cell", ["1,20", "十", 1.5, True, DAY, 1e9, -1, "-3", "3个"])
def test_no_persons(cell: Any) -> None:
    with pytest.raises(ValueError, match="人数"):
        cells.count(cell)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [(100.0, 10000), (0.1 + 0.2, 30), ("120,000.50", 12_000_050), ("￥５００元", 50_000), ("", None), (0, 0)],
)
def test_money(cell: Any, kept: int | None) -> None:
    assert cells.money(cell) == kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("是", True),
        (1.0, True),
        ("Y", True),
        ("√", True),
        (True, True),
        ("否", False),
        (0, False),
        ("N", False),
        ("", None),
    ],
)
def test_flags(cell: Any, kept: bool | None) -> None:
    assert cells.flag(cell) is kept


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (1001.0, "1001"), ("０１", "01"), (" A-1 ", "A-1"), (True, "是"), (DAY, "2024-01-03"), (1.5, "1.5"),
        ("甲\r\n乙\x00", "甲\n乙"), (datetime(2024, 1, 3, 5, 6), "2024-01-03 05:06"),
    ],
)  # fmt: skip
def test_numbers_of_files(cell: Any, kept: str) -> None:
    assert cells.reader_of(CLUES.column("external_number"))(cell) == kept


@pytest.mark.parametrize("cell", [4.107211990010113e17, "4.10721E+17"])
def test_digits_that_a_spreadsheet_lost_are_not_guessed(cell: Any) -> None:
    for name in ("external_number", "id_number"):
        with pytest.raises(ValueError, match="文本格式"):
            cells.reader_of(CLUES.column(name))(cell)


@pytest.mark.parametrize(("cell", "kept"), [("11010519491231002x", "11010519491231002X"), ("H12345678", "H12345678")])
def test_documents(cell: str, kept: str) -> None:
    assert cells.identity(cell) == kept


@pytest.mark.parametrize(
    ("cell", "kept"), [(13800001234.0, "13800001234"), ("0373 3012345", "0373-3012345"), ("内线8", "内线8")]
)
def test_phones(cell: Any, kept: str) -> None:
    assert cells.phone(cell) == kept


CELL = st.one_of(
    st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.none(), st.times()
)


@given(st.sampled_from([c for sheet in SHEETS.values() for c in sheet.columns]), CELL)
def test_any_cell_is_read_or_refused_in_chinese_and_reading_again_changes_nothing(column, cell) -> None:
    read = cells.reader_of(column)
    try:
        value = read("" if cell is None else cell)
    except ValueError as refused:
        assert any("\u4e00" <= sign <= "\u9fff" for sign in str(refused))
        return
    if isinstance(value, str) and column.kind != Kind.CHOICE:
        assert read(value) == value
