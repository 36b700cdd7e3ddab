"""A file of signals: whole or not at all, every fault with its row, column and what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from nuanxin.foundation.common.errors import BadInput
from nuanxin.watch.monitoring.outside.kinds import kinds
from nuanxin.watch.monitoring.outside.reading import HEADINGS, Line, read_signals
from nuanxin.watch.monitoring.risk.house import house_rules
from tests.conftest import TODAY
from tests.unit.watch.monitoring.outside.handing import CODE, sheet


def test_every_unit_as_it_is_meant() -> None:
    lines = read_signals(
        sheet(
            f'欠税,{CODE},,恒大建工,2024-01-03,"125,000.50",,县税务局,税公告1号',
            f"涉诉（被告）,{CODE},,恒大建工,2024年1月4日,3,,,",
            f"列入经营异常名录,{CODE},,恒大建工,2023-12-01,,2024-01-05,,",
            "用电量同比下降,,P1,安置房,2024/1/5,62.5%,,,",
        ),
        "a.csv",
        TODAY,
    )
    tax, suits, listed, power = lines
    assert (tax.amount_fen, tax.office, tax.document, tax.row) == (12_500_050, "县税务局", "税公告1号", 2)
    assert (suits.value, suits.happened_on, suits.office) == (Decimal(3), date(2024, 1, 4), "人民法院")
    assert (listed.value, listed.amount_fen, listed.until) == (None, None, date(2024, 1, 5))
    assert (power.project, power.credit_code, power.value) == ("P1", "", Decimal("62.5"))


def test_a_workbook_says_the_same_as_a_text_table() -> None:
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept)
    page = book.add_worksheet()
    page.write_row(0, 0, list(HEADINGS))
    page.write_row(1, 0, ["欠税", CODE, "", "恒大建工", "2024-01-03", 1250.5, "", "", ""])
    book.close()
    (line,) = read_signals(kept.getvalue(), "a.xlsx", TODAY)
    (text,) = read_signals(sheet(f"欠税,{CODE},,恒大建工,2024-01-03,1250.5,,,"), "a.csv", TODAY)
    assert isinstance(line, Line) and line == text


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (f"欠水费,{CODE},,甲,2024-01-03,1,,,", "信号", "没有“欠水费”这种信号"),
        ("欠税,91410700MA40000018,,甲,2024-01-03,1,,,", "统一社会信用代码", "校验位"),
        ("欠税,,P1,甲,2024-01-03,1,,,", "监测项目编号", "只能对企业"),
        (f"欠税,{CODE},P1,甲,2024-01-03,1,,,", "统一社会信用代码", "只填一个"),
        (f"欠税,{CODE},,甲,2024-01-03,,,,", "数值", "没有填写"),
        (f"欠税,{CODE},,甲,2024-01-03,-5,,,", "数值", "金额"),
        (f"用电量同比下降,{CODE},,甲,2024-01-03,120,,,", "数值", "不能超过100"),
        (f"涉诉（被告）,{CODE},,甲,2024-01-03,1.5,,,", "数值", "整数"),
        (f"列入经营异常名录,{CODE},,甲,2024-01-03,7,,,", "数值", "不填数值"),
        (f"欠税,{CODE},,甲,2024-02-30,1,,,", "信号日期", ""),
        (f"欠税,{CODE},,甲,2024-01-11,1,,,", "信号日期", "今天之后"),
        (f"欠税,{CODE},,甲,2024-01-03,1,2024-01-02,,", "解除日期", "早于信号日期"),
        (f"欠税,{CODE},,,2024-01-03,1,,,", "名称", "没有填写"),
    ],
)
def test_one_fault_refuses_the_file_and_says_where(row: str, column: str, why: str) -> None:
    good = f"欠税,{CODE},,恒大建工,2024-01-02,1,,,"
    with pytest.raises(BadInput) as told:
        read_signals(sheet(good, row), "a.csv", TODAY)
    (fault,) = told.value.faults
    assert (fault.row, fault.column) == (3, column) and why in fault.message


def test_all_faults_at_once_and_doubles_named() -> None:
    same = f"欠税,{CODE},,甲,2024-01-03,1,,,"
    with pytest.raises(BadInput) as told:
        read_signals(sheet(same, "怪信号,,,,,,,,", same), "a.csv", TODAY)
    assert [fault.row for fault in told.value.faults] == [3, 4]
    assert "与第2行是同一对象" in told.value.faults[1].message


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"PK\x03\x04broken", "名称\n甲\n".encode(), ",".join(HEADINGS).encode()]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        read_signals(content, "a.csv", TODAY)


def test_every_kind_has_a_dated_rule_in_its_own_unit() -> None:
    rules = house_rules(TODAY).by_key()
    assert set(kinds()) == {key for key in rules if key.startswith("outside_")}
    for kind in kinds().values():
        steps = rules[kind.key].steps
        assert all(not step.fen_from or kind.unit == "yuan" for step in steps)
        assert all(not step.value_from or kind.unit in ("count", "percent") for step in steps)
        assert (
            max(step.points for step in steps) < house_rules(TODAY).orange
        )  # alone no signal makes anybody answer at once
