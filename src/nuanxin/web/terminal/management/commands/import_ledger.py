"""`nuanxin import_ledger`: the history of a bureau, all four sheets."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.ledger.importing import import_ledger
from nuanxin.foundation.common import occasion
from nuanxin.web.terminal.command import TerminalCommand
from nuanxin.web.terminal.kept_headings import add_mapping, mapping_of
from nuanxin.web.terminal.sheet_result import described, say_what_else


class Command(TerminalCommand):
    help = "导入整本台账（线索、办理、文书、检查）。坏行退回，好行入库；同一文件导入两次不会重复。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="台账工作簿")
        add_mapping(parser)
        parser.add_argument("--dry-run", action="store_true", help="只试，不写入")
        parser.add_argument("--errors", type=Path, metavar="OUT.xlsx", help="把退回的行连同原因存为工作簿")

    def run(self, **options: Any) -> Mapping[str, Any]:
        done = import_ledger(
            path=options["file"],
            on=occasion.today(),
            dry_run=options["dry_run"],
            errors_to=options["errors"],
            renamed=mapping_of(options),
            progress=self.progress,
        )
        say_what_else(self, done)
        return {name: tally.as_json() for name, tally in done.tallies.items()}

    def describe(self, result: Mapping[str, Any]) -> str:
        return "\n".join(described(name, counts) for name, counts in result.items())
