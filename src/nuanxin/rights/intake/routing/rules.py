"""The rules and how one is found: the first in order that fits and is in force on the day."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class RouteFacts:
    """What a rule may ask of a clue. None and "" mean not stated: a rule that asks for it does not fit."""

    region: str
    text: str = ""
    sector: str = ""
    government: bool | None = None
    state_firm: bool | None = None
    industry: str = ""
    amount_fen: int | None = None
    persons: int | None = None
    reference: str = ""  # the clue's number, for lists of what moves


@dataclass(frozen=True)
class Rule:
    """One row. Empty conditions fit everything; amounts in 分, both bounds included."""

    number: int
    unit_kind: str
    why: str
    unit_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    region_prefix: str = ""
    sector: str = ""
    project_kind: str = ""  # government, state, or empty
    industry: str = ""
    keywords: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    amount_from_fen: int | None = None
    amount_to_fen: int | None = None
    persons_from: int | None = None

    def in_force(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def fits(self, facts: RouteFacts) -> bool:
        """Whether every condition of the row holds."""
        return (
            facts.region.startswith(self.region_prefix)
            and self.sector in ("", facts.sector)
            and self.industry in ("", facts.industry)
            and self._fits_project(facts)
            and self._fits_words(facts.text)
            and self._fits_size(facts)
        )

    @property
    def catches_all(self) -> bool:
        """No condition and no end: what every table must close with."""
        open_row = Rule(self.number, self.unit_kind, self.why, self.unit_code)
        return all(getattr(self, one.name) == getattr(open_row, one.name) for one in fields(self))

    def _fits_project(self, facts: RouteFacts) -> bool:
        if self.project_kind == "government":
            return facts.government is True
        return self.project_kind == "" or facts.state_firm is True

    def _fits_words(self, text: str) -> bool:
        asked = not self.keywords or any(word in text for word in self.keywords)
        return asked and not any(word in text for word in self.without)

    def _fits_size(self, facts: RouteFacts) -> bool:
        if self.amount_from_fen is not None and (facts.amount_fen is None or facts.amount_fen < self.amount_from_fen):
            return False
        if self.amount_to_fen is not None and (facts.amount_fen is None or facts.amount_fen > self.amount_to_fen):
            return False
        return self.persons_from is None or (facts.persons is not None and facts.persons >= self.persons_from)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        row = asdict(self)
        for name in ("valid_from", "valid_to"):
            row[name] = row[name].isoformat() if row[name] else None
        return {**row, "keywords": list(self.keywords), "without": list(self.without)}

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Rule:
        kept = dict(row)
        for name in ("valid_from", "valid_to"):
            kept[name] = date.fromisoformat(kept[name]) if kept[name] else None
        return cls(**{**kept, "keywords": tuple(kept["keywords"]), "without": tuple(kept["without"])})


@dataclass(frozen=True)
class Table:
    """Rules in order; the last one catches all."""

    version: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Routing:
    """Where to, by which row, why."""

    unit_kind: str
    unit_code: str
    rule_no: int
    why: str


def route(facts: RouteFacts, table: Table, on: date) -> Routing:
    """The first row in force that fits. LookupError for a table without a row for everything (the loader refuses those)."""
    for rule in table.rules:
        if rule.in_force(on) and rule.fits(facts):
            return Routing(rule.unit_kind, rule.unit_code, rule.number, rule.why)
    raise LookupError(f"分派规则表{table.version}没有适用的规则，最后一行应当没有条件")
