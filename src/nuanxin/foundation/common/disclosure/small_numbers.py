"""Small numbers in published figures: a cell of a few persons is hidden, and others with it, so that no difference gives it away.

One rule for every figure that anybody may see without signing in (features PV-02). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
# The house's own choice where the place has set none (setting publish.least); no law fixes a figure.
LEAST = 5


def hidden_cells(cells: Mapping[Key, int], sums: Sequence[Collection[Key]], *, least: int = LEAST) -> frozenset[Key]:
    """Which cells must not be published when the other cells and all these sums are.

    Hidden first: every cell of 1 to least − 1. Then, until nothing is left to find: where a sum has hidden cells that come
    to less than `least`, or where the published equations fix a hidden cell, the smallest cell beside it is hidden too.
    Zeros are published. Where nothing is left beside it, the caller must not publish the sum: see `safe_sums`.
    """
    hidden = {key for key, number in cells.items() if 0 < number < least}
    while True:
        extra = _too_little(cells, sums, hidden, least) or _given_away(cells, sums, hidden)
        if extra is None:
            return frozenset(hidden)
        hidden.add(extra)


def safe_sums(
    cells: Mapping[Key, int], sums: Sequence[Collection[Key]], *, least: int = LEAST
) -> tuple[frozenset[Key], tuple[bool, ...]]:
    """(hidden cells, which sums may be published): a sum of which too little is hidden is withheld, and the rest looked at again."""
    published = [True] * len(sums)
    while True:
        left = [group for group, shown in zip(sums, published, strict=True) if shown]
        hidden = hidden_cells(cells, left, least=least)
        unsafe = [
            place
            for place, group in enumerate(sums)
            if published[place] and (_short(cells, group, hidden, least) or _fixed(left, hidden) & set(group))
        ]
        if not unsafe:
            return hidden, tuple(published)
        published[unsafe[0]] = False


def _short(cells: Mapping[Key, int], group: Collection[Key], hidden: Collection[Key], least: int) -> bool:
    inside = [cells[key] for key in group if key in hidden]
    return bool(inside) and sum(inside) < least


def _too_little(cells: Mapping[Key, int], sums: Sequence[Collection[Key]], hidden: set[Key], least: int) -> Key | None:
    for group in sums:
        if _short(cells, group, hidden, least) and (extra := _smallest(cells, group, hidden)) is not None:
            return extra
    return None


def _given_away(cells: Mapping[Key, int], sums: Sequence[Collection[Key]], hidden: set[Key]) -> Key | None:
    fixed = _fixed(sums, hidden)
    for group in sums:
        if fixed & set(group) and (extra := _smallest(cells, group, hidden)) is not None:
            return extra
    return None


def _smallest(cells: Mapping[Key, int], group: Collection[Key], hidden: Collection[Key]) -> Key | None:
    """The smallest published cell of the group; zeros protect nobody. Ties by name, so that the choice tells nothing."""
    open_cells = [key for key in group if key not in hidden and cells[key] > 0]
    return min(open_cells, key=lambda key: (cells[key], str(key)), default=None)


def _fixed(sums: Sequence[Collection[Key]], hidden: Collection[Key]) -> set[Key]:
    """Hidden cells that the published sums determine: unit vectors in the span of the equations over the hidden cells."""
    order = list(hidden)
    rows = [[Fraction(key in group) for key in order] for group in sums]
    place = 0
    for column in range(len(order)):
        pivot = next((row for row in range(place, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        lead = rows[place][column]
        rows[place] = [value / lead for value in rows[place]]
        for row in range(len(rows)):
            if row != place and rows[row][column]:
                times = rows[row][column]
                rows[row] = [a - times * b for a, b in zip(rows[row], rows[place], strict=True)]
        place += 1
    # In reduced echelon form a cell is fixed when its row holds nothing else.
    return {order[next(n for n, v in enumerate(row) if v)] for row in rows[:place] if sum(map(bool, row)) == 1}
