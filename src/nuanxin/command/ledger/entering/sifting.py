"""Rows of sheet 线索 on their way to the ledger, as far as they come without it: sent back, left out, or made ready."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.ledger.ahead import Sign
from nuanxin.command.ledger.entering.possible import facts_said
from nuanxin.command.ledger.rows import Ready, Row, Tally, digest
from nuanxin.command.ledger.rules import Known, check_clue
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.foundation.vault.fields import sealer
from nuanxin.rights.intake.duplicates.match_keys import keys_at_hand
from nuanxin.rights.intake.registration import ReporterFacts, reporter_indexes
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.rights.intake.taken_text.keeping import NOTE

# What a row alone says of its clue, as `Ready.columns` holds it.
SAID_COLUMNS = (
    "external_number", "channel", "received_on", "recorded_on", "employer_said", "project_said", "sector_said",
    "sector", "region_id", "place", "owed_from", "owed_to", "persons", "migrant_persons", "amount_fen",
    "migrant_amount_fen", "government", "state_firm", "new_form", "demand", "notes",
)  # fmt: skip
_INDEXES = ("id_index", "phone_index")
REPORTER_COLUMNS = ("name", "id_number", "phone", "migrant", "anonymous", *_INDEXES)


@dataclass
class Batch:
    """Rows to be written, and what became of those beside them. refused: external number → row that was sent back."""

    rows: list[Row] = field(default_factory=list)
    tally: Tally = field(default_factory=lambda: Tally(CLUES))
    refused: dict[str, int] = field(default_factory=dict)


class Sieve:
    """Looks at each row once, in the order of the file; asks no database once it is made.

    A row that the ledger knows already needs nothing but its digest. While `wanted` is up rows are made ready on their
    way; else the writer has it done for those that turn out to be new.
    """

    def __init__(self, known: Known, wanted: Sign) -> None:
        self._known = known
        self._wanted = wanted
        self._seen: dict[str, tuple[int, str]] = {}  # external number → row number and digest of its first row
        self.ready = Readying()

    def batches(self, rows: Iterable[Row], size: int) -> Iterator[Batch]:
        """Every row in some batch; `size` rows of the file to each."""
        batch = Batch()
        for row in rows:
            batch.tally.read += 1
            batch.tally.warnings += check_clue(row, self._known)
            self._sift(row, batch)
            if batch.tally.read == size:
                yield batch
                batch = Batch()
        if batch.tally.read:
            yield batch

    def _sift(self, row: Row, batch: Batch) -> None:
        number = row.said["external_number"]
        if not row.faults:
            row.digest = digest(row)
            first = self._seen.setdefault(number, (row.number, row.digest))
            if first[0] == row.number:
                row.cells = []  # a good clue never goes back
                batch.tally.read_from_text += row.note is not None
                if self._wanted.up:
                    row.ready = self.ready(row)
                batch.rows.append(row)
                return
            if first[1] == row.digest:
                batch.tally.unchanged += 1
                return
            row.fault(f"与第{first[0]}行外部编号相同，内容不同", "外部编号", "请保留正确的一行")
        batch.tally.reject(row)
        if number:
            batch.refused.setdefault(number, row.number)


class Readying:
    """A good row as it will be stored: its reporter sealed, its keys worked out. Keys and places are looked up once."""

    def __init__(self) -> None:
        self._seal = sealer("reporter")
        self._keys_of = keys_at_hand()

    def __call__(self, row: Row) -> Ready:
        facts = facts_said(0, row.said)
        return Ready(_columns(row), _reporter(row.said, self._seal), facts.people, self._keys_of(facts))


def _columns(row: Row) -> tuple[Any, ...]:
    said = row.said
    received, sector = str(said["received_on"]), said["sector"] or ""
    return (
        said["external_number"],
        said["channel"],
        received,
        received,
        said["employer"],
        said["project"],
        sector,
        str(sector_of(project_said=said["project"], sector_said=sector)),
        said["region"],
        said["place"],
        said["owed_from"],
        said["owed_to"],
        said["persons"],
        said["migrant_persons"],
        said["amount"],
        said["migrant_amount"],
        said["government"],
        said["state_firm"],
        said["new_form"],
        said["demand"],
        json.dumps({**row.notes, NOTE: row.note} if row.note else row.notes) if row.notes or row.note else "{}",
    )


def _reporter(said: Mapping[str, Any], seal: Callable[[str], str]) -> tuple[Any, ...] | None:
    """The reporter as stored (REPORTER_COLUMNS); None where the row names nobody."""
    name, number, phone, migrant = said["reporter"], said["id_number"], said["phone"], said["migrant"]
    if not (name or number or phone) and migrant is None:
        return None
    indexes = reporter_indexes(ReporterFacts(name=name, id_number=number, phone=phone))
    nobody = not (name or number or phone)
    return (seal(name), seal(number), seal(phone), migrant, nobody, *(indexes[column] for column in _INDEXES))
