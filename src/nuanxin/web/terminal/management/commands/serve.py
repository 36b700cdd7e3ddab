"""`nuanxin serve`: granian, for daily use. Static files are served by the application itself (whitenoise)."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "启动服务（granian）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000", help="监听地址，默认 127.0.0.1:8000")
        parser.add_argument("--workers", type=int, default=max(2, os.cpu_count() or 2), help="进程数")

    def run(self, **options: Any) -> Mapping[str, Any]:
        host, _, port = options["address"].rpartition(":")
        _must_be_free(host or "127.0.0.1", port)
        arguments = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host or "127.0.0.1", "--port", port,
            "--workers", str(options["workers"]), "--backpressure", "64", "--blocking-threads", "4", "--no-ws", "nuanxin.config.wsgi:application",
        ]  # fmt: skip
        sign_in = "演示账号列在登录页 /sign-in/ 上。" if settings.NUANXIN_DEMO else "工作人员请从 /sign-in/ 登录。"
        self.note(f"暖薪正在 http://{options['address']} 提供服务。{sign_in}按 Ctrl+C 停止。")
        sys.stdout.flush()
        os.execv(sys.executable, arguments)  # noqa: S606  (our own interpreter, our own arguments)


def _must_be_free(host: str, port: str) -> None:
    """The server shares its port among its processes, so a second one would start and answer every other request."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise BadInput([Fault("监听地址应写成 主机:端口", column=port, remedy="例如 127.0.0.1:8000")])
    try:
        socket.create_connection((host, int(port)), timeout=2).close()
    except OSError:
        return
    raise BadInput([Fault("这个端口已有程序在用", column=f"{host}:{port}", remedy="请先停掉它，或者换一个端口")])
