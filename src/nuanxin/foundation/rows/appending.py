"""Appending one row to a table, for what is written at every registration, every step of a file, every look at it.

`save` works out the INSERT anew for each row, which takes Django longer than the database needs to store it. Here the
statement is worked out once for each table. Values go through each field's own `pre_save` and `get_db_prep_save`, so
that defaults, sealing, dates and JSON are written exactly as `save` writes them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

M = TypeVar("M", bound=models.Model)


def append(row: M) -> M:
    """Write a new row and give it its number. Columns that a model's own `save` works out must be filled in already."""
    database = connections[DEFAULT_DB_ALIAS]  # `connection` looks for its thread at every touch
    statement, fields = _insert(type(row), database.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, database.alias
    return row


@cache
def _insert(model: type[models.Model], _vendor: str) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    """The statement, and the fields whose values it takes in this order. Quoting depends on the kind of database."""
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(field for field in meta.concrete_fields if not field.primary_key and not field.generated)
    columns = ", ".join(quoted(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    number = quoted(str(meta.pk and meta.pk.column))
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {number}", fields  # noqa: S608
