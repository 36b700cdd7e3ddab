"""Every command answers in one way: JSON on standard output, faults as single lines, exit codes of the contract."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.web.terminal.command import TerminalCommand, day_argument


class Counting(TerminalCommand):
    help = "test"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["count", "bad", "refused", "broken"])
        parser.add_argument("--on", type=day_argument)

    def run(self, **options: Any) -> Mapping[str, Any]:
        if options["what"] == "bad":
            raise BadInput([Fault("不是日期", row=3, column="收到日期"), Fault("缺少表头")])
        if options["what"] == "refused":
            raise Refusal("不能导入", why="没有这个地区")
        if options["what"] == "broken":
            raise RuntimeError("ours")
        self.note("旁白")
        return {"行": 2, "source": occasion.source(), "on": options["on"]}


def run(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    command = Counting(stdout=out, stderr=err)
    try:
        command.run_from_argv(["nuanxin", "counting", *argv])
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_json_is_the_only_thing_on_standard_output() -> None:
    code, out, err = run("count", "--json", "--on", "2024年1月3日")
    assert code == 0
    assert json.loads(out) == {"行": 2, "source": "命令 test_command", "on": "2024-01-03"}
    assert err == "旁白\n"


def test_plain_answer() -> None:
    assert run("count")[1].startswith("行: 2\n")


def test_each_fault_is_one_line_and_exit_two() -> None:
    code, out, err = run("bad", "--json")
    assert (code, out) == (2, "")
    assert err.splitlines() == ["第3行“收到日期”：不是日期。", "缺少表头。"]
    assert run("refused")[0] == 2


def test_our_own_fault_is_exit_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("broken")[0] == 1
    assert "RuntimeError" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["nonsense"], [], ["count", "--on", "昨天"], ["count", "--unknown"]])
def test_a_wrong_call_is_one_line_and_exit_two(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*argv)[0] == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "--help" in said


def test_from_python_a_fault_is_a_command_error() -> None:
    with pytest.raises(CommandError, match="没有这个地区"):
        call_command(Counting(), "refused")
