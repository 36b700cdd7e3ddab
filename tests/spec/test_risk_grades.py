"""The house's points and thresholds as a table that an official can read; they are defaults that a place may change."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from nuanxin.watch.monitoring.risk.declared import GRADE_NAMES
from nuanxin.watch.monitoring.risk.grading import grade
from nuanxin.watch.monitoring.risk.house import house_rules

TABLE = Path(__file__).with_name("risk_grades.csv")
MONTH, ON = date(2024, 1, 1), date(2024, 1, 31)
SINCE = date(2026, 11, 23)  # further rules of the house


def lines() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["情形"])
def test_the_table_holds(line: dict[str, str]) -> None:
    found = {}
    for part in line["指标（指标:人数:分[:数值]）"].split():
        key, workers, fen, *value = part.split(":")
        row = {"project_id": "P", "month": MONTH, "workers": int(workers), "amount_fen": int(fen)}
        found[key] = [row | ({"value": int(value[0])} if value else {})]
    rules = house_rules(date.fromisoformat(line["规则日期"]) if line["规则日期"] else ON)
    told = grade(found, rules, ON)
    score, colour = (told[0].score, GRADE_NAMES[told[0].grade]) if told else (0, "无")
    assert (score, colour) == (int(line["风险分"]), line["级别"])


def test_every_rule_stands_in_the_table() -> None:
    said = {part.split(":")[0] for line in lines() for part in line["指标（指标:人数:分[:数值]）"].split()}
    assert set(house_rules(SINCE).by_key()) - said == {"pay_without_attendance", "real_name_low"}
