"""`nuanxin read_text`: complaint texts to the fields of a clue; one text on standard input, or a file of JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.money import yuan
from nuanxin.rights.intake.reading.judging import judge_from
from nuanxin.rights.intake.reading.reading import read_text
from nuanxin.rights.intake.reading.region_names import RegionNames
from nuanxin.rights.intake.reading.right_door import door_shown
from nuanxin.web.terminal.command import WRONG_INPUT, TerminalCommand

_FIELDS = "每行一个 JSON 对象，字段 id、topic、text、time"
_LARGEST = 8_000_000  # signs of one text: far above any complaint, far below the memory of a small machine


class Command(TerminalCommand):
    help = "阅读投诉文本：是否欠薪、谁欠、多少人、多少钱、哪几个月、在哪里、该去哪个部门，并标出依据的原文位置。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--jsonl", type=Path, metavar="FILE", help=f"逐行阅读文件：{_FIELDS}")
        parser.add_argument("--topic", default="", help="标题（从标准输入读一份时）")
        parser.add_argument("--time", default="", help="来文日期，用于推算“去年”“至今”（从标准输入读一份时）")
        parser.add_argument("--model", type=Path, metavar="FILE", help="本单位用 train_reader 训练的模型")

    def run(self, **options: Any) -> Mapping[str, Any]:
        self.judge = judge_from(options["model"])
        self.regions = RegionNames.builtin_or_stored()
        if options["jsonl"]:
            return self._read_lines(options["jsonl"])
        text = sys.stdin.buffer.read(_LARGEST * 4).decode("utf-8", errors="replace")[:_LARGEST]
        if not text.strip():
            raise BadInput(
                Fault("标准输入没有文字", remedy=f"请把投诉全文送入标准输入，或用 --jsonl 指定文件（{_FIELDS}）")
            )
        return {"id": None, **self._read(text, options["topic"], options["time"])}

    def handle(self, *args: Any, **options: Any) -> str:
        answer = super().handle(*args, **options)
        return "" if options["jsonl"] else answer  # the lines are written already

    def _read_lines(self, path: Path) -> Mapping[str, Any]:
        """Line by line, so that a file of any length is read in the memory of one line."""
        read = broken = 0
        try:
            lines = path.open(encoding="utf-8-sig", errors="replace")
        except OSError as wrong:
            raise BadInput(Fault(f"打不开文件 {path.name}（{wrong.strerror}）", remedy="请核对文件名和权限")) from wrong
        with lines:
            for number, line in _numbered(lines):
                try:
                    answer = self._answer(json.loads(line))
                except (ValueError, TypeError, RecursionError) as wrong:
                    broken += 1
                    self.note(f"第 {number} 行：{_why(wrong)}；{_FIELDS}。")
                    continue
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
                read += 1
        self.note(f"读了 {read} 条" + (f"，{broken} 行有误没有读。" if broken else "。"))
        self.exit_code = WRONG_INPUT if broken else 0
        return {"read": read, "broken": broken}

    def _answer(self, row: object) -> dict[str, Any]:
        if not isinstance(row, dict):
            raise TypeError("不是 JSON 对象")
        text, topic, time = (row.get(key) for key in ("text", "topic", "time"))
        if not isinstance(text, str):
            raise TypeError("缺少文字字段 text")
        said = self._read(text, topic if isinstance(topic, str) else "", time if isinstance(time, str) else "")
        return {"id": row.get("id"), **said}

    def _read(self, text: str, topic: str, time: str) -> dict[str, Any]:
        return read_text(text, topic=topic, time=time, judge=self.judge, region_of=self.regions.code_of).as_dict()

    def describe(self, result: Mapping[str, Any]) -> str:
        if "read" in result:
            return ""
        return "\n".join(f"{name}：{shown}" for name, shown in _shown(result))


def _numbered(lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _why(wrong: Exception) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"不是完整的 JSON（第 {wrong.colno} 个字符处）"
    return str(wrong) if isinstance(wrong, TypeError) else "嵌套过深或数字过长，不能读取"


_SECTORS = {"construction": "工程建设", "manufacturing": "制造业", "other": "其他"}
_FLAGS = {"self_harm_or_violence": "有自伤或暴力迹象", "group": "十人以上", "petition": "有上访或聚集迹象"}


def _shown(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "是否欠薪", f"{'是' if result['is_wage_arrears'] else '否'}（把握 {result['score']:.2f}）"
    yield "应去", door_shown(result["right_channel"])
    yield "行业领域", _SECTORS[result["sector"]]
    for name, key in (("用人单位", "respondent"), ("项目", "project"), ("地点", "place"), ("区划代码", "region_code")):
        yield name, result[key] or "未说明"
    yield (
        "人数",
        "未说明"
        if result["persons"] is None
        else str(result["persons"]) + ("" if result["persons_exact"] else " 人以上"),
    )
    yield "金额", "未说明" if result["amount_fen"] is None else f"{yuan(result['amount_fen'])} 元"
    yield "欠薪期间", " 至 ".join(month or "未说明" for month in result["period"])
    yield "紧急", "、".join(_FLAGS[flag] for flag in result["flags"]) or "无"
