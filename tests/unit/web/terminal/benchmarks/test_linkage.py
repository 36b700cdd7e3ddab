"""The bench of the whole ledger: its truth is the truth, its peer a fair one."""

from __future__ import annotations

from dataclasses import replace

from nuanxin.web.terminal.benchmarks.matching.linkage import _precision, _recall, _told, peer_pairs


def test_every_repeated_clue_stands_behind_the_first_telling() -> None:
    clues, truth = _told(7, 220, first_id=1001)
    assert [facts.clue_id for facts in clues] == list(range(1001, 1221))
    assert len({facts.number for facts in clues}) == 220
    assert len(truth) == 20
    assert {again for _, again in truth} == set(range(1201, 1221))
    assert all(1001 <= first <= 1200 for first, _ in truth)


def test_the_peer_finds_what_is_told_in_the_same_words() -> None:
    clues, _ = _told(7, 110, first_id=1)
    twice = [clues[0], clues[1], replace(clues[0], clue_id=900)]
    assert peer_pairs(twice) == {(1, 900)}


def test_shares() -> None:
    truth = {(1, 2), (3, 4), (5, 6), (7, 8)}
    assert _recall({(1, 2), (9, 10)}, truth) == 0.25
    assert _precision({(1, 2), (9, 10)}, truth) == 0.5
    assert _precision(set(), truth) == 0
