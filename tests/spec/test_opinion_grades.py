"""The grade of an item by the declared rules, as a table that an official can read."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from nuanxin.watch.opinion.grading.rules import Told, judge, rules_on, versions
from nuanxin.watch.opinion.words import WEIGHT, Medium

TABLE = list(csv.DictReader(Path(__file__).with_name("opinion_grades.csv").open(encoding="utf-8", newline="")))
MEDIA = {label: str(value) for value, label in Medium.choices}
YES = {"是": True, "否": False, "": None}
RULES = rules_on(date(2024, 1, 10))


def told(line: dict[str, str]) -> Told:
    number = {name: int(line[name]) if line[name] else None for name in ("阅读", "转发", "人数")}
    return Told(
        text=line["内容"], media=frozenset({MEDIA[line["平台"]]}), views=number["阅读"], shares=number["转发"],
        persons=number["人数"], government=YES[line["政府投资"]], named=line["写明单位"] == "是", copies=int(line["归并条数"]),
    )  # fmt: skip


@pytest.mark.parametrize("line", TABLE, ids=[line["内容"] for line in TABLE])
def test_grade_and_reasons(line: dict[str, str]) -> None:
    found = judge(told(line), RULES)
    assert found.grade.label == line["等级"]
    assert {one.rule for one in found.reasons} == set(line["命中规则"].split())
    weights = [WEIGHT[one.grade] for one in found.reasons]
    assert weights == sorted(weights, reverse=True)
    assert all(one.text and one.source for one in found.reasons)


def test_every_rule_with_a_figure_stands_in_the_table_or_waits_for_the_place() -> None:
    hit = {rule for line in TABLE for rule in line["命中规则"].split()}
    assert {rule.key for rule in RULES.rules} - hit == {"mass", "copies"}
    assert [rule.key for rule in RULES.rules if rule.unset] == ["mass", "copies"]


def test_a_place_sets_the_figures_that_no_source_gives() -> None:
    here = RULES.here({"opinion.rule.copies": 9, "opinion.rule.mass": 30})
    assert judge(told(TABLE[-1]), here).grade.label == "橙色（较大）"
    assert [one.rule for one in judge(Told(text="", persons=30), here).reasons] == ["mass", "collective"]
    for wrong in (0, -3, "9", 2.5, True, None, [9]):
        assert [rule.key for rule in RULES.here({"opinion.rule.copies": wrong}).rules if rule.unset] == [
            "mass",
            "copies",
        ]


def test_versions_are_dated_and_every_rule_names_its_source() -> None:
    assert len({one.valid_from for one in versions()}) == len(versions())
    assert all(rule.source for one in versions() for rule in one.rules)
