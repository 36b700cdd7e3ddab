"""Invented ledgers: the same for the same seed, valid in every number, and a second telling that can be recognised."""

from __future__ import annotations

import random
from itertools import islice

from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.web.terminal.benchmarks.figures import Figure, Report, percentile
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.sheets import cells_of


def test_same_seed_same_ledger() -> None:
    assert list(Ledger(3, 200)) == list(Ledger(3, 200))
    assert list(Ledger(3, 200)) != list(Ledger(4, 200))


def test_numbers_are_valid() -> None:
    for clue in Ledger(5, 500):
        for person in clue.people:
            assert not person.id_number or IdNumber(person.id_number).text == person.id_number
            assert not person.phone or is_mobile(person.phone)
        assert clue.months is None or clue.months[0] <= clue.months[1]


def test_told_again_leaves_something_to_know_the_person_by() -> None:
    rng = random.Random(1)
    for clue in islice(Ledger(6, 2_000), 2_000):
        again = told_again(clue, rng)
        assert again.clue_id == 0
        assert bool(again.people) == bool(clue.people)
        for person in again.people:
            assert person.name or person.id_number or person.phone


def test_a_row_of_the_sheet() -> None:
    clue = next(iter(Ledger(7, 10)))
    cells = cells_of(clue, "T1")
    assert (cells["外部编号"], cells["收到日期"]) == ("T1", str(clue.received_on))


def test_figures_say_whether_the_limit_holds() -> None:
    assert Figure("比值", 1.5, limit=2).holds is True
    assert Figure("找回率", 0.98, limit=0.99, at_least=True).holds is False
    assert "未达到" in Figure("找回率", 0.98, limit=0.99, at_least=True).line()
    assert Figure("速度", 1234.5, "条/秒").line() == "  速度：1,234 条/秒"
    report = Report("duplicates", 10, "sqlite")
    report.add("比值", 1.5, limit=2)
    assert report.as_dict()["figures"][0]["holds"] is True
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
