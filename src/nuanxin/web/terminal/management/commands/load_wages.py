"""`nuanxin load_wages`: the wage tables of projects into the warehouse, verified whole or refused whole."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.warehouse.adapters import adapter, shipped
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.tables import BY_NAME
from nuanxin.foundation.warehouse.verifying import Wrong
from nuanxin.web.terminal.command import WRONG_INPUT, TerminalCommand


class Command(TerminalCommand):
    help = "导入工资监测数据（项目、花名册、考勤、工资表、专户流水、保证金）。全部核对通过才入库，否则整批退回，原有数据不变。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="文件夹：每张表一个 Parquet 或 CSV，或者一个 .xlsx"
        )
        parser.add_argument(
            "--mapping", metavar="NAME", help=f"银行、闸机文件的对应文件：{'、'.join(shipped())}，或者自己的 .yaml"
        )

    def run(self, **options: Any) -> Mapping[str, Any]:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise BadInput(Fault(f"没有文件夹“{folder}”", column="DIR", remedy="请写放有工资表的文件夹"))
        self.progress("正在核对……")
        done = load_wages(
            folder, settings.NUANXIN_WAGES, origin=adapter(options["mapping"]) if options["mapping"] else None
        )
        for one in done.wrong:
            self.note(f"{'请核对' if one.odd else '退回'}：{one}。")
        if done.refused:
            self.exit_code = WRONG_INPUT
        return {
            "loaded": not done.refused,
            "rows": done.rows,
            "months": list(done.months),
            "rejected": [_told(one) for one in done.wrong if not one.odd],
            "odd": [_told(one) for one in done.wrong if one.odd],
        }

    def describe(self, result: Mapping[str, Any]) -> str:
        if not result["loaded"]:
            return f"整批退回：{len(result['rejected'])}处不符；已入库的数据没有变化。请改正后重新导入。"
        rows = "，".join(f"{BY_NAME[name].chinese}{count}行" for name, count in result["rows"].items())
        return f"已入库：{rows}。涉及月份：{'、'.join(result['months']) or '无'}。"


def _told(one: Wrong) -> dict[str, Any]:
    return {
        "table": one.table,
        "column": one.column,
        "message": one.says,
        "rows": one.rows,
        "samples": list(one.samples),
    }
