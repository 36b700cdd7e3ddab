"""How right the warnings were: precision and recall per rule and area, counted from outcomes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Judged:
    """A warning: its area, the rules that gave points, 属实 / 误报 or not ended yet (outcome empty)."""

    area: str
    rules: tuple[str, ...]
    outcome: str = ""


@dataclass(frozen=True)
class Claimed:
    """A claim that workers brought about a watched project: its area, and the rules that had warned of it before."""

    area: str
    warned_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accuracy:
    """rule, area: empty for all together. Shares in per cent with one decimal; None while there is nothing to count."""

    rule: str
    area: str
    raised: int
    confirmed: int
    false: int
    claims: int
    caught: int

    @property
    def open(self) -> int:
        return self.raised - self.confirmed - self.false

    @property
    def precision(self) -> float | None:
        """属实 of those ended."""
        ended = self.confirmed + self.false
        return round(100 * self.confirmed / ended, 1) if ended else None

    @property
    def recall(self) -> float | None:
        """Claims that a warning preceded, of all."""
        return round(100 * self.caught / self.claims, 1) if self.claims else None

    @property
    def missed(self) -> int:
        return self.claims - self.caught


def measure(judged: Iterable[Judged], claimed: Iterable[Claimed]) -> list[Accuracy]:
    """One line for all, one for each rule, one for each area; keys sorted. A claim counts for every rule: each might have warned."""
    warnings, claims = list(judged), list(claimed)
    rules = sorted(
        {rule for one in warnings for rule in one.rules} | {rule for one in claims for rule in one.warned_by}
    )
    areas = sorted({one.area for one in warnings} | {one.area for one in claims})
    lines = [_line("", "", warnings, claims)]
    lines += [_line(rule, "", [one for one in warnings if rule in one.rules], claims) for rule in rules]
    for area in areas:
        here = [one for one in warnings if one.area == area]
        lines.append(_line("", area, here, [one for one in claims if one.area == area]))
    return lines


def _line(rule: str, area: str, warnings: list[Judged], claims: list[Claimed]) -> Accuracy:
    return Accuracy(
        rule,
        area,
        len(warnings),
        sum(one.outcome == "confirmed" for one in warnings),
        sum(one.outcome == "false" for one in warnings),
        len(claims),
        sum(rule in one.warned_by if rule else bool(one.warned_by) for one in claims),
    )
