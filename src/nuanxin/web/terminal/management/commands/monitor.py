"""`nuanxin monitor`: indicators over a span of months for an area, on the engine that is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.warehouse.engines import READERS
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.running import run_indicators, write_found
from nuanxin.web.terminal.command import TerminalCommand, day_argument, month_argument

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
        run = run_indicators(
            settings.NUANXIN_WAGES,
            first=first,
            last=last,
            as_of=options["as_of"] or occasion.today(),
            regions=_codes(options["region"]),
            engine=options["engine"],
        )
        if options["out"]:
            self.note(f"已写入 {write_found(run, options['out'])}")
        return {
            "project_months": run.project_months,
            "indicators": {key: asdict(sums) for key, sums in run.sums.items()},
        }

    def describe(self, result: Mapping[str, Any]) -> str:
        lines = [f"项目月：{result['project_months']}"]
        for key, sums in result["indicators"].items():
            money = f"{sums['amount_fen'] / 100:,.2f}元"
            lines.append(f"{_NAMES[key]}（{key}）：{sums['project_months']}个项目月，{sums['workers']}人，{money}")
        return "\n".join(lines)


def _codes(region: str | None) -> list[str] | None:
    if not region:
        return None
    if not Region.objects.filter(pk=region).exists():
        raise BadInput(Fault(f"没有区划代码“{region}”", column="--region", remedy="请写6位区划代码"))
    return list(within(region))
