"""`nuanxin bench NAME|all`: figures of this machine, each ratio to a peer measured in the same run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import connection

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.vault.keys import make_key_file
from nuanxin.web.terminal.benchmarks.figures import Figure, Report
from nuanxin.web.terminal.benchmarks.scratch import databases, lay_tables, run_in_scratch
from nuanxin.web.terminal.benchmarks.wages.sizes import ROWS as SIZES
from nuanxin.web.terminal.command import TerminalCommand

# name: what is measured. Each is a file of `benchmarks` with ROWS, DATABASES and measure(report).
BENCHES = {
    "duplicates": "在线查重：百万线索中找重复，与 pg_trgm 相似查询比",
    "linkage": "全部台账查重：百万线索一次找出重复，找回率、准确率、时间、内存，与 RapidFuzz 两两比较比",
    "import_ledger": "导入：十万行台账，与裸读取并写入同样的行比",
    "cube": "统计：百万件已解决的线索汇总到各地，与裸扫描比；任一张表",
    "list_page": "列表：百万行线索台账翻页、筛选",
    "case_file": "案卷：从工作台装订五百页的整卷，与同一程序直接合并同样各页比",
    "credit_lookup": "失信查询：两万个列入单位，按代码、名称和写错的名称查，与裸等值查询比",
    "wages": "欠薪监测：合同十二项及全部规则与裸扫描原始考勤工资行比，植入的异常全部找到，装入、内存、其他工具",
    "reading": "阅读投诉文本：各字段准确率（有标注文本时），速度与 jieba＋线性模型比",
    "read_notices": "读通知：二百页的文本和 PDF，反复堆砌的文本，每页秒数",
    "dispatch": "调度：一百五十个县的一周调度包，四下降、清零、排名、数据核查",
    "leader_door": "领导看板：百万件线索、一百七十个县，从看板到个案三次点击的每一页和大屏",
    "intake_rate": "登记：接口登记（含查重），与裸写入同样的行比",
}
_ROOMS = {
    **dict.fromkeys(("duplicates", "linkage", "credit_lookup"), "matching."),
    "case_file": "files.",
    **dict.fromkeys(("dispatch", "leader_door"), "orders."),
    "read_notices": "files.",
    "wages": "wages.",
    "reading": "texts.",
}


class Command(TerminalCommand):
    help = "测速：在临时数据库上运行，不触碰本单位数据。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", choices=[*BENCHES, "all"], metavar="NAME", help="、".join([*BENCHES, "all"]))
        parser.add_argument("--rows", type=int, metavar="N", help="数据量（默认按各项测速的要求）")
        parser.add_argument(
            "--size",
            choices=SIZES,
            help="wages：S 一县一年，M、L、XL 为十、五十、一百八十倍（L、XL 不测其他工具，约需十分钟、半小时）",
        )
        parser.add_argument("--database", choices=databases(), help="只在这种数据库上测（默认本机有的都测）")
        parser.add_argument("--keep", type=Path, metavar="FOLDER", help="数据库留在此目录，下次接着用（用完自行删除）")
        parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)  # in the scratch database already

    def run(self, **options: Any) -> Mapping[str, Any]:
        if options["inside"]:
            report = self._measure(options["name"], options["rows"])
            options["inside"].write_text(json.dumps(report.as_dict(), ensure_ascii=False))
            return {}
        rows = SIZES[options["size"]] if options["size"] else options["rows"]
        reports = []
        for name in BENCHES if options["name"] == "all" else [options["name"]]:
            for database in [options["database"]] if options["database"] else _asked(name, rows):
                if database in _module(name).DATABASES:
                    self.note(f"{BENCHES[name]}（{database}）…")
                    reports.append(run_in_scratch(name, database, rows, options["keep"]))
        return {"benches": reports, "held": all(f["holds"] is not False for r in reports for f in r["figures"])}

    def _measure(self, name: str, rows: int | None) -> Report:
        from django.conf import settings

        make_key_file(settings.NUANXIN_KEY_FILE)
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # empty: no bench asks for a picture
        lay_tables()
        module = _module(name)
        report = Report(bench=name, rows=rows or module.ROWS, database=connection.vendor)
        with occasion(source="bench"):
            module.measure(report)
        return report

    def describe(self, result: Mapping[str, Any]) -> str:
        return "\n".join(_lines(report) for report in result.get("benches", ()))


def _lines(report: Mapping[str, Any]) -> str:
    head = f"{BENCHES[report['bench']]} [{report['database']}，{report['rows']:,} 行]"
    figures = [{key: value for key, value in figure.items() if key != "holds"} for figure in report["figures"]]
    left_out = [f"  未测：{one}" for one in report.get("left_out", ())]
    return "\n".join([head, *(Figure(**figure).line() for figure in figures), *left_out])


def _asked(name: str, rows: int | None) -> list[str]:
    """The databases of this machine; of a bench that at this size asks none of them one, so that it runs once."""
    none_asked = rows is not None and rows > getattr(_module(name), "DATABASE_UNTIL", rows)
    return databases()[-1:] if none_asked else databases()


def _module(name: str) -> Any:
    return import_module(f"nuanxin.web.terminal.benchmarks.{_ROOMS.get(name, '')}{name}")
