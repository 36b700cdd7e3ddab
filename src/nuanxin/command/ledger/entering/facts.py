"""A sheet of dated facts (办理, 文书, 检查) into the ledger: each row known by what makes it that row, corrections as new rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from nuanxin.command.ledger.entering.corrections import withdraw
from nuanxin.command.ledger.entering.parties import Parties
from nuanxin.command.ledger.rows import Row, Tally
from nuanxin.command.ledger.sheets import Sheet
from nuanxin.command.ledger.standing import differing, notes_say
from nuanxin.foundation.organisations.models import Staff

Key = tuple[Any, ...]


@dataclass
class FactImport(ABC):
    """One sheet of facts while it goes by."""

    sheet: Sheet
    by: Staff
    on: date
    tally: Tally
    parties: Parties
    allowed: set[str] | None = None
    refused_clues: Mapping[str, int] = field(default_factory=dict)
    seen: dict[Key, Row] = field(default_factory=dict)
    # In a dry run, which writes nothing: the clues as sheet 线索 would leave them, by 外部编号.
    foretold: Mapping[str, Any] | None = None
    # A sheet whose facts come one to an owner: a single row replaces the single fact, whatever its key says.
    one_each = False

    def sift(self, rows: list[Row]) -> list[Row]:
        """Send the bad rows back, leave out repetitions."""
        good = []
        for row in rows:
            self.tally.read += 1
            if not row.faults:
                first = self.seen.setdefault(self.row_key(row), row)
                if first is row:
                    good.append(row)
                    continue
                if first.said == row.said and first.notes == row.notes:
                    self.tally.unchanged += 1
                    continue
                row.fault(f"与第{first.number}行是同一条（{self.sheet.known_by}），内容不同", remedy="请保留正确的一行")
            self.tally.reject(row)
        return good

    def forget(self) -> None:
        """After a transaction that did not come through."""
        self.parties.forget()

    def write(self, rows: list[Row]) -> dict[str, int]:
        """Write one chunk, in which all rows of an owner stand together. The caller holds the transaction."""
        owned = self.owners(rows)
        live: dict[Any, list[Any]] = defaultdict(list)
        for fact in self.live(owned):
            live[self.owner_of(fact)].append(fact)
        unchanged = 0
        new: list[tuple[Any, Row, Any]] = []
        for owner, owners_rows in owned.items():
            differing_rows = self.compare(owners_rows, live[owner])
            unchanged += len(owners_rows) - len(differing_rows)
            new += [(owner, row, old) for row, old in differing_rows]
        if new and self.foretold is None:
            self._record(new)
        updated = sum(1 for _, _, old in new if old is not None)
        return {"created": len(new) - updated, "updated": updated, "unchanged": unchanged}

    def _record(self, new: list[tuple[Any, Row, Any]]) -> None:
        recorded = {id(old): withdraw(old, self.on) for _, _, old in new if old is not None}
        self.pour(
            (owner, row, recorded.get(id(old), self.happened(row)), old.pk if old is not None else None)
            for owner, row, old in new
        )
        self.afterwards([(owner, row) for owner, row, _ in new])

    def compare(self, rows: list[Row], facts: list[Any]) -> list[tuple[Row, Any]]:
        """Rows of one owner beside its standing facts: those that say something new, each with the fact it corrects."""
        by_key = {self.fact_key(fact): fact for fact in reversed(facts)}
        new: list[tuple[Row, Any]] = []
        for row in rows:
            old = by_key.get(self.row_key(row)[1:])
            if old is None and self.one_each and len(rows) == len(facts) == 1:
                old = facts[0]
            if old is None or differing(self.sheet, self.says(old), row.said) or notes_say(old.notes) != row.notes:
                new.append((row, old))
        return new

    @abstractmethod
    def row_key(self, row: Row) -> Key:
        """What makes the row this row: first its owner as the workbook names it, then the rest."""

    @abstractmethod
    def fact_key(self, fact: Any) -> Key:
        """The same of a standing fact, without the owner."""

    @abstractmethod
    def owners(self, rows: list[Row]) -> dict[Any, list[Row]]:
        """Rows by the owner they belong to; rows whose owner is missing are sent back."""

    @abstractmethod
    def live(self, owned: Mapping[Any, list[Row]]) -> Iterable[Model]:
        """The standing facts of these owners, oldest first."""

    @abstractmethod
    def owner_of(self, fact: Any) -> Any: ...

    @abstractmethod
    def says(self, fact: Any) -> Mapping[str, Any]: ...

    @abstractmethod
    def happened(self, row: Row) -> date: ...

    @abstractmethod
    def pour(self, new: Iterable[tuple[Any, Row, date, int | None]]) -> None: ...

    @abstractmethod
    def afterwards(self, written: list[tuple[Any, Row]]) -> None:
        """What follows from the new facts."""
