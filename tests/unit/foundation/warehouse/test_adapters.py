"""Files of a bank and of a gate, as they come, through the mapping files that ship."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.warehouse.adapters import adapter, shipped
from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_month import workers_of

PROJECTS = "project_id,name,region_code,general_contractor,starts_on\nP1,一标,410721,甲公司,2024-01-01\nP2,二标,410721,乙公司,2024-01-01\n"
WORKERS = "project_id,worker_id,card\nP1,A,6222020000000000001\nP1,B,6222020000000000002\nP2,C,6222020000000000003\n"
BANK = "项目编号,人员编号,工资月份,应发日期,应发金额,交易日期,成功金额,收款账号\n"


def handed_in(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_bytes(text.encode("gb18030"))
    return folder


def rows(home: Path, table: str) -> list[tuple[Any, ...]]:
    files = [str(path) for path in files_of(home, what_holds(home), table)]
    return duckdb.execute("SELECT * FROM read_parquet($1) ORDER BY ALL", [files]).fetchall()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    begun = handed_in(tmp_path / "begun", projects=PROJECTS, workers=WORKERS)
    assert not load_wages(begun, tmp_path / "house").refused
    return tmp_path / "house"


def test_what_a_bank_sends_back_alone(home: Path, tmp_path: Path) -> None:
    """Sums in 元 with separators, cards of 19 digits, no table of projects: the warehouse knows them."""
    line = 'P1,A,2024-03,2024-04-15,"6,500.50",2024-04-15,6500.5,6222020000000000001\n'
    folder = handed_in(tmp_path / "in", 三月回盘=BANK + line)
    done = load_wages(folder, home, origin=adapter("bank_return"))
    assert not done.refused and done.rows == {"payroll": 1} and done.months == ("2024-03",)
    ((project, worker, _, _, due, _, paid, card, *_),) = rows(home, "payroll")
    assert (project, worker, due, paid, card) == ("P1", "A", 650050, 650050, "6222020000000000001")


def test_a_late_file_of_one_project_leaves_the_others(home: Path, tmp_path: Path) -> None:
    two = "P1,A,2024-03,2024-04-15,100,2024-04-15,100,\nP2,C,2024-03,2024-04-15,300,2024-04-15,300,\n"
    load_wages(handed_in(tmp_path / "one", 回盘=BANK + two), home, origin=adapter("bank_return"))
    late = "P1,A,2024-03,2024-04-15,100,2024-04-20,90,\nP1,B,2024-03,2024-04-15,200,,0,\n"
    load_wages(handed_in(tmp_path / "two", 回盘=BANK + late), home, origin=adapter("bank_return"))
    assert [(row[0], row[1], row[6]) for row in rows(home, "payroll")] == [
        ("P1", "A", 9000),
        ("P1", "B", 0),
        ("P2", "C", 30000),
    ]


TRIED = "项目编号,人员编号,工资月份,应发日期,应发金额,交易日期,代发金额,交易状态,失败原因\n"
BOTH = (
    TRIED
    + "P1,A,2024-03,2024-04-15,100,2024-04-15,100,交易成功,\nP1,B,2024-03,2024-04-15,200,2024-04-15,200,退汇,户名不符\n"
)


def march(home: Path) -> list[tuple[Any, ...]]:
    return [
        (one.worker_id, one.paid_on, one.paid_fen, one.missing_fen, one.failed, one.failure)
        for one in workers_of(home, "P1", date(2024, 3, 1))
    ]


def test_a_payment_that_came_back_has_paid_nobody(home: Path, tmp_path: Path) -> None:
    """The sum of such a row says what was tried; the month says who did not get his wages, and why."""
    done = load_wages(handed_in(tmp_path / "in", 三月代发回盘=BOTH), home, origin=adapter("bank_return"))
    assert not done.refused
    assert march(home) == [("B", None, 0, 20000, True, "户名不符"), ("A", date(2024, 4, 15), 10000, 0, False, "")]


def test_a_second_try_leaves_the_others_of_the_month(home: Path, tmp_path: Path) -> None:
    load_wages(handed_in(tmp_path / "in", 三月代发回盘=BOTH), home, origin=adapter("bank_return"))
    again = TRIED + "P1,B,2024-03,2024-04-15,200,2024-04-18,200,成功,\n"
    done = load_wages(handed_in(tmp_path / "more", 三月补发回盘=again), home, origin=adapter("bank_return"))
    assert not done.refused and done.rows == {"payroll": 1}
    assert march(home) == [
        ("A", date(2024, 4, 15), 10000, 0, False, ""),
        ("B", date(2024, 4, 18), 20000, 0, False, ""),
    ]


def test_both_kinds_of_return_at_once_are_refused(home: Path, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", 三月代发回盘=BOTH, 三月补发回盘=TRIED)
    with pytest.raises(BadInput, match="补发的和整月的放在一起"):
        load_wages(folder, home, origin=adapter("bank_return"))


def test_an_outcome_that_nobody_knows_is_named(home: Path, tmp_path: Path) -> None:
    text = TRIED + "P1,A,2024-03,2024-04-15,100,2024-04-15,100,处理中,\n"
    refused = load_wages(handed_in(tmp_path / "in", 三月回盘=text), home, origin=adapter("bank_return"))
    assert [(one.column, one.rows) for one in refused.wrong if not one.odd] == [("交易结果", 1)]


def test_a_failed_payment_with_money_paid_is_refused(home: Path, tmp_path: Path) -> None:
    """In a table of our own nothing is guessed: one of the two is wrong."""
    text = "project_id,worker_id,month,due_on,amount_due_fen,amount_paid_fen,outcome\nP1,A,2024-03,2024-04-15,50000,50000,failed\n"
    refused = load_wages(handed_in(tmp_path / "in", payroll=text), home)
    assert [(one.column, one.rows) for one in refused.wrong if not one.odd] == [("实发（分）", 1)]


def test_months_of_earlier_loads_know_nothing_of_failures(home: Path, tmp_path: Path) -> None:
    """Files written before the bank's outcome was kept are read as ever."""
    load_wages(handed_in(tmp_path / "in", 三月代发回盘=BOTH), home, origin=adapter("bank_return"))
    (path,) = files_of(home, what_holds(home), "payroll")
    duckdb.execute(
        f"COPY (SELECT * EXCLUDE (outcome, failure) FROM read_parquet('{path}')) TO '{path}.new' (FORMAT parquet)"
    )
    Path(f"{path}.new").replace(path)
    assert {one[0]: one[4] for one in march(home)} == {"A": False, "B": False}
    again = TRIED + "P1,B,2024-03,2024-04-15,200,2024-04-18,200,失败,账户已销户\n"
    load_wages(handed_in(tmp_path / "more", 三月补发回盘=again), home, origin=adapter("bank_return"))
    assert {one[0]: one[5] for one in march(home)} == {"A": "", "B": "账户已销户"}


def test_swipes_of_a_day_are_one_day(home: Path, tmp_path: Path) -> None:
    swipes = "项目编码,工号,通行时间\nP1,A,2024-03-01 07:58:11\nP1,A,2024-03-01 18:02:40\nP1,A,2024-03-02 08:00:00\n"
    done = load_wages(handed_in(tmp_path / "in", 三月考勤=swipes), home, origin=adapter("gate_export"))
    assert not done.refused
    ((project, worker, _, days, _, day_map),) = rows(home, "attendance_months")
    assert (project, worker, days, day_map) == ("P1", "A", 2, 0b11)


def test_words_of_the_statement_and_those_nobody_knows(home: Path, tmp_path: Path) -> None:
    flows = "项目编号,交易日期,摘要,交易金额\nP1,2024-03-05,人工费用,120000\nP1,2024-03-20,代发工资,90000.00\n"
    done = load_wages(handed_in(tmp_path / "in", 专户流水=flows), home, origin=adapter("bank_return"))
    assert not done.refused
    assert [(row[2], row[3]) for row in rows(home, "account_flows")] == [
        ("labour_fee_in", 12_000_000),
        ("wage_out", 9_000_000),
    ]
    before = (home / "manifest.json").read_bytes()
    odd = flows + "P1,2024-03-21,不知名的款,1\nP1,2024-03-22,利息,1.234\n"
    refused = load_wages(handed_in(tmp_path / "odd", 专户流水=odd), home, origin=adapter("bank_return"))
    assert refused.refused and (home / "manifest.json").read_bytes() == before
    assert {(one.column, one.rows) for one in refused.wrong} == {("类别", 1), ("金额（分）", 1)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: x\nfiles: [{pattern: '*', table: nothing, headings: {}}]", "没有“nothing”这张表"),
        ("name: x\nfiles: [{pattern: '*', table: payroll, headings: {wage: [工资]}}]", "payroll没有这些列：wage"),
        ("name: x\nfiles: [{pattern: '*', table: attendance, headings: {}, adds: true}]", "attendance的行没有编号"),
        ("name: [", "对应文件有误"),
    ],
)
def test_a_mapping_that_means_nothing_says_so(text: str, says: str, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        adapter(str(own))


def test_an_unknown_mapping_names_those_there_are(tmp_path: Path) -> None:
    assert shipped() == ("bank_return", "gate_export", "real_name_platform")
    with pytest.raises(BadInput, match="bank_return、gate_export"):
        adapter("nobody")


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("ProjectMaster", "projectCode,contractorCorpCode,contractorCorpName,name,category,buildCorpName,areaCode,invest,startDate,completeDate"),
        ("项目基础信息", "项目编码,总承包单位统一社会信用代码,总承包单位名称,项目名称,项目分类,建设单位名称,项目所在地,总投资,开工日期,竣工日期"),
    ],
)  # fmt: skip
def test_projects_of_a_real_name_platform(name: str, heads: str, tmp_path: Path) -> None:
    """Codes of the ministry's standard or their Chinese names; a day may come with a time, the last one not at all."""
    lines = (
        "XM1,91410721MA00000001,甲建设公司,一号楼,01,某置业公司,410721,12000,2024-01-05 00:00:00,2025-06-30\n"
        "XM2,,乙建设公司,二号楼,01,,410700,,2024/3/1,\n"
    )
    folder = handed_in(tmp_path / "in", **{name: f"{heads}\n{lines}"})
    done = load_wages(folder, tmp_path / "house", origin=adapter("real_name_platform"))
    assert not done.refused and done.rows == {"projects": 2}, done.wrong
    found = [(row[0], row[1], row[2], row[3], row[4], row[-2], row[-1]) for row in rows(tmp_path / "house", "projects")]
    assert found == [
        ("XM1", "一号楼", "410721", "甲建设公司", "91410721MA00000001", date(2024, 1, 5), date(2025, 6, 30)),
        ("XM2", "二号楼", "410700", "乙建设公司", None, date(2024, 3, 1), None),
    ]
