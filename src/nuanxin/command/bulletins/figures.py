"""A linked figure: what it says, how it was counted, and so which rows lie behind it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.money import wan_yuan


@dataclass(frozen=True)
class Figure:
    """`source`: counter, campaign, service, settlement, step, filed, share, change. `rows` are the rows themselves where they are few and may
    change later; a counter's are found again by region, window and the day on which it was counted."""

    key: str
    label: str
    source: str
    counter: str
    value: int
    unit: str
    printed: str
    region: str
    start: str
    end: str
    as_of: str
    where: Mapping[str, str] = field(default_factory=dict)
    subject: int | None = None
    rows: tuple[int, ...] | None = None
    cell: str = ""  # of a filed report
    parts: tuple[str, ...] = ()  # of a share or a change: the keys of the two figures it is worked out from

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {**asdict(self), "where": dict(self.where)}

    @classmethod
    def from_dict(cls, given: Mapping[str, Any]) -> Figure:
        """The Figure that `as_dict` came from, also after a way through JSON."""
        rows = given.get("rows")
        return cls(**{**given, "rows": None if rows is None else tuple(rows), "parts": tuple(given.get("parts") or ())})

    @property
    def days(self) -> tuple[date, date, date]:
        """First and last day, and the day as known on which it was counted."""
        return date.fromisoformat(self.start), date.fromisoformat(self.end), date.fromisoformat(self.as_of)


def printed(value: int, unit: str) -> str:
    """As it stands on paper, without its unit: money (分) in 万元, everything else as a whole number."""
    return wan_yuan(value) if unit == "元" else str(value)


def share(numerator: int, denominator: int) -> str:
    """A percentage with one decimal, rounded half up; — where there is nothing to divide by."""
    if not denominator:
        return "—"
    tenths = (numerator * 2000 + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10}%"


def change(now: int, before: int, unit: str) -> str:
    """Against the time before, in the words of such papers: 增加3, 减少2, 持平."""
    if now == before:
        return "持平"
    return ("增加" if now > before else "减少") + printed(abs(now - before), unit)


@dataclass(frozen=True)
class Moved:
    """One figure in two versions."""

    key: str
    label: str
    before: str
    after: str


def moved(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[Moved]:
    """The figures that changed, came or went, in the order of the later version."""
    keys = [*after, *(key for key in before if key not in after)]
    found = []
    for key in keys:
        old, new = before.get(key), after.get(key)
        if (old and old.printed) != (new and new.printed):
            label = (new or old).label  # type: ignore[union-attr]
            found.append(Moved(key, label, old.printed if old else "", new.printed if new else ""))
    return found
