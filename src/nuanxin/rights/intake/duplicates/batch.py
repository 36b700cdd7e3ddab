"""The whole ledger gone through for likely duplicates: one walk along the keys, then the pairs are scored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from django.db.models import Max

from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.keys import KeyKind, kind_of
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.duplicates.outlines import Outlines, rows_of
from nuanxin.rights.intake.duplicates.pairing import (
    FOR_NAMELESS,
    FOR_NOBODY,
    NAMED,
    PERSONAL,
    FoundPair,
    key_groups,
    largest_group,
    likely_pairs,
    score_pairs,
)
from nuanxin.rights.intake.models import Clue

_CLUES_AT_ONCE = 2_000
_ID_BITS = 32


def find_pairs(since: date | None = None) -> list[FoundPair]:
    """Likely pairs of the ledger, best first; with `since`, those in which a clue recorded from that day on occurs."""
    if since is None:
        packed = sorted(_pairs_of_ledger())
        mask = (1 << _ID_BITS) - 1
        return score_pairs([(pair >> _ID_BITS, pair & mask) for pair in packed])
    recent = Clue.objects.filter(recorded_on__gte=since).order_by("pk").values_list("pk", flat=True)
    found: dict[tuple[int, int], FoundPair] = {}
    ids = list(recent)
    for start in range(0, len(ids), _CLUES_AT_ONCE):
        for pair in likely_pairs(facts_of(ids[start : start + _CLUES_AT_ONCE])):
            found[pair.clue_a, pair.clue_b] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.clue_a, pair.clue_b))


def _pairs_of_ledger() -> set[int]:
    """Each pair as one number (ids stay below 2**32), so that millions fit into memory."""
    has_name, has_person, outlines = _having(NAMED), _having(PERSONAL), Outlines()
    pairs: set[int] = set()
    for key, group in key_groups():
        if len(group) > largest_group(key):
            continue
        kind = kind_of(key)
        lacking = has_name if kind in FOR_NAMELESS else has_person if kind in FOR_NOBODY else None
        for a, b in combinations(sorted(group), 2):
            if lacking is None or not (lacking[a] and lacking[b]):
                pair = a << _ID_BITS | b
                if pair not in pairs and outlines.may_be_one(a, b):
                    pairs.add(pair)
    return pairs


def _having(kinds: set[KeyKind]) -> bytearray:
    """One byte a clue: whether it has a key of one of these kinds."""
    marks = bytearray((Clue.objects.aggregate(last=Max("pk"))["last"] or 0) + 1)
    for clue_id in _clues_with(kinds):
        if clue_id < len(marks):
            marks[clue_id] = 1
    return marks


def _clues_with(kinds: set[KeyKind]) -> Iterator[int]:
    wanted = ", ".join(str(int(kind)) for kind in sorted(kinds))
    statement = f"SELECT clue_id FROM {MatchKey._meta.db_table} WHERE (key & 15) IN ({wanted})"  # noqa: S608
    return (clue_id for (clue_id,) in rows_of(statement))
