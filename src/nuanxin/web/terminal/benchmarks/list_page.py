"""The ledger of clues at a million rows, for a province, a city, a county and an officer: every way to ask (limit 200 ms)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.test import Client
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Post, Region, Staff
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions
from nuanxin.web.terminal.benchmarks.province import Province

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_TIMES = 7
_EARNEST = 10_000  # below, the question is only whether it runs
_LIMIT_MS = 200
_NEXT = re.compile(r'rel="next" href="\?([^"]+)"')
_PAGES_DOWN = 20
# The names of the parameters are those of the page.
ASKED = (
    ("首页", ""),
    ("最早的在前", "sort=received_on"),
    ("按期限排序", "sort=light"),
    ("按金额排序", "sort=-amount_fen"),
    ("按编号排序", "sort=number"),
    ("在办", "state=received&state=accepted&state=handling"),
    ("已办结", "state=closed"),
    ("待补正", "state=supplement"),
    ("超期", "due=overdue"),
    ("督办中", "pressed=1"),
    ("渠道", "channel=12345"),
    ("办结结论", "conclusion=withdrawn"),
    ("收到日期", "received_on_from=2023-05-01&received_on_to=2023-05-31"),
    ("办结日期", "closed_on_from=2023-05-01&closed_on_to=2023-05-03"),
    ("金额", "amount_fen_from=500000"),
    ("常见的字", "q=建筑"),
    ("少见的字", "q=宏达"),
    ("一个字", "q=宏"),
    ("少见的字，在办", "q=宏达&state=received&state=handling"),
    ("无人命中的搜索", "q=没有这样的单位"),
)
WIDER = (("按县", "region=410721"), ("按市", "region=410700"))
TOTALS = ("总数与合计", "count=all")


@dataclass(frozen=True)
class Viewer:
    """Who asks, for which area, and what else he asks."""

    name: str
    staff: Staff
    also: tuple[tuple[str, str], ...]


def measure(report: Report) -> None:
    """Sign in as each of four viewers and open each list as often as makes a median; the slowest of each is said."""
    if not Clue.objects.exists():  # a kept database is loaded once
        load(report.rows)
    for viewer in viewers():
        look(report, viewer)


def load(rows: int) -> None:
    """An invented province of so many clues."""
    make_regions()
    unit, officer = make_officer()
    province = Province(occasion.today())
    province.settle()
    load_clues(Ledger(5, rows), unit, officer, people=False, keys=False, life=province.life_of)
    province.write_beside()


def viewers() -> list[Viewer]:
    """A leader of the province, of a city, of a county, and an inspector who looks at what is his."""
    found = []
    for name, code, also in (
        ("省", "410000", (*WIDER, TOTALS)),
        ("市", "410700", (WIDER[0], TOTALS)),
        ("县", "410721", (TOTALS,)),
    ):
        unit = receiving_unit(Region.objects.get(code=code))
        staff, _ = Staff.objects.get_or_create(username=f"lead{code}", defaults={"name": "测速领导", "unit": unit})
        Post.objects.get_or_create(
            staff=staff, unit=unit, duty="leader", region_id=code, defaults={"valid_from": date(2019, 1, 1)}
        )
        found.append(Viewer(name, staff, also))
    officer = Staff.objects.get(username="b4107211")
    own = tuple((f"本人，{name}", f"officer={officer.pk}&{query}") for name, query in ASKED)
    return [*found, Viewer("监察员", officer, own)]


def look(report: Report, viewer: Viewer) -> None:
    """The medians of one viewer's lists: the slowest list against the limit, and every list that does not hold it."""
    client = Client()
    client.force_login(viewer.staff, backend="django.contrib.auth.backends.ModelBackend")
    _open(client, "")
    medians = {}
    times = _TIMES if report.rows >= _EARNEST else 1
    for name, query in (*ASKED, *viewer.also):
        medians[name] = median(_open(client, query)[0] for _ in range(times)) * 1000
    turns, further_down = _far_down(client)
    medians[f"第{_PAGES_DOWN}页"] = median(_open(client, further_down)[0] for _ in range(times)) * 1000
    report.add(f"{viewer.name}：首页（中位）", medians["首页"], "毫秒", limit=_LIMIT_MS)
    report.add(f"{viewer.name}：{len(medians)}种列表的中位数", median(medians.values()), "毫秒", limit=_LIMIT_MS)
    report.add(f"{viewer.name}：一页页翻下去，最慢的一次", max(turns), "毫秒")
    slowest = max(medians, key=medians.__getitem__)
    report.add(f"{viewer.name}：最慢的一种（{slowest}）", medians[slowest], "毫秒", limit=_LIMIT_MS)
    for name, taken in medians.items():
        if taken > _LIMIT_MS and name != slowest:
            report.add(f"{viewer.name}：{name}", taken, "毫秒", limit=_LIMIT_MS)


def _far_down(client: Client) -> tuple[list[float], str]:
    """Turn the pages one by one: what each turn took, in ms, and the query of the page where it ended."""
    query, turns = "size=100", []
    for _ in range(_PAGES_DOWN - 1):
        taken, text = _open(client, query)
        turns.append(taken * 1000)
        further = _NEXT.search(text)
        if further is None:
            break
        query = further[1].replace("&amp;", "&")
    return turns, query


def _open(client: Client, query: str) -> tuple[float, str]:
    asked = {"HX-Request": "true", "HX-Target": "total"} if query == TOTALS[1] else {}  # come into a page shown already
    with stopwatch() as seconds:
        answer = client.get(f"{reverse('officer:clues')}?{query}", headers=asked)
        taken = seconds()
    if answer.status_code != 200:
        raise RuntimeError(f"列表页答复 {answer.status_code}")
    return taken, answer.content.decode()
