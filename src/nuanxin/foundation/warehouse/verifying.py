"""Every reason to refuse what was handed in, with how many rows and a few of them; and what is lawful but odd, told beside."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.warehouse.engine import named, quoted
from nuanxin.foundation.warehouse.reading import as_stored
from nuanxin.foundation.warehouse.tables import TABLES, Column, Table

SAMPLES = 5


@dataclass(frozen=True)
class Wrong:
    """One reason: the table and column in Chinese, what is wrong, how many rows, a few of them by their keys. odd: told, not refused."""

    table: str
    column: str
    says: str
    rows: int
    samples: tuple[str, ...]
    odd: bool = False

    def __str__(self) -> str:
        few = f"，如{'；'.join(self.samples)}" if self.samples else ""
        return f"{self.table}“{self.column}”{self.says}：{self.rows}行{few}"


@dataclass(frozen=True)
class _Check:
    column: str
    says: str
    condition: str
    odd: bool = False


def verify(con: duckdb.DuckDBPyConnection) -> list[Wrong]:
    """Look at every row of every `raw_` view and make its `typed_` one. Empty where nothing is wrong or odd.

    One scan counts what a single row can be guilty of; keys and parents are asked for apart; samples only where there are any.
    """
    found: list[Wrong] = []
    for table in TABLES:
        try:
            found += _of_table(con, table)
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
            raise  # ours
        except duckdb.Error as broken:
            why = str(broken).splitlines()[0][:120]
            raise BadInput(
                [Fault("文件读到一半读不下去，可能已损坏", column=table.chinese, remedy=f"请重新导出（{why}）")]
            ) from broken
    return found


def _of_table(con: duckdb.DuckDBPyConnection, table: Table) -> list[Wrong]:
    given = {row[0]: row[1] for row in con.execute(f"DESCRIBE raw_{table.name}").fetchall()}
    con.execute(_typed_view(table, given))
    return [*_rows_alone(con, table, given), *_twice(con, table), *_orphans(con, table)]


def _typed_view(table: Table, given: dict[str, str]) -> str:
    columns = [f"{as_stored(one, given[one.name])} AS {named(one.name)}" for one in table.columns]
    return f"CREATE OR REPLACE TEMP VIEW typed_{table.name} AS SELECT {', '.join(columns)} FROM raw_{table.name}"


def _rows_alone(con: duckdb.DuckDBPyConnection, table: Table, given: dict[str, str]) -> list[Wrong]:
    checks = [check for column in table.columns for check in _of_column(column, given[column.name])]
    checks += [_Check(one.column, one.says, one.condition) for one in table.contradictions]
    both = ", ".join(
        f"{named(c.name)} AS {named('raw ' + c.name)}, {as_stored(c, given[c.name])} AS {named(c.name)}"
        for c in table.columns
    )
    rows = f"(SELECT {both} FROM raw_{table.name})"
    counts = con.execute(
        "SELECT " + ", ".join(f"count(*) FILTER (WHERE {check.condition})" for check in checks) + f" FROM {rows}"
    ).fetchone()
    assert counts is not None
    return [
        Wrong(table.chinese, check.column, check.says, count, _samples(con, table, rows, check), check.odd)
        for check, count in zip(checks, counts, strict=True)
        if count
    ]


def _of_column(column: Column, given: str) -> list[_Check]:
    value, raw, shown = named(column.name), named("raw " + column.name), column.chinese
    if given == "VARCHAR":
        raw = f"nullif(trim({raw}), '')"
    checks = [_Check(shown, _unreadable(column), f"{raw} IS NOT NULL AND {value} IS NULL")]
    if column.required:
        checks.append(_Check(shown, "没有填写", f"{raw} IS NULL"))
    if column.least is not None:
        checks.append(_Check(shown, f"小于{column.least}", f"{value} < {column.least}"))
    if column.most is not None:
        checks.append(_Check(shown, f"大于{column.most}", f"{value} > {column.most}"))
    if column.choices:
        known = ", ".join(quoted(one) for one in column.choices)
        checks.append(_Check(shown, f"只能是{'、'.join(column.choices)}", f"{value} NOT IN ({known})"))
    if column.usual:
        low, high = column.usual
        condition = f"{value} > 0 AND NOT {value} BETWEEN {low} AND {high}"  # below nothing is refused above
        checks.append(
            _Check(shown, f"不在{low / 100:,.0f}元至{high / 100:,.0f}元之间，请核对单位是元还是分", condition, odd=True)
        )
    return checks


def _unreadable(column: Column) -> str:
    return {
        "id": "是被截短的数字，末几位已经丢失（请把这一列设为文本）",
        "day": "不是日期（如2024-01-31）",
        "month": "不是月份（如2024-01）",
        "fen": "不是以分为单位的整数",
        "day_of_month": "不是一个月中的日子（1至31）",
        "hours": "不是小时数",
        "flag": "不是“是”或者“否”",
    }.get(column.kind, "读不出来")


def _samples(con: duckdb.DuckDBPyConnection, table: Table, rows: str, check: _Check) -> tuple[str, ...]:
    keys = table.key or tuple(one.name for one in table.columns[:3])
    shown = ", ".join(f"CAST({named('raw ' + key)} AS VARCHAR)" for key in keys)
    found = con.execute(
        f"SELECT concat_ws(' ', {shown}) FROM {rows} WHERE {check.condition} LIMIT {SAMPLES}"
    ).fetchall()
    return tuple(row[0] for row in found)


def _twice(con: duckdb.DuckDBPyConnection, table: Table) -> list[Wrong]:
    if not table.key:
        return []
    key = ", ".join(named(one) for one in table.key)
    groups = f"(SELECT {key}, count(*) AS n FROM typed_{table.name} GROUP BY {key} HAVING count(*) > 1)"
    rows = con.execute(f"SELECT coalesce(sum(n), 0) FROM {groups}").fetchone()
    if not rows or not rows[0]:
        return []
    shown = ", ".join(f"CAST({named(one)} AS VARCHAR)" for one in table.key)
    few = con.execute(f"SELECT concat_ws(' ', {shown}) FROM {groups} LIMIT {SAMPLES}").fetchall()
    headings = "、".join(table.column(one).chinese for one in table.key)
    return [Wrong(table.chinese, headings, "重复", int(rows[0]), tuple(row[0] for row in few))]


def _orphans(con: duckdb.DuckDBPyConnection, table: Table) -> list[Wrong]:
    found = []
    for parent in table.parents:
        same = " AND ".join(f"child.{named(one)} = parent.{named(one)}" for one in parent.columns)
        alone = f"typed_{table.name} AS child ANTI JOIN typed_{parent.table} AS parent ON {same}"
        rows = con.execute(f"SELECT count(*) FROM {alone}").fetchone()
        if rows and rows[0]:
            shown = ", ".join(f"CAST({named(one)} AS VARCHAR)" for one in parent.columns)
            few = con.execute(f"SELECT DISTINCT concat_ws(' ', {shown}) FROM {alone} LIMIT {SAMPLES}").fetchall()
            headings = "、".join(table.column(one).chinese for one in parent.columns)
            found.append(Wrong(table.chinese, headings, parent.says, rows[0], tuple(row[0] for row in few)))
    return found
