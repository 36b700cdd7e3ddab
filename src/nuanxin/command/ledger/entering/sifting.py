"""Rows of sheet 线索 on their way to the ledger, as far as they come without it: sent back, left out, or made ready."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.ledger.entering.possible import facts_said
from nuanxin.command.ledger.rows import Row, Tally, digest
from nuanxin.command.ledger.rules import Known, check_clue
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.foundation.vault.fields import sealer
from nuanxin.rights.intake.duplicates.match_keys import keys_at_hand
from nuanxin.rights.intake.registration import ReporterFacts, reporter_indexes


@dataclass
class Batch:
    """Rows to be written, and what became of those beside them. refused: external number → row that was sent back."""

    rows: list[Row] = field(default_factory=list)
    tally: Tally = field(default_factory=lambda: Tally(CLUES))
    refused: dict[str, int] = field(default_factory=dict)


class Sieve:
    """Looks at each row once, in the order of the file; asks no database once it is made."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._seen: dict[str, tuple[int, str]] = {}  # external number → row number and digest of its first row
        self._seal = sealer("reporter")
        self._keys_of = keys_at_hand()

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
                batch.rows.append(self._made_ready(row))
                return
            if first[1] == row.digest:
                batch.tally.unchanged += 1
                return
            row.fault(f"与第{first[0]}行外部编号相同，内容不同", "外部编号", "请保留正确的一行")
        batch.tally.reject(row)
        if number:
            batch.refused.setdefault(number, row.number)

    def _made_ready(self, row: Row) -> Row:
        row.cells = []  # a good clue never goes back
        row.reporter = _reporter(row.said, self._seal)
        row.keys = self._keys_of(facts_said(0, row.said))
        return row


def _reporter(said: Mapping[str, Any], seal: Callable[[str], str]) -> tuple[Any, ...] | None:
    """The reporter as stored (REPORTER_COLUMNS); None where the row names nobody."""
    name, number, phone, migrant = said["reporter"], said["id_number"], said["phone"], said["migrant"]
    if not (name or number or phone) and migrant is None:
        return None
    indexes = reporter_indexes(ReporterFacts(name=name, id_number=number, phone=phone))
    nobody = not (name or number or phone)
    return (seal(name), seal(number), seal(phone), migrant, nobody, *(indexes[column] for column in _INDEXES))


_INDEXES = ("id_index", "phone_index")
REPORTER_COLUMNS = ("name", "id_number", "phone", "migrant", "anonymous", *_INDEXES)
