"""The whole ledger searched for duplicates: recall, precision, time and memory, beside a bare pass and a plain peer.

The ledger is invented, so the truth is known: every eleventh clue tells another one a second time with the slips of `told_again`.
"""

from __future__ import annotations

import random
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db import connection
from rapidfuzz import fuzz, process

from nuanxin.rights.intake.duplicates.batch import find_pairs
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_TOLD_TWICE = 11  # every so many clues one repeats another
_UNTOLD = 5_000
_PEER_ROWS = 10_000  # the peer compares all with all of a county: more would take it hours
_PEER_LIKE = 80  # of 100; where the peer does best on these ledgers
_SECONDS_A_MILLION = 300
_AT_ONCE = 10_000

Pairs = set[tuple[int, int]]


def measure(report: Report) -> None:
    """A small ledger for the peer, then the whole one in the same tables."""
    make_regions()
    unit, officer = make_officer()
    truth: Pairs = set()
    small = list(told(1, min(_PEER_ROWS, report.rows // 2), truth))
    load_clues(small, unit, officer)
    with stopwatch() as seconds:
        find_pairs()
        ours = seconds()
    with stopwatch() as seconds:
        found = peer_pairs(small)
        theirs = seconds()
    report.add(f"RapidFuzz 按县两两比较（{len(small):,} 行）", theirs, "秒")
    report.add("RapidFuzz 找回率", _recall(found, truth))
    report.add("RapidFuzz 准确率", _precision(found, truth))
    report.add("查找 ÷ RapidFuzz（同样的行）", ours / theirs)
    rest = report.rows - len(small)
    with stopwatch() as seconds:
        load_clues(told(2, rest, truth, first_id=len(small) + 1), unit, officer)
        report.add("装入线索、反映人与对照键", rest / seconds(), "条/秒")
    del small
    _measure_whole(report, truth)


def _measure_whole(report: Report, truth: Pairs) -> None:
    with stopwatch() as seconds:
        _bare_pass()
        bare = seconds()
    before, worked = _memory(), time.process_time()
    with stopwatch() as seconds:
        found = {(pair.clue_a, pair.clue_b) for pair in find_pairs()}
        ours, worked = seconds(), time.process_time() - worked
    report.add("找回率", _recall(found, truth), limit=0.95, at_least=True)
    report.add("准确率", _precision(found, truth), limit=0.98, at_least=True)
    report.add("全部台账查找一遍", ours, "秒", limit=_SECONDS_A_MILLION * report.rows / 1_000_000)
    report.add("其中本程序的处理器时间", worked, "秒")
    report.add("裸读同样的行", bare, "秒")
    report.add("查找 ÷ 裸读", ours / bare)
    report.add("查找时内存增加（峰值）", _memory() - before, "MB", limit=1024)


def told(seed: int, rows: int, truth: Pairs, first_id: int = 1) -> Iterator[ClueFacts]:
    """So many clues with ids from `first_id`; a repeated one comes within the next thousands, and its pair into `truth`."""
    rng, ledger = random.Random(seed), iter(Ledger(seed, rows))  # noqa: S311
    untold: list[ClueFacts] = []
    for clue_id in range(first_id, first_id + rows):
        repeats = (clue_id - first_id) % _TOLD_TWICE == _TOLD_TWICE - 1
        if repeats:
            original = untold.pop(rng.randrange(len(untold)))
            truth.add((original.clue_id, clue_id))
            facts = told_again(original, rng)
        else:
            facts = next(ledger)
        facts = replace(facts, clue_id=clue_id, number=f"bench-{clue_id}")
        if not repeats:
            untold.append(facts)
            del untold[:-_UNTOLD]
        yield facts


def peer_pairs(clues: Iterable[ClueFacts]) -> Pairs:
    """What a developer would write first: the words of a clue in one line, lines of one county compared with each other."""
    counties: dict[str, list[ClueFacts]] = defaultdict(list)
    for facts in clues:
        counties[facts.region].append(facts)
    found: Pairs = set()
    for there in counties.values():
        lines = [words_of(facts) for facts in there]
        for place, (facts, line) in enumerate(zip(there, lines, strict=True), 1):
            alike = process.extract(
                line, lines[place:], scorer=fuzz.token_sort_ratio, score_cutoff=_PEER_LIKE, limit=None
            )
            found |= {_ordered(facts.clue_id, there[place + behind].clue_id) for _, _, behind in alike}
    return found


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def words_of(facts: ClueFacts) -> str:
    people = [part for person in facts.people for part in (person.name, person.id_number, person.phone)]
    parts = (*people, *facts.firms, *facts.projects, facts.owed_from, facts.owed_to, str(facts.amount_fen or ""))
    return " ".join(part for part in parts if part)


def _bare_pass() -> None:
    """Every clue and reporter read once, nothing unsealed or compared: less no linkage can do."""
    for model in (Clue, Reporter):
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            while cursor.fetchmany(_AT_ONCE):
                pass


def _recall(found: Pairs, truth: Pairs) -> float:
    return len(found & truth) / max(len(truth), 1)


def _precision(found: Pairs, truth: Pairs) -> float:
    return len(found & truth) / max(len(found), 1)


def _memory() -> float:
    """The most that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
