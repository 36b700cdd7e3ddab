"""Figures drawn by ourselves: a county as equal tiles (no map boundaries), and charts with the table behind them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

TILE_WIDTH, TILE_HEIGHT, GAP = 116, 76, 6
SHADES = 5


@dataclass(frozen=True)
class Tile:
    """One place on the grid. `row` and `col` from 0; `value` None = not reported (shown as such, not as zero)."""

    code: str
    name: str
    row: int
    col: int
    value: int | None
    url: str = ""


@dataclass(frozen=True)
class DrawnTile:
    """A tile with its geometry (SVG units) and shade 0–4, or none."""

    tile: Tile
    x: int
    y: int
    shade: str
    text: str


@dataclass(frozen=True)
class Cartogram:
    """What the template draws."""

    title: str
    unit: str
    tiles: tuple[DrawnTile, ...]
    width: int
    height: int
    legend: tuple[tuple[str, str], ...]


def cartogram(title: str, tiles: Sequence[Tile], *, unit: str) -> Cartogram:
    """Lay out tiles and shade them by up to five classes of equal count. Raises ValueError where two share a place."""
    places = {(tile.row, tile.col) for tile in tiles}
    if len(places) != len(tiles):
        raise ValueError("two tiles share one place of the grid")
    bounds = class_bounds([tile.value for tile in tiles if tile.value is not None])
    drawn = tuple(
        DrawnTile(
            tile,
            GAP + tile.col * (TILE_WIDTH + GAP),
            GAP + tile.row * (TILE_HEIGHT + GAP),
            "none" if tile.value is None else str(bisect_right(bounds, tile.value) - 1),
            "未报" if tile.value is None else f"{tile.value:,} {unit}",
        )
        for tile in sorted(tiles, key=lambda tile: (tile.row, tile.col))
    )
    return Cartogram(
        title,
        unit,
        drawn,
        GAP + (max((t.col for t in tiles), default=0) + 1) * (TILE_WIDTH + GAP),
        GAP + (max((t.row for t in tiles), default=0) + 1) * (TILE_HEIGHT + GAP),
        _legend(bounds, [tile.value for tile in tiles if tile.value is not None], unit),
    )


def class_bounds(values: Sequence[int]) -> list[int]:
    """The lowest value of each class, rising; equal values are always in one class. Nought is a class of its own: else one
    bad place among many good ones would look like them."""
    ordered = sorted(value for value in values if value)
    noughts = [0] if len(ordered) < len(values) else []
    classes = SHADES - len(noughts)
    return sorted({*noughts, *(ordered[len(ordered) * step // classes] for step in range(classes) if ordered)})


def _legend(bounds: list[int], values: list[int], unit: str) -> tuple[tuple[str, str], ...]:
    lines = []
    for place, low in enumerate(bounds):
        inside = [v for v in values if bisect_right(bounds, v) - 1 == place]
        high = max(inside)
        lines.append((str(place), f"{low:,} {unit}" if low == high else f"{low:,}–{high:,} {unit}"))
    return tuple(lines)


@dataclass(frozen=True)
class Series:
    """One line or set of bars: name and one value a label (None = no figure)."""

    name: str
    values: Sequence[int | float | None]


@dataclass(frozen=True)
class Chart:
    """A bar or line chart. `key` is its id in the page; the same figures stand in a table below."""

    key: str
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Literal["bar", "line"] = "bar"
    unit: str = "件"
    stacked: bool = False

    @property
    def data(self) -> dict[str, Any]:
        """What the script reads from the page's data block."""
        return {
            "title": self.title,
            "kind": self.kind,
            "unit": self.unit,
            "stacked": self.stacked,
            "labels": list(self.labels),
            "series": [{"name": s.name, "values": list(s.values)} for s in self.series],
        }

    @property
    def table(self) -> list[tuple[str, list[int | float | None]]]:
        """Rows of the table: label and one value a series."""
        return [(label, [s.values[place] for s in self.series]) for place, label in enumerate(self.labels)]
