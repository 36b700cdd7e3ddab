"""`nuanxin import_clues`: sheet 线索 from a workbook or a text table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.ledger.importing import import_clues
from nuanxin.foundation.common import occasion
from nuanxin.web.terminal.command import TerminalCommand
from nuanxin.web.terminal.kept_headings import add_mapping, mapping_of
from nuanxin.web.terminal.sheet_result import described, say_what_else


class Command(TerminalCommand):
    help = "导入线索：.xlsx 的“线索”表，或 .csv（UTF-8、GB 18030）。坏行退回，好行入库；同一文件导入两次不会重复。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx 或 .csv")
        parser.add_argument("--channel", default="", metavar="CODE", help="渠道一栏空白时用的渠道")
        parser.add_argument("--region", default="", metavar="CODE", help="区划代码一栏空白时用的区划代码")
        add_mapping(parser)
        parser.add_argument("--dry-run", action="store_true", help="只试，不写入")
        parser.add_argument("--errors", type=Path, metavar="OUT.xlsx", help="把退回的行连同原因存为工作簿")

    def run(self, **options: Any) -> Mapping[str, Any]:
        done = import_clues(
            path=options["file"],
            on=occasion.today(),
            channel=options["channel"].strip(),
            region=options["region"].strip(),
            dry_run=options["dry_run"],
            errors_to=options["errors"],
            renamed=mapping_of(options),
            progress=self.progress,
        )
        say_what_else(self, done)
        return done.tallies["线索"].as_json()

    def describe(self, result: Mapping[str, Any]) -> str:
        return described("线索", result)
