"""advice_cases.csv: cases worked out by hand from the law table, before the rules were run. Every mismatch is named.

At the first run of the table all of the first 106 agreed. Writing it had changed two rules before that: no payment order beside a title
that can be enforced (case 72), no petition while the matter is in arbitration or court (case 89).
"""

from datetime import date

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.advice.deciding import Advice, State, advise
from nuanxin.rights.advice.declared import Times
from nuanxin.rights.advice.doors import DOORS
from tests.spec.advice_cases import ROWS, facts_of

SHORT = {door.short for door in DOORS}


def advice_on(row: dict[str, str]) -> Advice:
    facts = facts_of(row)
    return advise(facts, Times(Law.load(), WorkingCalendar(), facts.place), DOORS)


def pairs(written: str) -> list[tuple[str, str]]:
    return [(door, said) for door, _, said in (pair.partition(":") for pair in written.split())]


def mismatches(row: dict[str, str]) -> list[str]:
    """In words that the expert who wrote the row understands."""
    advice = advice_on(row)
    wrong = []
    for column, state in (("可以走", State.OPEN), ("正在办", State.UNDER_WAY), ("先问清", State.ASK)):
        expected, found = set(row[column].split()), {one.door.short for one in advice.of(state)}
        if expected != found:
            wrong.append(f"{column}：多了{sorted(found - expected)}，少了{sorted(expected - found)}")
    best = advice.best.door.short if advice.best else ""
    if best != row["首选"]:
        wrong.append(f"首选：应为{row['首选']}，得到{best}")
    by_name = {one.door.short: one for one in advice.answers}
    for door, day in pairs(row["最迟"]):
        window = by_name[door].window
        expected_day = None if day == "无" else date.fromisoformat(day)
        if window is None or window.last_day != expected_day:
            wrong.append(f"最迟：{door}应为{day}，得到{window and window.last_day}")
    for door, word in pairs(row["走不了"]):
        why = "；".join(one.text for one in by_name[door].why)
        if by_name[door].state is not State.CLOSED or word not in why:
            wrong.append(f"走不了：{door}应说明“{word}”，得到{by_name[door].state.chinese}“{why}”")
    return wrong


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['编号']} {row['情形']}")
def test_every_case_of_the_table(row: dict[str, str]) -> None:
    wrong = mismatches(row)
    assert not wrong, f"{row['编号']} {row['情形']}\n" + "\n".join(wrong)


def test_the_table_is_large_enough_and_names_only_known_doors() -> None:
    assert len(ROWS) >= 100
    named = {
        word for row in ROWS for column in ("可以走", "正在办", "先问清", "首选") for word in row[column].split()
    } | {door for row in ROWS for column in ("最迟", "走不了") for door, _ in pairs(row[column])}
    assert named <= SHORT
    assert {door.short for door in DOORS} <= named  # every door stands in at least one case
