"""Stored files: overwritten, then removed. And the pages that a database keeps of what was overwritten in it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection

_PIECE = 2**20


def shred(paths: Iterable[str]) -> list[str]:
    """Overwrite and remove these files of the store; returns those that are still there. One that is gone already is done."""
    return [path for path in paths if not _shredded(path)]


def _shredded(path: str) -> bool:
    store = Path(settings.MEDIA_ROOT).resolve()
    target = (store / path).resolve()
    if not path or store not in target.parents or not target.is_file():
        return True
    try:
        _overwrite(target)
        target.unlink()
    except OSError:
        return False
    return True


def _overwrite(target: Path) -> None:
    left = target.stat().st_size
    with target.open("r+b", buffering=0) as file:
        while left > 0:
            left -= file.write(secrets.token_bytes(min(left, _PIECE)))
        os.fsync(file.fileno())


def forget_overwritten() -> None:
    """SQLite: freed pages are written over with zeros from now on. PostgreSQL drops old rows by VACUUM (docs/operations.md)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def empty_journal() -> None:
    """SQLite: the write-ahead log still holds the pages as they were; it is taken in and emptied. Not inside a transaction."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
