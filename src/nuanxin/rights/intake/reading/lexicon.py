"""The forms of words, from the dated files beside: checked strictly when first read, then fixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import add
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FOLDER = Path(__file__).parent / "lexicon"
Words = Annotated[list[str], Field(min_length=1)]
Points = dict[str, Annotated[int, Field(ge=1, le=9)]]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    since: date
    about: str


class _Wage(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    sure: Words
    loose: Words


class _Owing(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    before: Words
    after: Words


class _Against(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    objects: Words
    settled: Words
    asking: Words
    hearsay: Words
    business: Words
    consumer: Words


class _Work(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    sure: Words


class ArrearsWords(_File):
    wage: _Wage
    owing: _Owing
    phrases: _Wage
    work: _Work
    against: _Against


class DoorWords(_File):
    least: int
    off_topic: dict[str, Points]
    claimed: dict[str, Words]
    shown: dict[str, str]


class Signs(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: Words
    not_after: list[str] = []
    not_before: list[str] = []
    least: int = 0


class UrgentWords(_File):
    self_harm_or_violence: Signs
    group: Signs
    petition: Signs


class SectorWords(_File):
    construction: Points
    manufacturing: Points
    other: Points
    site_ties: Words


class NameWords(_File):
    employer_ends: Words
    numbered: Words
    bodies: Words
    hard_cuts: Words
    soft_cuts: Words
    empty_names: Words
    project_ends: Words
    not_projects: Words


@dataclass(frozen=True)
class Lexicon:
    """All forms of words together."""

    arrears: ArrearsWords
    doors: DoorWords
    urgency: UrgentWords
    sectors: SectorWords
    names: NameWords


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped forms of words; pydantic names file and key of a slip."""
    return Lexicon(
        arrears=ArrearsWords.model_validate(_read("arrears")),
        doors=DoorWords.model_validate(_read("doors")),
        urgency=UrgentWords.model_validate(_read("urgency")),
        sectors=SectorWords.model_validate(_read("sectors")),
        names=NameWords.model_validate(_read("names")),
    )


def _read(name: str) -> object:
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) + ")"


def points(table: Mapping[str, int], text: str, title: str = "") -> int:
    """The points of the words that occur; once for each word, three times in the title."""
    worth = sum(table[word] for word in words_in(text) & table.keys())
    return worth + 2 * sum(table[word] for word in words_in(title) & table.keys()) if title else worth


def said(words: Iterable[str], text: str) -> int:
    """How many of the words occur. They are words of the lexicon."""
    return len(words_in(text).intersection(words))


@lru_cache(maxsize=8)  # a text is asked for its words many times, one text after the other
def words_in(text: str) -> frozenset[str]:
    """Every word of the lexicon that occurs in the text: looked for only where its first two signs stand together."""
    index = _index()
    found = set(index.single.intersection(text))
    for pair in index.begins.intersection(map(add, text, text[1:])):
        found.update(word for word in index.longer[pair] if len(word) == 2 or word in text)
    return frozenset(found)


@dataclass(frozen=True)
class _Index:
    single: frozenset[str]
    begins: frozenset[str]
    longer: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _index() -> _Index:
    words = set(_every_word(lexicon()))
    longer: dict[str, list[str]] = {}
    for word in words:
        if len(word) > 1:
            longer.setdefault(word[:2], []).append(word)
    single = frozenset(word for word in words if len(word) == 1)
    return _Index(single, frozenset(longer), {pair: tuple(same) for pair, same in longer.items()})


def _every_word(part: object) -> Iterator[str]:
    """All words of all files, wherever they stand."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Lexicon):
        for one in (part.arrears, part.doors, part.urgency, part.sectors, part.names):
            yield from _every_word(one.model_dump())
    elif isinstance(part, Mapping):
        yield from (key for key in part if isinstance(key, str))
        for one in part.values():
            yield from _every_word(one)
    elif isinstance(part, list):
        for one in part:
            yield from _every_word(one)


def first_word(words: Iterable[str], text: str) -> tuple[int, int] | None:
    """Where the first of the words (of the lexicon, in the order of the list) stands."""
    found = words_in(text)
    for word in words:
        if word in found:
            at = text.find(word)
            return at, at + len(word)
    return None
