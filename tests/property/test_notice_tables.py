"""Tables drawn from random grids are read back: what a page draws and what a text sets with blanks, against the grid itself."""

from __future__ import annotations

from itertools import accumulate, product

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.command.notices.files.ruled_tables import Line, Run, put_together, tables_of
from nuanxin.command.notices.layout.blank_tables import tables_by_blanks

Place = tuple[int, int]


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[int], list[int], dict[Place, Place]]:
    """Widths, heights and, for every field, the first field of its cell; merged cells are rectangles that do not overlap."""
    columns, rows = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    owner = {place: place for place in product(range(rows), range(columns))}
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        down, across = draw(st.integers(1, rows - top)), draw(st.integers(1, columns - left))
        area = list(product(range(top, top + down), range(left, left + across)))
        if all(owner[place] == place and list(owner.values()).count(place) == 1 for place in area):
            owner |= dict.fromkeys(area, (top, left))
    size = st.integers(12, 90)
    widths = draw(st.lists(size, min_size=columns, max_size=columns))
    return widths, draw(st.lists(size, min_size=rows, max_size=rows)), owner


def sides(xs: list[int], ys: list[int], owner: dict[Place, Place]) -> tuple[list[Line], list[Line]]:
    """Every side of every field, but for those inside a cell."""
    level, upright = [], []
    for (row, column), cell in owner.items():
        if owner.get((row - 1, column)) != cell:
            level.append(Line(ys[row], xs[column], xs[column + 1]))
        if owner.get((row + 1, column)) != cell:
            level.append(Line(ys[row + 1], xs[column], xs[column + 1]))
        if owner.get((row, column - 1)) != cell:
            upright.append(Line(xs[column], ys[row + 1], ys[row]))
        if owner.get((row, column + 1)) != cell:
            upright.append(Line(xs[column + 1], ys[row + 1], ys[row]))
    return level, upright


@settings(max_examples=80, deadline=None)
@given(grids())
def test_a_drawn_grid_is_read_back(grid: tuple[list[int], list[int], dict[Place, Place]]) -> None:
    widths, heights, owner = grid
    xs = [50, *(50 + x for x in accumulate(widths))]
    ys = [800, *(800 - y for y in accumulate(heights))]
    level, upright = sides(xs, ys, owner)
    inner_x = {line.at for line in upright}
    inner_y = {line.at for line in level}
    if not (inner_x >= set(xs) and inner_y >= set(ys) and len(xs) > 2 and len(ys) > 2):
        return  # a line that no cell shows is no line of the table
    [table] = tables_of(put_together(level), put_together(upright))
    cells = sorted(set(owner.values()))
    runs = [Run(f"{row}-{column}", xs[column] + 2, ys[row] - 11, 8) for row, column in cells]
    assert table.owner == owner
    expected = [[f"{r}-{c}" if (r, c) in cells else "" for c in range(len(widths))] for r in range(len(heights))]
    assert [line.split("\t")[: len(widths)] for line in table.rows(runs)] == expected


HEADS = ["类别", "单位数（户）", "用工人数（人）", "欠薪金额（元）", "备注", "联系电话", "负责人"]
NAMES = ["在建工程", "加工厂", "采摘园", "养殖场", "合计", ""]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(HEADS), min_size=3, max_size=6, unique=True),
    st.lists(st.lists(st.sampled_from(NAMES), min_size=6, max_size=6), max_size=5),
    st.integers(2, 6),
)
def test_a_table_set_with_blanks_is_read_back(heads: list[str], body: list[list[str]], gap: int) -> None:
    rows = [heads, *([row[0] or "其他", *row[1 : len(heads)]] for row in body)]
    widths = [max(2 * len(row[column]) for row in rows) + gap for column in range(len(heads))]
    lines = [
        "".join(cell + " " * (width - 2 * len(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    found = tables_by_blanks(lines)
    assert [found[n] for n in range(len(rows))] == [tuple(row) for row in rows]
