"""Shares as exact fractions, ranks with ties, scores from weighted ranks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

HIGH, LOW = "high", "low"


@dataclass(frozen=True)
class Part:
    """One share of a ranking: what is counted, by what it is divided, which way is better, how much it weighs.

    `plus`: a counter added to the denominator, e.g. closed ÷ (closed + still open), which cannot pass 100 %.
    """

    name: str
    top: str
    bottom: str
    better: str = HIGH
    weight: int = 1
    plus: str = ""


@dataclass(frozen=True)
class Place:
    """One area in one part. `rank` None: too few to be ranked; ties share a rank and the next is skipped."""

    area: str
    top: int
    bottom: int
    rank: int | None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.top, self.bottom) if self.bottom else None

    @property
    def percent(self) -> str:
        """One decimal, half up."""
        if self.share is None:
            return "—"
        tenths = (self.share * 2000 + 1) // 2
        return f"{tenths // 10}.{tenths % 10}%"


def places(figures: Mapping[str, tuple[int, int]], *, better: str, smallest: int | None) -> dict[str, Place]:
    """`figures`: area → (top, bottom). A denominator of nothing, or below the smallest, is not ranked."""
    least = max(smallest or 1, 1)
    ranked = {area: Fraction(top, bottom) for area, (top, bottom) in figures.items() if bottom >= least}
    ahead = sorted(ranked.values(), reverse=better == HIGH)
    return {
        area: Place(area, top, bottom, ahead.index(ranked[area]) + 1 if area in ranked else None)
        for area, (top, bottom) in figures.items()
    }


@dataclass(frozen=True)
class Score:
    """An area over all parts: points out of 100, its rank, and from how much weight the points come."""

    area: str
    points: Fraction | None
    weight: int
    rank: int | None


def scores(parts: Sequence[tuple[Part, Mapping[str, Place]]]) -> dict[str, Score]:
    """In each part the first of n has 100, the last 100 ÷ n; weighted over the parts in which an area is ranked."""
    areas = {area for _, by_area in parts for area in by_area}
    points: dict[str, tuple[Fraction | None, int]] = {}
    for area in areas:
        got, weight = Fraction(0), 0
        for part, by_area in parts:
            rank = by_area[area].rank
            if rank is not None:
                among = sum(one.rank is not None for one in by_area.values())
                got += part.weight * Fraction(100 * (among - rank + 1), among)
                weight += part.weight
        points[area] = (got / weight if weight else None, weight)
    ahead = sorted((one for one, _ in points.values() if one is not None), reverse=True)
    return {
        area: Score(area, got, weight, None if got is None else ahead.index(got) + 1)
        for area, (got, weight) in points.items()
    }
