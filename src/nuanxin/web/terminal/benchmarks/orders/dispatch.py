"""The weekly dispatch of an invented province: a pack for each of 150 counties (limit 10 s together), and the tables beside."""

from __future__ import annotations

import json
from datetime import date, timedelta

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import EVERYWHERE, Window
from nuanxin.command.dispatch.by_area import rows_there
from nuanxin.command.dispatch.clearing.open_cases import ALL, open_table
from nuanxin.command.dispatch.falls.counting import asked, table, targets
from nuanxin.command.dispatch.frauds.listing import suspicions
from nuanxin.command.dispatch.pack.freezing import freeze_week, monday
from nuanxin.command.dispatch.pack.models import WeeklyPack
from nuanxin.command.dispatch.pack.workbook import pack_workbook
from nuanxin.command.dispatch.ranking.publishing import ranking_lines
from nuanxin.command.dispatch.ranking.reckoning import Part
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch
from nuanxin.web.terminal.benchmarks.list_page import load

ROWS = 200_000
DATABASES = ("postgresql", "sqlite")
_COUNTIES = 150
_PROVINCE = "410000"
_LONG_AGO = date(1990, 1, 1)


def measure(report: Report) -> None:
    """Load, make the packs of a week, then each table of the province once."""
    load(report.rows)
    on = occasion.today()
    campaign, by = _campaign(on)
    counties = list(Region.objects.filter(level="county", code__startswith="41").order_by("code")[:_COUNTIES])
    with stopwatch() as seconds:
        packs = [freeze_week(campaign=campaign, region=county, start=monday(on), by=by, on=on) for county in counties]
        report.add(f"{len(counties)}个县各一期调度包", seconds(), "秒", limit=10)
    province = Region.objects.get(pk=_PROVINCE)
    with stopwatch() as seconds:
        whole = freeze_week(campaign=campaign, region=province, start=monday(on), by=by, on=on)
        report.add("全省一期调度包", seconds(), "秒", limit=10)
    report.add("全省调度包大小", len(json.dumps(whole.contents, ensure_ascii=False).encode()) / 1024, "KB")
    with stopwatch() as seconds:
        pack_workbook(whole)
        report.add("全省调度包导出 Excel", seconds(), "秒")
    report.add("超期数与重新计数不同的县", sum(_differs(pack, on) for pack in packs), "个", limit=0)
    _tables(report, province, on)


def _tables(report: Report, province: Region, on: date) -> None:
    days = asked(on - timedelta(days=300), on, on)
    with stopwatch() as seconds:
        table(province, days, targets(None))
        report.add("四下降一杜绝（全省及各市）", seconds(), "秒")
    with stopwatch() as seconds:
        open_table(province, on, ALL)
        report.add("动态清零（全省）", seconds(), "秒")
    with stopwatch() as seconds:
        ranking_lines(province, [Part("办结率", "clues_closed", "clues_received")], days.start, on, on)
        report.add("排名（一项比率，各市）", seconds(), "秒")
    with stopwatch() as seconds:
        suspicions(province, on - timedelta(days=90), on, on)
        report.add("数据核查（全省一季度）", seconds(), "秒")


def _campaign(on: date) -> tuple[Campaign, Staff]:
    unit = receiving_unit(Region.objects.get(pk=_PROVINCE))
    by = Staff.objects.create_user(username="dispatch", name="省调度", unit=unit, phone="")
    Post.objects.create(staff=by, unit=unit, duty="coordinator", region_id=_PROVINCE, valid_from=date(2019, 1, 1))
    campaign = Campaign.objects.create(
        unit=unit, region_id=_PROVINCE, title="测速", plan={}, plan_digest="bench", start=on, end=on, opened_by=by
    )
    return campaign, by


def _differs(pack: WeeklyPack, on: date) -> bool:
    """Counted by the database alone."""
    still = rows_there("open_clues", Window(EVERYWHERE, _LONG_AGO, on, on), pack.region_id, on)
    late = still.filter(due_on__lt=on).count()
    return bool(pack.contents["figures"]["overdue"] != late or pack.contents["figures"]["open"] != still.count())
