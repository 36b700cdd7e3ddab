"""`nuanxin read_notice`: an official notice (.txt, .docx, .pdf) read into a plan, every field with its place."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.notices.file_reading import read_notice
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "读通知：从 .txt、.docx 或 .pdf 读出任务、期限、指标和报表，每一项都附原文位置。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="通知文件（.txt、.docx、带文字层的 .pdf）")
        parser.add_argument("--out", type=Path, metavar="X.json", help="把读出的内容写入这个文件（UTF-8）")

    def run(self, **options: Any) -> Mapping[str, Any]:
        out: Path | None = options["out"]
        if out is not None and (out.is_dir() or not out.resolve().parent.is_dir()):
            raise BadInput(Fault(f"不能写入 {out}", remedy="请给出已有文件夹中的文件名"))
        reading = read_notice(options["file"])
        for left_out in reading["source"]["left_out"]:
            self.note(f"注意：{left_out}。")
        self._written = out
        if out is not None:
            try:
                out.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            except OSError as wrong:
                raise BadInput(Fault(f"不能写入 {out}", remedy="请检查文件夹权限和剩余空间")) from wrong
        return reading

    def describe(self, result: Mapping[str, Any]) -> str:
        if self._written is None:
            return json.dumps(result, ensure_ascii=False, indent=1)
        counts = "，".join(f"{name}{len(result[key])}" for key, name in _COUNTED.items())
        return f"{result['title'] or '（没有找到标题）'}\n{counts}\n已写入 {self._written}"


_COUNTED = {
    "sections": "段落",
    "tasks": "任务",
    "deadlines": "期限",
    "targets": "目标",
    "recurrences": "定期工作",
    "indicators": "统计项",
    "forms": "报表",
    "doubts": "存疑",
}
