"""The bench of the whole ledger: its truth is the truth, its peer a fair one."""

from __future__ import annotations

from dataclasses import replace

from nuanxin.web.terminal.benchmarks.matching.linkage import _precision, _recall, peer_pairs, told


def test_every_repeated_clue_stands_behind_the_first_telling() -> None:
    truth: set[tuple[int, int]] = set()
    clues = list(told(7, 220, truth, first_id=1001))
    assert [facts.clue_id for facts in clues] == list(range(1001, 1221))
    assert len({facts.number for facts in clues}) == 220
    assert len(truth) == len({first for first, _ in truth}) == 20
    assert all(1001 <= first < again <= 1220 for first, again in truth)


def test_the_peer_finds_what_is_told_in_the_same_words() -> None:
    clues = list(told(7, 110, set()))
    assert peer_pairs([clues[0], clues[1], replace(clues[0], clue_id=900)]) == {(1, 900)}


def test_shares() -> None:
    truth = {(1, 2), (3, 4), (5, 6), (7, 8)}
    assert _recall({(1, 2), (9, 10)}, truth) == 0.25
    assert _precision({(1, 2), (9, 10)}, truth) == 0.5
    assert _precision(set(), truth) == 0
