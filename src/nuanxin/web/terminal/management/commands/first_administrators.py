"""`nuanxin first_administrators`: the three accounts with which a new installation begins, once."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.account.beginning import appoint_first
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "设立首任系统、安全、审计管理员（三人），打印初始密码；已有管理员时拒绝。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE", help="管辖的区划代码")
        parser.add_argument("--system", required=True, metavar="NAME", help="系统管理员姓名")
        parser.add_argument("--security", required=True, metavar="NAME", help="安全管理员姓名")
        parser.add_argument("--audit", required=True, metavar="NAME", help="审计管理员姓名")

    def run(self, **options: Any) -> Mapping[str, Any]:
        names = {f"{duty}_admin": options[duty] for duty in ("system", "security", "audit")}
        made = appoint_first(region=options["region"], names=names, on=occasion.today())
        return {
            "accounts": [
                {"username": staff.username, "name": staff.name, "password": password} for staff, password in made
            ]
        }

    def describe(self, result: Mapping[str, Any]) -> str:
        """Three lines to be handed to three persons."""
        lines = [f"{one['username']}  {one['name']}  初始密码 {one['password']}" for one in result["accounts"]]
        return "\n".join([*lines, "请分别交给三人；首次登录须修改密码，并启用动态口令。密码不再显示。"])
