"""The table of keys, and putting clues into it: ten numbers a clue, nothing readable, no row ever looked at twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import ClassVar

from django.conf import settings
from django.db import connection, models

from nuanxin.foundation.parties.places import place_names
from nuanxin.foundation.rows.pouring import pour
from nuanxin.foundation.vault.fields import blind_index
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.keys import Digest, keys_of
from nuanxin.rights.intake.models import Clue

_ROWS_A_STATEMENT = 20_000
_CLUES_AT_ONCE = 2_000


class MatchKey(models.Model):
    """A key and a clue that has it. Written once with the clue, never corrected: a stale key costs one comparison."""

    pk = models.CompositePrimaryKey("key", "clue_id")
    key = models.BigIntegerField("对照键")
    # No constraint in the database: rows are derived, and clues are never deleted.
    clue = models.ForeignKey(
        Clue, verbose_name="线索", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    objects: ClassVar[models.Manager[MatchKey]] = models.Manager()

    class Meta:
        verbose_name = "查重对照键"
        verbose_name_plural = "查重对照键"


def index_clue(clue: Clue) -> int:
    """Put one clue into the table of keys, in the transaction of its registration; returns the number of keys."""
    return index_many([clue])


def index_many(clues: Sequence[Clue]) -> int:
    """Put clues into the table of keys, reading their people from the database; returns the number of keys."""
    written = 0
    for start in range(0, len(clues), _CLUES_AT_ONCE):
        part = [clue.pk for clue in clues[start : start + _CLUES_AT_ONCE]]
        written += sum(len(keys) for keys in index_facts(facts_of(part)).values())
    return written


def index_facts(many: Iterable[ClueFacts]) -> dict[int, list[int]]:
    """The same for facts already at hand in plain text (an import); nothing is read or unsealed.

    Returns the keys of each clue, for `likely_pairs`.
    """
    keyed = keys_of_many(many)
    rows = _rows(keyed)
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        _write(rows[start : start + _ROWS_A_STATEMENT])
    return keyed


def write_first_keys(keyed: Mapping[int, Sequence[int]]) -> None:
    """Keys worked out before, by clue, for clues that have none yet; IntegrityError where one has."""
    pour(MatchKey, ("key", "clue_id"), _rows(keyed))


def _rows(keyed: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Sorted, so that neighbours in the index are written together."""
    return sorted([(key, clue_id) for clue_id, keys in keyed.items() for key in keys])


def keys_of_many(many: Iterable[ClueFacts]) -> dict[int, list[int]]:
    """The keys of each clue under the key of this installation, rarest kinds first."""
    keys = keys_at_hand()
    return {facts.clue_id: keys(facts) for facts in many}


def keys_at_hand() -> Callable[[ClueFacts], list[int]]:
    """`keys_of` with the key and the places of this installation; asks no database from here on."""
    digest, places = key_digest(), place_names()
    return lambda facts: keys_of(facts, digest, places)


def reindex(*, everything: bool = False) -> int:
    """Index clues that have no key yet; with `everything`, all anew (after a change of key rules or of regions).

    Returns the number of clues gone through.
    """
    clues = Clue.objects.order_by("pk")
    if everything:
        place_names.cache_clear()
        MatchKey.objects.all()._raw_delete(using=connection.alias)
    else:
        clues = clues.exclude(pk__in=MatchKey.objects.values("clue_id"))
    ids = list(clues.values_list("pk", flat=True))
    for start in range(0, len(ids), _CLUES_AT_ONCE):
        index_facts(facts_of(ids[start : start + _CLUES_AT_ONCE]))
    return len(ids)


def _write(rows: Sequence[tuple[int, int]]) -> None:
    table = MatchKey._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"INSERT INTO {table} (key, clue_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING",  # noqa: S608
                [bigints(key for key, _ in rows), bigints(clue for _, clue in rows)],
            )
        else:
            cursor.executemany(f"INSERT OR IGNORE INTO {table} (key, clue_id) VALUES (%s, %s)", rows)  # noqa: S608


def bigints(numbers: Iterable[int]) -> str:
    """An array as PostgreSQL reads it; the driver would take ten times as long to write it down."""
    return f"{{{','.join(map(str, numbers))}}}"


def key_digest() -> Digest:
    """The keyed digest of this installation: 60 bits of BLAKE2b under a key derived from the vault by HMAC-SM3."""
    return _digest_of(settings.NUANXIN_KEY_FILE)


@lru_cache(maxsize=4)
def _digest_of(_key_file: object) -> Digest:
    state = hashlib.blake2b(digest_size=8, key=bytes.fromhex(blind_index("查重对照键", "duplicates")))

    def digest(text: str) -> int:
        copy = state.copy()
        copy.update(text.encode())
        return int.from_bytes(copy.digest()) >> 4

    return digest
