"""Keyset paging: the next page begins after the last row seen, so that page 10,000 costs what page 1 costs.

Rows without a value come last in either direction. The key is the tie-break, in the direction of the first sort field,
so that an index on that field alone serves the order on SQLite. Markers carry the sort values (signed), not an offset:
a row that changes under the reader's hand does not make the next page skip others. The number of the page comes along.
A page may also be asked for by its number; the keys before it are read then, so a list says how far that goes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy, RawSQL
from django.db.models.functions import Coalesce
from django.db.models.sql.where import WhereNode

_DEPTHS = (2_000, 20_000)


class BadCursor(ValueError):
    """A page marker that is not ours, is of another order, or is damaged."""


@dataclass(frozen=True)
class SortField:
    """One field of the order, with what the database knows of it."""

    path: str
    descending: bool
    nullable: bool
    column: Field[Any, Any]
    clustered: bool = False  # see Column


@dataclass(frozen=True)
class Page:
    """Rows of one page, its number, and the markers of its neighbours (empty = there is none)."""

    rows: list[Any]
    number: int
    next: str
    previous: str


def sort_fields(
    rows: QuerySet[Any], paths: tuple[str, ...], clustered: frozenset[str] = frozenset()
) -> tuple[SortField, ...]:
    """Resolve paths such as "-due_on" or "employer__name" and close the order with the primary key."""
    given = [(path.lstrip("-"), path.startswith("-")) for path in paths]
    if not any(path in ("pk", "id") for path, _ in given):
        given.append(("pk", given[0][1] if given else True))
    fields = []
    for path, descending in given:
        column, nullable = _resolve(rows, path)
        fields.append(SortField(path, descending, nullable, column, path in clustered))
    return tuple(fields)


def _resolve(rows: QuerySet[Any], path: str) -> tuple[Field[Any, Any], bool]:
    if path in rows.query.annotations:
        return rows.query.annotations[path].output_field, True
    model: type[Model] = rows.model
    nullable = False
    *hops, last = path.split("__")
    for hop in hops:
        relation = model._meta.get_field(hop)
        if not isinstance(relation.related_model, type):
            raise FieldDoesNotExist(f"{path}: {hop} is not a relation")
        nullable = nullable or bool(getattr(relation, "null", True))
        model = relation.related_model
    column = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(column, Field):
        raise FieldDoesNotExist(f"{path} is not a column")
    return column, nullable or column.null


def ordering(fields: tuple[SortField, ...], *, backwards: bool = False, sorted_last: bool = False) -> list[OrderBy]:
    """The ORDER BY; walking backwards it is the exact reverse, rows without a value first.

    sorted_last: no index may serve the order, so that the rows are found first by what they must be.
    """
    order = []
    for field in fields:
        down = field.descending != backwards
        nulls = ({"nulls_first": True} if backwards else {"nulls_last": True}) if field.nullable else {}
        value = Coalesce(F(field.path), F(field.path)) if sorted_last else F(field.path)
        order.append(OrderBy(value, descending=down, **nulls))
    return order


def beyond(fields: tuple[SortField, ...], values: list[Any], *, backwards: bool) -> Q:
    """The rows strictly after (or before) the row with these sort values."""
    field, value = fields[0], values[0]
    same = Q(**{f"{field.path}__isnull": True}) if value is None else Q(**{field.path: value})
    tied = same & beyond(fields[1:], values[1:], backwards=backwards) if len(fields) > 1 else None
    operator = "lt" if field.descending != backwards else "gt"
    if value is None:
        further = Q(**{f"{field.path}__isnull": False}) if backwards else None
    else:
        further = Q(**{f"{field.path}__{operator}": value})
        if field.nullable and not backwards:
            further |= Q(**{f"{field.path}__isnull": True})
    parts = [part for part in (further, tied) if part is not None]
    condition = parts[0] if len(parts) == 1 else parts[0] | parts[1]
    if value is not None and not field.nullable and tied is not None:
        # Says nothing new, but lets the database begin in the index instead of walking to it.
        condition = Q(**{f"{field.path}__{operator}e": value}) & condition
    return condition


def _value(row: Any, path: str) -> Any:
    for hop in path.split("__"):
        if row is None:
            return None
        row = getattr(row, hop)
    return row


def _write(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def marker(fields: tuple[SortField, ...], row: Any, salt: str, number: int) -> str:
    """The marker that leads from a row to a page, good for this list and this order only. `number`: of that page."""
    order = [("-" if field.descending else "") + field.path for field in fields]
    values = [_write(_value(row, field.path)) for field in fields]
    return signing.dumps([order, values, number], salt=salt, compress=True)


def read_marker(fields: tuple[SortField, ...], text: str, salt: str) -> tuple[list[Any], int]:
    """The sort values behind a marker and the number of the page that it leads to. Raises BadCursor."""
    try:
        order, values, number = signing.loads(text, salt=salt)
        if order != [("-" if field.descending else "") + field.path for field in fields]:
            raise BadCursor
        return [
            None if value is None else field.column.to_python(value)
            for field, value in zip(fields, values, strict=True)
        ], int(number)
    except (signing.BadSignature, ValidationError, ValueError, TypeError) as wrong:
        raise BadCursor from wrong


def page_of(
    rows: QuerySet[Any],
    fields: tuple[SortField, ...],
    *,
    size: int,
    salt: str,
    after: str = "",
    before: str = "",
    number: int = 1,
    many: bool = False,
    among: list[Any] | None = None,
) -> Page:
    """One page of rows: after or before a marker, else by its number. Walking back onto the first page shows it whole.

    Raises BadCursor, also where there are no rows any more.
    many: it is known that very many rows fit; then the first of the order are looked through before anything else.
    among: the keys of all that fit, where they are known (SQLite only).
    """
    looked = rows
    if among is not None:
        # One parameter: Django and the database take ten times as long over ten thousand.
        keys = RawSQL("SELECT value FROM json_each(%s)", [json.dumps(among)])
        looked = rows.model._default_manager.filter(pk__in=keys)
    read = partial(_keys, looked, fields, many=many)
    if before:
        values, leads_to = read_marker(fields, before, salt)
        found = read(size + 1, values, backwards=True)
        if len(found) > size:
            return _page(rows, fields, found[:size][::-1], max(leads_to, 2), salt, further=True)
        after, number = "", 1
    start = None
    if after:
        start, number = read_marker(fields, after, salt)
    skipped = 0 if after else (number - 1) * size
    found = read(skipped + size + 1, start, backwards=False)[skipped:]
    if number > 1 and not found:
        raise BadCursor
    return _page(rows, fields, found[:size], number, salt, further=len(found) > size)


def _page(
    rows: QuerySet[Any], fields: tuple[SortField, ...], keys: list[Any], number: int, salt: str, *, further: bool
) -> Page:
    """The rows of these keys, fetched whole."""
    whole = rows.all()
    whole.query.where = WhereNode()  # the keys were found under every condition; asking again costs as much again
    by_key = {row.pk: row for row in whole.filter(pk__in=keys)}
    shown = [by_key[key] for key in keys if key in by_key]
    following = marker(fields, shown[-1], salt, number + 1) if further and shown else ""
    return Page(shown, number, following, marker(fields, shown[0], salt, number - 1) if number > 1 and shown else "")


def _keys(
    rows: QuerySet[Any],
    fields: tuple[SortField, ...],
    limit: int,
    values: list[Any] | None,
    *,
    backwards: bool,
    many: bool,
) -> list[Any]:
    """The keys of the next rows in the order: an index may hold them, so the rows themselves are left to the page."""
    keys: list[Any] = []
    clustered = fields[0].clustered
    depths = _DEPTHS[:1] if clustered else _DEPTHS
    for condition, walked in _stretches(fields, values, backwards=backwards):
        if len(keys) < limit:
            wanted = limit - len(keys)
            looks_near = many and (clustered or connection.vendor == "sqlite") and not rows.query.annotations
            near = (
                _near_keys(rows, condition, ordering(walked, backwards=backwards), wanted, depths) if looks_near else []
            )
            order = ordering(walked, backwards=backwards, sorted_last=clustered)
            keys += near or rows.filter(condition).order_by(*order).values_list("pk", flat=True)[:wanted]
    return keys


def _near_keys(
    rows: QuerySet[Any], condition: Q, order: list[OrderBy], wanted: int, depths: tuple[int, ...]
) -> list[Any]:
    """The keys wanted, if all of them are among the first rows of the order; nothing where they are not.

    SQLite knows no frequency of single values: it would collect and sort a million closed files to show the newest.
    """
    for depth in depths:
        first = rows.model._default_manager.filter(condition).order_by(*order).values("pk")[:depth]
        found = list(rows.filter(pk__in=first).order_by(*order).values_list("pk", flat=True)[:wanted])
        if len(found) == wanted:
            return found
    return []


def _stretches(
    fields: tuple[SortField, ...], values: list[Any] | None, *, backwards: bool
) -> list[tuple[Q, tuple[SortField, ...]]]:
    """The order as one walk, or as two where the first field may be without a value, so that an index serves each."""
    first, rest = fields[0], fields[1:]
    if not first.nullable or not rest:
        whole = beyond(fields, values, backwards=backwards) if values else Q()
        return [(whole, fields)]
    stated = (replace(first, nullable=False), *rest)
    there, missing = Q(**{f"{first.path}__isnull": False}), Q(**{f"{first.path}__isnull": True})
    within: list[tuple[Q, tuple[SortField, ...]]] = []
    if values is None or backwards or values[0] is not None:
        limit = beyond(stated, values, backwards=backwards) if values and values[0] is not None else Q()
        within.append((there & limit, stated))
    if values is None or not backwards or values[0] is None:
        limit = beyond(rest, values[1:], backwards=backwards) if values and values[0] is None else Q()
        within.append((missing & limit, rest))
    return within[::-1] if backwards else within
