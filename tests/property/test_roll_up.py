"""A tree of towns, counties, city and province: filed, accepted and returned in any order, every sum is that of the leaves."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.command.reporting.definitions import define_form
from nuanxin.command.reporting.drafting import draft, flat_figures
from nuanxin.command.reporting.filing import file_report, prepare
from nuanxin.command.reporting.models import Report, ReportRound, ReportState
from nuanxin.command.reporting.reviewing import accept_report, return_report, unlock
from nuanxin.command.reporting.rounds.entering import enter_cells
from nuanxin.command.reporting.rounds.opening import open_round
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.organisations.receiving import receiving_unit
from tests.conftest import TODAY, People, person
from tests.unit.command.reporting.test_filing import solved

pytestmark = pytest.mark.django_db
TEXT = """
key: tree
version: "1"
title: 逐级汇总
source: 虚构
footer: []
rows:
  all: {number: 1, name: 合计, sums: [site, rest]}
  site: {number: 2, name: 工地, where: {sector: construction}}
  rest: {number: 3, name: 其他, where: {sector: other}}
columns:
  "1": {name: 人数, unit: 万人, counts: settled_persons}
  "2": {name: 金额, unit: 万元, counts: settled_amount}
  "3": {name: 场次, unit: 场}
  "4": {name: 经费, unit: 万元, entered: true}
items:
  booklets: {name: 手册, unit: 册}
"""
KEPT = ("410000", "410700", "410721", "410724", "410721101", "410721102", "410105", "410100")
CELLS = [f"{row}.{column}" for row in ("site", "rest") for column in "34"] + ["booklets"]


@pytest.fixture
def tree(people: People) -> tuple[ReportRound, Any]:
    """A round of the whole province down to the towns, cut to seven areas; one person who may do everything."""
    province = receiving_unit(Region.objects.get(pk="410000"))
    leader = person("province", "省协调", province, "coordinator")
    define_form(text=TEXT, unit=province, by=leader)
    opened = open_round(
        form_key="tree", title="逐级", region=Region.objects.get(pk="410000"), start=date(2024, 1, 1), end=TODAY,
        due_county=TODAY + timedelta(days=3), down_to="town", by=leader,
    )  # fmt: skip
    assert {"410721101", "410721"} <= set(opened.reports.values_list("region_id", flat=True))
    opened.reports.exclude(region__in=KEPT).delete()
    return opened, leader


def filler(report: Report, known: dict[str, Any]) -> Any:
    if report.region_id not in known:
        known[report.region_id] = person(f"f{report.region_id}", "填报", report.unit, "statistician")
    return known[report.region_id]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_gives_the_sum_of_the_leaves(seed: int, tree: tuple[ReportRound, Any], people: People) -> None:
    round, leader = tree
    dice, known = random.Random(seed), {}
    for _ in range(12):  # what the ledger holds, anywhere in the tree, also where nobody reports for himself
        solved(
            people, region=dice.choice([*KEPT, "410783", "410771"]), persons=dice.choice([0, 1, 999]), migrant_persons=0,
            fen=dice.choice([1, 4_999, 123_456_789]), sector=dice.choice(["construction", "other"]),
        )  # fmt: skip
    reports = {report.region_id: report for report in round.reports.select_related("region", "unit")}
    parents = {code: report.region.parent_id for code, report in reports.items()}
    leaves = [code for code in reports if code not in parents.values()]
    typed = {code: {cell: dice.choice([0, 1, 7, 10_000, 123_456_789]) for cell in CELLS} for code in leaves}
    waiting = list(reports)
    while waiting:  # whoever is drawn goes when everything below is accepted; some are returned and come again
        code = dice.choice(waiting)
        below = [child for child, parent in parents.items() if parent == code]
        if any(child in waiting for child in below):
            continue
        report, by = reports[code], filler(reports[code], known)
        if code in leaves:
            enter_cells(report=report, values=typed[code], by=by)
        prepare(report=report, by=by, as_of=TODAY)
        report.refresh_from_db()
        file_report(report=report, by=by)
        if dice.random() < 0.3:
            return_report(report=report, reason="再核对", by=leader)
            report.refresh_from_db()
            prepare(report=report, by=by, as_of=TODAY)
            report.refresh_from_db()
            file_report(report=report, by=by)
        if code != "410000":
            accept_report(report=report, by=leader)
        waiting.remove(code)
    top = Report.objects.get(round=round, region="410000")
    figures = flat_figures(top)
    for cell in CELLS:
        assert figures[cell] == sum(values[cell] for values in typed.values()), cell
    assert figures == {**figures, **_counted(round)}
    assert not draft(top, TODAY).unfilled


def _counted(round: ReportRound) -> dict[str, int]:
    """The counted cells by a plain loop over every settlement in the province."""
    from nuanxin.rights.cases.models import Settlement

    inside = set(RegionReach.objects.filter(area="410000").values_list("member_id", flat=True))
    rows = [
        row for row in Settlement.objects.all() if row.region_id in inside and round.start <= row.solved_on <= round.end
    ]
    found = {}
    for key, sectors in (("site", ["construction"]), ("rest", ["other"]), ("all", ["construction", "other"])):
        found[f"{key}.1"] = sum(row.persons for row in rows if row.sector in sectors)
        found[f"{key}.2"] = sum(row.amount_fen for row in rows if row.sector in sectors)
    return found


def test_what_is_accepted_is_closed_below_and_opened_only_from_above(tree: tuple[ReportRound, Any]) -> None:
    round, leader = tree
    known: dict[str, Any] = {}
    for code in ("410721101", "410721102", "410721"):
        report = round.reports.get(region=code)
        by = filler(report, known)
        if code != "410721":
            enter_cells(report=report, values=dict.fromkeys(CELLS, 1), by=by)
        prepare(report=report, by=by, as_of=TODAY)
        accept_report(report=file_report(report=Report.objects.get(pk=report.pk), by=by), by=leader)
    town = round.reports.get(region="410721101")
    with pytest.raises(Refusal, match="已接收"):
        enter_cells(report=town, values={"booklets": 2}, by=known["410721101"])
    with pytest.raises(Refusal, match="汇总表已接收"):
        unlock(report=town, reason="填错", by=leader)
    unlock(report=round.reports.get(region="410721"), reason="下级填错", by=leader)
    opened = unlock(report=town, reason="填错", by=leader)
    assert opened.state == ReportState.RETURNED and opened.events.get(kind="unlocked").reason == "填错"
    assert enter_cells(report=opened, values={"booklets": 2}, by=known["410721101"]) == 1
