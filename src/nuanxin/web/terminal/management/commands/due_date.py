"""`nuanxin due_date`: a statutory due date, its article, and why it is this day."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.organisations.working_days import due_date
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "计算法定期限，并逐步说明为什么是这一天。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--term", required=True, metavar="KEY", help="期限键，如 insp.accept、insp.invest、tr.send")
        parser.add_argument("--start", required=True, type=moment_argument, metavar="D[THH:MM]", help="起算日（时）")
        parser.add_argument("--region", required=True, metavar="CODE", help="区划代码（6位）")
        parser.add_argument(
            "--pause", nargs="+", action="extend", default=[], type=pause_argument, metavar="D:D",
            help="中止期间（首尾两天都不计）",
        )  # fmt: skip
        parser.add_argument("--extended", action="store_true", help="经批准延长")

    def run(self, **options: Any) -> Mapping[str, Any]:
        return due_date(
            options["term"],
            start=options["start"],
            region=options["region"],
            pauses=options["pause"],
            extended=options["extended"],
            mark="--",
        ).as_json()

    def describe(self, result: Mapping[str, Any]) -> str:
        if result["due"] is None:
            return f"暂不能计算：{result['missing']}"
        lines = [f"到期：{result['due']}（{result['citation']}）"]
        lines += [f"  {number}. {line}" for number, line in enumerate(result["explanation"], 1)]
        return "\n".join([*lines, *(f"  注意：{c}" for c in result.get("cautions", ()))])


def moment_argument(text: str) -> date | datetime:
    """A day, or a day and an hour: 2024-01-03, 2024-01-03T15:30."""
    try:
        if "T" in text:
            return datetime.fromisoformat(text)
        return parse_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期；请写 2024-01-03 或 2024-01-03T15:30") from None


def pause_argument(text: str) -> tuple[date, date]:
    """First and last day of a pause: 2024-02-01:2024-02-05."""
    first, _, last = text.partition(":")
    try:
        pause = (parse_day(first), parse_day(last))
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是中止期间；请写 2024-02-01:2024-02-05") from None
    if pause[1] < pause[0]:
        raise argparse.ArgumentTypeError(f"中止期间“{text}”的止日早于起日")
    return pause
