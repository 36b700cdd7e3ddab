"""How big an invented place is. S is a county's year; M, L and XL are ten, fifty and a hundred and eighty of them (a province)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

THEMES = 48  # every project has one; see planted.py
FIRST = date(2023, 1, 1)
AS_OF = date(2024, 1, 20)


@dataclass(frozen=True)
class Size:
    """projects, each with crew … crew + spread workers, over so many months from January 2023."""

    projects: int
    months: int = 12
    crew: int = 30
    spread: int = 41

    @property
    def last(self) -> date:
        """The first day of the last month."""
        return date(2023, self.months, 1)


TINY = Size(THEMES, months=3, crew=22, spread=9)  # every theme once: 3,500 pay and 75,000 attendance rows
_COUNTY = 352  # 0.19 M pay rows, 4.6 M attendance rows
ROWS = {"XS": 1_700, "S": 190_000, "M": 1_900_000, "L": 9_500_000, "XL": 34_200_000}  # of pay


def size_of(rows: int) -> Size:
    """The place with about so many pay rows; below a few counties' months the tiny one.

    >>> size_of(190_000).projects, size_of(1_900_000).projects, size_of(2_500) == TINY
    (352, 3520, True)
    """
    projects = round(_COUNTY * rows / ROWS["S"])
    return Size(projects) if projects >= THEMES else TINY
