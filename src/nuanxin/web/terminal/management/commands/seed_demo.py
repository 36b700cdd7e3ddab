"""`nuanxin seed_demo`: invented data. A county is played act by act; a city or province gets a crowd beside it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.command.dispatch.daily.freezing import freeze_day
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case, OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.command import TerminalCommand, day_argument
from nuanxin.web.terminal.demo.county import play_county
from nuanxin.web.terminal.demo.crowd import CROWDS, import_crowd, import_seasons
from nuanxin.web.terminal.demo.dispatch import play_dispatch
from nuanxin.web.terminal.demo.people import CITY, COUNTY


class Command(TerminalCommand):
    help = "装入虚构的演示数据：每个程序的每个状态都有。同一 --seed、同一日期得到同样的数据。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--scale", choices=["county", "city", "province"], default="county", help="规模")
        parser.add_argument("--seed", type=int, default=1, help="随机种子")
        parser.add_argument("--today", type=day_argument, default=None, metavar="D", help="把哪一天当作今天")
        parser.add_argument("--if-empty", action="store_true", help="已有线索时什么也不做")

    def run(self, **options: Any) -> Mapping[str, Any]:
        if Clue.objects.exists():
            if options["if_empty"]:
                return self._counts(made=False)
            raise BadInput(
                Fault("台账里已有线索，演示数据只能装入空库", remedy="请换一个 NUANXIN_HOME，或加 --if-empty")
            )
        today: date = options["today"] or occasion.today()
        self.progress("正在逐件办理演示线索……")
        with transaction.atomic():
            play_county(seed=options["seed"], today=today)
        self.progress("正在导入本季和上一年的演示台账……")
        import_seasons(seed=options["seed"], today=today, progress=self.progress)
        if options["scale"] in CROWDS:
            self.progress("正在导入成批的演示台账……")
            import_crowd(options["scale"], seed=options["seed"], today=today, progress=self.progress)
        play_dispatch(today)
        freeze_day(on=today)  # so that boards and screens of the first morning have the night's figures
        return self._counts(made=True)

    def _counts(self, *, made: bool) -> dict[str, Any]:
        return {
            "made": made,
            "region": COUNTY,
            "city": CITY,
            "clues": Clue.objects.count(),
            "cases": Case.objects.count(),
            "settlements": Settlement.objects.count(),
            "official_acts": OfficialAct.objects.count(),
            "accounts": Staff.objects.filter(username__startswith="demo-").count(),
        }
