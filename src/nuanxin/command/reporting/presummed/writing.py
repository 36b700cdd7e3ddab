"""Many rows of counters at once: COPY on PostgreSQL, one prepared statement on SQLite. Figures come as JSON text already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def write_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of texts and numbers, in the order of the columns; nothing is built and nothing is asked back."""
    target = f"{_quoted(model._meta.db_table)} ({', '.join(map(_quoted, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({places})", rows)  # type: ignore[arg-type]  # noqa: S608


def set_figures(model: type[models.Model], rows: Sequence[tuple[str, int]]) -> None:
    """Put figures (JSON text) into rows by primary key."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {_quoted(model._meta.db_table)} SET figures = %s WHERE id = %s", rows)  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
