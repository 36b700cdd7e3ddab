"""`nuanxin serve`: granian, for daily use. Static files are served by the application itself (whitenoise)."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings

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
            "--workers", str(options["workers"]), "--backpressure", "64", "--blocking-threads", "4", "--no-ws", "nuanxin.config.wsgi:application",
        ]  # fmt: skip
        sign_in = "演示账号列在登录页 /sign-in/ 上。" if settings.NUANXIN_DEMO else "工作人员请从 /sign-in/ 登录。"
        self.note(f"暖薪正在 http://{options['address']} 提供服务。{sign_in}按 Ctrl+C 停止。")
        sys.stdout.flush()
        os.execv(sys.executable, arguments)  # noqa: S606  (our own interpreter, our own arguments)
