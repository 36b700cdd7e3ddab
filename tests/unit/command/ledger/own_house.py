"""A house of its own for processes that are started, raced and killed: its folder, its database, its figures."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection

PATIENCE = 240  # seconds: a busy machine is no failure


@dataclass(frozen=True)
class House:
    """`server` is empty for SQLite, else how psycopg reaches the database."""

    folder: Path
    address: str
    server: str

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        """`nuanxin …` in a process of its own."""
        environment = {**os.environ, "NUANXIN_HOME": str(self.folder), "NUANXIN_DATABASE_URL": self.address}
        environment.pop("NUANXIN_KEY_FILE", None)
        command = [sys.executable, "-m", "nuanxin", *map(str, arguments), "--json"]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self, running: subprocess.Popen[str]) -> dict[str, Any]:
        """Wait for its JSON; it must have ended well."""
        out, said = running.communicate(timeout=PATIENCE)
        assert running.returncode == 0, said
        answer: dict[str, Any] = json.loads(out)
        return answer

    def run(self, *arguments: object) -> dict[str, Any]:
        return self.finish(self.start(*arguments))

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query, through a connection that owes nothing to the code under test."""
        if self.server:
            with psycopg.connect(self.server) as database:
                return database.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(self.folder / "nuanxin.sqlite3", timeout=30)) as database:
            return database.execute(query).fetchall()

    def count(self, table: str) -> int:
        return int(self.ask(f"SELECT count(*) FROM {table}")[0][0])

    def wait_until_alone(self) -> None:
        """A server ends the work of a killed client in its own time: wait until that is over."""
        until = time.monotonic() + PATIENCE
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        while self.server and self.ask(others) != [(0,)]:
            assert time.monotonic() < until, "the killed client's work is still going on"
            time.sleep(0.02)


@contextmanager
def own_house(folder: Path) -> Iterator[House]:
    """A house that has been set up, on the kind of database on which the suite runs."""
    if connection.vendor == "sqlite":
        house = House(folder, "", "")
        house.run("setup")
        yield house
        return
    given = connection.settings_dict
    name = f"own_house_{secrets.token_hex(6)}"
    who = quote(given["USER"], safe="") + (f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else "")
    place = quote(given["HOST"], safe="") + (f":{given['PORT']}" if given["PORT"] else "")
    server = f"postgresql://{who}@{place}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as keeper:
        keeper.execute(f"CREATE DATABASE {name}".encode())
        try:
            house = House(folder, f"{server}/{name}", f"{server}/{name}")
            house.run("setup")
            yield house
        finally:
            keeper.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
