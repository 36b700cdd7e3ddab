"""Every counter of the book equals a plain loop over all rows, on random histories with corrections and merges."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from nuanxin.command.counters.book import book
from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import _HOW, counter, counters, numbers
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.boundaries.changing import NewRegion
from nuanxin.services.events.kinds import kinds
from nuanxin.services.events.words import MaterialKind
from tests.conftest import People, at
from tests.property.counter_events import EVENTS, write_events
from tests.property.counter_rows import write_more
from tests.property.obvious_counters import ACTS, CLUES, OTHERS, SOLVED, VISITS, Twin, Where, the_map
from tests.property.random_ledger import FIRST, RandomLedger
from tests.unit.foundation.organisations.boundaries.test_changing import change, keeper

__all__ = ["keeper"]


def test_book_code_and_twin_name_the_same_counters() -> None:
    assert set(book().counters) == set(_HOW) == {*VISITS, *SOLVED, *ACTS, *CLUES, *OTHERS, *EVENTS}


@pytest.mark.parametrize(
    ("key", "where", "said"),
    [
        ("solved_person", {}, "没有统计指标“solved_person”，是否指 solved_persons"),
        ("solved_persons", {"sector": "mining"}, "“sector”没有“mining”这个取值"),
        ("government_projects_checked", {"sector": "other"}, "不能按“sector”细分"),
    ],
)
def test_what_is_not_in_the_book_is_said(key: str, where: Where, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        numbers(Window("410700", FIRST, FIRST, FIRST), [(key, where)])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(24))
def test_every_counter_equals_its_twin_and_its_rows(people: People, keeper: Any, seed: int) -> None:
    ledger = RandomLedger(seed)
    ledger.write()
    dice = random.Random(seed)
    write_more(ledger, dice)
    write_events(ledger, dice)
    maps, redrawn = the_map(), FIRST + timedelta(days=60)
    if seed % 2:  # one county becomes part of another, or both a new one
        new = "410724" if seed % 4 == 1 else NewRegion("410712", "新乡区")
        with occasion(at=at(redrawn), source="test"):
            change(keeper, "merge" if seed % 4 == 1 else "replace", ["410721"], new, redrawn, on=redrawn)
    region, start, end, as_of = ledger.asked()
    window = Window(region, start, end, as_of)
    twin = Twin(window, maps if window.last < redrawn else the_map())
    asked: list[tuple[str, Where]] = []
    for key, one in counters().items():
        asked.append((key, {}))
        for split in one.entry.splits:
            asked.append((key, {split: dice.choice(list(book().splits[split].values))}))
    got = numbers(window, asked)
    for (key, where), number in zip(asked, got, strict=True):
        assert number == twin.number(key, where), (key, where)
        rows = counter(key).rows(window, where)
        assert sum(rows.order_by().values_list("measured", flat=True)) == number, (key, where)


def test_the_splits_of_activities_are_the_kinds_that_the_house_knows() -> None:
    told = book().splits
    assert set(told["activity"].values) == set(kinds())
    assert {one: told["activity"].values[one] for one in kinds()} == {key: kind.name for key, kind in kinds().items()}
    assert set(told["serves"].values) == {row for kind in kinds().values() for row in kind.serves}
    assert told["material"].values == {str(value): str(label) for value, label in MaterialKind.choices}
