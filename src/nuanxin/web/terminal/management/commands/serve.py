"""`nuanxin serve`: granian, for daily use. Static files are served by the application itself (whitenoise)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from typing import Any

from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "启动服务（granian）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="监听地址，默认 127.0.0.1:8000")
        parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2), help="进程数")

    def run(self, **options: Any) -> Mapping[str, Any]:
        host, _, port = options["address"].rpartition(":")
        arguments = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host or "127.0.0.1", "--port", port,
            "--workers", str(options["workers"]), "--backpressure", "64", "--no-ws", "nuanxin.config.wsgi:application",
        ]  # fmt: skip
        sys.stdout.flush()
        os.execv(sys.executable, arguments)  # noqa: S606  (our own interpreter, our own arguments)
