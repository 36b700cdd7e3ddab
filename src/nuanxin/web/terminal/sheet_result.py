"""What became of the rows of a sheet, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.command.ledger.importing import Import
from nuanxin.web.terminal.command import TerminalCommand

_SHOWN = 50


def say_what_else(command: TerminalCommand, done: Import) -> None:
    """Sheets that were passed over."""
    if done.ignored:
        command.note(f"没有读取的工作表：{'、'.join(done.ignored)}")


def described(sheet: str, counts: Mapping[str, Any]) -> str:
    """Counts on one line, then each fault and each warning, the first fifty of either."""
    lines = [
        f"{sheet}：读取 {counts['read']} 行，新增 {counts['created']}，未变 {counts['unchanged']}，更新 {counts['updated']}，"
        f"疑似重复 {counts['possible_duplicates']}，退回 {counts['rejected']}"
    ]
    if counts.get("read_from_text"):
        lines.append(
            f"  其中 {counts['read_from_text']} 行的空白由系统从文字中读出，请在线索页面核对；人数、金额核对以前不计数"
        )
    for name, title in (("errors", "退回"), ("warnings", "请核对")):
        listed = counts[name]
        lines += [f"  {title}：第{one['row']}行“{one['column']}”{one['message']}" for one in listed[:_SHOWN]]
        if len(listed) > _SHOWN:
            lines.append(f"  {title}：其余 {len(listed) - _SHOWN} 处略，用 --json 或 --errors 查看全部")
    return "\n".join(lines)
