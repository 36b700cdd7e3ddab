"""The differencing attack: from all that is published, no hidden number can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.disclosure import LEAST, hidden_cells, safe_sums

Cells = Mapping[str, int]
Sums = Sequence[Collection[str]]


def attack(cells: Cells, sums: Sums, hidden: Collection[str], published: Sequence[bool]) -> dict[str, set[int]]:
    """Every value that each hidden cell may have, given the published cells and sums: by trying them all."""
    keys = sorted(hidden)
    left = [
        (sum(cells[key] for key in group if key in hidden), [key for key in keys if key in group])
        for group, shown in zip(sums, published, strict=True)
        if shown
    ]
    top = max((total for total, inside in left if inside), default=0) + 1
    possible: dict[str, set[int]] = {key: set() for key in keys}
    for values in product(range(top + 1), repeat=len(keys)):
        guess = dict(zip(keys, values, strict=True))
        if all(sum(guess[key] for key in inside) == total for total, inside in left):
            for key, value in guess.items():
                possible[key].add(value)
    return possible


def table(rows: Sequence[Sequence[int]]) -> tuple[dict[str, int], list[list[str]]]:
    """A table with the sums of rows, columns and all."""
    cells = {f"{r}.{c}": value for r, row in enumerate(rows) for c, value in enumerate(row)}
    by_row = [[f"{r}.{c}" for c in range(len(rows[0]))] for r in range(len(rows))]
    return cells, [*by_row, *map(list, zip(*by_row, strict=True)), list(cells)]


def test_one_small_county_takes_the_next_smallest_with_it() -> None:
    cells = {"甲": 40, "乙": 3, "丙": 12, "丁": 90}
    assert hidden_cells(cells, [list(cells)]) == {"乙", "丙"}
    assert hidden_cells(cells, []) == {"乙"}  # without a published total nothing can be subtracted


def test_nothing_small_nothing_hidden() -> None:
    cells = {"甲": LEAST, "乙": 0, "丙": 100}
    assert hidden_cells(cells, [list(cells)]) == frozenset()


def test_two_that_together_are_too_few_need_a_third() -> None:
    cells = {"甲": 1, "乙": 2, "丙": 8, "丁": 9}
    assert hidden_cells(cells, [list(cells)]) == {"甲", "乙", "丙"}


@pytest.mark.parametrize("cells", [{"甲": 3}, {"甲": 3, "乙": 0}, {"甲": 1, "乙": 2}])
def test_a_sum_with_nothing_beside_is_withheld(cells: Cells) -> None:
    hidden, shown = safe_sums(cells, [list(cells)])
    assert shown == (False,) and hidden == {key for key, number in cells.items() if number}


def test_a_bridge_between_two_rings_is_seen() -> None:
    """Two hidden cells in every row and column, and still one of them is fixed by the sums."""
    cells, sums = table([[3, 9, 20], [9, 2, 30], [20, 30, 40]])
    hidden, shown = safe_sums(cells, sums)
    assert all(len(values) > 1 for values in attack(cells, sums, hidden, shown).values())


small = st.integers(0, 9)
tables = st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2)]).flatmap(
    lambda shape: st.lists(st.lists(small, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)


@settings(max_examples=60, deadline=None)
@given(tables, st.integers(2, 4))
def test_the_differencing_attack_fails(rows: list[list[int]], least: int) -> None:
    cells, sums = table(rows)
    hidden, shown = safe_sums(cells, sums, least=least)
    assert {key for key, value in cells.items() if 0 < value < least} <= hidden
    if len(hidden) <= 4:  # the attack tries every table there is
        assert all(len(values) > 1 for values in attack(cells, sums, hidden, shown).values())
    for group, published in zip(sums, shown, strict=True):
        inside = [cells[key] for key in group if key in hidden]
        assert not published or not inside or sum(inside) >= least
