"""The rows that an import left, written once more into the same tables with the same indexes: the database's own limit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection, models, transaction

from nuanxin.foundation.parties.models import Employer, EmployerAlias, Project
from nuanxin.rights.intake.alerts.records import UrgentFlag
from nuanxin.rights.intake.duplicates.match_keys import MatchKey
from nuanxin.rights.intake.models import Clock, Clue, ClueEvent, Reporter
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.taken_text.records import TextReading

# What an import of the sheet 线索 fills, in the order in which rows may point to one another (audit rows: a few, never deleted).
_FILLED: tuple[type[models.Model], ...] = (
    Employer,
    EmployerAlias,
    Project,
    Clue,
    Reporter,
    ClueEvent,
    Clock,
    MatchKey,
    DuplicatePair,
    TextReading,
    UrgentFlag,
)


def seconds_to_store_again(stopwatch: Callable[[], AbstractContextManager[Callable[[], float]]]) -> float:
    """Take the rows out, empty the tables, and measure nothing but putting the rows back in their old order."""
    tables = [model._meta.db_table for model in _FILLED]
    if connection.vendor == "postgresql":
        kept = {table: _copied_out(table) for table in tables}
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        with stopwatch() as seconds:
            with transaction.atomic():
                for table, content in kept.items():
                    _copy_in(table, content)
            return seconds()
    rows = {table: _rows(table) for table in tables}
    with connection.cursor() as cursor:
        for table in reversed(tables):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with stopwatch() as seconds:
        with transaction.atomic():
            for table, taken in rows.items():
                _insert(table, taken)
        return seconds()


def _copied_out(table: str) -> list[bytes]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return [bytes(piece) for piece in copy]


def _copy_in(table: str, content: list[bytes]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(b"".join(content))


def _rows(table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608
        return list(cursor.fetchall())


def _insert(table: str, content: list[tuple[Any, ...]]) -> None:
    if content:
        marks = ", ".join(["%s"] * len(content[0]))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", content)  # noqa: S608
