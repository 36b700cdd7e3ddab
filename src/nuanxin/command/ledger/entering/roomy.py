"""More room for the database while a large file goes in: SQLite alone needs to be told; all is as before afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Pages kept in memory (KiB, negative), and pages of the log before they are moved to their places.
_ROOM = {"cache_size": -262_144, "wal_autocheckpoint": 20_000}


@contextmanager
def roomy() -> Iterator[None]:
    """Indexes of a large ledger are written to in every corner: what does not fit into memory is read and written twice."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        usual = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in _ROOM}
        try:
            for name, value in _ROOM.items():
                cursor.execute(f"PRAGMA {name} = {value}")
            yield
        finally:
            for name, value in usual.items():
                cursor.execute(f"PRAGMA {name} = {value}")
