"""Whom the register suggests for a file: by trade, place, language and load. A suggestion: the desk or the parties choose. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """A mediator as the register knows him. near: 2 = of the very place, 1 = of an area around it, 0 = elsewhere."""

    key: int
    name: str
    organisation: str
    near: int
    trades: frozenset[str]
    languages: frozenset[str]
    open_files: int


@dataclass(frozen=True)
class Wanted:
    """What the file asks for; empty means no wish."""

    trade: str = ""
    language: str = ""


@dataclass(frozen=True)
class Suggested:
    """A candidate with the reasons in words, best first in the list."""

    candidate: Candidate
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        return "；".join(self.reasons)


_NEAR = {2: "本地", 1: "辖区内", 0: "外地"}


def suggest(candidates: Sequence[Candidate], wanted: Wanted) -> tuple[Suggested, ...]:
    """Every candidate, best first: who speaks the language, knows the trade, is near, has less in hand; then by number.

    Understanding the worker comes before knowing the trade; two equals are told apart by load, so that work spreads.
    """
    return tuple(Suggested(one, _reasons(one, wanted)) for one in sorted(candidates, key=lambda c: _rank(c, wanted)))


def _rank(one: Candidate, wanted: Wanted) -> tuple[bool, bool, int, int, int]:
    speaks = not wanted.language or wanted.language in one.languages
    knows = not wanted.trade or wanted.trade in one.trades
    return not speaks, not knows, -one.near, one.open_files, one.key


def _reasons(one: Candidate, wanted: Wanted) -> tuple[str, ...]:
    found = [_NEAR[one.near]]
    if wanted.trade:
        found.append("熟悉本行业" if wanted.trade in one.trades else "不以本行业见长")
    if wanted.language:
        found.append(f"会{wanted.language}" if wanted.language in one.languages else f"不会{wanted.language}")
    return (*found, f"在办{one.open_files}件")
