"""Many rows into a table at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models


def pour(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of the columns and are as the driver takes them.

    Nothing is built, filled in or asked back: columns not named keep what the table gives them. Rows are taken as the
    database takes them, so that what makes them must not ask it. Errors are those of `django.db`.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    quoted = connection.ops.quote_name
    target = f"{quoted(model._meta.db_table)} ({', '.join(map(quoted, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django turns the driver's errors into its own only for statements, not for COPY.
            with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in chain((first,), rows):
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {target} VALUES ({places})", [first, *rows])  # noqa: S608
