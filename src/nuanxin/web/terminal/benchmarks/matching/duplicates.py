"""On-line duplicate look-up among a million clues ÷ a pg_trgm similarity query over the same words (limit 1/100)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from statistics import median

from django.db import connection

from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.lookup import candidates
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger, told_again
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_ASKED, _ASKED_OF_PEER = 1_000, 40
_SHOWN = 5
_TRIES = 3


def measure(report: Report) -> None:
    """Load, ask a thousand times, ask the peer forty times (each takes it long), compare medians and recall@5."""
    ledger = Ledger(20240110, report.rows)
    chosen = set(random.Random(1).sample(range(1, report.rows + 1), min(_ASKED, report.rows // 2)))  # noqa: S311
    originals: list[ClueFacts] = []
    make_regions()
    with stopwatch() as seconds:
        load_clues(_noting(ledger, chosen, originals), *make_officer())
        report.add("装入线索、反映人与对照键", report.rows / seconds(), "条/秒")
    _tidy()
    rng = random.Random(2)  # noqa: S311
    asked = [(clue.clue_id, told_again(clue, rng)) for clue in originals]
    rng.shuffle(asked)
    candidates(asked[0][1])
    ours = _ask(asked)
    report.add("查重一次（首次，中位）", median(ours.first) * 1000, "毫秒")
    report.add("查重一次（首次，p99）", percentile(ours.first, 0.99) * 1000, "毫秒", limit=1000)
    report.add("查重一次（三次取最快，中位）", median(ours.fastest) * 1000, "毫秒")
    report.add("前5名找回率", ours.hits / len(asked), limit=0.99, at_least=True)
    if connection.vendor == "postgresql":
        peer = _ask_peer(Ledger(20240110, report.rows), asked[:_ASKED_OF_PEER])
        report.add("pg_trgm 相似查询一次（首次，中位）", median(peer.first) * 1000, "毫秒")
        report.add("pg_trgm 相似查询一次（三次取最快，中位）", median(peer.fastest) * 1000, "毫秒")
        report.add("pg_trgm 前5名找回率", peer.hits / len(peer.first))
        report.add("查重 ÷ pg_trgm（首次）", median(ours.first) / median(peer.first))
        report.add("查重 ÷ pg_trgm（三次取最快）", median(ours.fastest) / median(peer.fastest), limit=0.01)


def _tidy() -> None:
    """What PostgreSQL does by itself within minutes of a large load: without it an index alone never answers."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@dataclass
class Asked:
    """Seconds at the first asking and the fastest of three (other work on the machine falls out), and how often found."""

    first: list[float] = field(default_factory=list)
    fastest: list[float] = field(default_factory=list)
    hits: int = 0

    def ask(self, look_up: Callable[[], list[int]], original: int) -> None:
        """Ask three times; the answer counts when the original is among the five."""
        times = []
        for _ in range(_TRIES):
            with stopwatch() as seconds:
                found = look_up()
                times.append(seconds())
        self.first.append(times[0])
        self.fastest.append(min(times))
        self.hits += original in found


def _noting(ledger: Iterable[ClueFacts], chosen: set[int], noted: list[ClueFacts]) -> Iterator[ClueFacts]:
    for facts in ledger:
        if facts.clue_id in chosen:
            noted.append(facts)
        yield facts


def _ask(asked: list[tuple[int, ClueFacts]]) -> Asked:
    ours = Asked()
    for original, facts in asked:
        ours.ask(partial(_ours, facts), original)
    return ours


def _ours(facts: ClueFacts) -> list[int]:
    return [candidate.clue_id for candidate in candidates(facts, limit=_SHOWN)]


def _ask_peer(ledger: Ledger, asked: list[tuple[int, ClueFacts]]) -> Asked:
    """What a developer would write first: all words of a clue in one column, a trigram index, similarity, top five."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TABLE peer (id bigint PRIMARY KEY, said text)")
        with cursor.copy("COPY peer (id, said) FROM STDIN") as copy:
            for facts in ledger:
                copy.write_row((facts.clue_id, _words(facts)))
        cursor.execute("CREATE INDEX peer_said ON peer USING gin (said gin_trgm_ops)")
    _tidy()
    peer = Asked()
    for original, facts in asked:
        peer.ask(partial(_theirs, _words(facts)), original)
    return peer


def _theirs(said: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM peer WHERE said %% %s ORDER BY similarity(said, %s) DESC LIMIT %s", [said, said, _SHOWN]
        )
        return [row[0] for row in cursor.fetchall()]


def _words(facts: ClueFacts) -> str:
    people = [part for person in facts.people for part in (person.name, person.id_number, person.phone)]
    return " ".join(part for part in (*people, *facts.firms, *facts.projects, facts.place) if part)
