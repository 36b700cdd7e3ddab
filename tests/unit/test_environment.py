"""What the environment decides: the database address in every form that an operator may write."""

from __future__ import annotations

import pytest

from nuanxin.config.environment import database


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
