"""`nuanxin restore FILE`: a back-up takes the place of what is there, after every digest has been checked."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.web.terminal.archive import restore
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "从备份文件恢复：核对每一部分的摘要之后，整体替换当前数据。请先停止服务。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件")

    def run(self, **options: Any) -> Mapping[str, Any]:
        result = restore(options["file"])
        record("backup.restored", about=("backup", options["file"].name), by=Outsider("命令行"), details=result)
        return result
