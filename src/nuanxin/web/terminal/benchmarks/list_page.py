"""The ledger of clues at a million rows: first page, filtered, sorted, far down (limit 200 ms)."""

from __future__ import annotations

from datetime import date
from statistics import median

from django.test import Client
from django.urls import reverse

from nuanxin.foundation.organisations.models import Post
from nuanxin.web.terminal.benchmarks.figures import Report, percentile, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_TIMES = 15
_LIMIT_MS = 200
# what an officer of the province asks for; the names of the parameters are those of the page
ASKED = (
    ("首页", ""),
    ("按状态", "state=received"),
    ("按县", "region=410721"),
    ("按收到日期", "received_on_from=2023-05-01&received_on_to=2023-05-31"),
    ("无人命中的搜索", "q=没有这样的单位"),
)


def measure(report: Report) -> None:
    """Sign in as an officer who sees the whole province and open each list as often as makes a median."""
    make_regions()
    unit, officer = make_officer()
    Post.objects.create(staff=officer, unit=unit, duty="leader", region_id="410000", valid_from=date(2019, 1, 1))
    load_clues(Ledger(5, report.rows), unit, officer, people=False, keys=False)
    client = Client()
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    for name, query in ASKED:
        times = [_open(client, query) for _ in range(_TIMES)]
        report.add(f"{name}（中位）", median(times) * 1000, "毫秒", limit=_LIMIT_MS)
        report.add(f"{name}（最慢）", percentile(times, 1.0) * 1000, "毫秒")


def _open(client: Client, query: str) -> float:
    with stopwatch() as seconds:
        answer = client.get(f"{reverse('officer:clues')}?{query}")
        taken = seconds()
    if answer.status_code != 200:
        raise RuntimeError(f"列表页答复 {answer.status_code}")
    return taken
