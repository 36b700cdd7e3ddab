"""What every command of `nuanxin` has in common: the occasion, --json, one clear line a fault, the exit codes.

Exit 0 = done, 2 = the input or the call is wrong, 1 = our fault (contracts.md). With --json standard output carries
exactly one JSON object; whatever else is to be said goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, handle_default_options
from django.db import OperationalError, ProgrammingError, connections

from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.vault.keys import KeysMissing

WRONG_INPUT = 2


class TerminalCommand(BaseCommand):
    """Write `run(**options) -> mapping` and `add_arguments`; `describe` where plain "key: value" lines are not enough."""

    requires_system_checks: list[str] = []
    # The options of Django's own machinery would bury ours in --help; they still work.
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--traceback",
        "--settings",
        "--pythonpath",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }
    exit_code = 0  # a command whose answer is bad news (a broken chain) sets 1
    _progress_shown = False

    def run(self, **options: Any) -> Mapping[str, Any]:
        """Do the work and answer with what --json prints. Raise BadInput or Refusal where the caller is wrong."""
        raise NotImplementedError

    def describe(self, result: Mapping[str, Any]) -> str:
        """The answer for a person's eyes."""
        return "\n".join(f"{key}: {_plain(value)}" for key, value in result.items())

    def note(self, text: str) -> None:
        """Say something beside the answer (standard error)."""
        self._clear_progress()
        self.stderr.write(text, style_func=str)

    def progress(self, text: str) -> None:
        """Show how far long work has come; only on a terminal, on one line that the next one replaces."""
        if self.stderr.isatty():
            self._progress_shown = True
            self.stderr.write(f"\r\x1b[K{text}", style_func=str, ending="")

    def _clear_progress(self) -> None:
        if self._progress_shown:
            self._progress_shown = False
            self.stderr.write("\r\x1b[K", style_func=str, ending="")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.HelpFormatter)
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if not any("--json" in action.option_strings for action in parser._actions):
            parser.add_argument("--json", action="store_true", help="标准输出只打印一个 JSON 对象")
        if self._called_from_command_line:
            setattr(parser, "error", lambda message: _wrong_call(parser, message))  # noqa: B010  (a method of argparse's)
        return parser

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            with occasion(source=f"命令 {self._name()}"):
                result = self.run(**options)
        except BadInput as wrong:
            raise CommandError("\n".join(f"{fault}。" for fault in wrong.faults), returncode=WRONG_INPUT) from wrong
        except (Refusal, KeysMissing) as wrong:
            raise CommandError(str(wrong), returncode=WRONG_INPUT) from wrong
        except (OperationalError, ProgrammingError) as wrong:
            if not _tables_missing(wrong):
                raise
            raise CommandError("数据库还没有建好；请先执行 nuanxin setup。", returncode=WRONG_INPUT) from wrong
        finally:
            self._clear_progress()
        if options.get("json"):
            return json.dumps(result, ensure_ascii=False, default=str)
        return self.describe(result)

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django's, but a fault is one plain line, and what we did not foresee exits with 1."""
        self._called_from_command_line = True
        options = self.create_parser(argv[0], argv[1]).parse_args(argv[2:])
        handle_default_options(options)
        given = vars(options)
        code = 0
        try:
            self.execute(*given.pop("args", ()), **given)
            code = self.exit_code
        except CommandError as wrong:
            self.stderr.write(str(wrong), style_func=str)
            code = wrong.returncode
        except KeyboardInterrupt:
            self.stderr.write("已中断；已写入的部分保留，重新执行同一命令即可继续。", style_func=str)
            code = 130
        except BrokenPipeError:
            code = 0
        except Exception:
            traceback.print_exc()
            code = 1
        finally:
            connections.close_all()
        if code:
            sys.exit(code)

    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]


def day_argument(text: str) -> date:
    """For `type=` of a date option."""
    try:
        return parse_day(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None


def month_argument(text: str) -> date:
    """For `type=` of a month option: YYYY-MM, its first day."""
    try:
        return parse_day(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是月份（如2024-01）") from None


def _wrong_call(parser: argparse.ArgumentParser, message: str) -> NoReturn:
    sys.stderr.write(f"{parser.prog}：参数有误：{message}；写法见 {parser.prog} --help。\n")
    sys.exit(WRONG_INPUT)


def _tables_missing(wrong: Exception) -> bool:
    return "no such table" in str(wrong) or "does not exist" in str(wrong)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
