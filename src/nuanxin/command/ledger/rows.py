"""A row read: what it says, what is wrong with it; and the tally of a sheet while its rows go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.ledger.cells import reader_of, text
from nuanxin.command.ledger.files.reading import Table
from nuanxin.command.ledger.sheets import REASON, REASON_MARK, Kind, Sheet
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.vault.fields import blind_index

_TEXTS = frozenset({Kind.TEXT, Kind.NUMBER_TEXT, Kind.PERIOD, Kind.REGION, Kind.CREDIT_CODE, Kind.IDENTITY, Kind.PHONE})
_REMEMBERED = 50_000  # values of a column that are read once and known after


@dataclass(slots=True)
class Row:
    """`said`: column name → value in stored form (None or "" where nothing is said)."""

    number: int
    cells: list[Any]
    said: dict[str, Any]
    notes: dict[str, str]
    faults: list[Fault]
    digest: str = ""

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
            "errors": [_as_json(fault) for fault in self.errors],
            "warnings": [_as_json(fault) for fault in self.warnings],
        }


def _as_json(fault: Fault) -> dict[str, Any]:
    message = f"{fault.message}；{fault.remedy}" if fault.remedy else fault.message
    return {"row": fault.row, "column": fault.column, "message": message}


@dataclass(slots=True)
class _Place:
    at: int
    name: str
    heading: str
    blank: Any
    read: Any
    known: dict[Any, Any]


def read_rows(table: Table, defaults: Mapping[str, Any] | None = None) -> Iterator[Row]:
    """Each line with its values; faults of single cells are in the row, rules between cells come later."""
    given = {name: value for name, value in (defaults or {}).items() if value}
    present = {column.name for column in table.columns.values()}
    base = {c.name: given.get(c.name, "" if c.kind in _TEXTS else None) for c in table.sheet.columns}
    places = [
        _Place(at, column.name, column.heading, base[column.name], reader_of(column), {})
        for at, column in table.columns.items()
    ]
    required = [(c.name, c.heading) for c in table.sheet.columns if c.required]
    absent = {name: value for name, value in base.items() if name not in present}
    for number, cells, wrong in table.lines():
        row = Row(number, cells, dict(absent), _notes(table, cells) if table.notes else {}, [])
        if wrong:
            row.fault(wrong)
        else:
            _read_cells(row, places)
            for name, heading in required:
                if row.said[name] in (None, "") and not any(f.column == heading for f in row.faults):
                    row.fault("必填，现在是空的", heading)
        yield row


def _read_cells(row: Row, places: list[_Place]) -> None:
    cells, said = row.cells, row.said
    for place in places:
        cell = cells[place.at]
        if cell == "" or cell is None:
            said[place.name] = place.blank
            continue
        key = cell if cell.__class__ is str else (cell.__class__, cell)
        value = place.known.get(key, place)
        if value is place:
            try:
                value = place.read(cell)
            except ValueError as wrong:
                row.fault(str(wrong), place.heading)
                said[place.name] = place.blank
                continue
            if value is None or value == "":
                value = place.blank
            if len(place.known) < _REMEMBERED:
                place.known[key] = value
        said[place.name] = value


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
    """A keyed mark of all that a row says, by which the same row is known when it comes again."""
    return blind_index(repr((list(row.said.items()), sorted(row.notes.items()))), "ledger-row")
