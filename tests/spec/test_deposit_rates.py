"""What must be stored, as a table that an official can read: one line a situation (人社部发〔2021〕65号 第十一至十三条)."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from nuanxin.rights.relief.deposit.rates import Arrears, Contract, Listed, Record, Rules, due_deposit, percent
from nuanxin.rights.relief.deposit.rules import read_rules

TABLE = Path(__file__).with_name("deposit_rates.csv")
YES_NO = {"是": True, "否": False, "": None}


def cases() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rules(text: str) -> Rules:
    if not text:
        return Rules(rate=None, missing="本省工资保证金存储比例没有设置")
    said = dict(part.split("=") for part in text.split())
    value = {key: bool(int(number)) if key.endswith("exempt") else float(number) for key, number in said.items()}
    frame = {
        "floor": Fraction("0.005"), "low": Fraction("0.01"), "high": Fraction("0.03"), "small_fen": 300_000_000,
        "least_cut": Fraction("0.5"), "least_extra": Fraction("0.5"), "least_extra_listed": Fraction(1),
    }  # fmt: skip
    return read_rules(value, "省文件", frame)


def record(row: dict[str, str]) -> Record:
    owed = tuple(Arrears(date.fromisoformat(day), "线索甲", 3, 100) for day in row["欠薪"].split())
    listed = []
    for span in row["列入名单"].split():
        first, _, until = span.partition("~")
        listed.append(Listed(date.fromisoformat(first), "名单1号", date.fromisoformat(until) if until else None))
    stored = date.fromisoformat(row["首次存储"]) if row["首次存储"] else None
    return Record(owed, tuple(listed), stored)


@pytest.mark.parametrize("row", cases(), ids=lambda row: row["情形"])
def test_what_is_due(row: dict[str, str]) -> None:
    contract = Contract(
        int(row["合同额"]), date.fromisoformat(row["签订日期"]), int(row["年度合同额"]) if row["年度合同额"] else None,
        int(row["在建工程数"]), YES_NO[row["实名制"]], YES_NO[row["专户"]],
    )  # fmt: skip
    due = due_deposit(contract, record(row), rules(row["本地设置"]), on=date.fromisoformat(row["核定日期"]))
    if row["应存金额"] == "缺少":
        assert row["依据"] in due.missing and due.fen == 0
        return
    assert due.missing == ""
    assert row["依据"] in "".join(reason.cites for reason in due.reasons)
    if row["应存金额"] == "免存":
        assert due.exempt and due.fen == 0
    else:
        assert (due.fen, percent(due.rate), due.exempt) == (int(row["应存金额"]), row["比例"], False)


def test_the_table_is_wide_enough() -> None:
    assert len(cases()) >= 20
    assert len({row["情形"] for row in cases()}) == len(cases())


def test_rows_of_the_record_stand_behind_a_raise() -> None:
    owed = (Arrears(date(2022, 6, 1), "410721-2022-000001", 12, 3_450_000),)
    due = due_deposit(Contract(100, date(2023, 3, 1)), Record(owed), rules("rate=0.02"), on=date(2023, 3, 20))
    raised = next(reason for reason in due.reasons if reason.rows)
    assert raised.rows == ("2022年6月1日 410721-2022-000001，核实12人34,500.00元",)
