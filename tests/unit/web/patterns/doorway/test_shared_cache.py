"""Limits hold with several worker processes: every try is counted once, whoever counts it, and the window stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection

from nuanxin.config import environment
from nuanxin.web.patterns.doorway.shared_cache import SharedCache
from nuanxin.web.worker.tries import count, counted, forget
from tests.architecture.house import SOURCE

PROCESSES, TRIES = 3, 40
MAKE = (
    "import django; django.setup(); from django.core.management import call_command; call_command('createcachetable')"
)
TRY = f"""
import django; django.setup()
from nuanxin.web.worker.tries import count
for _ in range({TRIES}): count('code', '13800000000')
"""


@pytest.fixture
def shared(db: None, settings: Any) -> SharedCache:
    settings.CACHES = {"default": environment.cache()}
    made = caches["default"]
    assert isinstance(made, SharedCache)
    cache.clear()
    return made


def test_counts_and_forgets(shared: SharedCache) -> None:
    assert [count("code", "138") for _ in range(3)] == [1, 2, 3]
    assert counted("code", "138") == 3
    assert counted("code", "139") == 0
    forget("code", "138")
    assert counted("code", "138") == 0


def test_counting_keeps_the_window(shared: SharedCache) -> None:
    """Django's own would start five minutes anew with each try."""

    def ends() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT expires FROM shared_cache WHERE cache_key = %s", [shared.make_key("n")])
            return cursor.fetchone()[0]

    shared.set("n", 1, 3600)
    first = ends()
    assert shared.incr("n") == 2
    assert shared.decr("n", 2) == 0
    assert ends() == first


def test_nothing_there_is_not_counted(shared: SharedCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        shared.incr("nothing")
    shared.set("over", 1, -1)
    with pytest.raises(ValueError, match="not found"):
        shared.incr("over")


def test_no_telephone_lies_in_the_table(shared: SharedCache) -> None:
    count("code", "13800000000")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM shared_cache")
        assert "13800000000" not in repr(cursor.fetchall())


def test_several_processes_count_together(tmp_path: Path) -> None:
    """Real processes on one database file: not one try is lost."""
    surroundings = {
        **{key: value for key, value in os.environ.items() if key != "NUANXIN_CACHE_URL"},
        "NUANXIN_HOME": str(tmp_path),
        "NUANXIN_DATABASE_URL": "",
        "PYTHONPATH": str(SOURCE.parent),
        "DJANGO_SETTINGS_MODULE": "nuanxin.config.settings",
    }

    def python(text: str) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-c", text], env=surroundings, text=True, stdout=subprocess.PIPE)

    assert python(MAKE).wait() == 0
    running = [python(TRY) for _ in range(PROCESSES)]
    assert [process.wait() for process in running] == [0] * PROCESSES
    told = python(
        "import django; django.setup(); from nuanxin.web.worker.tries import counted; print(counted('code', '13800000000'))"
    )
    assert told.communicate()[0].strip() == str(PROCESSES * TRIES)


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("", "SharedCache"),
        ("database:", "SharedCache"),
        ("redis://cache.local:6379/0", "RedisCache"),
        ("memory:", "LocMemCache"),
    ],
)
def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch, url: str, backend: str) -> None:
    monkeypatch.setenv("NUANXIN_CACHE_URL", url)
    assert environment.cache()["BACKEND"].endswith(backend)


def test_an_unknown_cache_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUANXIN_CACHE_URL", "carrier-pigeon:")
    with pytest.raises(SystemExit, match="不认识的缓存类型"):
        environment.cache()
