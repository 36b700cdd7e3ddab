"""`nuanxin daily_round`: from cron, every quarter of an hour."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from django.conf import settings

from nuanxin.foundation.common import occasion
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.schedule.round import daily_round
from nuanxin.web.patterns.listing.watched import tell_new_rows
from nuanxin.web.terminal.command import TerminalCommand


class Command(TerminalCommand):
    help = "日常巡检：到期提醒、分期违约任务、清理草稿、刷新统计、发送消息。可反复执行。"

    def run(self, **options: Any) -> Mapping[str, Any]:
        done = daily_round(now=occasion.now(), on=occasion.today())
        import_module(settings.ROOT_URLCONF)  # the lists declare themselves where they are drawn
        return done | {"filters_told": tell_new_rows(now=occasion.now(), calendar=WorkingCalendar())}
