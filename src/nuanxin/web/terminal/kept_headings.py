"""--mapping and --unit of the import commands: headings of another system, as a unit has mapped them once at its page."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from nuanxin.command.ledger.files.headings import Renaming
from nuanxin.command.ledger.mapping import renaming
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.models import Unit


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """The two options."""
    parser.add_argument("--mapping", default="", metavar="NAME", help="按这一名称保存的表头对应读取（在导入页面建立）")
    parser.add_argument("--unit", default="", metavar="CODE", help="保存该对应的单位代码，与 --mapping 一起用")


def mapping_of(options: Mapping[str, Any]) -> Renaming:
    """The kept mapping; BadInput where unit or name are not known."""
    name = options["mapping"].strip()
    if not name:
        return {}
    unit = Unit.objects.filter(code=options["unit"].strip()).first()
    if unit is None:
        raise BadInput(Fault(f"--unit：没有单位代码“{options['unit']}”", remedy="请写保存该表头对应的单位的代码"))
    try:
        return renaming(unit, name)
    except Refusal as refusal:
        raise BadInput(Fault(f"--mapping：{refusal.what}，{refusal.why}", remedy=refusal.remedy)) from refusal
