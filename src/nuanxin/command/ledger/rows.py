"""A row read: what it says, what is wrong with it; and the tally of a sheet while its rows go by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nuanxin.command.ledger.cells import reader_of, text
from nuanxin.command.ledger.files.reading import Table
from nuanxin.command.ledger.sheets import REASON, REASON_MARK, Kind, Sheet
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.vault.fields import blind_index
from nuanxin.rights.intake.duplicates.facts import PersonFacts

_TEXTS = frozenset({Kind.TEXT, Kind.NUMBER_TEXT, Kind.PERIOD, Kind.REGION, Kind.CREDIT_CODE, Kind.IDENTITY, Kind.PHONE})
_REMEMBERED = 50_000  # values of a column that are read once and known after


class Ready(NamedTuple):
    """A new clue as far as its row tells it: its own columns and its reporter (None where nobody is named) as stored,
    the people in plain text as they are compared, and the keys by which it is found again."""

    columns: tuple[Any, ...]
    reporter: tuple[Any, ...] | None
    people: tuple[PersonFacts, ...]
    keys: list[int]


@dataclass(slots=True)
class Row:
    """`said`: column name → value in stored form (None or "" where nothing is said).

    text: the message, where the sheet has a column for it. read: columns filled from words → what stood there before;
    note: the same as it is kept with the clue until a person has gone over it (free_text.py).
    """

    number: int
    cells: list[Any]
    said: dict[str, Any]
    notes: dict[str, str]
    faults: list[Fault]
    digest: str = ""
    ready: Ready | None = None
    text: str = ""
    read: dict[str, Any] = field(default_factory=dict)
    note: dict[str, Any] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """As few signs as may be: rows go from process to process (ahead.py)."""
        told = (self.number, self.cells, self.said, self.notes, self.faults, self.digest, self.ready)
        return Row, (*told, self.text, self.read, self.note) if self.text or self.read else told

    def fault(self, message: str, column: str = "", remedy: str = "") -> None:
        self.faults.append(Fault(message, row=self.number, column=column, remedy=remedy))


@dataclass
class Tally:
    """What became of the rows of a sheet."""

    sheet: Sheet
    headings: list[str] = field(default_factory=list)
    read: int = 0
    created: int = 0
    unchanged: int = 0
    updated: int = 0
    possible_duplicates: int = 0
    read_from_text: int = 0
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    returned: list[tuple[int, list[Any], str]] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return len(self.returned)

    def reject(self, row: Row) -> None:
        """A bad row goes back with every reason; it takes no other row with it."""
        self.errors += row.faults
        reasons = "；".join(f"{f.column}：{f.message}" if f.column else f.message for f in row.faults)
        self.returned.append((row.number, row.cells, f"{REASON_MARK}{reasons}"))

    def add(self, done: Mapping[str, int]) -> None:
        """Count what a chunk did, once it stays."""
        self.created += done["created"]
        self.updated += done["updated"]
        self.unchanged += done["unchanged"]
        self.possible_duplicates += done.get("possible_duplicates", 0)

    def join(self, part: Tally) -> None:
        """Count what became of a part of the rows."""
        self.read += part.read
        self.unchanged += part.unchanged
        self.read_from_text += part.read_from_text
        self.errors += part.errors
        self.warnings += part.warnings
        self.returned += part.returned

    def settle(self) -> None:
        """In the order of the file, whatever the order of the work."""
        self.errors.sort(key=lambda fault: fault.row or 0)
        self.returned.sort(key=lambda back: back[0])

    def as_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "created": self.created,
            "unchanged": self.unchanged,
            "updated": self.updated,
            "possible_duplicates": self.possible_duplicates,
            "rejected": self.rejected,
            **({"read_from_text": self.read_from_text} if self.sheet.name == "线索" else {}),
            "errors": [_as_json(fault) for fault in self.errors],
            "warnings": [_as_json(fault) for fault in self.warnings],
        }


def _as_json(fault: Fault) -> dict[str, Any]:
    message = f"{fault.message}；{fault.remedy}" if fault.remedy else fault.message
    return {"row": fault.row, "column": fault.column, "message": message}


@dataclass(slots=True)
class _Place:
    name: str
    heading: str
    blank: Any
    read: Callable[[Any], Any]
    known: dict[Any, Any]

    def value(self, key: Any, cell: Any) -> Any:
        """What a cell says that did not occur yet; ValueError (Chinese) where it says nothing we can take."""
        value = self.read(cell)
        if value is None or value == "":
            value = self.blank
        if len(self.known) < _REMEMBERED:
            self.known[key] = value
        return value


def read_rows(
    table: Table, defaults: Mapping[str, Any] | None = None, fill: Callable[[Row], None] | None = None
) -> Iterator[Row]:
    """Each line with its values; faults of single cells are in the row, rules between cells come later.

    fill: reads what cells left blank out of the words of the row.
    """
    given = {name: value for name, value in (defaults or {}).items() if value}
    base = {c.name: given.get(c.name, "" if c.kind in _TEXTS else None) for c in table.sheet.columns}
    places = [
        (at, _Place(column.name, column.heading, base[column.name], reader_of(column), {}))
        for at, column in table.columns.items()
    ]
    required = [(c.name, c.heading) for c in table.sheet.columns if c.required]
    for number, cells, wrong in table.lines():
        row = Row(number, cells, dict(base), _notes(table, cells) if table.notes else {}, [])
        if wrong:
            row.fault(wrong)
        else:
            _read_cells(row, places)
            if fill:
                fill(row)
            for name, heading in required:
                if (
                    not row.said[name]
                    and row.said[name] in (None, "")
                    and not any(f.column == heading for f in row.faults)
                ):
                    row.fault("必填，现在是空的", heading)
        yield row


def _read_cells(row: Row, places: list[tuple[int, _Place]]) -> None:
    """Put what the cells say into the row, which holds the blank values already."""
    cells, said = row.cells, row.said
    for at, place in places:
        cell = cells[at]
        if cell == "" or cell is None:
            continue
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        try:
            said[place.name] = place.known[key]
        except KeyError:
            try:
                said[place.name] = place.value(key, cell)
            except ValueError as wrong:
                row.fault(str(wrong), place.heading)


def _notes(table: Table, cells: list[Any]) -> dict[str, str]:
    notes = {}
    for at, heading in table.notes.items():
        if cells[at] == "" or cells[at] is None:
            continue
        try:
            said = text(cells[at])
        except ValueError:
            said = format(cells[at], ".15g")
        if said and not (heading == REASON and said.startswith(REASON_MARK)):
            notes[heading] = said
    return notes


def digest(row: Row) -> str:
    """A keyed mark of all that a row says, by which the same row is known when it comes again. What was read is not said."""
    said = {**row.said, **row.read} if row.read else row.said
    return blind_index(repr((*said.values(), sorted(row.notes.items()))), "ledger-row")
