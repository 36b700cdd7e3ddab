"""How a complaint's free text is read, as a table that an official can read. All texts are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nuanxin.rights.intake.reading.reading import read_text

TABLE = Path(__file__).with_name("complaint_readings.csv")
FIELDS = {"应去": "right_channel", "行业": "sector", "用人单位": "respondent", "项目": "project"}


def lines() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["情形"])
def test_the_table_holds(line: dict[str, str]) -> None:
    """An empty cell of a text column says nothing; of 人数, 金额 and 紧急 it says: not stated."""
    read = read_text(line["原文"], topic=line["标题"], time=line["来文日期"])
    found = read.as_dict()
    assert read.is_wage_arrears == (line["是否欠薪"] == "是"), read
    assert {name: found[key] for name, key in FIELDS.items() if line[name]} == {n: line[n] for n in FIELDS if line[n]}
    assert read.persons == (int(line["人数"]) if line["人数"] else None)
    assert read.amount_fen == (int(line["金额（元）"]) * 100 if line["金额（元）"] else None)
    assert [said or "" for said in read.period] == [line["起"], line["止"]]
    assert set(read.flags) == set(line["紧急"].split())


def test_every_door_but_mere_suggestion_stands_in_the_table() -> None:
    assert {line["应去"] for line in lines()} >= {
        "labour_inspection", "arbitration", "court", "housing_department", "police", "social_insurance", "injury", "other",
    }  # fmt: skip
