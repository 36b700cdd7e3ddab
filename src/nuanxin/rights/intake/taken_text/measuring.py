"""How well complaints are read, from what people left standing: per field read, kept, changed, left out, missed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from nuanxin.rights.intake.taken_text.filling import FIELDS, ReadField


class Settled(Protocol):
    """A reading that a person has answered for."""

    reading: Mapping[str, Any]
    settled: Mapping[str, Any]


@dataclass(frozen=True)
class FieldScore:
    """One field over all readings."""

    field: ReadField
    kept: int
    changed: int
    dropped: int
    missed: int

    @property
    def read(self) -> int:
        return self.kept + self.changed + self.dropped

    @property
    def final(self) -> int:
        """In how many the field was filled in the end."""
        return self.kept + self.changed + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was read that stayed; None where nothing was read."""
        return self.kept / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Share of what stands in the end that was read as it stands; None where nothing stands."""
        return self.kept / self.final if self.final else None


def scores(readings: Iterable[Settled]) -> list[FieldScore]:
    """A line per field, in the order of the form."""
    counts = {key: dict.fromkeys(("kept", "changed", "dropped", "missed"), 0) for key in FIELDS}
    for one in readings:
        for key, count in counts.items():
            what = became(one.reading.get(key), one.settled.get(key))
            if what:
                count[what] += 1
    return [FieldScore(FIELDS[key], **count) for key, count in counts.items()]


def became(read: Any, settled: Any) -> str:
    """What a person did with one value; empty where there never was one."""
    first, last = _plain(read), _plain(settled)
    if first == last:
        return "kept" if first else ""
    if not first:
        return "missed"
    return "changed" if last else "dropped"


def _plain(value: Any) -> str:
    return "" if value is None else str(value).strip()
