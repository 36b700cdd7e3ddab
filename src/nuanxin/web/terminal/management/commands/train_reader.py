"""`nuanxin train_reader OUT.json`: the reader taught by this office's own closed clues; the shipped rules stay its ground."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.rights.intake.reading.judging import train
from nuanxin.rights.intake.reading.lessons import cross_validated, enough, ledger_lessons
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "用本单位已办结线索的诉求文本训练阅读模型（交叉验证后写入文件，供 read_text --model 使用）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("out", type=Path, metavar="OUT.json", help="模型文件；只含权重，不含原文")

    def run(self, **options: Any) -> Mapping[str, Any]:
        lessons = ledger_lessons()
        enough(lessons)
        ruled, learned = cross_validated(lessons)
        train(lessons).save(options["out"])
        details = {"lessons": len(lessons), "out": options["out"].name}
        record("reader.trained", about=("ledger", "clues"), by=Outsider("命令行"), details=details)
        if learned.f1 < ruled.f1:
            self.note("训练后的模型不如随附规则，建议暂不使用。")
        return {"lessons": len(lessons), "rules_f1": round(ruled.f1, 3), "model_f1": round(learned.f1, 3)}
