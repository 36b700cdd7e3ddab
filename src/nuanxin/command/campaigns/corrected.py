"""The reading as people left it: what the reader said, with every correction laid over it in order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from nuanxin.command.campaigns.plan_fields import FIELDS


class Change(Protocol):
    """A correction as it is kept."""

    pk: int
    inner: bool
    field: str
    entry: str
    kind: str
    after: Any


@dataclass(frozen=True)
class Entry:
    """One entry of a field: its key (`0`, `1` … as read; `+7` added by correction 7), its value, whether a person touched it."""

    key: str
    value: Any
    touched: bool = False


Entries = dict[str, list[Entry]]


def entries_of(reading: Mapping[str, Any], changes: Iterable[Change], *, inner: bool = False) -> Entries:
    """Field → entries of the notice, or (inner) of the one that it forwards. A field that is no list has one entry, key ""."""
    read = (reading.get("forwarded") or {}) if inner else reading
    found: dict[str, dict[str, Entry]] = {key: _as_read(key, read.get(key)) for key in FIELDS}
    for change in changes:
        if change.inner != inner or change.field not in found:
            continue
        rows = found[change.field]
        if change.kind == "drop":
            rows.pop(change.entry, None)
        else:
            key = f"+{change.pk}" if change.kind == "add" else change.entry
            rows[key] = Entry(key, change.after, touched=True)
    return {key: list(rows.values()) for key, rows in found.items()}


def _as_read(key: str, value: Any) -> dict[str, Entry]:
    if FIELDS[key].many:
        return {str(n): Entry(str(n), one) for n, one in enumerate(value or [])}
    return {"": Entry("", value)}


def plan_of(reading: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The plan in the form of the contract, corrected; what no person may correct (forms, annexes) stays as read."""
    kept = list(changes)
    plan = {**reading, **_values(entries_of(reading, kept))}
    if reading.get("forwarded"):
        plan["forwarded"] = {**reading["forwarded"], **_values(entries_of(reading, kept, inner=True))}
    return plan


def _values(entries: Entries) -> dict[str, Any]:
    return {
        key: [one.value for one in rows] if FIELDS[key].many else (rows[0].value if rows else None)
        for key, rows in entries.items()
    }
