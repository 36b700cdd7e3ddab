"""Recall and precision on an invented ledger, in the batch and on-line. Thresholds are those of DM-01 and the bench."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from nuanxin.rights.intake.duplicates.batch import find_pairs
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.lookup import candidates
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

CLUES, TWICE = 4_000, 600


def ledger_with_duplicates(seed: int) -> tuple[list[ClueFacts], set[tuple[int, int]]]:
    ledger = list(Ledger(seed, CLUES))
    rng = random.Random(seed + 1)
    pairs = set()
    for place, original in enumerate(rng.sample(ledger, TWICE)):
        again = told_again(original, rng)
        ledger.append(replace(again, clue_id=CLUES + 1 + place, number=f"again-{place}"))
        pairs.add((original.clue_id, CLUES + 1 + place))
    return ledger, pairs


@pytest.fixture
def loaded(db: None, request: Any) -> set[tuple[int, int]]:
    ledger, pairs = ledger_with_duplicates(request.param)
    make_regions()
    load_clues(ledger, *make_officer())
    return pairs


@pytest.mark.parametrize("loaded", [11, 29], indirect=True)
def test_batch_finds_nearly_all_and_hardly_anything_else(loaded: set[tuple[int, int]]) -> None:
    found = {(pair.clue_a, pair.clue_b) for pair in find_pairs()}
    recall, precision = len(found & loaded) / len(loaded), len(found & loaded) / len(found)
    assert recall >= 0.95, f"recall {recall:.3f}, precision {precision:.3f}"
    assert precision >= 0.98, f"recall {recall:.3f}, precision {precision:.3f}"


@pytest.mark.parametrize("loaded", [47], indirect=True)
def test_online_look_up_shows_the_first_report_among_five(loaded: set[tuple[int, int]]) -> None:
    originals = {original for original, _ in loaded}
    rng = random.Random(5)
    facts = [clue for clue in Ledger(47, CLUES) if clue.clue_id in originals]
    shown = [clue.clue_id in {c.clue_id for c in candidates(told_again(clue, rng))} for clue in facts]
    assert sum(shown) / len(shown) >= 0.99
