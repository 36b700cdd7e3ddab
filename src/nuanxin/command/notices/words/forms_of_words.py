"""notices.yaml as patterns, loaded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Words:
    """`headings`: kind of a part → pattern of its heading; the others are patterns over one sentence or clause."""

    headings: dict[str, re.Pattern[str]]
    orders: re.Pattern[str]
    facts: re.Pattern[str]
    formulas: re.Pattern[str]
    reasons: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """A form of words added to the file counts from the next start."""
    lists = yaml.safe_load(Path(__file__).with_name("notices.yaml").read_text(encoding="utf-8"))
    one = {key: _any_of(value) for key, value in lists.items() if key != "headings"}
    return Words(headings={kind: _any_of(forms) for kind, forms in lists["headings"].items()}, **one)


def _any_of(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms))
