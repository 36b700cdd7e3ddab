"""Appending one row to a table, for what is written at every registration, every step of a file, every look at it.

`save` works out the INSERT anew for each row, which takes Django longer than the database needs to store it. Here the
statement is worked out once for each table. Values go through each field's own `pre_save` and `get_db_prep_save`
unless these would change nothing, so that defaults, sealing, dates and JSON are written exactly as `save` writes them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

M = TypeVar("M", bound=models.Model)
_Kinds = frozenset[type]
_NONE: _Kinds = frozenset()
_TEXT: _Kinds = frozenset({str, type(None)})
_NUMBER: _Kinds = frozenset({int, type(None)})
# Of the plainest fields `get_db_prep_save` gives back what it is given, if that is of the right kind.
_TAKEN: dict[type, _Kinds] = {
    models.CharField: _TEXT,
    models.TextField: _TEXT,
    models.PositiveSmallIntegerField: _NUMBER,
    models.PositiveIntegerField: _NUMBER,
    models.PositiveBigIntegerField: _NUMBER,
    models.BigIntegerField: _NUMBER,
    models.ForeignKey: _NUMBER,
    models.BooleanField: frozenset({bool, type(None)}),
}


def append(row: M) -> M:
    """Write a new row and give it its number. Columns that a model's own `save` works out must be filled in already."""
    database = connections[DEFAULT_DB_ALIAS]  # `connection` looks for its thread at every touch
    statement, fields = _insert(type(row), database.vendor)
    values: list[Any] = [
        value
        if (value := getattr(row, field.attname)).__class__ in taken
        else field.get_db_prep_save(field.pre_save(row, add=True), database)
        for field, taken in fields
    ]
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, database.alias
    return row


@cache
def _insert(model: type[models.Model], _vendor: str) -> tuple[str, tuple[tuple[models.Field[Any, Any], _Kinds], ...]]:
    """The statement, and the fields whose values it takes in this order, each with the kinds of value it takes as they are.

    Quoting depends on the kind of database.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(field for field in meta.concrete_fields if not field.primary_key and not field.generated)
    columns = ", ".join(quoted(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    number = quoted(str(meta.pk and meta.pk.column))
    statement = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {number}"  # noqa: S608
    return statement, tuple((field, _TAKEN.get(type(field), _NONE)) for field in fields)
