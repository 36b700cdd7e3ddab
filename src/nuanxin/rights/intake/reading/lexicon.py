"""The forms of words, from the dated files beside: checked strictly when first read, then fixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
    return sum(worth * (1 + 2 * (word in title)) for word, worth in table.items() if word in text)


def first_word(words: Iterable[str], text: str) -> tuple[int, int] | None:
    """Where the first of the words (in the order of the list) stands."""
    for word in words:
        at = text.find(word)
        if at >= 0:
            return at, at + len(word)
    return None
