"""Rows that a written-out statement finds, as objects: for what is asked at every registration.

`objects.raw` works out anew each time which column is which field, and how it is read; here that is done once for each
statement. Values go through the converters of database and field, so that objects are those that a query set gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

M = TypeVar("M", bound=models.Model)


def found(model: type[M], statement: str, given: Sequence[Any] = ()) -> list[M]:
    """The rows of a SELECT that names every column of a model; columns beside them become attributes, as they come."""
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(statement, given)
        rows = cursor.fetchall()
        if not rows:
            return []
        names, places, converters, beside = _reading(model, tuple(column[0] for column in cursor.description))
    objects = []
    for row in rows:
        values = [row[place] for place in places]
        for at, convert, column in converters:
            values[at] = convert(values[at], column, database)
        one = model.from_db(database.alias, names, values)
        for place, name in beside:
            setattr(one, name, row[place])
        objects.append(one)
    return objects


@cache
def _reading(model: type[models.Model], columns: tuple[str, ...]) -> Any:
    """Names of the fields, where each stands in a row, how its value is read, and what stands beside them."""
    database = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.concrete_fields
    converters = []
    for at, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        each = [*database.ops.get_db_converters(column), *column.get_db_converters(database)]
        converters += [(at, convert, column) for convert in each]
    own = {field.column for field in fields}
    beside = [(place, name) for place, name in enumerate(columns) if name not in own]
    return (
        [field.attname for field in fields],
        [columns.index(field.column or "") for field in fields],
        converters,
        beside,
    )
