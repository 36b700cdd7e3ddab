"""What the warehouse holds: Parquet files named by a manifest. A new manifest takes the old one's place in one step.

Files are never written again: a load writes new ones, then the manifest, then removes what neither this manifest nor the
one before names, so that a run that began before the load still finds its files.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

WHOLE = "all"  # the one part of a table that is not kept by month
_MANIFEST, _BEFORE = "manifest.json", "manifest-before.json"
# Of the records. 2 says of every one whether pay went to the worker's own card, and of a month how many are unpaid; 3 also what the
# month and the roster say of his card and his days, of a month what its crew has in common, and the sums of the flows; 4 has of every
# project's month one flat row.
LAYOUT = 4


@dataclass(frozen=True)
class Kept:
    """version: how many loads there were. parts: table → month ("2024-01") or `all` → file name. layout: which columns records have."""

    version: int = 0
    parts: dict[str, dict[str, str]] = field(default_factory=dict)
    layout: int = LAYOUT

    def months(self, table: str) -> list[str]:
        return sorted(self.parts.get(table, {}))


def what_holds(home: Path) -> Kept:
    """The manifest that holds now; an empty one where nothing was loaded yet."""
    return _read(home / _MANIFEST)


def files_of(home: Path, kept: Kept, table: str, months: list[str] | None = None) -> list[Path]:
    """The files of a table, of all months or of these; months without a file are left out."""
    parts = kept.parts.get(table, {})
    return [home / parts[month] for month in sorted(parts) if months is None or month in months]


@contextmanager
def alone(home: Path, doing: str = "load") -> Iterator[None]:
    """One load at a time: a second one waits until the first has put its manifest in place, else it would undo it.

    doing: what waits for its like; whoever reads, then loads, takes a lock of another name around both.
    """
    beside = home.with_name(f"{home.name}.{doing}.lock")  # a refused load leaves the warehouse itself as it was
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def new_name(table: str, part: str) -> str:
    """A file name that no load before has used."""
    return f"{table}-{part}-{uuid4().hex[:12]}.parquet"


def put_in_place(home: Path, kept: Kept) -> None:
    """Let this manifest hold. A crash before leaves the old one, a crash after leaves files that the next load removes."""
    old = home / _MANIFEST
    if old.exists():
        _write(home / _BEFORE, _read(old))
    _write(old, kept)
    named = {name for one in (kept, _read(home / _BEFORE)) for parts in one.parts.values() for name in parts.values()}
    for path in home.glob("*.parquet"):
        if path.name not in named:
            path.unlink()


def _read(path: Path) -> Kept:
    if not path.exists():
        return Kept()
    said = json.loads(path.read_text(encoding="utf-8"))
    return Kept(said["version"], said["parts"], said.get("layout", 1))


def _write(path: Path, kept: Kept) -> None:
    draft = path.with_suffix(f".{uuid4().hex[:8]}.tmp")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(
            {"version": kept.version, "layout": kept.layout, "parts": kept.parts}, file, ensure_ascii=False, indent=1
        )
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
