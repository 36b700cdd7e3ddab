"""`nuanxin read_notice`: an official notice (.txt, .docx, .pdf) read into a plan, every field with its place."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.command.notices.file_reading import read_notice
from nuanxin.command.notices.forms.definition import as_yaml, form_definition
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "读通知：从 .txt、.docx 或 .pdf 读出任务、期限、指标和报表，每一项都附原文位置。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="通知文件（.txt、.docx、带文字层的 .pdf）")
        parser.add_argument("--out", type=Path, metavar="X.json", help="把读出的内容写入这个文件（UTF-8）")

        parser.add_argument(
            "--forms", type=Path, metavar="FOLDER", help="把读出的每张空白报表写成报表定义（YAML），供核对后上传"
        )

    def run(self, **options: Any) -> Mapping[str, Any]:
        out: Path | None = options["out"]
        if out is not None and (out.is_dir() or not out.resolve().parent.is_dir()):
            raise BadInput(Fault(f"不能写入 {out}", remedy="请给出已有文件夹中的文件名"))
        reading = read_notice(options["file"])
        for left_out in reading["source"]["left_out"]:
            self.note(f"注意：{left_out}。")
        self._written = out
        self._forms = _write_forms(reading, options["file"], options["forms"]) if options["forms"] else []
        if out is not None:
            try:
                out.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            except OSError as wrong:
                raise BadInput(Fault(f"不能写入 {out}", remedy="请检查文件夹权限和剩余空间")) from wrong
        return reading

    def describe(self, result: Mapping[str, Any]) -> str:
        if self._written is None and not self._forms:
            return json.dumps(result, ensure_ascii=False, indent=1)
        counts = "，".join(f"{name}{len(result[key])}" for key, name in _COUNTED.items())
        written = [str(path) for path in ([self._written] if self._written else []) + self._forms]
        return f"{result['title'] or '（没有找到标题）'}\n{counts}\n已写入 {'、'.join(written)}"


def _write_forms(reading: Mapping[str, Any], source: Path, folder: Path) -> list[Path]:
    """Each blank form of the notice, and of the notice inside it, as a file that the reporting room can take in."""
    if not folder.is_dir():
        raise BadInput(Fault(f"不能写入 {folder}", remedy="请给出已有的文件夹"))
    parts: list[Mapping[str, Any]] = [reading]
    while parts[-1].get("forwarded"):
        parts.append(parts[-1]["forwarded"])
    written = []
    found = [(part, form) for part in parts for form in part["forms"]]
    for number, (notice, form) in enumerate(found, 1):
        cited = notice["document_number"] or notice["title"] or source.name
        version = (notice["issued_on"] or "1")[:7]
        definition = form_definition(form, key=f"form_{number}", version=version, source=f"{cited} 附件")
        path = folder / f"{source.stem}_{number}.yaml"
        path.write_text(as_yaml(definition), encoding="utf-8")
        written.append(path)
    return written


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
