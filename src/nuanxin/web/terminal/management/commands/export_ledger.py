"""`nuanxin export_ledger`: the ledger as the workbook that can be imported again."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.ledger.exporting import export_ledger
from nuanxin.web.terminal.command import TerminalCommand, day_argument


class Command(TerminalCommand):
    help = "导出台账工作簿；再次导入不会改变任何内容。含完整身份信息，导出行为记入审计。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT.xlsx", help="写到哪里")
        parser.add_argument("--region", default="", metavar="CODE", help="只导出该地及其以下")
        parser.add_argument("--from", dest="start", type=day_argument, metavar="D", help="收到（检查）日期起")
        parser.add_argument("--to", dest="end", type=day_argument, metavar="D", help="收到（检查）日期止")

    def run(self, **options: Any) -> Mapping[str, Any]:
        return export_ledger(
            path=options["out"], region=options["region"].strip(), start=options["start"], end=options["end"]
        )
