"""Both clocks of a listing as a table: the list (令45) beside the publicity (令36), and what stands against early removal."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt
from nuanxin.rights.credit.listing.clocks import CRIMINAL, EarlyFacts, early_removal, two_clocks

TABLE = Path(__file__).with_name("credit_clocks.csv")
LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
WORDS = {label: key for key, label in CRIMINAL}


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", [pytest.param(row, id=row["例"]) for row in rows()])
def test_both_clocks(row: dict[str, str]) -> None:
    decided, corrected, asked = date.fromisoformat(row["列入日"]), day(row["改正日"]), date.fromisoformat(row["询问日"])
    clocks = two_clocks(decided, corrected_on=corrected, law=LAW)
    assert clocks.list_until == day(row["名单届满"])
    assert clocks.early_from == day(row["最早提前移出"])
    assert clocks.publicity_until == day(row["公示届满"])
    assert clocks.repair_from == day(row["最早申请修复"])
    assert bool(clocks.conflict) == (row["期限不一致"] == "是")
    facts = EarlyFacts(
        listed_on=decided,
        corrected_on=corrected,
        promised_on=day(row["承诺日"]),
        new_arrears=tuple(filter(None, row["新欠薪"].split("|"))),
        criminal=WORDS[row["刑事"]],
    )
    told = early_removal(facts, asked, law=LAW)
    assert (not told) == (row["可以提前移出"] == "是"), [one.why for one in told]
    for words in filter(None, row["障碍"].split("|")):
        assert any(words in one.why for one in told), (words, [one.why for one in told])
    assert all("第十" in one.cites for one in told)


def test_a_decision_before_the_rule_of_2026_is_to_be_checked_by_hand() -> None:
    assert any("2026年4月1日施行" in line for line in two_clocks(date(2026, 3, 31), law=LAW).cautions)
    assert two_clocks(date(2026, 4, 1), law=LAW).cautions == ()
