"""`nuanxin monitor`: indicators over a span of months for an area, on the engine that is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.warehouse.engines import READERS
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.register.taking import project_rows, take_register
from nuanxin.watch.monitoring.risk.grading import Found, grade
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.running import run_indicators, write_run
from nuanxin.watch.monitoring.warnings.own_figures import found_by_own_figures
from nuanxin.watch.monitoring.warnings.raising import raise_from
from nuanxin.web.terminal.command import TerminalCommand, day_argument, month_argument

_GRADES = {"red": "红色", "orange": "橙色", "yellow": "黄色", "blue": "蓝色", "none": "未评级"}
_NAMES = {one.key: one.name for one in INDICATORS}


class Command(TerminalCommand):
    help = "监测预警：按月计算各项指标和风险等级。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", required=True, type=month_argument, metavar="M", help="起始月 YYYY-MM"
        )
        parser.add_argument("--to", dest="last", required=True, type=month_argument, metavar="M", help="截止月 YYYY-MM")
        parser.add_argument("--as-of", type=day_argument, metavar="D", help="截至哪一天；默认今天")
        parser.add_argument("--region", metavar="CODE", help="区划代码：该地及其以下；默认全部")
        parser.add_argument("--engine", choices=sorted(READERS), default="duckdb", help="计算引擎")
        parser.add_argument("--out", type=Path, metavar="DIR", help="把结果另存为 indicators.parquet、risk.parquet")

    def run(self, **options: Any) -> Mapping[str, Any]:
        first, last = options["first"], options["last"]
        if last < first:
            raise BadInput(Fault(f"{last:%Y-%m}早于{first:%Y-%m}", column="--to", remedy="截止月不能早于起始月"))
        as_of = options["as_of"] or occasion.today()
        codes = _codes(options["region"])
        home = settings.NUANXIN_WAGES
        run = run_indicators(home, first=first, last=last, as_of=as_of, regions=codes, engine=options["engine"])
        found = run.by_indicator()
        grades = grade(found, house_rules(as_of), as_of)
        if options["out"]:
            write_run(run, grades, options["out"])
            self.note(f"已写入 {options['out']}")
        answer = {
            "project_months": run.project_months,
            "indicators": {key: asdict(sums) for key, sums in run.sums.items()},
            "grades": run.count_grades(grades),
        }
        # A run as of another day is a question; only that of today raises what somebody has to answer for.
        if options["as_of"]:
            return answer
        own = found_by_own_figures(home, first=first, last=last, on=as_of, regions=codes)
        return {**answer, "warnings": self._raise(found, as_of, own)}

    def _raise(self, found: Found, on: date, own: Mapping[int, Found]) -> dict[str, int]:
        taken = take_register(rows=project_rows(settings.NUANXIN_WAGES), on=on)
        for fault in taken.refused:
            self.note(f"未纳入监测：{fault}。")
        raised = raise_from(found=found, on=on, own=own)
        if raised.without_rules:
            self.note(f"{len(raised.without_rules)}个项目所在地没有启用的预警规则，未发出预警。")
        return {"raised": raised.made, "known": raised.known, "without_rules": len(raised.without_rules)}

    def describe(self, result: Mapping[str, Any]) -> str:
        lines = [f"项目月：{result['project_months']}"]
        for key, sums in result["indicators"].items():
            money = f"{sums['amount_fen'] / 100:,.2f}元"
            lines.append(f"{_NAMES[key]}（{key}）：{sums['project_months']}个项目月，{sums['workers']}人，{money}")
        lines.append("，".join(f"{_GRADES[grade]}{count}个" for grade, count in result["grades"].items()))
        if said := result.get("warnings"):
            lines.append(f"新预警{said['raised']}条，原有{said['known']}条。")
        return "\n".join(lines)


def _codes(region: str | None) -> list[str] | None:
    if not region:
        return None
    if not Region.objects.filter(pk=region).exists():
        raise BadInput(Fault(f"没有区划代码“{region}”", column="--region", remedy="请写6位区划代码"))
    return list(within(region))
