"""The back-test: equal to a slow twin, run on real history, and the only way to switch a set on."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration import ClueFacts, register_clue
from nuanxin.watch.monitoring.backtest.counting import Arrears, Forewarning, Tally, hold_against
from nuanxin.watch.monitoring.backtest.history import history_of, look_on
from nuanxin.watch.monitoring.backtest.models import BackTest
from nuanxin.watch.monitoring.backtest.running import run_backtest, standing_test, switch_off, switch_on
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.complaints import complaint_rows
from nuanxin.watch.monitoring.risk.declared import GradeLines, Step
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.risk.local import change_rule, draft_rules, rules_of, set_for
from nuanxin.watch.monitoring.risk.models import RuleSet
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import DECEMBER, NOVEMBER, looked, monitor, row, watched

BASE = date(2023, 1, 1)
KNOWN = BASE + timedelta(days=300)


def day(n: int) -> date:
    return BASE + timedelta(days=n)


def run_on(project: str, n: int, *rules: str) -> Forewarning:
    return Forewarning(project, day(n).replace(day=1), day(n), "red", rules or ("wages_overdue",))


def test_hits_misses_and_days_of_lead() -> None:
    raised = [run_on("A", 10), run_on("A", 40), run_on("B", 10, "deposit_missing"), run_on("C", 290)]
    came = [Arrears("A", day(50), "甲1"), Arrears("B", day(5), "乙1"), Arrears("D", day(60), "丁1")]
    told = hold_against(raised, came, window_days=60, known_until=KNOWN, project_months=12)
    assert told.whole == Tally(raised=4, confirmed=2, open=1)
    assert (told.whole.percent, told.arrears, told.caught, told.caught_percent) == (66.7, 3, 1, 33.3)
    assert [one.clue for one in told.missed] == ["乙1", "丁1"] and told.lead_days == 40
    assert told.rules == {"deposit_missing": Tally(1, 0, 0), "wages_overdue": Tally(3, 2, 1)}
    assert told.kept()["missed"][0]["came_on"] == "2023-01-06"


DRAWN = st.lists(
    st.tuples(st.sampled_from("AB"), st.integers(0, 320), st.sampled_from([("r",), ("s",), ("r", "s")])), max_size=8
)
CAME = st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 300)), max_size=8)


@given(DRAWN, CAME, st.integers(1, 120))
def test_the_sweep_says_what_the_slow_twin_says(drawn: Any, came: Any, window: int) -> None:
    raised = [run_on(project, n, *rules) for project, n, rules in drawn]
    claims = [Arrears(project, day(n), str(n)) for project, n in came]
    told = hold_against(raised, claims, window_days=window, known_until=KNOWN, project_months=1)
    hits = waits = 0
    for one in raised:
        hit = False
        for claim in claims:
            gap = (claim.came_on - one.raised_on).days
            if claim.project == one.project and 0 <= gap <= window:
                hit = True
        hits += hit
        waits += not hit and (KNOWN - one.raised_on).days < window
    leads = []
    for claim in claims:
        gaps = [(claim.came_on - one.raised_on).days for one in raised if one.project == claim.project]
        gaps = [gap for gap in gaps if 0 <= gap <= window]
        if gaps:
            leads.append(max(gaps))
    assert told.whole == Tally(len(raised), hits, waits)
    assert (told.arrears, told.caught) == (len(claims), len(leads))
    assert told.lead_days == (float(median(leads)) if leads else None)
    assert sum(one.raised for one in told.months.values()) == len(raised)


def drafted(by: Any, region: str = "410721", **more: Any) -> RuleSet:
    return draft_rules(region=Region.objects.get(pk=region), name="试行", source="试行方案", by=by, on=TODAY, **more)


@pytest.mark.django_db
def test_history_is_asked_as_of_its_own_day(people: People, tmp_path: Path) -> None:
    home = small_house(tmp_path)
    told = history_of(home, first=NOVEMBER, last=date(2024, 3, 1), run_after_days=10, on=TODAY)
    assert told.looked_on == {NOVEMBER: date(2023, 12, 10), DECEMBER: date(2024, 1, 10)}
    assert told.asked == {("P1", NOVEMBER), ("P2", NOVEMBER), ("P1", DECEMBER), ("P2", DECEMBER)}
    # December's wages were due on the 8th of January, before the day on which December is looked at.
    assert told.found["wages_overdue"] == [
        {"project_id": "P1", "month": DECEMBER, "workers": 4, "amount_fen": 2_400_000}
    ]
    assert look_on(DECEMBER, 10) == TODAY
    empty = history_of(tmp_path / "nothing", first=NOVEMBER, last=DECEMBER, run_after_days=10, on=TODAY)
    assert empty.asked == frozenset()


@pytest.mark.django_db
def test_a_back_test_over_real_months_and_claims(people: People, tmp_path: Path) -> None:
    mine, home = monitor(people), small_house(tmp_path)
    watched("P1")
    watched("P2")
    late = TODAY + timedelta(days=20)
    site = MonitoredProject.objects.get(code="P1")
    facts = ClueFacts(
        channel=Channel.P12333, region="410721", received_on=late, persons=4, amount_fen=2_400_000,
        project_name=site.name, employer_name=site.employer.name,
    )  # fmt: skip
    clue = register_clue(facts=facts, by=people.owner, on=late)
    assert clue.project == site.project
    rules = drafted(mine)
    history = history_of(home, first=NOVEMBER, last=DECEMBER, run_after_days=10, on=late)
    test = run_backtest(
        rule_set=rules,
        first=NOVEMBER,
        last=DECEMBER,
        history=history,
        by=mine,
        on=late,
        run_after_days=10,
        window_days=90,
    )
    said = test.result
    assert (said["project_months"], said["arrears"], said["caught"], said["missed_count"]) == (4, 1, 1, 0)
    assert said["whole"]["confirmed"] >= 1 and said["rules"]["wages_overdue"]["percent"] == 100.0
    assert (
        said["lead_days"] == 20
    )  # December was looked at on the 10th of January; a missing deposit alone is no warning
    assert complaint_rows([site], TODAY, late) == [row("P1", date(2024, 1, 1), 4, 2_400_000)]


@pytest.mark.django_db
def test_nothing_is_switched_on_without_a_back_test_of_exactly_these_rules(people: People) -> None:
    mine = monitor(people)
    watched("P1")
    rules = drafted(mine)
    with pytest.raises(Refusal, match="还没有回测过"):
        switch_on(rule_set=rules, valid_from=TODAY, by=mine, on=TODAY)
    with pytest.raises(Refusal, match="没有可以回测的监测数据"):
        run_backtest(rule_set=rules, first=NOVEMBER, last=NOVEMBER, history=looked(), by=mine, on=TODAY)
    common: Any = {"first": NOVEMBER, "last": NOVEMBER, "history": looked(("P1", NOVEMBER)), "by": mine, "on": TODAY}
    run_backtest(rule_set=rules, **common)
    change_rule(rule_set=rules, rule="wages_overdue", steps=[Step(50)], source="会议纪要", by=mine, on=TODAY)
    assert standing_test(rules) is None
    with pytest.raises(Refusal, match="还没有回测过"):
        switch_on(rule_set=rules, valid_from=TODAY, by=mine, on=TODAY)
    run_backtest(rule_set=rules, **common)
    assert switch_on(rule_set=rules, valid_from=TODAY, by=mine, on=TODAY).switched_by == mine
    assert BackTest.objects.count() == 2
    with pytest.raises(Refusal, match="已经启用"):
        change_rule(rule_set=rules, rule="wages_overdue", steps=[Step(1)], source="x", by=mine, on=TODAY)


@pytest.mark.django_db
def test_a_later_set_ends_the_one_before_and_the_nearest_place_wins(people: People) -> None:
    mine = monitor(people)
    watched("P1")
    common: Any = {"first": NOVEMBER, "last": NOVEMBER, "history": looked(("P1", NOVEMBER)), "on": TODAY}
    city, old, new = drafted(people.superior, "410700"), drafted(mine), drafted(mine)
    for one, by in ((city, people.superior), (old, mine), (new, mine)):
        run_backtest(rule_set=one, by=by, **common)
    switch_on(rule_set=city, valid_from=TODAY, by=people.superior, on=TODAY)
    assert set_for("410721", TODAY) == city
    switch_on(rule_set=old, valid_from=TODAY, by=mine, on=TODAY)
    with pytest.raises(Refusal, match="不晚于现行"):
        switch_on(rule_set=new, valid_from=TODAY, by=mine, on=TODAY)
    later = TODAY + timedelta(days=10)
    switch_on(rule_set=new, valid_from=later, by=mine, on=TODAY)
    old.refresh_from_db()
    assert old.valid_to == later - timedelta(days=1)
    assert (set_for("410721", TODAY), set_for("410721", later), set_for("410724", TODAY)) == (old, new, city)
    switch_off(rule_set=new, reason="效果不好", by=mine, on=later)
    assert set_for("410721", later + timedelta(days=1)) == city


@pytest.mark.django_db
def test_the_rules_of_a_place_lie_over_the_house_s(people: People) -> None:
    mine = monitor(people)
    rules = drafted(mine, lines=GradeLines(80, 50, 30))
    change_rule(rule_set=rules, rule="headcount_drop", steps=[], off=True, source="本地工程少", by=mine, on=TODAY)
    change_rule(
        rule_set=rules, rule="wages_overdue", steps=[Step(30), Step(90, 3)], source="会议纪要", by=mine, on=TODAY
    )
    change_rule(rule_set=rules, rule="wages_overdue", steps=[Step(33)], source="会议纪要2", by=mine, on=TODAY)
    own, house = rules_of(rules), house_rules(TODAY)
    assert (own.red, own.orange, own.yellow) == (80, 50, 30) and "headcount_drop" not in own.by_key()
    assert own.by_key()["wages_overdue"].steps == (Step(33),) and own.by_key()["wages_overdue"].source == "会议纪要2"
    assert own.by_key()["shared_card"] == house.by_key()["shared_card"] and rules.changes.count() == 3
    for bad in (
        {"rule": "nothing", "steps": [Step(1)]},
        {"rule": "shared_card", "steps": []},
        {"rule": "shared_card", "steps": [Step(200)]},
    ):
        with pytest.raises(Refusal):
            change_rule(rule_set=rules, source="x", by=mine, on=TODAY, **bad)
    with pytest.raises(Refusal, match="100 ≥ 红"):
        drafted(mine, lines=GradeLines(30, 50, 80))
    with pytest.raises(NotAllowed):
        drafted(people.owner)
    with pytest.raises(NotAllowed):
        change_rule(rule_set=rules, rule="shared_card", steps=[Step(1)], source="x", by=people.stranger, on=TODAY)
