"""Precision and recall from outcomes, the next pay day's shortfall, the live index: each beside a slow twin."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.warehouse.one_month import WorkerMonth
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration import ClueFacts, register_clue
from nuanxin.watch.monitoring.accuracy.forecast import Earned, forecast, next_pay_day, paid_month
from nuanxin.watch.monitoring.accuracy.gathering import accuracy_of, claims_of
from nuanxin.watch.monitoring.accuracy.live import Running, live_index
from nuanxin.watch.monitoring.accuracy.measuring import Claimed, Judged, measure
from nuanxin.watch.monitoring.accuracy.warehouse import forecasts, last_seen
from nuanxin.watch.monitoring.warnings.checking import check_warning, end_warning
from nuanxin.watch.monitoring.warnings.evidence import evidence_of, worker_marks
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.house import small_house
from tests.unit.watch.monitoring.making import DECEMBER, monitor, row, warning, watched

RULES = st.sets(st.sampled_from(["r", "s", "t"])).map(lambda one: tuple(sorted(one)))
JUDGED = st.lists(
    st.builds(Judged, st.sampled_from("甲乙"), RULES, st.sampled_from(["", "confirmed", "false"])), max_size=10
)
CLAIMED = st.lists(st.builds(Claimed, st.sampled_from("甲乙"), RULES), max_size=8)


@given(JUDGED, CLAIMED)
def test_shares_are_those_counted_by_hand(judged: list[Judged], claimed: list[Claimed]) -> None:
    for line in measure(judged, claimed):
        mine = [j for j in judged if (not line.rule or line.rule in j.rules) and (not line.area or line.area == j.area)]
        came = [c for c in claimed if not line.area or line.area == c.area]
        confirmed = len([j for j in mine if j.outcome == "confirmed"])
        ended = len([j for j in mine if j.outcome])
        caught = len([c for c in came if (line.rule in c.warned_by if line.rule else c.warned_by)])
        assert (line.raised, line.confirmed, line.open) == (len(mine), confirmed, len(mine) - ended)
        assert line.precision == (round(confirmed * 100 / ended, 1) if ended else None)
        assert line.recall == (round(caught * 100 / len(came), 1) if came else None)


def test_before_any_outcome_nothing_is_claimed() -> None:
    (whole, *_) = measure([Judged("甲", ("r",))], [])
    assert (whole.raised, whole.precision, whole.recall) == (1, None, None)


@pytest.mark.django_db
def test_outcomes_and_claims_of_the_ledger(people: People) -> None:
    mine = monitor(people)
    for code, outcome in (("P1", "confirmed"), ("P2", "false"), ("P3", "")):
        one = warning(mine, code)
        if outcome:
            check_warning(warning=one, text="看过", by=mine, on=TODAY)
            end_warning(warning=one, outcome=outcome, reason="核实", by=mine, on=TODAY)
    quiet = watched("P9")
    for site in (one.project, quiet):
        facts = ClueFacts(
            channel=Channel.P12345, region="410721", received_on=TODAY, persons=3, project_name=site.name,
            employer_name=site.employer.name,
        )  # fmt: skip
        register_clue(facts=facts, by=people.owner, on=TODAY)
    lines = accuracy_of(["410721"], TODAY - timedelta(days=30), TODAY)
    whole = lines[0]
    assert (whole.raised, whole.confirmed, whole.false, whole.open, whole.precision) == (3, 1, 1, 1, 50.0)
    assert (whole.claims, whole.caught, whole.recall) == (2, 1, 50.0)
    assert {line.rule for line in lines if line.rule} == {"wages_overdue", "deposit_missing"}
    assert [line.area for line in lines if line.area] == ["410721"]
    told = claims_of(["410721"], TODAY, TODAY)
    assert [(line.project.code, len(line.warnings)) for line in told] == [("P3", 1), ("P9", 0)]
    assert accuracy_of(["410724"], TODAY, TODAY)[0].raised == 0


@pytest.mark.parametrize(
    ("pay_day", "on", "day", "month"),
    [(15, date(2024, 1, 10), date(2024, 1, 15), date(2023, 12, 1)), (15, date(2024, 1, 15), date(2024, 1, 15), date(2023, 12, 1)),
     (15, date(2024, 1, 16), date(2024, 2, 15), date(2024, 1, 1)), (31, date(2024, 2, 1), date(2024, 2, 29), date(2024, 1, 1))],
)  # fmt: skip
def test_the_next_pay_day_pays_the_month_before(pay_day: int, on: date, day: date, month: date) -> None:
    assert (next_pay_day(pay_day, on), paid_month(pay_day, on)) == (day, month)


EARNED = st.lists(
    st.builds(Earned, st.uuids().map(str), st.integers(0, 31), st.none() | st.integers(0, 900_000),
              st.none() | st.fractions(Fraction(1), Fraction(60_000), max_denominator=31)),
    max_size=8,
)  # fmt: skip


@given(EARNED, st.integers(0, 5_000_000), st.integers(0, 900_000), st.integers(1, 31), st.integers(1, 31))
def test_the_shortfall_is_the_one_reckoned_by_hand(
    earned: list[Earned], balance: int, owed: int, pay_day: int, n: int
) -> None:
    on = date(2024, 1, n)
    told = forecast(pay_day=pay_day, on=on, earned=earned, balance_fen=balance, owed_fen=owed)
    rates = sorted(one.day_fen for one in earned if one.day_fen is not None)
    middle = None
    if rates:
        half = len(rates) // 2
        middle = rates[half] if len(rates) % 2 else (rates[half - 1] + rates[half]) / 2
    over = told.month < date(2024, 1, 1)
    total, blind = Fraction(0), 0
    for one in earned:
        if one.known_fen is not None:
            total += one.known_fen
        elif one.days:
            rate = middle if one.day_fen is None else one.day_fen
            if rate is None:
                blind += 1
            else:
                total += one.days * rate * (1 if over else Fraction(31, n))
    assert (told.due_fen, told.unpriced) == (ceil(total), blind)
    assert told.lacking_fen == max(0, ceil(total) + owed - balance)


@given(
    st.lists(st.builds(Running, st.sampled_from("ABCDEF"), st.dates(date(2023, 1, 1), date(2024, 6, 1)),
                       st.none() | st.dates(date(2023, 6, 1), date(2024, 6, 1))), max_size=6, unique_by=lambda one: one.code),
    st.dictionaries(st.sampled_from("ABCDEF"), st.dates(date(2023, 11, 1), date(2024, 1, 10))),
)  # fmt: skip
def test_live_is_a_share_of_running_projects(projects: list[Running], seen: dict[str, date]) -> None:
    told = live_index(projects, seen, TODAY)
    running = [one for one in projects if one.starts_on <= TODAY and not (one.ends_on and one.ends_on < TODAY)]
    live = [one for one in running if one.code in seen and (TODAY - seen[one.code]).days < 30]
    assert (told.projects, told.live) == (len(running), len(live))
    assert {code for code, _ in told.silent} == {one.code for one in running} - {one.code for one in live}


@pytest.mark.django_db
def test_forecast_live_and_evidence_from_the_warehouse(people: People, tmp_path: Path) -> None:
    home = small_house(tmp_path)
    one, two = watched("P1"), watched("P2")
    told: dict[str, Any] = {row.code: said for row, said in forecasts(home, [one, two], TODAY)}
    # P1 owes four times 6,000 元 for December and has 1,000 元; P2 has paid December, so nothing is left to pay.
    assert (told["P1"].due_fen, told["P1"].balance_fen, told["P1"].lacking_fen) == (2_400_000, 100_000, 2_300_000)
    assert told["P2"].lacking_fen == 0 and told["P1"].month == DECEMBER
    later: dict[str, Any] = {row.code: said for row, said in forecasts(home, [one], date(2024, 1, 16))}
    # January has no pay-roll yet: 8 days × 6,000/22 元 carried on from 16 to 31 days, four workers; December is still owed.
    assert later["P1"].due_fen == ceil(Fraction(600_000, 22) * 8 * Fraction(31, 16) * 4)
    assert later["P1"].owed_fen == 2_400_000
    assert last_seen(home, TODAY) == {"P1": date(2024, 1, 8), "P2": date(2024, 1, 8)}
    seen = evidence_of(home, "P1", DECEMBER, TODAY)
    assert (seen.count, seen.balance_fen, seen.deposits) == (4, 100_000, ())
    assert (seen.due_fen, seen.paid_fen, seen.missing_fen) == (2_400_000, 0, 2_400_000)
    assert {(w.worker.worker_id, w.worker.days, w.worker.missing_fen, w.marks) for w in seen.workers} == {
        (f"W{n}", 22, 600_000, ("wages_overdue",)) for n in range(1, 5)
    }
    assert evidence_of(tmp_path / "nothing", "P1", DECEMBER, TODAY).count == 0
    assert row("P1")["workers"] == 8


@pytest.mark.parametrize(
    ("told", "marks"),
    [
        ({}, ()),
        ({"paid_fen": 0}, ("wages_overdue",)),
        ({"paid_fen": 0, "due_on": TODAY}, ()),
        ({"paid_fen": 100_000}, ("wages_part_paid", "below_minimum_wage")),
        ({"paid_fen": 100_000, "days": 19}, ("wages_part_paid",)),
        ({"days": None}, ("pay_without_attendance",)),
        ({"own_card": False}, ("card_not_own",)),
        ({"own_card": None}, ()),
        ({"due_on": None, "due_fen": None, "paid_fen": None}, ("attendance_without_pay",)),
        ({"due_on": None, "due_fen": None, "paid_fen": None, "days": None}, ()),
    ],
)
def test_which_rules_speak_of_a_worker(told: dict[str, Any], marks: tuple[str, ...]) -> None:
    plain: dict[str, Any] = {
        "worker_id": "W1", "name": "张三", "team": "", "days": 22, "due_on": date(2024, 1, 8), "due_fen": 600_000,
        "paid_on": None, "paid_fen": 600_000, "own_card": True, "contract_signed": True, "minimum_wage_fen": 200_000,
    }  # fmt: skip
    assert worker_marks(WorkerMonth(**plain | told), TODAY) == marks
