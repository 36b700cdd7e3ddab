"""`nuanxin import_exchange FILE`: a carried file, taken in whole or refused whole."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.reporting.exchange.taking import take_exchange
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.web.terminal.command import TerminalCommand
from nuanxin.web.terminal.exchanging import passphrase_in, staff_called


class Command(TerminalCommand):
    help = "导入交换文件：全部核对无误才导入；同一个文件再导入不会有变化。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.nxe", help="对方导出的文件")
        parser.add_argument("--by", required=True, metavar="USER", help="以谁的账号办理；按其岗位核对权限")
        parser.add_argument(
            "--passphrase-file", required=True, type=Path, metavar="FILE", help="口令所在的文件（第一行）"
        )

    def run(self, **options: Any) -> Mapping[str, Any]:
        try:
            file = options["file"].read_bytes()
        except OSError as wrong:
            raise BadInput(Fault(f"读不了{options['file']}", remedy="请核对文件名")) from wrong
        staff = staff_called(options["by"])
        row, before = take_exchange(file=file, passphrase=passphrase_in(options["passphrase_file"]), by=staff)
        return {"kind": row.kind, "digest": row.digest, "taken_before": before, **({} if before else row.changed)}
