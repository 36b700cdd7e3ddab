"""The book of counters as plain data: key, name, unit, splits, definition, source. Knows nothing of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.foundation.common.errors import BadInput, Fault

BOOK = Path(__file__).parent / "book.yaml"
Where = Mapping[str, str]  # split → value, e.g. {"sector": "construction"}; nothing named: everything together


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Split(_Record):
    """A way to divide a count: its name and the values with their names."""

    name: str
    values: dict[str, str]


class Entry(_Record):
    """One counter: what it is called, its unit (元 is kept in 分), what exactly it counts, by which authority."""

    name: str
    unit: str
    definition: str
    source: str
    splits: list[str] = []


class Book(_Record):
    """All counters and splits by key."""

    splits: dict[str, Split]
    counters: dict[str, Entry]


@lru_cache
def book() -> Book:
    """The book, read once."""
    return Book.model_validate(yaml.safe_load(BOOK.read_text(encoding="utf-8")))


def entry(key: str) -> Entry:
    """One counter by key. BadInput for an unknown one, with the nearest in spelling."""
    known = book().counters
    if key not in known:
        raise BadInput(Fault(unknown(key), remedy="请从指标目录中选择，目录中没有的须先由开发方增加"))
    return known[key]


def unknown(key: str) -> str:
    """What to say of a key that is not in the book."""
    from difflib import get_close_matches

    near = get_close_matches(key, book().counters, n=3)
    return f"没有统计指标“{key}”" + (f"，是否指 {'、'.join(near)}" if near else "")


def slips(key: str, where: Where | Iterable[tuple[str, str]] = ()) -> list[str]:
    """What is wrong with a counter and its splits, in words; nothing where it can be counted."""
    if key not in book().counters:
        return [unknown(key)]
    known, found = book().counters[key], []
    for split, value in dict(where).items():
        if split not in known.splits:
            found.append(
                f"指标“{key}”不能按“{split}”细分" + (f"，可用：{'、'.join(known.splits)}" * bool(known.splits))
            )
        elif value not in book().splits[split].values:
            found.append(f"“{split}”没有“{value}”这个取值，可用：{'、'.join(book().splits[split].values)}")
    return found
