"""The cache that all worker processes share: a table of the database, so that a limit holds whichever process answers.

Django's own database cache counts by reading and writing back, which loses counts between processes and lengthens the
window; here a count is one locked step and keeps its window.
"""

from __future__ import annotations

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class SharedCache(DatabaseCache):
    """Django's database cache with a count that is exact between processes."""

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.table = table

    _table: str  # set by Django's base class, which its type stubs leave out

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that is there. ValueError where it is not, or where its window is over."""
        made = self.make_and_validate_key(key, version=version)
        database = router.db_for_write(self.cache_model_class)
        connection = connections[database]
        table = connection.ops.quote_name(self.table)
        with transaction.atomic(using=database), connection.cursor() as cursor:
            # Writing the row to itself locks it, on SQLite and on PostgreSQL alike.
            cursor.execute(f"UPDATE {table} SET cache_key = cache_key WHERE cache_key = %s", [made])  # noqa: S608
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key '{key}' not found")
            total = int(value) + delta
            written = base64.b64encode(pickle.dumps(total, self.pickle_protocol)).decode("ascii")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [written, made])  # noqa: S608
        return total

    def decr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self.incr(key, -delta, version=version)
