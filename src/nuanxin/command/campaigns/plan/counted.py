"""What counts for a target or figure that a notice names: proposed by its words (counted.yaml). Plain data and a look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("counted.yaml")


@dataclass(frozen=True)
class CountedBy:
    """A counter of the book and the conditions on it; both empty where no entry fits."""

    counter: str = ""
    where: Mapping[str, str] | None = None


def counted_by(row: Mapping[str, Any]) -> CountedBy:
    """As the plan says; else what the words come to."""
    if row.get("counter"):
        return CountedBy(row["counter"], row.get("where") or {})
    said = str(row.get("name") or f"{row.get('subject') or ''} {row.get('text') or ''}")
    for entry in _entries():
        comparison = row.get("comparison")
        if comparison is None or comparison in (entry.get("comparison") or (comparison,)):
            if all(any(one in said for one in word.split("|")) for word in entry["words"]):
                return CountedBy(entry["counter"], entry.get("where") or {})
    return CountedBy("", {})


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
