"""`nuanxin open_campaign`: a campaign from a plan that `read_notice` has printed (or a person has corrected)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Unit
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "启动专项行动：从计划（read_notice 的输出，或人工核对过的同样格式）写出任务、时间节点、指标要求和统计数。同一计划执行两次不会重复。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("plan", type=Path, metavar="PLAN.json", help="计划文件（UTF-8 JSON）")
        parser.add_argument("--unit", required=True, metavar="CODE", help="牵头单位的单位代码")
        parser.add_argument(
            "--received", type=date.fromisoformat, metavar="D", help="收文日期；没有写年份的日期从这天往后算"
        )

    def run(self, **options: Any) -> Mapping[str, Any]:
        unit = Unit.objects.filter(code=options["unit"].strip()).select_related("region").first()
        if unit is None:
            raise BadInput(
                Fault(f"没有单位代码“{options['unit']}”", column="--unit", remedy="请在“单位和人员”页面核对单位代码")
            )
        done = open_campaign(plan=_plan(options["plan"]), unit=unit, by=None, received_on=options["received"])
        campaign = done.campaign
        undated = campaign.milestones.filter(on__isnull=True, relative__isnull=True).count()
        if undated:
            self.note(f"注意：有 {undated} 个时间节点没有年份，请用 --received 给出收文日期，或在页面补充。")
        return {
            "campaign": campaign.pk,
            "created": done.created,
            "title": campaign.title,
            "tasks": list(campaign.tasks.values_list("pk", flat=True)),
            "milestones": list(campaign.milestones.values_list("pk", flat=True)),
            "recurrences": list(campaign.recurrences.values_list("pk", flat=True)),
            "targets": list(campaign.targets.values_list("pk", flat=True)),
            "indicators": list(campaign.figures.values_list("pk", flat=True)),
            "forms": len(campaign.plan.get("forms") or []),
        }

    def describe(self, result: Mapping[str, Any]) -> str:
        counts = {
            "tasks": "任务",
            "milestones": "时间节点",
            "recurrences": "定期工作",
            "targets": "指标要求",
            "indicators": "统计数",
        }
        said = "，".join(f"{name}{len(result[key])}" for key, name in counts.items())
        verb = "已启动" if result["created"] else "已有"
        return f"{verb}专项行动 {result['campaign']}：{result['title']}\n{said}，报表{result['forms']}"


def _plan(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise BadInput(Fault(f"打不开 {file}", remedy="请核对文件名")) from wrong
    except (UnicodeDecodeError, ValueError) as wrong:
        raise BadInput(
            Fault(f"{file} 不是 UTF-8 的 JSON：{wrong}", remedy="请使用 nuanxin read_notice --out 写出的文件")
        ) from wrong
