"""Figures inside rules: what a place may set, and that its back-test and its warnings reckon with exactly these."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.warehouse.loading import load_wages
from nuanxin.foundation.warehouse.one_month import WorkerMonth
from nuanxin.watch.monitoring.backtest.history import history_of
from nuanxin.watch.monitoring.backtest.running import run_backtest, standing_test, switch_on
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.outside.kinds import kinds
from nuanxin.watch.monitoring.register.taking import project_rows, take_register
from nuanxin.watch.monitoring.risk.declared import FigureOfRule, Step, figure_faults
from nuanxin.watch.monitoring.risk.house import figures_declared, first_figures, house_rules
from nuanxin.watch.monitoring.risk.local import change_rule, draft_again, draft_rules, left_out, rules_of
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.evidence import worker_marks
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.watching import watch_wages
from tests.conftest import TODAY, People
from tests.engines.test_indicators import handed_in, invented
from tests.unit.watch.monitoring.making import DECEMBER, monitor, watched

DAYS = FigureOfRule("days", "当月出勤不少于", "天", 1, 31)
CARD = FigureOfRule("workers", "一张卡", "人", 2, 2, "load")
USUAL = {"days": 20, "workers": 2}


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"days": 1}, 0), ({"days": 31}, 0), ({"days": 0}, 1), ({"days": 32}, 1), ({"workers": 2}, 0), ({"workers": 3}, 1),
        ({"hours": 1}, 1), ({}, 0),
    ],
)  # fmt: skip
def test_a_figure_stays_within_its_bounds(given: dict[str, int], faults: int) -> None:
    assert len(figure_faults((DAYS, CARD), USUAL, given)) == faults


def test_every_figure_is_declared_and_within_its_own_bounds() -> None:
    keys = [*(one.key for one in INDICATORS), *kinds(), "complaints"]
    for key in keys:
        declared = figures_declared(key)
        assert {one.name for one in declared} == set(first_figures(key)), key
        assert figure_faults(declared, first_figures(key), first_figures(key)) == []
        assert all(one.cites for one in declared if one.fixed == "law")
    assert first_figures("headcount_drop") == {"workers": 20, "percent": 50}
    assert first_figures("below_minimum_wage") == {"days": 20} and first_figures("real_name_low") == {"percent": 90}


def test_a_set_without_figures_of_its_own_is_known_by_the_same_digest() -> None:
    """What was back-tested before a place could change figures stays back-tested."""
    assert house_rules(TODAY).digest == "1dcb9238b4b26b42ba77421eb2010f7339eed9c3346b3a68bdcb916d7fd4a02e"


def crews(folder: Path) -> Path:
    """P (40, then 21 workers) and R (30, then 14) in one county, Q (40, then 21) in the next."""
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in invented(0)}
    for code, region, before, now in (("P", "410721", 40, 21), ("R", "410721", 30, 14), ("Q", "410724", 40, 21)):
        tables["projects"].append(
            {"project_id": code, "name": code, "region_code": region, "general_contractor": "甲公司", "starts_on": date(2023, 6, 1)}
        )  # fmt: skip
        for n in range(before):
            worker = {"project_id": code, "worker_id": f"W{n}"}
            tables["workers"].append({**worker, "contract_signed": True})
            for month, came in ((date(2023, 11, 5), True), (date(2023, 12, 5), n < now)):
                if came:
                    tables["attendance"].append({**worker, "on": month, "hours": 8})
    (folder / "in").mkdir()
    assert not load_wages(handed_in(tables, folder / "in"), folder / "house").refused
    return folder / "house"


def drafted(by: Any, region: str = "410721") -> RuleSet:
    return draft_rules(region=Region.objects.get(pk=region), name="试行", source="试行方案", by=by, on=TODAY)


def own_drop(rules: RuleSet, by: Any, **figures: int) -> None:
    change_rule(
        rule_set=rules, rule="headcount_drop", steps=[Step(50)], figures=figures, source="会议纪要", by=by, on=TODAY
    )


@pytest.mark.django_db
def test_back_test_and_warnings_reckon_with_the_figures_of_the_set(people: People, tmp_path: Path) -> None:
    home, mine, theirs = crews(tmp_path), monitor(people), monitor(people, "monitor2", "410724")
    take_register(rows=project_rows(home), on=TODAY)
    asked: Any = {"first": DECEMBER, "last": DECEMBER, "run_after_days": 10, "on": TODAY}
    for rules, by, figures in (
        (drafted(mine), mine, {"workers": 35, "percent": 60}),
        (drafted(theirs, "410724"), theirs, {}),
    ):
        own_drop(rules, by, **figures)
        history = history_of(home, rules=rules_of(rules), **asked)
        drops = {one["project_id"] for one in history.found["headcount_drop"]}
        assert drops == ({"P", "Q"} if figures else {"R"})  # of every place; the back-test looks at its own
        if figures:
            with pytest.raises(Refusal, match="按现在的数值"):
                run_backtest(rule_set=rules, history=history_of(home, **asked), by=by, **asked)
        run_backtest(rule_set=rules, history=history, by=by, **asked)
        switch_on(rule_set=rules, valid_from=TODAY, by=by, on=TODAY)
    watch_wages(home, on=TODAY)
    told = {one.project.code for one in RiskWarning.objects.filter(month=DECEMBER) if " headcount_drop " in one.rules}
    assert told == {"P"}  # at R the county's own figure says no, at Q the house's


@pytest.mark.django_db
def test_another_figure_needs_another_back_test_and_fixed_ones_stay(people: People) -> None:
    mine = monitor(people)
    watched("P1")
    rules = drafted(mine)
    before = rules_of(rules).digest
    own_drop(rules, mine, workers=20, percent=50)  # those of the house: nothing of its own
    assert rules.changes.get().figures == {} and rules_of(rules).by_key()["headcount_drop"].figures == ()
    plain = rules_of(rules).digest
    own_drop(rules, mine, workers=20, percent=60)
    assert rules.changes.last().figures == {"percent": 60}  # type: ignore[union-attr]
    assert len({before, plain, rules_of(rules).digest}) == 3 and standing_test(rules) is None
    for key, bad in (
        ("headcount_drop", {"percent": 5}),
        ("headcount_drop", {"days": 5}),
        ("shared_card", {"workers": 3}),
    ):
        with pytest.raises(Refusal):
            change_rule(rule_set=rules, rule=key, steps=[Step(1)], figures=bad, source="x", by=mine, on=TODAY)
    later = draft_rules(region=rules.region, name="新", source="x", by=mine, on=date(2026, 11, 23))
    with pytest.raises(Refusal, match="第十七条"):
        change_rule(
            rule_set=later, rule="guarantee_ending", steps=[Step(1)], figures={"days": 60}, source="x", by=mine, on=TODAY
        )  # fmt: skip


@pytest.mark.django_db
def test_a_worker_is_marked_by_the_figures_of_the_set(people: People) -> None:
    mine = monitor(people)
    rules = drafted(mine)
    plain: dict[str, Any] = dict.fromkeys(WorkerMonth.__dataclass_fields__)
    one = WorkerMonth(**plain | {
        "worker_id": "W1", "days": 15, "due_on": TODAY, "paid_fen": 100_000, "due_fen": 100_000, "minimum_wage_fen": 200_000,
    })  # fmt: skip
    change_rule(
        rule_set=rules, rule="below_minimum_wage", steps=[Step(30)], figures={"days": 15}, source="x", by=mine, on=TODAY
    )
    assert "below_minimum_wage" in worker_marks(one, TODAY, rules_of(rules))
    assert "below_minimum_wage" not in worker_marks(one, TODAY)


@pytest.mark.django_db
def test_an_older_set_is_drafted_anew_with_every_rule_and_its_own_changes(people: People) -> None:
    mine = monitor(people)
    old = drafted(mine)
    assert left_out(old, TODAY) == ()
    own_drop(old, mine, percent=60)
    RuleSet.objects.filter(pk=old.pk).update(rules=[])  # as sets were drafted before they named their rules
    old.refresh_from_db()
    missing = {one.key for one in left_out(old, TODAY)}
    assert missing == set(kinds()) and len(missing) == 9
    with pytest.raises(NotAllowed):
        draft_again(rule_set=old, by=people.owner, on=TODAY)
    new = draft_again(rule_set=old, by=mine, on=TODAY + timedelta(days=1))
    assert left_out(new, TODAY) == () and (new.name, new.valid_from) == (old.name, None)
    assert rules_of(new).by_key()["headcount_drop"] == rules_of(old).by_key()["headcount_drop"]
    assert {one.key for one in left_out(RuleSet.objects.get(pk=old.pk), TODAY)} == missing  # stands as it was
