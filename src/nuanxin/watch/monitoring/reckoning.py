"""Expressions of one row worked out over columns in memory, with no engine and so nothing planned.

A rule is written once, as an Ibis expression. What a database plans anew for every question (some 40 ms for thirty rules, whatever
they are asked of) is here taken apart once a process: into steps, each a function of Arrow over whole columns, equal parts shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.operations as ops
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Truth has three values as in SQL; a number that does not fit is an error, not another number.
_FUNCTIONS: dict[type[ops.Value], Callable[..., pa.Array]] = {
    ops.Equals: pc.equal, ops.NotEquals: pc.not_equal, ops.Less: pc.less, ops.LessEqual: pc.less_equal,
    ops.Greater: pc.greater, ops.GreaterEqual: pc.greater_equal, ops.And: pc.and_kleene, ops.Or: pc.or_kleene,
    ops.Not: pc.invert, ops.IsNull: pc.is_null, ops.NotNull: pc.is_valid, ops.Coalesce: pc.coalesce,
    ops.Add: pc.add_checked, ops.Subtract: pc.subtract_checked, ops.Multiply: pc.multiply_checked,
}  # fmt: skip
_Step = tuple[Callable[..., pa.Array], tuple[int, ...]]


@dataclass(frozen=True)
class Reckoning:
    """columns: what is read. Places count columns, then given values, then what the steps say; answers: their places."""

    columns: tuple[str, ...]
    given: tuple[pa.Scalar, ...]
    steps: tuple[_Step, ...]
    answers: tuple[int, ...]

    def of(self, rows: pa.RecordBatch) -> list[pa.Array]:
        """Each expression's value in every row."""
        values: list[Any] = [*(rows.column(name) for name in self.columns), *self.given]
        for function, places in self.steps:
            values.append(function(*(values[place] for place in places)))
        return [values[place] for place in self.answers]


def taken_apart(expressions: Sequence[ir.Value]) -> Reckoning:
    """The steps of these expressions of one table's row. NotImplementedError: what is not worked out row by row, or not yet here."""
    parts: dict[ops.Value, None] = {}
    for one in expressions:
        _gather(one.op(), parts)
    columns = [part for part in parts if isinstance(part, ops.Field)]
    given = [part for part in parts if isinstance(part, ops.Literal)]
    steps = [part for part in parts if not isinstance(part, (ops.Field, ops.Literal))]
    places = {part: place for place, part in enumerate((*columns, *given, *steps))}
    return Reckoning(
        columns=tuple(part.name for part in columns),
        given=tuple(_scalar(part) for part in given),
        steps=tuple((_FUNCTIONS[type(part)], tuple(places[one] for one in part.__children__)) for part in steps),
        answers=tuple(places[one.op()] for one in expressions),
    )


def _gather(part: Any, parts: dict[ops.Value, None]) -> None:
    """What a part is made of stands before it; equal parts stand once."""
    if part in parts:
        return
    if not isinstance(part, (ops.Field, ops.Literal)):
        if type(part) not in _FUNCTIONS:
            raise NotImplementedError(f"{type(part).__name__} has no function over columns yet")
        for one in part.__children__:
            _gather(one, parts)
    parts[part] = None


def _scalar(literal: Any) -> pa.Scalar:
    """One of Arrow's own values; `pa.scalar` would load pandas: a second."""
    kind = literal.dtype.to_pyarrow()
    value = np.array([literal.value], dtype="datetime64[D]" if pa.types.is_date(kind) else kind.to_pandas_dtype())
    return column(value.astype("int32") if pa.types.is_date(kind) else value, kind)[0]


def column(values: np.ndarray[Any, Any], kind: pa.DataType | None = None) -> pa.Array:
    """Numbers as a column, again without pandas."""
    kind = kind or pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(values)])


def words(values: Sequence[str]) -> pa.StringArray:
    """Texts as a column."""
    told = [one.encode() for one in values]
    ends = np.cumsum([0, *map(len, told)]).astype("int32")
    return pa.StringArray.from_buffers(len(told), pa.py_buffer(ends), pa.py_buffer(b"".join(told)))


def numbers(values: pa.Array) -> np.ndarray[Any, Any]:
    """A column of numbers without gaps as numpy sees it, nothing copied."""
    kind = np.dtype(values.type.to_pandas_dtype())
    return np.frombuffer(values.buffers()[1], kind, len(values), values.offset * kind.itemsize)
