"""Pairs for many clues at once: an import, or the whole ledger. Groups that share a key are paired, then scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db import connection

from nuanxin.foundation.parties.places import place_names
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.keys import KeyKind, bit_of, bits_of, kind_of
from nuanxin.rights.intake.duplicates.match_keys import MatchKey, bigints, keys_of_many
from nuanxin.rights.intake.duplicates.scoring import LIKELY, apart, of_others, same_money, score
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import DuplicatePair

# Larger groups are left to the look-up of the single clue: the telephone of a service desk is nobody's telephone.
_LARGEST = {
    KeyKind.ID_NUMBER: 200,
    KeyKind.PHONE: 60,
    KeyKind.PHONE_HALF: 100,
    KeyKind.NAME_FIRM: 60,
    KeyKind.NAME_PROJECT: 60,
    KeyKind.NOBODY_FIRM: 60,
    KeyKind.NOBODY_PROJECT: 60,
    KeyKind.NAME_CITY: 40,
    KeyKind.FIRM_CITY: 40,
    KeyKind.PROJECT_CITY: 40,
}
_STRONG = bits_of(
    {
        KeyKind.ID_NUMBER,
        KeyKind.PHONE,
        KeyKind.NAME_FIRM,
        KeyKind.NAME_PROJECT,
        KeyKind.NOBODY_FIRM,
        KeyKind.NOBODY_PROJECT,
    }
)
# Weaker keys pair a clue only where it lacks what the strong ones are made of.
NAMED = {KeyKind.NAME_FIRM, KeyKind.NAME_PROJECT}
PERSONAL = {KeyKind.ID_NUMBER, KeyKind.PHONE, KeyKind.NAME_CITY}
FOR_NAMELESS = {KeyKind.PHONE_HALF, KeyKind.NAME_CITY}
FOR_NOBODY = {KeyKind.FIRM_CITY, KeyKind.PROJECT_CITY}
_NAMED, _PERSONAL, _FOR_NAMELESS, _FOR_NOBODY = map(bits_of, (NAMED, PERSONAL, FOR_NAMELESS, FOR_NOBODY))
_KEYS_A_QUERY = 10_000
_PAIRS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two clues, lower id first, with the score and the reasons."""

    clue_a: int
    clue_b: int
    score: int
    reasons: tuple[str, ...]


def count_possible(clues: Sequence[Clue]) -> int:
    """How many of these clues (already indexed) likely repeat another one."""
    return len(repeated(likely_pairs(facts_of([clue.pk for clue in clues])), {clue.pk for clue in clues}))


def queue_pairs(clues: Sequence[Clue], on: date) -> int:
    """Put the likely pairs of these clues (already indexed) into the decision queue; returns how many are new."""
    return write_pairs(likely_pairs(facts_of([clue.pk for clue in clues])), on)


def repeated(pairs: Iterable[FoundPair], of: set[int]) -> set[int]:
    """Which of these clues occur in a pair."""
    return {clue for pair in pairs for clue in (pair.clue_a, pair.clue_b)} & of


def write_pairs(pairs: Sequence[FoundPair], on: date) -> int:
    """Rows of the queue; a pair that is there already, decided or not, stays as it is."""
    before = DuplicatePair.objects.count()
    rows = [
        DuplicatePair(clue_a_id=p.clue_a, clue_b_id=p.clue_b, score=p.score, reasons=list(p.reasons), found_on=on)
        for p in pairs
    ]
    DuplicatePair.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return DuplicatePair.objects.count() - before


def likely_pairs(
    many: Sequence[ClueFacts],
    *,
    keyed: Mapping[int, list[int]] | None = None,
    at_hand: dict[int, ClueFacts] | None = None,
    least: int = LIKELY,
) -> list[FoundPair]:
    """Every likely pair in which one of these clues occurs, with one another or with the ledger; best first.

    The clues need not be rows yet (a trial run): give them distinct negative ids. `keyed` is what `index_facts` gave;
    `at_hand` are facts of other clues that need not be fetched and unsealed again.
    """
    keyed = keyed or keys_of_many(many)
    own = {facts.clue_id: facts for facts in many}
    asked: set[int] = set()
    groups: dict[int, set[int]] = {}
    for facts in many:
        keys = _pairing_keys(keyed[facts.clue_id])
        asked.update(keys)
        if facts.clue_id < 0:  # no row whose keys a query would find
            for key in keys:
                groups.setdefault(key, set()).add(facts.clue_id)
    for key, stored in _groups_of(asked, at_least=1 if groups else 2):
        groups[key] = stored | groups.get(key, set())
    pairs: set[tuple[int, int]] = set()
    for key, group in groups.items():
        if 2 <= len(group) <= largest_group(key):
            pairs.update((a, b) for a, b in combinations(sorted(group), 2) if a in own or b in own)
    others = at_hand or {}
    near = {clue: others[clue] for pair in pairs for clue in pair if clue in others}
    return score_pairs(sorted(pairs), near | own, least=least)


def _pairing_keys(keys: Sequence[int]) -> list[int]:
    """Of a clue's keys those worth pairing by: the strong ones, and others only where the strong are missing."""
    kinds = 0
    for key in keys:
        kinds |= bit_of(key)
    wanted = _STRONG | (0 if kinds & _NAMED else _FOR_NAMELESS) | (0 if kinds & _PERSONAL else _FOR_NOBODY)
    return [key for key in keys if bit_of(key) & wanted]


def _groups_of(keys: Iterable[int], at_least: int) -> Iterator[tuple[int, set[int]]]:
    """For each of these keys the clues that have it, where there are enough and not too many."""
    keys = sorted(keys)
    for start in range(0, len(keys), _KEYS_A_QUERY):
        part = keys[start : start + _KEYS_A_QUERY]
        condition, given = _among(part)
        yield from key_groups(condition, given, at_least=at_least)


def _among(keys: Sequence[int]) -> tuple[str, Any]:
    if connection.vendor == "postgresql":
        return "WHERE key = ANY(%s::bigint[])", bigints(keys)
    return "WHERE key IN (SELECT value FROM json_each(%s))", str(list(keys))


def key_groups(condition: str = "", given: Any = None, *, at_least: int = 2) -> Iterator[tuple[int, set[int]]]:
    """Keys with the clues that share them, in the order of the keys; groups larger than any kind allows are left out."""
    gathered = "array_agg(clue_id)" if connection.vendor == "postgresql" else "group_concat(clue_id)"
    query = (
        f"SELECT key, {gathered} FROM {MatchKey._meta.db_table} {condition} GROUP BY key"  # noqa: S608
        f" HAVING count(*) BETWEEN {at_least} AND {max(_LARGEST.values())}"
    )
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, [given] if condition else [])
        while rows := cursor.fetchmany(10_000):
            for key, clues in rows:
                yield key, set(clues) if isinstance(clues, list) else {int(clue) for clue in clues.split(",")}


def largest_group(key: int) -> int:
    """How many clues may share a key of this kind and still be paired."""
    return _LARGEST[kind_of(key)]


def score_pairs(
    pairs: Sequence[tuple[int, int]],
    own: Mapping[int, ClueFacts] | None = None,
    *,
    least: int = LIKELY,
    progress: Callable[[int], None] | None = None,
) -> list[FoundPair]:
    """Score pairs (sorted, lower id first) and keep the likely ones, best first; facts not at hand are fetched."""
    places = place_names()
    kept = []
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        part = pairs[start : start + _PAIRS_AT_ONCE]
        wanted = {clue for pair in part for clue in pair}
        facts = {clue: own[clue] for clue in wanted if clue in own} if own else {}
        missing = wanted - facts.keys()
        facts.update((found.clue_id, found) for found in facts_of(sorted(missing)))
        for a, b in part:
            if a in facts and b in facts and _worth_scoring(facts[a], facts[b], least):
                found = score(facts[a], facts[b], places)
                if found.value >= least:
                    kept.append(FoundPair(a, b, found.value, found.reasons))
        if progress:
            progress(start + len(part))
    return sorted(kept, key=lambda pair: (-pair.score, pair.clue_a, pair.clue_b))


def _worth_scoring(one: ClueFacts, other: ClueFacts, least: int) -> bool:
    """Merged clues are spoken for by the one that was kept; what no name or number could make likely is left out."""
    if one.merged_into or other.merged_into:
        return False
    if least < LIKELY:
        return True
    if apart(one, other):
        return False
    return not of_others(one, other) if one.people and other.people else same_money(one, other)
