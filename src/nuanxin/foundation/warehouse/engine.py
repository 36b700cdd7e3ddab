"""The one gate to DuckDB: a connection with its limits, and literals that cannot break out of their quotes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import duckdb

MEMORY = "1GB"  # what a load or a run may hold; the rest is spilled beside the warehouse
_OF_A_PAGE: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "256MB",
    "threads": "1",
    "temp_directory": "",
}
_shared: dict[int, duckdb.DuckDBPyConnection] = {}  # process → the engine of its pages
_starting = Lock()


@contextmanager
def engine(beside: Path, *, memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that keeps nothing: what does not fit into memory goes to a folder beside, which goes with it."""
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="spill-", dir=beside) as spill:
        one = duckdb.connect(
            config={
                "memory_limit": memory,
                "temp_directory": spill,
                "preserve_insertion_order": "false",
            }
        )
        try:
            one.execute("SET TimeZone = 'Asia/Shanghai'")
            one.execute("SET enable_progress_bar = false")  # it writes where our answers are written
            yield one
        finally:
            one.close()


@contextmanager
def glance() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for a question of one page: few rows, nothing spilled. One at a time in each thread.

    All pages of a process share one engine, since to start one (15 ms) takes longer than most of their questions; it remembers
    where in a file what lies, and files are never written again. A forked process starts its own.
    """
    with _starting:
        if os.getpid() not in _shared:
            _shared[os.getpid()] = duckdb.connect(config=_OF_A_PAGE)
            _shared[os.getpid()].execute(
                "SET GLOBAL TimeZone = 'Asia/Shanghai'; SET GLOBAL parquet_metadata_cache = true"
            )
        one = _shared[os.getpid()].cursor()
    try:
        one.execute("SET enable_progress_bar = false")
        yield one
    finally:
        one.close()


def parquet(files: Iterable[Path]) -> str:
    """The relation of these files; there must be one at least.

    >>> parquet([Path("a"), Path("b")])
    "read_parquet(['a', 'b'])"
    """
    return f"read_parquet([{', '.join(map(quoted, files))}])"


def rows_of(con: duckdb.DuckDBPyConnection, query: str, values: object = None) -> list[dict[str, Any]]:
    """The answer as rows by the names of their columns."""
    read = con.execute(query, values)
    names = [column[0] for column in read.description or ()]
    return [dict(zip(names, row, strict=True)) for row in read.fetchall()]


def quoted(text: str | Path) -> str:
    """A string literal.

    >>> quoted("it's")
    "'it''s'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def named(name: str) -> str:
    """A name of a table or a column in its quotes.

    >>> named('on')
    '"on"'
    """
    return '"' + name.replace('"', '""') + '"'
