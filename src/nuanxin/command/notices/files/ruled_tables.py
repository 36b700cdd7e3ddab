"""Tables of a page from its ruled lines: cells between the lines, merged where no line stands; no file format known here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SNAP = 2.5  # points: lines nearer than this are one line
_TOUCH = 4.0  # points: lines nearer than this meet
_OPEN_SIDE = 8.0  # points that a rule reaches past the outermost upright: a table open at its side
MOST_CROSSINGS = 40_000  # level lines × upright ones of a page; with more it is a drawing
_LEAST_TABS = 2


@dataclass(frozen=True)
class Line:
    """A ruled line at `at` (y of a level one, x of an upright one) from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Run:
    """Letters written from a place on the page; y grows upwards."""

    text: str
    x: float
    y: float
    size: float

    @property
    def inside(self) -> tuple[float, float]:
        """A point that lies in the first letter."""
        return self.x + 0.4 * self.size, self.y + 0.3 * self.size


@dataclass(frozen=True)
class Table:
    """Lines of a lattice; `xs` from the left, `ys` from the top; `owner` names for every field its cell's first field."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def field_of(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell (row, column of its first field) that a point lies in."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = sum(left <= x for left in self.xs[1:-1])
        row = sum(top >= y for top in self.ys[1:-1])
        return self.owner[row, column]

    def rows(self, runs: Iterable[Run]) -> list[str]:
        """Rows of tabs: a cell's words stand in its first field, what it is merged with is blank."""
        words: dict[tuple[int, int], list[Run]] = {}
        for run in runs:
            place = self.field_of(*run.inside)
            if place is not None and run.text.strip():
                words.setdefault(place, []).append(run)
        columns = len(self.xs) - 1
        lines = []
        for row in range(len(self.ys) - 1):
            cells = [_in_reading_order(words.get((row, column), [])) for column in range(columns)]
            lines.append("\t".join(cells) + "\t" * max(0, _LEAST_TABS + 1 - columns))
        return lines


def _in_reading_order(runs: list[Run]) -> str:
    """Lines of one cell from the top, each from the left; letters of one line may sit a little higher or lower."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: -r.y):
        if lines and lines[-1][0].y - run.y < 0.5 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return " ".join(" ".join(run.text.split()) for line in lines for run in sorted(line, key=lambda r: r.x))


def put_together(lines: Iterable[Line]) -> list[Line]:
    """Pieces of one line become one: many programs draw every side of every cell for itself."""
    result: list[Line] = []
    for cluster in _clusters(sorted(lines, key=lambda line: line.at)):
        at = sum(line.at for line in cluster) / len(cluster)
        for line in sorted(cluster, key=lambda line: line.start):
            if result and result[-1].at == at and line.start <= result[-1].end + _TOUCH:
                result[-1] = Line(at, result[-1].start, max(result[-1].end, line.end))
            else:
                result.append(Line(at, line.start, line.end))
    return result


def _clusters(lines: list[Line]) -> list[list[Line]]:
    clusters: list[list[Line]] = []
    for line in lines:
        if clusters and line.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(line)
        else:
            clusters.append([line])
    return clusters


def tables_of(level: Sequence[Line], upright: Sequence[Line]) -> list[Table]:
    """Every lattice of at least two rows and two columns; lines are to be put together before."""
    group: list[int] = list(range(len(level)))  # of each level line; lines that one upright meets are of one group
    crossed: list[list[int]] = [[i for i, flat in enumerate(level) if meet(flat, v)] for v in upright]
    for meeting in crossed:
        groups = {group[i] for i in meeting}
        if len(groups) > 1:
            group = [min(groups) if g in groups else g for g in group]
    tables = []
    for key in dict.fromkeys(group):
        uprights = [v for v, meeting in zip(upright, crossed, strict=True) if meeting and group[meeting[0]] == key]
        if uprights:
            tables.append(_lattice([flat for i, flat in enumerate(level) if group[i] == key], uprights))
    return sorted((t for t in tables if t is not None), key=lambda t: (-t.ys[0], t.xs[0]))


def meet(level: Line, upright: Line) -> bool:
    """Do they cross or touch?"""
    across = level.start - _TOUCH <= upright.at <= level.end + _TOUCH
    return across and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH


def _lattice(level: list[Line], upright: list[Line]) -> Table | None:
    xs = sorted({line.at for line in upright})
    ys = sorted({line.at for line in level}, reverse=True)
    left, right = min(line.start for line in level), max(line.end for line in level)
    xs = ([left] if left < xs[0] - _OPEN_SIDE else []) + xs + ([right] if right > xs[-1] + _OPEN_SIDE else [])
    if len(xs) < 3 or len(ys) < 3:
        return None
    return Table(tuple(xs), tuple(ys), _owners(xs, ys, level, upright))


def _owners(
    xs: list[float], ys: list[float], level: list[Line], upright: list[Line]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Fields with no line between them are one cell; its first field is the topmost, then the leftmost."""
    at_x = {at: [line for line in upright if line.at == at] for at in xs}
    at_y = {at: [line for line in level if line.at == at] for at in ys}
    owner = {(r, c): (r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            place = owner[place]
        return place

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        a, b = sorted((first(one), first(other)))
        owner[b] = a

    for (row, (top, bottom)), (column, (left, right)) in itertools.product(
        enumerate(itertools.pairwise(ys)), enumerate(itertools.pairwise(xs))
    ):
        middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
        if column + 2 < len(xs) and not any(v.start <= middle_y <= v.end for v in at_x[right]):
            join((row, column), (row, column + 1))
        if row + 2 < len(ys) and not any(v.start <= middle_x <= v.end for v in at_y[bottom]):
            join((row, column), (row + 1, column))
    return {place: first(place) for place in owner}
