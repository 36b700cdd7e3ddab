"""A column with the message itself: what the other cells of a row leave blank is read out of it, and marked as read.

A stated value is never touched. Persons and amounts are never filled in: they wait on the clue's page for a person. Where the only
words are those of 诉求, which every sheet may have, only what a row cannot do without is read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nuanxin.command.ledger.files.headings import message_heading
from nuanxin.command.ledger.files.reading import SAID_BY_WORDS, Table
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import CLUES, UNKNOWN_EMPLOYER
from nuanxin.foundation.common.text import name_key
from nuanxin.rights.intake.reading.naming.region_names import RegionNames
from nuanxin.rights.intake.reading.reading import ComplaintReading, read_text
from nuanxin.rights.intake.taken_text.filling import values_of

_HELD = ("persons", "amount_fen")
_COLUMN = {"persons": "persons", "amount_fen": "amount"}
_DEMAND = CLUES.column("demand").heading


@dataclass
class TextFiller:
    """Fills the rows of one table. `heading`: the column with the message, empty where only 诉求 speaks."""

    heading: str
    regions: RegionNames

    @classmethod
    def of(cls, table: Table) -> TextFiller | None:
        """None: a sheet without words, of which every blank stays blank."""
        heading = message_heading(table.notes.values())
        if not heading and all(column.heading != _DEMAND for column in table.columns.values()):
            return None
        return cls(heading, RegionNames.builtin_or_stored())

    def __call__(self, row: Row) -> None:
        """Marks what was read in `row.read` (what stood there before) and `row.note` (kept with the clue)."""
        row.text = row.notes.get(self.heading, "") if self.heading else ""
        words = row.text or row.said["demand"]
        if not words or not (row.text or any(not row.said[name] for name in SAID_BY_WORDS)):
            return
        faulty = {fault.column for fault in row.faults}
        blank = [c.name for c in CLUES.columns if row.said[c.name] in (None, "") and c.heading not in faulty]
        reading = read_text(words, time=row.said["received_on"], region_of=self.regions.code_of)
        filled = self._fill(row, reading, blank)
        held = [name for name in _HELD if getattr(reading, name) is not None and _COLUMN[name] in blank]
        if filled or (row.text and held):
            heading = self.heading if row.text else _DEMAND
            row.note = {"heading": heading, "filled": filled, "held": held if row.text else []}
        if row.text and not row.said["employer"] and "employer" in blank:
            row.read["employer"], row.said["employer"] = (
                "",
                UNKNOWN_EMPLOYER,
            )  # the message is there, only no name in it

    def _fill(self, row: Row, reading: ComplaintReading, blank: list[str]) -> list[str]:
        found = {name: value for name, value in values_of(reading).items() if name in blank and name not in _HELD}
        if not row.text:
            found = {name: value for name, value in found.items() if name in SAID_BY_WORDS}
        if not {"owed_from", "owed_to"} <= set(blank):
            found = {name: value for name, value in found.items() if not name.startswith("owed_")}
        if row.said["project"]:
            found.pop("sector", None)  # the project decides
        for name, value in list(found.items()):
            if name in ("employer", "project") and not name_key(value):
                del found[name]
        for name, value in found.items():
            row.read[name] = row.said[name]
            row.said[name] = _cut(name, value)
        return list(found)


def _cut(name: str, value: Any) -> Any:
    return value[: CLUES.column(name).longest] if isinstance(value, str) else value
