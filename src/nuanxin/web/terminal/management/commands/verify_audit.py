"""`nuanxin verify_audit`: walk the whole audit chain and say whether it holds. Exit 1 when it does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "逐条核对审计链：任何一条被改动、删除或插入都能发现。"

    def run(self, **options: Any) -> Mapping[str, Any]:
        count, breaks = verify_chain()
        for found in breaks:
            self.note(f"第 {found.sequence} 条：{found.problem}")
        if breaks:
            self.exit_code = 1
        return {
            "events": count,
            "intact": not breaks,
            "breaks": [{"sequence": found.sequence, "problem": found.problem} for found in breaks],
        }
