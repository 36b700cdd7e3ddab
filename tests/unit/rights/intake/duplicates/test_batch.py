"""The walk along the keys against the slow obvious twin, and the command that writes the list."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from nuanxin.foundation.parties.places import place_names
from nuanxin.rights.intake.duplicates.batch import find_pairs
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.duplicates.pairing import likely_pairs
from nuanxin.rights.intake.duplicates.scoring import LIKELY, score
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

CLUES, TWICE = 300, 80


@pytest.fixture
def ledger(db: None) -> list[ClueFacts]:
    rows = list(Ledger(3, CLUES))
    rng = random.Random(4)
    again = [told_again(clue, rng) for clue in rng.sample(rows, TWICE)]
    rows += [replace(clue, clue_id=CLUES + n, number=f"again-{n}") for n, clue in enumerate(again, 1)]
    make_regions()
    load_clues(rows, *make_officer())
    return rows


def every_pair_compared(ledger: list[ClueFacts]) -> dict[tuple[int, int], int]:
    """The twin: no keys, no table, every two clues side by side."""
    places = place_names()
    found = {}
    for one, other in combinations(ledger, 2):
        value = score(one, other, places).value
        if value >= LIKELY:
            found[one.clue_id, other.clue_id] = value
    return found


def test_rows_give_back_the_facts(ledger: list[ClueFacts]) -> None:
    assert facts_of([clue.clue_id for clue in ledger]) == ledger


def test_the_walk_finds_what_the_twin_finds(ledger: list[ClueFacts]) -> None:
    twin = every_pair_compared(ledger)
    found = {(pair.clue_a, pair.clue_b): pair.score for pair in find_pairs()}
    assert found.items() <= twin.items()
    assert len(found) >= 0.98 * len(twin)
    assert len(twin) >= 0.95 * TWICE


def test_order_of_arrival_does_not_matter(ledger: list[ClueFacts]) -> None:
    shuffled = random.Random(9).sample(ledger, len(ledger))
    assert likely_pairs(shuffled) == likely_pairs(ledger)


def test_a_trial_run_counts_the_same_pairs(ledger: list[ClueFacts]) -> None:
    late = [clue for clue in ledger if clue.clue_id > CLUES]
    entered = {(pair.clue_a, pair.clue_b, pair.score) for pair in likely_pairs(late)}
    MatchKey.objects.filter(clue__gt=CLUES)._raw_delete("default")
    trial = likely_pairs([replace(clue, clue_id=-clue.clue_id) for clue in late])
    ids = [(*sorted((abs(pair.clue_a), abs(pair.clue_b))), pair.score) for pair in trial]
    assert set(ids) == entered
    assert entered


def test_since_takes_what_was_recorded_from_that_day(ledger: list[ClueFacts]) -> None:
    recent = date(2023, 6, 1)
    days = {clue.clue_id: clue.received_on for clue in ledger}
    expected = {
        (pair.clue_a, pair.clue_b)
        for pair in find_pairs()
        if max(str(days[pair.clue_a]), str(days[pair.clue_b])) >= str(recent)
    }
    assert {(pair.clue_a, pair.clue_b) for pair in find_pairs(recent)} == expected
    assert expected


def test_the_command_writes_the_list_and_fills_the_queue(ledger: list[ClueFacts], tmp_path: Path, capsys: Any) -> None:
    Clue.objects.filter(pk=1).update(external_number="=HYPERLINK(1)")
    out = tmp_path / "pairs.csv"
    call_command("find_duplicates", "--out", str(out))
    lines = list(csv.reader(out.open(encoding="utf-8")))
    assert lines[0] == ["clue_a", "clue_b", "score", "reasons"]
    assert len(lines) - 1 == DuplicatePair.objects.count() == len(find_pairs())
    assert all(line[3] and LIKELY <= int(line[2]) <= 100 for line in lines[1:])
    assert not any(cell.startswith("=") for line in lines for cell in line)
    call_command("find_duplicates")
    assert DuplicatePair.objects.count() == len(lines) - 1
