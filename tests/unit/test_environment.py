"""What the environment decides: the database address in every form that an operator may write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from nuanxin.config.environment import database, session_secret


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://nuanxin@localhost:5433/wages", "localhost", "5433", "wages"),
        ("postgresql://nuanxin:p%40ss@%2Ftmp%2FAbC%2Fsocket/nuanxin", "/tmp/AbC/socket", "", "nuanxin"),
        ("postgres://u@[::1]:5432/n", "::1", "5432", "n"),
    ],
)
def test_postgresql_addresses(monkeypatch: pytest.MonkeyPatch, url: str, host: str, port: str, name: str) -> None:
    monkeypatch.setenv("NUANXIN_DATABASE_URL", url)
    found = database()
    assert (found["HOST"], found["PORT"], found["NAME"]) == (host, port, name)


def test_a_password_may_hold_any_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUANXIN_DATABASE_URL", "postgresql://nuanxin:p%40ss@h/n")
    assert database()["PASSWORD"] == "p@ss"


def test_an_unknown_database_is_refused_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUANXIN_DATABASE_URL", "oracle://x/y")
    with pytest.raises(SystemExit, match="oracle"):
        database()


def test_many_that_set_up_at_once_share_one_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NUANXIN_SECRET_KEY", raising=False)
    for attempt in range(20):
        monkeypatch.setenv("NUANXIN_HOME", str(tmp_path / str(attempt)))
        barrier = Barrier(8)

        def set_up(_: int, barrier: Barrier = barrier) -> str:
            barrier.wait(timeout=30)
            return session_secret()

        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(set_up, range(8)))
        assert len(found) == 1 and len(found.pop()) >= 48
    (kept,) = (tmp_path / "0").iterdir()
    assert (kept.name, kept.stat().st_mode & 0o777) == ("session.key", 0o600)
