"""With TLS before us cookies go by TLS only; limits written wrongly are refused at start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nuanxin.config import environment
from tests.architecture.house import SOURCE

ASK = """
import json
from nuanxin.config import settings as s
names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_HTTPONLY",
         "NUANXIN_IDLE_MINUTES", "NUANXIN_PASSWORD_DAYS", "NUANXIN_ONE_SESSION"]
print(json.dumps({name: getattr(s, name, None) for name in names}))
"""


def settings_with(home: Path, **surroundings: str) -> dict[str, Any]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("NUANXIN_")}
    kept |= {"NUANXIN_HOME": str(home), "PYTHONPATH": str(SOURCE.parent), **surroundings}
    told = subprocess.run([sys.executable, "-c", ASK], env=kept, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def test_by_tls_only(tmp_path: Path) -> None:
    told = settings_with(tmp_path, NUANXIN_HTTPS="1")
    assert told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"] and told["SECURE_SSL_REDIRECT"]
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 86400
    assert told["SESSION_COOKIE_HTTPONLY"]


def test_limits_as_delivered_and_as_set(tmp_path: Path) -> None:
    names = ("NUANXIN_IDLE_MINUTES", "NUANXIN_PASSWORD_DAYS", "NUANXIN_ONE_SESSION")
    assert [settings_with(tmp_path)[name] for name in names] == [30, 90, False]
    given = {"NUANXIN_IDLE_MINUTES": "15", "NUANXIN_PASSWORD_DAYS": "0", "NUANXIN_ONE_SESSION": "1"}
    told = settings_with(tmp_path, **given)
    assert [told[name] for name in names] == [15, 0, True]


@pytest.mark.parametrize("text", ["-1", "soon", "1.5", "３０"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("NUANXIN_IDLE_MINUTES", text)
    with pytest.raises(SystemExit, match="不是整数"):
        environment.number("NUANXIN_IDLE_MINUTES", 30)
