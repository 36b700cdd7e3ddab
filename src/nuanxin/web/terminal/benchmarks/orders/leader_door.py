"""The leader's door of an invented province: door, city, county, the rows behind, the case, the screen (limit 2 s each)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from nuanxin.command.dispatch.daily.freezing import freeze_day
from nuanxin.command.dispatch.daily.models import AreaDay
from nuanxin.command.dispatch.daily.windows import year_of
from nuanxin.command.dispatch.falls.counting import asked, table, targets
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.list_page import Viewer, viewers
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions
from nuanxin.web.terminal.benchmarks.orders.beside_clues import lay_beside
from nuanxin.web.terminal.benchmarks.province import Province

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_INVENTED_UNTIL = date(2024, 1, 1)  # the three years of the invented ledger are moved so that they end today
_GOVERNMENT = 20  # each so-manieth clue is of a government project
_TIMES, _LIMIT_S = 21, 2
_EARNEST = 10_000  # below, the question is only whether it runs
_PROVINCE = "410000"
_AREA = re.compile(r'href="(/leader/area/\d+/)"')
_LIST = re.compile(r'href="(/leader/area/\d+/clues/\?kind=overdue[^"]*)"')
_CASE = re.compile(r'href="(/officer/clues/[^"/?]+/)"')
_ROWS = re.compile(r'href="(/officer/dispatch/falls/rows/\?[^"]*key=cases[^"]*)"')
Way = dict[str, str]  # what the page is called → its address


def measure(report: Report) -> None:
    """Load, let the night count, then walk the way of a leader of the province, of a city and of a county."""
    if not Clue.objects.exists():  # a kept database is loaded once
        _load(report.rows)
        lay_beside(occasion.today())
    today = occasion.today()
    AreaDay.objects.all().delete()
    with stopwatch() as seconds:
        freeze_day(on=today)
        report.add("夜间统计（各地区，全年和一个行动两个时段）", seconds(), "秒")
    report.add("与重新计数不同的地区", _differing(today), "个", limit=0)
    times = _TIMES if report.rows >= _EARNEST else 1
    for viewer in viewers()[:3]:  # the fourth is no leader
        client = Client()
        client.force_login(viewer.staff, backend="django.contrib.auth.backends.ModelBackend")
        _walk(report, viewer, client, times)


def _walk(report: Report, viewer: Viewer, client: Client, times: int) -> None:
    taken = {}
    for name, address in _way(client).items():
        each = [_open(client, address)[0] for _ in range(times)]
        taken[name] = percentile(each, 0.95)
    slowest = max(taken, key=taken.__getitem__)
    report.add(f"{viewer.name}：{len(taken)}页中最慢的一页（{slowest}），p95", taken[slowest], "秒", limit=_LIMIT_S)
    for name in ("看板", "大屏"):
        report.add(f"{viewer.name}：{name}，p95", taken[name], "秒", limit=_LIMIT_S)
    for name, seconds in taken.items():
        if seconds > _LIMIT_S and name != slowest:
            report.add(f"{viewer.name}：{name}，p95", seconds, "秒", limit=_LIMIT_S)


def _way(client: Client) -> Way:
    """Door → area → the list behind its number → the case, each found on the page before; and what else the door opens."""
    way = {"看板": reverse("leader:board"), "大屏": reverse("leader:screen")}
    door = _open(client, way["看板"])[1]
    page = door
    for name, link in (("下级地区", _AREA), ("下级地区的超期线索", _LIST), ("个案", _CASE)):
        found = link.search(page)
        if found is None:
            continue  # a county has no area below; an empty one no late clue
        way[name] = found[1].replace("&amp;", "&")
        page = _open(client, way[name])[1]
    if late := _LIST.search(door):
        way["本地区的超期线索"] = late[1].replace("&amp;", "&")
    way |= {f"在办最久的{n}": address for n, address in enumerate(_bands(door))}
    for n, address in enumerate(dict.fromkeys(_ROWS.findall(door))):
        way[f"案件数背后的线索{n + 1}"] = address.replace("&amp;", "&")
        if n == 1:
            break
    return way


def _bands(door: str) -> list[str]:
    found = re.findall(r'href="(/leader/area/\d+/clues/\?kind=age_\d)"', door)
    return sorted(set(found))[:4]


def _open(client: Client, address: str) -> tuple[float, str]:
    with stopwatch() as seconds:
        answer = client.get(address)
        taken = seconds()
    if answer.status_code != 200:
        raise RuntimeError(f"{address} 答复 {answer.status_code}")
    return taken, answer.content.decode()


def _differing(today: date) -> int:
    """The province and its cities as written against the same counted once more."""
    day, province = today - timedelta(days=1), Region.objects.get(pk=_PROVINCE)
    span = year_of(day)
    live = table(province, asked(span.start, span.end, day), targets(None))
    kept = dict(AreaDay.objects.filter(start=span.start, end=span.end, on=day).values_list("region_id", "figures"))
    nothing = {"falls": {key: [0, 0] for key in live.whole.falls}, "zero": [0, 0]}
    wrong = 0
    for one in [live.whole, *(one for one in live.parts if one.code != province.pk)]:
        figures = kept.get(one.code, nothing)
        falls = {key: [fall.this, fall.last] for key, fall in one.falls.items()}
        same = {key: numbers[:2] for key, numbers in figures["falls"].items()} == falls
        wrong += not same or figures["zero"] != [one.zero.clues, one.zero.visits]
    return wrong


def _load(rows: int) -> None:
    """An invented province whose last clue came today."""
    make_regions()
    unit, officer = make_officer()
    today = occasion.today()
    province, later = Province(today), today - _INVENTED_UNTIL
    province.settle()

    def life(facts: ClueFacts) -> dict[str, Any]:
        row = province.life_of(facts)
        received = (facts.received_on or today) + later
        closed = row["closed_on"] and min(row["closed_on"] + later, today)
        moved = {"received_on": received, "recorded_on": received, "closed_on": closed}
        return (
            row | moved | {"government": facts.clue_id % _GOVERNMENT == 0, "accepted_on": received + timedelta(days=1)}
        )

    load_clues(Ledger(5, rows), unit, officer, people=False, keys=False, life=life)
    province.write_beside()
