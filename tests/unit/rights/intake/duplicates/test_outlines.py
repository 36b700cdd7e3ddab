"""What is left out of a whole ledger's pairs without unsealing is never a pair that would have been found."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

import pytest

from nuanxin.rights.intake.duplicates.batch import find_pairs
from nuanxin.rights.intake.duplicates.outlines import Outlines
from nuanxin.rights.intake.duplicates.pairing import score_pairs
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

pytestmark = pytest.mark.django_db
ONCE, AGAIN = 90, 45


@pytest.fixture
def ledger(db: None) -> int:
    """Half of the clues are told twice, so that every kind of slip occurs; returns how many there are."""
    once = list(Ledger(3, ONCE))
    rng = random.Random(4)
    again = [
        replace(told_again(facts, rng), clue_id=ONCE + n, number=f"again-{n}")
        for n, facts in enumerate(once[:AGAIN], 1)
    ]
    make_regions()
    load_clues([*once, *again], *make_officer())
    return ONCE + AGAIN


def test_no_pair_is_lost(ledger: int) -> None:
    """The slow twin scores every pair there can be."""
    outlines = Outlines()
    every = list(combinations(range(1, ledger + 1), 2))
    kept = {(pair.clue_a, pair.clue_b) for pair in score_pairs(every)}
    assert len(kept) > AGAIN // 2
    assert all(outlines.may_be_one(a, b) for a, b in kept)
    assert sum(outlines.may_be_one(a, b) for a, b in every) < len(every) / 2  # and much is left out


def test_what_is_found_stands_in_the_slow_list(ledger: int) -> None:
    every = score_pairs(list(combinations(range(1, ledger + 1), 2)))
    assert set(find_pairs()) <= set(every)


def test_a_merged_clue_is_spoken_for_by_the_one_kept(ledger: int) -> None:
    Clue.objects.filter(pk=2).update(merged_into=1)
    outlines = Outlines()
    assert not any(outlines.may_be_one(2, other) for other in range(3, ledger + 1))
    assert not any(2 in (pair.clue_a, pair.clue_b) for pair in find_pairs())
