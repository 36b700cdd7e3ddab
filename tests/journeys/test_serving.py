"""`nuanxin serve` as an office runs it: a folder of its own, set up, served by granian, pages and their style at hand."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

WAIT = 120  # seconds that a busy machine may take to start


def test_a_house_set_up_by_the_terminal_serves_its_doors_and_their_style(tmp_path: Path) -> None:
    environment = {**os.environ, "NUANXIN_HOME": str(tmp_path), "NUANXIN_DATABASE_URL": "", "NUANXIN_DEMO": ""}
    command = [sys.executable, "-m", "nuanxin"]
    subprocess.run([*command, "setup"], env=environment, check=True, capture_output=True, timeout=300)
    address = f"127.0.0.1:{_free_port()}"
    with (tmp_path / "log").open("w+") as log:
        # A session of its own, so that the workers go with the one that started them.
        serving = subprocess.Popen(
            [*command, "serve", address, "--workers", "1"],
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            assert "我要讨薪" in _get(f"http://{address}/")
            assert "忘记密码" in _get(f"http://{address}/sign-in/")
            assert ".nx-icon" in _get(f"http://{address}/static/nuanxin/common.css")
        finally:
            os.killpg(serving.pid, signal.SIGTERM)
            serving.wait(timeout=30)
        log.seek(0)
        said = log.read()
    assert f"http://{address}" in said and "Warning" not in said, said


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _get(url: str) -> str:
    """A page, asked for again until the server has started."""
    until = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
