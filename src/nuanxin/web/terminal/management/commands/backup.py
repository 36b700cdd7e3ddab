"""`nuanxin backup FILE`: everything in one file."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.web.terminal.archive import back_up
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "备份数据库与上传文件到一个文件。密钥默认不在其中，应另处保管。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="备份文件，如 nuanxin-20240110.tar.gz")
        parser.add_argument("--with-keys", action="store_true", help="连同密钥一起备份（请妥善保管）")

    def run(self, **options: Any) -> Mapping[str, Any]:
        record("backup.made", about=("backup", options["file"].name), by=Outsider("命令行"))
        return back_up(options["file"], with_keys=options["with_keys"], made_at=occasion.now().isoformat())
