"""Facts grouped once: rows that no asked counter tells apart are one line with their sums, however many cells ask.

A counter's condition is a `Q`: the database reads it for the list of rows, `meets` reads it here for a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add as plus
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from nuanxin.rights.cases.models import read_lot

Sums = dict[int, int]  # place of a cell → what it adds
_LOT = ("sector", "solved_by", "new_form")  # what the narrow key of settlements holds, in its order


@dataclass(frozen=True)
class Cell:
    """What one asked figure takes from a table: the rows that meet `only`; `measure` is added up ("" counts rows)."""

    only: Q = field(default_factory=Q)
    measure: str = ""


@dataclass(frozen=True)
class Grouping:
    """How the rows of a table are grouped. `lot`: by the one narrow column that holds what counters ask of settlements."""

    cells: Mapping[int, Cell]
    expressions: Mapping[str, Any]  # measure → what is added up
    lot: bool = False

    def each(self, rows: QuerySet[Any], *by: str) -> Iterator[tuple[tuple[Any, ...], Sums]]:
        """(values of `by`, what each cell adds) for every group; the same values come as often as there are groups."""
        columns = self._columns()
        places = cache(lambda values: self._places(columns, values))
        width = len(by) + len(columns)
        for row in self._asked(rows, *by).iterator(chunk_size=20_000):
            sums = row[width:]
            found = {place: int(sums[n]) for place, n in places(row[len(by) : width]) if sums[n]}
            yield row[: len(by)], found

    def by_area(self, rows: QuerySet[Any], region: str, areas: Callable[[str], Sequence[str]]) -> dict[str, Sums]:
        """What each cell adds up to in every area that regions count for.

        Areas take in the sums of groups as they are; only then cells pick theirs, so that many cells cost little.
        """
        columns, many = self._columns(), len(self._measures())
        groups = list(
            self._asked(rows, region)
        )  # fetched whole: what is read by a cursor PostgreSQL counts on one core
        starts: dict[tuple[Any, ...], int] = {}
        for row in groups:
            starts.setdefault(row[1 : 1 + len(columns)], len(starts) * many)
        picked: dict[int, list[int]] = {place: [] for place in self.cells}
        for values, start in starts.items():
            for place, n in self._places(columns, values):
                picked[place].append(start + n)
        vectors: dict[str, list[int]] = defaultdict(lambda: [0] * (len(starts) * many))
        for row in groups:
            start = starts[row[1 : 1 + len(columns)]]
            vectors[row[0]][start : start + many] = [number or 0 for number in row[1 + len(columns) :]]
        found: dict[str, list[int]] = {}
        for code, vector in vectors.items():
            for area in areas(code):
                found[area] = list(map(plus, found[area], vector)) if area in found else vector
        return {
            area: {place: sum(map(vector.__getitem__, which)) for place, which in picked.items()}
            for area, vector in found.items()
        }

    def _asked(self, rows: QuerySet[Any], *by: str) -> QuerySet[Any, tuple[Any, ...]]:
        """(values of `by`, values of the columns that tell cells apart, each sum) a group."""
        sums = {f"sum_of_{n}": self._sum(measure) for n, measure in enumerate(self._measures())}
        asked = (*by, *self._columns())
        grouped: QuerySet[Any, Any] = rows.order_by().values(*asked).annotate(**sums).values_list(*asked, *sums)
        return grouped

    def _measures(self) -> list[str]:
        return sorted({cell.measure for cell in self.cells.values()})

    def _columns(self) -> tuple[str, ...]:
        if self.lot:
            return ("lot",)
        return tuple(sorted({name for cell in self.cells.values() for name in _named(cell.only)}))

    def _sum(self, measure: str) -> Any:
        return Sum(self.expressions.get(measure, measure)) if measure else Count("*")

    def _places(self, columns: tuple[str, ...], values: tuple[Any, ...]) -> list[tuple[int, int]]:
        """Which cells take a group, and which of its sums."""
        said = dict(zip(_LOT, read_lot(*values), strict=True)) if self.lot else dict(zip(columns, values, strict=True))
        measures = self._measures()
        return [(place, measures.index(cell.measure)) for place, cell in self.cells.items() if meets(cell.only, said)]


def meets(condition: Q, said: Mapping[str, Any]) -> bool:
    """Whether values meet a condition of equalities and lists, as the database would say.

    >>> meets(Q(kind="skip_level") | Q(mass=True), {"kind": "first", "mass": True})
    True
    >>> meets(~Q(sector__in=("construction", "manufacturing")), {"sector": "construction"})
    False
    """
    each = (meets(one, said) if isinstance(one, Q) else _holds(one, said) for one in condition.children)
    return (any(each) if condition.connector == Q.OR else all(each)) != condition.negated


def _holds(one: Any, said: Mapping[str, Any]) -> bool:
    name, value = one
    column = name.removesuffix("__in")
    return said[column] in value if column != name else bool(said[column] == value)


def _named(condition: Q) -> Iterator[str]:
    each: list[Any] = condition.children
    for one in each:
        if isinstance(one, Q):
            yield from _named(one)
        else:
            yield one[0].removesuffix("__in")
