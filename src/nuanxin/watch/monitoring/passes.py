"""All indicators of a span of months, file after file: the quick way to what `asking.true_months` says of each.

The expressions are the same; they are only reckoned together, over the columns of some thirty thousand rows at a time
(`reckoning`). A province's year so needs no more memory than its month, and a month costs a twelfth of a year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from nuanxin.foundation.warehouse.columns import COLUMNS, PROJECT_MONTHS, WORKER_MONTHS
from nuanxin.foundation.warehouse.keeping import Kept, files_of
from nuanxin.foundation.warehouse.project_months import worked_out
from nuanxin.watch.monitoring.asking import FOUND, NOTHING
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.watch.monitoring.months import months_between
from nuanxin.watch.monitoring.reckoning import Reckoning, column, numbers, taken_apart, words

_PROJECT = "project_id"
# Projects, workers, 分: of the project-months that one rule finds in one month.
_Piece = tuple[pa.Array, np.ndarray[Any, Any], np.ndarray[Any, Any]]


def found_in_passes(
    home: Path,
    kept: Kept,
    first: date,
    last: date,
    as_of: date,
    regions: Collection[str] | None = None,
    indicators: Sequence[Indicator] = INDICATORS,
) -> pa.Table:
    """(indicator, project_id, month, workers, amount_fen) of every asked project-month in which an indicator is true.

    kept: as `loading.brought_up` left it; regions: division codes, None: everywhere.
    """
    asked, mine = tuple(sorted(indicators, key=lambda one: one.key)), _projects_of(home, kept, regions)
    pieces: list[tuple[int, date, _Piece]] = []
    for name in (WORKER_MONTHS, PROJECT_MONTHS):
        if (rules := _rules(name, as_of, asked)).asked:
            for month in months_between(first, last):
                for rows in _rows(home, kept, name, month, rules.reckoning.columns, mine):
                    pieces += [(rule, month, piece) for rule, piece in rules.true_in(rows)]
    return _in_order([one.key for one in asked], pieces) if pieces else NOTHING


def asked_months(
    home: Path, kept: Kept, first: date, last: date, regions: Collection[str] | None = None
) -> Iterator[tuple[date, pa.Array]]:
    """Every month with the projects that are asked about in it."""
    mine = _projects_of(home, kept, regions)
    for month in months_between(first, last):
        for rows in _rows(home, kept, PROJECT_MONTHS, month, (), mine):
            yield month, rows.column(_PROJECT)


@dataclass(frozen=True)
class _Rules:
    """asked: of each rule its number, and which answers say where it is true, how many workers (None: count them), what money."""

    reckoning: Reckoning
    asked: tuple[tuple[int, int, int | None, int | None], ...]

    def true_in(self, rows: pa.RecordBatch) -> Iterator[tuple[int, _Piece]]:
        """Of each rule that is true anywhere the sums of its projects; rows of one project stand together."""
        said, projects = self.reckoning.of(rows), rows.column(_PROJECT)
        for rule, true, workers, money in self.asked:
            there = pc.indices_nonzero(said[true])
            if not len(there):
                continue
            of_row = projects.indices.take(there)
            starts = _starts(numbers(of_row))
            many = (
                _sums(said[workers].take(there), starts) if workers is not None else np.diff(starts, append=len(there))
            )
            fen = np.zeros(len(starts), "int64") if money is None else _sums(said[money].take(there), starts)
            yield rule, (projects.dictionary.take(of_row.take(column(starts))), many, fen)


@lru_cache(maxsize=64)
def _rules(name: str, as_of: date, indicators: tuple[Indicator, ...]) -> _Rules:
    """Those that are a matter of this table's rows, taken apart together."""
    row = ibis.table(COLUMNS[name], name=name)
    said: list[ir.Value] = []
    asked = []
    for rule, one in enumerate(indicators):
        workers: ir.Value | None = None
        if name == WORKER_MONTHS and one.of_record is not None:
            true, money = one.of_record(row, as_of)
        elif name == PROJECT_MONTHS and one.of_month is not None:
            true, workers, money = one.of_month(row, as_of)
        else:
            continue
        said.append(true)
        place = len(said) - 1
        asked.append((rule, place, _also(said, workers), _also(said, money)))
    return _Rules(taken_apart(said), tuple(asked))


_NOUGHT = column(np.zeros(1, "int64"))[0]


def _also(said: list[ir.Value], answer: ir.Value | None) -> int | None:
    if answer is None:
        return None
    said.append(answer)
    return len(said) - 1


def _starts(of_row: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The rows at which another project begins than stood above."""
    other = np.ones(len(of_row), bool)
    np.not_equal(of_row[1:], of_row[:-1], out=other[1:])
    return np.flatnonzero(other)


def _sums(values: pa.Array, starts: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The sum from each start to the next; what nobody wrote down counts nothing."""
    known = pc.coalesce(pc.cast(values, pa.int64()), _NOUGHT)
    return np.add.reduceat(numbers(known), starts)


def _projects_of(home: Path, kept: Kept, regions: Collection[str] | None) -> pa.Array | None:
    """The projects that are asked about; None: all."""
    if regions is None:
        return None
    files = files_of(home, kept, "projects")
    there = pa.concat_tables(pq.ParquetFile(file).read([_PROJECT, "region_code"]) for file in files)
    mine = there.filter(pc.is_in(there["region_code"], value_set=words(sorted(regions))))
    return mine[_PROJECT].combine_chunks()


def _rows(
    home: Path, kept: Kept, name: str, month: date, columns: tuple[str, ...], mine: pa.Array | None
) -> Iterator[pa.RecordBatch]:
    """A month's rows with these columns, as many at a time as were written together; the project's as a word and its number."""
    wanted, files = [_PROJECT, *columns], files_of(home, kept, name, [f"{month:%Y-%m}"])
    if not files and name == PROJECT_MONTHS:
        worked = worked_out(home, kept, [month]).select(wanted)
        parts: Iterator[pa.Table] = iter([worked.set_column(0, _PROJECT, pc.dictionary_encode(worked[_PROJECT]))])
    else:
        parts = _groups(files, wanted)
    for part in parts:
        for rows in part.to_batches():
            if mine is not None:
                projects = rows.column(0)
                rows = rows.filter(pc.is_in(projects.dictionary, value_set=mine).take(projects.indices))
            yield rows


def _groups(files: Sequence[Path], columns: list[str]) -> Iterator[pa.Table]:
    for file in files:
        parquet = pq.ParquetFile(file, read_dictionary=[_PROJECT])
        for group in range(parquet.num_row_groups):
            yield parquet.read_row_group(group, columns=columns, use_threads=False)


def _in_order(keys: Sequence[str], pieces: Sequence[tuple[int, date, _Piece]]) -> pa.Table:
    """One row an indicator, project and month, sorted by these. Of a project whose rows lay in two groups two become one."""
    rules, months, parts = zip(*pieces, strict=True)
    sizes = [len(many) for _, many, _ in parts]
    projects, workers, fen = zip(*parts, strict=True)
    table = pa.Table.from_arrays(
        [
            column(np.repeat(np.array(rules, "int16"), sizes)),
            pa.concat_arrays(projects),
            column(np.repeat(np.array(months, "datetime64[D]").astype("int32"), sizes), pa.date32()),
            column(np.concatenate(workers)),
            column(np.concatenate(fen)),
        ],
        names=FOUND.names,
    )
    table = table.sort_by([(name, "ascending") for name in FOUND.names[:3]]).combine_chunks()
    rule, project, month, many, fen = (one.chunk(0) for one in table.columns)
    again = pc.and_(_as_above(rule), pc.and_(_as_above(project), _as_above(month)))
    starts = np.delete(np.arange(len(rule)), numbers(pc.indices_nonzero(again)) + 1)
    rows = column(starts)
    said = pa.DictionaryArray.from_arrays(rule.take(rows), words(keys)).dictionary_decode()
    return pa.Table.from_arrays(
        [said, project.take(rows), month.take(rows), column(_sums(many, starts)), column(_sums(fen, starts))],
        schema=FOUND,
    )


def _as_above(values: pa.Array) -> pa.Array:
    """Of each row but the first."""
    return pc.equal(values.slice(1), values.slice(0, len(values) - 1))
