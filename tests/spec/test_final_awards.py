"""一裁终局 as a table that an arbitrator can read: each item by itself, with the article; and never the total."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, cast

import pytest

from nuanxin.foundation.common.money import parse_yuan
from nuanxin.foundation.law.book import Law
from nuanxin.rights.disputes.arbitration.decisions.final_award import Item, ItemKind, MinimumWage, final_items, ruled
from tests.conftest import TODAY

TABLE = Path(__file__).with_name("final_awards.csv")
ANSWERS = {"终局": True, "非终局": False, "不能判断": None}
MULTIPLE = int(Law.load().figure("arb.final_award", "410721", on=TODAY).high or 0)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def item_of(row: dict[str, str]) -> Item:
    decided = parse_yuan(row["裁决金额（元）"]) if row["裁决金额（元）"] else None
    return Item(row["案例"], row["案例"], cast(ItemKind, row["请求种类"]), parse_yuan(row["请求金额（元）"]), decided)


def minimum_of(row: dict[str, str]) -> MinimumWage:
    said = row["月最低工资（元）"]
    return MinimumWage(parse_yuan(said), "省政府通知") if said else MinimumWage(None, "", "月最低工资标准未录入")


@pytest.mark.parametrize("row", [pytest.param(row, id=row["案例"]) for row in rows()])
def test_each_item(row: dict[str, str]) -> None:
    found = final_items([item_of(row)], minimum=minimum_of(row), multiple=MULTIPLE).items[0]
    assert found.final is ANSWERS[row["是否终局"]], found.why
    assert row["说明"] in found.why
    assert row["依据"] in found.cites


def test_twelve_months_stand_in_the_law_book() -> None:
    assert MULTIPLE == 12
    assert len(rows()) >= 15


def test_never_the_total() -> None:
    """Three items, each under the line, together far above it: all final (法释〔2020〕26号 art. 19)."""
    minimum = MinimumWage(235_000)
    three = [Item(f"i{n}", f"i{n}", "wages", 2_500_000, 2_500_000) for n in range(3)]
    tested = final_items(three, minimum=minimum, multiple=MULTIPLE)
    assert sum(one.fen for one in three) > 235_000 * MULTIPLE
    assert len(tested.final) == 3 and tested.conclusion == "各项均适用一裁终局"
    mixed = final_items([*three, Item("big", "big", "wages", 9_000_000)], minimum=minimum, multiple=MULTIPLE)
    assert len(mixed.not_final) == 1 and "分别制作裁决书" in mixed.conclusion


def test_the_panel_s_ruling_fills_what_is_open_and_nothing_else() -> None:
    items: list[Any] = [Item("d", "二倍工资", "double_pay", 100), Item("w", "工资", "wages", 99_000_000)]
    tested = final_items(items, minimum=MinimumWage(235_000), multiple=MULTIPLE)
    after = ruled(tested, {"d": True, "w": True})
    assert [one.final for one in tested.items] == [None, False]
    assert [one.final for one in after.items] == [True, False]
