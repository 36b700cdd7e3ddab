"""The forms of words, from the dated files beside: checked strictly when first read, then fixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated

import numpy as np
import numpy.typing as npt
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


def said(words: frozenset[str], text: str) -> int:
    """How many of the words of `arrears.yaml` occur."""
    return len(words_of_pay_in(text) & words)


@lru_cache(maxsize=8)  # a text is asked for its words many times, one text after the other
def words_in(text: str) -> frozenset[str]:
    """Every word of the lexicon that occurs in the text."""
    return _found(text, _index())


@lru_cache(maxsize=8)
def words_of_pay_in(text: str) -> frozenset[str]:
    """Those of `arrears.yaml` alone: most texts are judged by them and asked nothing more."""
    return _found(text, _index_of_pay())


def _found(text: str, index: _Index) -> frozenset[str]:
    """Looked for only where the first two signs of a word stand together."""
    found, longer = {sign for sign in index.single if sign in text}, index.longer
    for here in _worth_asking(text, index):
        pair = text[here : here + 2]
        if pair in index.double:
            found.add(pair)
        if pair in longer:
            found.update([word for word in longer[pair] if text.startswith(word, here)])
    return frozenset(found)


_PLACES = (1 << 18) - 1  # the two signs of a pair to one of so many marks
_SPREAD = 769


def _worth_asking(text: str, index: _Index) -> Iterable[int]:
    """Where a word may begin: everywhere that one does, and few places more."""
    signs = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16).astype(np.uint32)
    if len(signs) != len(text):
        return range(len(text) - 1)  # signs of two units: the long way
    at: list[int] = np.flatnonzero(index.marks[(signs[:-1] * _SPREAD ^ signs[1:]) & _PLACES]).tolist()
    return at


@dataclass(frozen=True)
class _Index:
    """All words by their length: one sign, two signs, and longer ones by their first two signs."""

    single: frozenset[str]
    double: frozenset[str]
    longer: dict[str, tuple[str, ...]]
    marks: npt.NDArray[np.bool_]


@lru_cache(maxsize=1)
def _index() -> _Index:
    return _indexed(set(_every_word(lexicon())))


@lru_cache(maxsize=1)
def _index_of_pay() -> _Index:
    return _indexed(set(_every_word(lexicon().arrears.model_dump())))


def _indexed(words: set[str]) -> _Index:
    longer: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) > 2:
            longer.setdefault(word[:2], []).append(word)
    single, double = (frozenset(word for word in words if len(word) == length) for length in (1, 2))
    marks = np.zeros(_PLACES + 1, dtype=np.bool_)
    for pair in double | longer.keys():
        marks[(ord(pair[0]) * _SPREAD ^ ord(pair[1])) & _PLACES] = True
    return _Index(single, double, {pair: tuple(same) for pair, same in longer.items()}, marks)


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
