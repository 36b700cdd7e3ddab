"""What a bench says: figures with their unit, and ratios with their limit."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Figure:
    """A measured value; with a limit it holds or does not. `at_least` turns the limit round."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        text = f"  {self.name}：{self.value:,.4g} {self.unit}".rstrip()
        if self.limit is not None:
            text += f"（要求{'不低于' if self.at_least else '不高于'} {self.limit:g}：{'达到' if self.holds else '未达到'}）"
        return text


@dataclass
class Report:
    """The figures of one bench in the order in which they were measured; left_out: what was not measured, and why."""

    bench: str
    rows: int
    database: str
    figures: list[Figure] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(
        self, name: str, value: float, unit: str = "", *, limit: float | None = None, at_least: bool = False
    ) -> None:
        self.figures.append(Figure(name, value, unit, limit, at_least))

    def as_dict(self) -> dict[str, Any]:
        figures = [{**asdict(figure), "holds": figure.holds} for figure in self.figures]
        return {
            "bench": self.bench,
            "rows": self.rows,
            "database": self.database,
            "figures": figures,
            "left_out": self.left_out,
        }


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(do: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


@contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    """with stopwatch() as seconds: …; seconds()"""
    start = time.perf_counter()
    yield lambda: time.perf_counter() - start
