"""`nuanxin winter_report`: the annex of the winter action for an area and a window, as known on a day."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from nuanxin.command.reporting.counting import winter_report
from nuanxin.command.reporting.forms.sheet import Signature
from nuanxin.command.reporting.pdf import pdf_bytes
from nuanxin.command.reporting.workbook import workbook_bytes
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region
from nuanxin.web.terminal.command import TerminalCommand, day_argument


class Command(TerminalCommand):
    help = "根治欠薪冬季专项行动情况统计表（4 行 × 14 栏与 7 项其他情况）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--region", required=True, metavar="CODE", help="区划代码：该地及其以下")
        parser.add_argument("--start", required=True, type=day_argument, metavar="D", help="起")
        parser.add_argument("--end", required=True, type=day_argument, metavar="D", help="止")
        parser.add_argument("--as-of", type=day_argument, metavar="D", help="截至：当日以前发生并已登记的；默认今天")
        parser.add_argument("--out", type=Path, metavar="X.xlsx", help="另存为官方样式的工作簿")
        parser.add_argument("--pdf", type=Path, metavar="X.pdf", help="另存为 PDF")

    def run(self, **options: Any) -> Mapping[str, Any]:
        region = Region.objects.filter(pk=options["region"]).first()
        if region is None:
            raise BadInput(Fault(f"没有区划代码“{options['region']}”", column="--region", remedy="请写6位区划代码"))
        for target in (options["out"], options["pdf"]):
            if target and not target.absolute().parent.is_dir():
                raise BadInput(Fault(f"文件夹 {target.parent} 不存在", remedy="请先建立文件夹"))
        report = winter_report(
            region=region.code,
            start=options["start"],
            end=options["end"],
            as_of=options["as_of"] or occasion.today(),
        )
        signature = Signature(unit_name=region.full_name)
        if options["out"]:
            options["out"].write_bytes(workbook_bytes(report, signature))
        if options["pdf"]:
            options["pdf"].write_bytes(pdf_bytes(report, signature, fonts_folder=settings.NUANXIN_HOME / "fonts"))
        return report.as_json()
