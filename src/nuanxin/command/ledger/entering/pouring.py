"""Many rows of a model at once, made ready on their way.

`bulk_create` spends more time on building objects and statements than the database on storing them; an import of a
bureau's history is the one place where that is felt. Values go through each field's own `get_db_prep_save`, so that
sealing, dates and JSON are written exactly as everywhere else; defaults are those of the model.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

from nuanxin.foundation.rows.pouring import pour
from nuanxin.foundation.vault.fields import EncryptedTextField, sealer

# Fields whose values the drivers take unchanged, when they are of the right kind already (ours are).
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.PositiveIntegerField,
    models.PositiveBigIntegerField,
    models.BigIntegerField,
    models.BooleanField,
    models.ForeignKey,
    models.BigAutoField,
)


_TURN = 0x6E75616E78696E  # "nuanxin" in ASCII: any number that no other program takes on this database


def take_turn() -> None:
    """Imports write in turn, until the end of the transaction: what one looks for before it writes, no other enters.

    Two files at once may name the same settlement, visit or employer without a code, which no constraint tells apart.
    """
    if connection.vendor == "postgresql":  # SQLite has one writer at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def check_references() -> None:
    """References of the rows written are looked up now instead of at the end of the transaction."""
    if connection.vendor == "postgresql":  # SQLite looks them up when it commits, in a moment
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Primary keys for rows about to be written, inside the transaction that will write them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [_quoted(table), count])
            return [row[0] for row in cursor.fetchall()]
        # SQLite has one writer at a time, and our transactions are writers from their first statement.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        first = (found[0] if found else 0) + 1
        return list(range(first, first + count))


def rows_among(
    model: type[models.Model], column: str, values: Iterable[str | int], wanted: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Columns of the rows in which one column has one of many values, which go to the database as one parameter."""
    given = list(values)
    if not given:
        return []
    each = "json_each(%s)"
    if connection.vendor == "postgresql":
        kind = "::bigint" if isinstance(given[0], int) else ""
        each = f"(SELECT value{kind} FROM json_array_elements_text(%s::json) AS each(value))"  # noqa: S608
    names = ", ".join(map(_quoted, wanted))
    among = f"(SELECT value FROM {each} AS given)"  # noqa: S608
    statement = f"SELECT {names} FROM {_quoted(model._meta.db_table)} WHERE {_quoted(column)} IN {among}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(given)])
        return list(cursor.fetchall())


class Funnel:
    """Rows for one model: the columns named are given row by row, the others carry the model's defaults.

    `stored` are columns whose values are sealed already.
    """

    def __init__(self, model: type[models.Model], columns: Sequence[str], stored: Collection[str] = ()) -> None:
        self.model = model
        self.columns = columns
        self.stored = stored

    def pour(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows, each with its values in the order of `columns`; making them must not ask the database."""
        meta = self.model._meta
        by_name = {field.attname: field for field in meta.concrete_fields}
        given = [by_name[name] for name in self.columns]
        rest = [
            (field, default)
            for field in meta.concrete_fields
            if field not in given
            and not field.primary_key
            and not field.generated
            and (default := field.get_db_prep_save(field.get_default(), connection)) is not None
        ]
        ready = [(at, _made_ready(f)) for at, f in enumerate(given) if f.attname not in self.stored]
        changes = [(at, how) for at, how in ready if how]
        defaults = [default for _, default in rest]
        columns = [field.column or "" for field in (*given, *(field for field, _ in rest))]
        pour(self.model, columns, (_prepared(row, defaults, changes) for row in rows))


def _prepared(
    row: Sequence[Any], defaults: Sequence[Any], changes: Sequence[tuple[int, Callable[[Any], Any]]]
) -> list[Any]:
    values = [*row, *defaults]
    for at, how in changes:
        if values[at] is not None:
            values[at] = how(values[at])
    return values


def change_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, Mapping[str, Any]]]
) -> None:
    """Set columns of many rows: pairs of primary key and values."""
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    settings = ", ".join(f"{_quoted(field.column or '')} = %s" for field in fields)
    statement = f"UPDATE {_quoted(model._meta.db_table)} SET {settings} WHERE id = %s"  # noqa: S608
    values = [
        (*[field.get_db_prep_save(changed[field.attname], connection) for field in fields], pk) for pk, changed in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


def _made_ready(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value of a field is made ready for the driver; None where the driver takes it as it is."""
    if type(field) in _AS_THEY_ARE:
        return None
    if isinstance(field, EncryptedTextField):
        return sealer(field.purpose)
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, cls=field.encoder)
    # Days and moments repeat from row to row; as text both databases take them.
    return lru_cache(maxsize=4096)(lambda value: str(field.get_db_prep_save(value, connection)))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
