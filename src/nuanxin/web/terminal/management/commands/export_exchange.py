"""`nuanxin export_exchange OUT`: a file that is carried to another installation, sealed with a passphrase."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.reporting.exchange.sending import send_down, send_up
from nuanxin.foundation.organisations.permission import within
from nuanxin.web.terminal.command import TerminalCommand, day_argument
from nuanxin.web.terminal.exchanging import passphrase_in, region_called, staff_called


class Command(TerminalCommand):
    help = "导出交换文件：向上级的是已上报的报表，向下级的是布置的报表、表式和审核结果。用口令加密。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT.nxe", help="写到哪里")
        parser.add_argument("--from", dest="own", required=True, metavar="CODE", help="本地的区划代码")
        parser.add_argument("--to", dest="other", required=True, metavar="CODE", help="对方的区划代码（上级或者下级）")
        parser.add_argument("--by", required=True, metavar="USER", help="以谁的账号办理；按其岗位核对权限")
        parser.add_argument(
            "--passphrase-file", required=True, type=Path, metavar="FILE", help="口令所在的文件（第一行）"
        )
        parser.add_argument("--since", type=day_argument, metavar="D", help="只导出这一天以后截止的")

    def run(self, **options: Any) -> Mapping[str, Any]:
        own, other = region_called(options["own"], "--from"), region_called(options["other"], "--to")
        send = send_down if other.pk in set(within(own.pk)) else send_up
        passphrase, staff = passphrase_in(options["passphrase_file"]), staff_called(options["by"])
        row, file = send(own=own, receiver=other, passphrase=passphrase, by=staff, since=options["since"])
        options["out"].write_bytes(file)
        return {"kind": row.kind, "digest": row.digest, "bytes": len(file), **row.counts}
