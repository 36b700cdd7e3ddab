"""Rules worked out over columns say what an engine says of the same expressions, gaps and all; what does not fit is an error."""

from __future__ import annotations

import random
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pytest

from nuanxin.watch.monitoring.reckoning import taken_apart

ROW = ibis.table({"a": "int64", "b": "int8", "on": "date", "said": "boolean", "hours": "float64"}, name="rows")


def expressions(row: ir.Table) -> list[ir.Value]:
    return [
        row.a == 3,
        row.a != row.b,
        (row.a < 3) | row.said,
        (row.a >= row.b) & row.said,
        ~(row.said & (row.on <= date(2024, 1, 3))),
        row.on.isnull() | (row.on > date(2024, 1, 2)),
        row.said.notnull() & (row.hours > 7),
        row.said.fill_null(False),
        row.a * row.b * 100 - row.a,
        ibis.coalesce(row.a, row.b, 0) + 1,
    ]


def some_rows(dice: random.Random, many: int) -> pa.Table:
    def gaps(*values: object) -> list[object]:
        return [dice.choice([None, *values]) for _ in range(many)]

    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(5)]
    columns = {"a": gaps(-2, 0, 3, 5), "b": gaps(0, 3, 5), "on": gaps(*days), "said": gaps(True, False), "hours": gaps(6.5, 7.0, 8.0)}  # fmt: skip
    return pa.table(columns, schema=pa.schema(ROW.schema().to_pyarrow()))


@pytest.mark.parametrize("seed", range(5))
def test_as_an_engine_says(seed: int) -> None:
    rows = some_rows(random.Random(seed), 200)
    there = ibis.memtable(rows.append_column("n", pa.array(range(200))))
    expected = (
        there.select("n", **{f"e{n}": one for n, one in enumerate(expressions(there))}).order_by("n").to_pyarrow()
    )
    said = taken_apart(expressions(ROW)).of(rows.to_batches()[0])
    assert [one.to_pylist() for one in said] == [one.to_pylist() for one in expected.columns[1:]]


def test_equal_parts_are_worked_out_once() -> None:
    assert len(taken_apart([(ROW.a > 3) & ROW.said, (ROW.a > 3) | ROW.said, ROW.a > 3]).steps) == 3


def test_what_is_not_known_here_is_told() -> None:
    with pytest.raises(NotImplementedError, match="Divide"):
        taken_apart([ROW.a / 2])


def test_a_number_that_does_not_fit_is_no_other_number() -> None:
    rows = pa.table({"a": pa.array([2**62])}).to_batches()[0]
    with pytest.raises(pa.ArrowInvalid, match="overflow"):
        taken_apart([ROW.a * 4]).of(rows)
