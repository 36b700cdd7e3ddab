"""Scores and grades: explained, the same as a slow twin, dated data that says where its points come from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.watch.monitoring.indicators import CONTRACT, INDICATORS
from nuanxin.watch.monitoring.risk.declared import GradeLines, Rule, Rules, Step, rule_faults
from nuanxin.watch.monitoring.risk.grading import RiskGrade, counted, grade, grade_employers
from nuanxin.watch.monitoring.risk.house import figure, house_rules, rule_names

DAY = date(2024, 1, 31)
JANUARY = date(2024, 1, 1)
SINCE = date(2026, 11, 23)  # the house has more rules than those of the contract
RULES = Rules(
    (
        Rule("wages_overdue", "工资到期未付", (Step(40), Step(60, workers_from=10), Step(70, fen_from=10_000_00))),
        Rule("deposit_missing", "工资保证金缺失", (Step(15),)),
        Rule("headcount_drop", "出勤人数骤降", (Step(30, workers_from=50),)),
    ),
    red=70, orange=40, yellow=15, further_site=10,
)  # fmt: skip


def row(project: str, workers: int = 1, fen: int = 0, month: date = JANUARY) -> dict[str, Any]:
    return {"project_id": project, "month": month, "workers": workers, "amount_fen": fen}


def test_a_grade_says_which_rule_how_many_workers_how_much_money() -> None:
    (one,) = grade({"deposit_missing": [row("A")], "wages_overdue": [row("A", 12, 500_00)]}, RULES, DAY)
    assert (one.score, one.grade, one.workers, one.amount_fen) == (75, "red", 12, 500_00)
    assert [why.words for why in one.reasons] == ["工资到期未付：12人、500.00元，计60分", "工资保证金缺失：1人，计15分"]
    assert one.as_row()["reasons"] == "wages_overdue:60 deposit_missing:15"


@pytest.mark.parametrize(
    ("workers", "fen", "expected"),
    [(1, 0, (40, "orange")), (9, 999_999, (40, "orange")), (10, 0, (60, "orange")), (1, 10_000_00, (70, "red"))],
)
def test_steps_begin_at_their_threshold(workers: int, fen: int, expected: tuple[int, str]) -> None:
    (one,) = grade({"wages_overdue": [row("A", workers, fen)]}, RULES, DAY)
    assert (one.score, one.grade) == expected


def test_what_no_rule_speaks_of_gives_nothing() -> None:
    found = {
        "headcount_drop": [row("A", 49)],
        "unknown": [row("B", 99)],
        "deposit_missing": [row("C", month=date(2024, 2, 1))],
    }
    assert grade(found, RULES, DAY) == []
    assert counted(grade(found, RULES)) == {"red": 0, "orange": 0, "yellow": 1, "blue": 0, "none": 0}


def slow_twin(
    found: dict[str, list[dict[str, Any]]], rules: Rules, on: date
) -> dict[tuple[str, date], tuple[int, str]]:
    """Project-month by project-month, rule by rule, step by step."""
    told = {}
    months = {(r["project_id"], r["month"]) for rows in found.values() for r in rows}
    for project, month in months:
        score = 0
        for rule in rules.rules:
            for r in found.get(rule.key, []):
                if (r["project_id"], r["month"]) != (project, month) or month > on:
                    continue
                best = 0
                for step in rule.steps:
                    if r["workers"] < step.workers_from or r["amount_fen"] < step.fen_from or step.value_from > 0:
                        continue
                    best = max(best, step.points)
                score += best
        if score > 100:
            score = 100
        if score:
            colour = "none"
            lines = (("blue", rules.blue), ("yellow", rules.yellow), ("orange", rules.orange), ("red", rules.red))
            for name, line in lines:
                if line is not None and score >= line:
                    colour = name
            told[project, month] = (score, colour)
    return told


ROWS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from([JANUARY, date(2023, 12, 1), date(2024, 3, 1)]),
              st.integers(0, 120), st.integers(0, 3_000_000_00)),
    max_size=8, unique_by=lambda one: one[:2],
)  # fmt: skip


@given(
    st.dictionaries(st.sampled_from([*rule_names(), "unknown"]), ROWS, max_size=6),
    st.sampled_from([RULES, house_rules(DAY)]),
)
def test_the_grades_are_those_of_the_slow_twin(drawn: dict[str, Any], rules: Rules) -> None:
    found = {
        key: [row(project, workers, fen, month) for project, month, workers, fen in rows] for key, rows in drawn.items()
    }
    said = grade(found, rules, DAY)
    assert {(one.project_id, one.month): (one.score, one.grade) for one in said} == slow_twin(found, rules, DAY)
    assert all(min(100, sum(why.points for why in one.reasons)) == one.score for one in said)
    assert [(one.project_id, one.month) for one in said] == sorted((one.project_id, one.month) for one in said)


def test_an_employer_with_several_bad_sites_is_worse() -> None:
    sites = [
        RiskGrade(code, JANUARY, score, RULES.grade_of(score), ()) for code, score in (("A", 62), ("B", 20), ("C", 5))
    ]
    (one,) = grade_employers(sites, {"A": "甲", "B": "甲", "C": "甲", "D": "乙"}, RULES)
    assert (one.employer, one.score, one.grade, len(one.sites)) == ("甲", 72, "red", 2)
    assert one.reasons == ("风险最高的项目A：62分", "同月另有1个项目被评级，每个加10分")


def test_every_indicator_has_a_dated_rule_that_says_its_source() -> None:
    now = house_rules(SINCE)
    names = now.by_key()
    assert {one.key: one.name for one in INDICATORS} == {
        key: names[key].name for key in names if not key.startswith(("complaints", "outside_"))
    }
    for rules in (now, house_rules(DAY)):
        assert all("默认" in rule.source and not rule_faults(rule.steps) for rule in rules.rules)
        assert GradeLines(rules.red, rules.orange, rules.yellow).fault == "" and "默认" in rules.source
    assert house_rules(date(2019, 1, 1)).rules == ()


def test_more_rules_leave_older_sets_as_they_were() -> None:
    """What was back-tested and switched on before the rules of the house grew holds no rule that was never tried."""
    before, now = (house_rules(day).by_key() for day in (SINCE - timedelta(days=1), SINCE))
    assert now.keys() - before.keys() == {one.key for one in INDICATORS} - {one.key for one in CONTRACT}
    assert all(now[key] == before[key] for key in before) and len(now) > 26
    assert before == house_rules(DAY).by_key()


def test_a_figure_of_an_indicator_is_dated_and_told() -> None:
    assert figure("hours_excessive", "hours", SINCE) == figure("hours_excessive", "hours", DAY) == 300
    assert "当月工时超过300小时" in house_rules(SINCE).by_key()["hours_excessive"].source
    with pytest.raises(KeyError):
        figure("wages_overdue", "hours", SINCE)


def test_a_set_is_known_by_its_content() -> None:
    other = Rules(RULES.rules, red=71, orange=40, yellow=15, further_site=10)
    assert RULES.digest != other.digest and RULES.digest == Rules(**vars(RULES)).digest


def test_faults_of_steps_and_lines() -> None:
    assert rule_faults([]) == ["没有填写分值"]
    assert rule_faults([Step(101), Step(5, workers_from=-1)]) == ["分值应在0到100之间", "人数和金额的界线不能小于零"]
    assert GradeLines(40, 40, 20).fault and GradeLines(101, 40, 20).fault
