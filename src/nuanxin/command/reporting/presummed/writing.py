"""Figures of many counters put right at once; they come as JSON text already."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models


def set_figures(model: type[models.Model], rows: Sequence[tuple[str, int]]) -> None:
    """Put figures (JSON text) into rows by primary key."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {_quoted(model._meta.db_table)} SET figures = %s WHERE id = %s", rows)  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
