"""Threads against a database as in service: PostgreSQL as it is, SQLite as a file (in-memory databases lock otherwise)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

T = TypeVar("T")


@contextmanager
def as_in_service(folder: Path) -> Iterator[None]:
    """What threads open inside is a real database that holds what the test has committed so far."""
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "threads.sqlite3"
    connection.ensure_connection()
    assert connection.connection is not None
    with closing(sqlite3.connect(path)) as file:
        connection.connection.backup(file)
    before = connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = str(path)
    try:
        yield
    finally:
        connections.settings["default"]["NAME"] = before


def at_once(works: list[Callable[[], T]]) -> list[T]:
    """All works started at the same moment, each in a thread with a connection of its own; results in their order."""
    barrier = Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        try:
            barrier.wait(timeout=30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(run, work) for work in works]]
