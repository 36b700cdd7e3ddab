"""The words of bodies.yaml, loaded once and made into patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class BodyWords:
    """Lists of bodies.yaml; `tail` matches one ending, `goes_on` the start of what may follow a name."""

    tails: frozenset[str]
    whole: frozenset[str]
    branches: frozenset[str]
    compounds: tuple[str, ...]
    vague: frozenset[str]
    heads: tuple[str, ...]
    verbs: frozenset[str]
    tail: re.Pattern[str]
    short_tail: re.Pattern[str]
    goes_on: re.Pattern[str]
    verb: re.Pattern[str]
    modal: re.Pattern[str]
    begins: re.Pattern[str]
    never_begins: re.Pattern[str]


@lru_cache(maxsize=1)
def body_words() -> BodyWords:
    """Read once; a word added to the file counts from the next start."""
    lists = yaml.safe_load(Path(__file__).with_name("bodies.yaml").read_text(encoding="utf-8"))
    goes_on = [*lists["modals"], *lists["verbs"]]
    return BodyWords(
        tails=frozenset(lists["tails"]),
        whole=frozenset(lists["whole"]),
        branches=frozenset(lists["branches"]),
        compounds=tuple(lists["compounds"]),
        vague=frozenset(lists["vague"]),
        heads=tuple(_longest_first(lists["heads"])),
        verbs=frozenset(lists["verbs"]),
        tail=_one_of(lists["tails"]),
        short_tail=_one_of(lists["short_tails"]),
        goes_on=_one_of(goes_on),
        verb=_one_of(lists["verbs"]),
        begins=_one_of(lists["begins"]),
        never_begins=_one_of([*lists["never_begins"], *lists["verbs"]]),
        modal=_one_of(lists["modals"]),
    )


def _longest_first(words: list[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _one_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in _longest_first(words)))
