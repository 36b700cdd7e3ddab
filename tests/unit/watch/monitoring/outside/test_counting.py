"""Signals in the register and in the score: taken once, corrected beside, counted by dated rules, explained, back-tested."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.watch.monitoring.accuracy.gathering import accuracy_of
from nuanxin.watch.monitoring.backtest.running import run_backtest
from nuanxin.watch.monitoring.chain.models import ProjectFirm
from nuanxin.watch.monitoring.outside.counting import signal_rows
from nuanxin.watch.monitoring.outside.kinds import kinds
from nuanxin.watch.monitoring.outside.models import OutsideSignal
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.declared import Step
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.risk.local import change_rule, draft_rules, rules_of
from nuanxin.watch.monitoring.warnings.checking import check_warning, end_warning, turn_to_clue
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import DECEMBER, looked, monitor, row, warning, watched
from tests.unit.watch.monitoring.outside.handing import CODE, handed

pytestmark = pytest.mark.django_db
TAX = f"欠税,{CODE},,恒大建工,2023-12-20,1250000,,县税务局,"
OTHER = "91410700MA4000003U"


def site(code: str = "P1", **other: Any) -> MonitoredProject:
    return watched(code, credit_code=CODE, **other)


def rows_of(first: date = DECEMBER, last: date = DECEMBER) -> Any:
    return signal_rows(MonitoredProject.objects.select_related("employer"), first, last)


def test_the_same_file_again_changes_nothing_and_another_value_replaces(people: People) -> None:
    mine = monitor(people)
    first = handed(mine, TAX)
    again = handed(mine, TAX)
    other = handed(mine, TAX.replace("1250000", "900000"))
    assert [(t.made, t.changed, t.unchanged) for t in (first, again, other)] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
    kept = list(OutsideSignal.objects.order_by("pk").values_list("amount_fen", "replaced_at"))
    assert kept[0][0] == 125_000_000 and kept[0][1] is not None and kept[1] == (90_000_000, None)
    assert AuditEvent.objects.filter(act="take_signals").count() == 3


def test_who_may_take_and_for_which_place(people: People) -> None:
    with pytest.raises(NotAllowed):
        handed(people.owner, TAX)  # answers warnings, loads nothing
    with pytest.raises(NotAllowed):
        handed(monitor(people, "m2", "410724"), TAX)
    assert handed(people.head, TAX).made == 1
    with pytest.raises(BadInput, match="已由新乡县导入"):
        handed(monitor(people, "m3", "410724"), TAX.replace("1250000", "1"), region="410724")
    with pytest.raises(BadInput, match="没有监测编号") as told:
        handed(monitor(people), TAX.replace("20,1250000", "21,5"), "用电量同比下降,,P9,甲,2024-01-03,50,,,")
    assert told.value.faults[0].row == 3 and OutsideSignal.objects.count() == 1


def test_it_counts_in_the_score_with_its_name_and_date(people: People) -> None:
    mine = monitor(people)
    site()
    handed(mine, TAX)
    one = warning(mine, wages_overdue=[row(workers=2, amount_fen=1_000_00)])
    assert (one.score, one.grade) == (45 + 15, "orange")
    said = next(why for why in one.reasons if why["rule"] == "outside_tax_arrears")
    assert said["note"] == "恒大建工，1,250,000.00元，2023-12-20，县税务局" and said["points"] == 15
    assert "欠税：恒大建工，1,250,000.00元，2023-12-20，县税务局，计15分" in one.events.get(kind="raised").text
    # The firm's debt to the tax office is no wage: neither persons nor money of the claim.
    assert (one.workers, one.amount_fen) == (2, 1_000_00)
    clue = turn_to_clue(warning=one, by=mine, on=TODAY)
    assert (clue.persons, clue.amount_fen) == (2, 1_000_00)


def test_no_signal_alone_asks_the_firm_to_answer(people: People) -> None:
    mine = monitor(people)
    site()
    handed(mine, f"列入经营异常名录,{CODE},,恒大建工,2023-12-01,,,,", TAX)
    one = warning(mine, headcount_drop=[row(workers=1)])
    assert one.grade in ("yellow", "blue") and "outside_abnormal" in one.rules


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (f"涉诉（被告）,{CODE},,甲,2023-06-01,9,,,", False),  # older than 180 days
        (f"涉诉（被告）,{CODE},,甲,2023-06-04,9,,,", True),
        (f"列入经营异常名录,{CODE},,甲,2021-01-01,,,,", True),  # until lifted
        (f"列入经营异常名录,{CODE},,甲,2021-01-01,,2023-11-30,,", False),
        (f"列入经营异常名录,{CODE},,甲,2021-01-01,,2023-12-01,,", True),
        (f"列入经营异常名录,{CODE},,甲,2024-01-02,,,,", False),  # after the month
        (f"列入经营异常名录,{OTHER},,乙,2021-01-01,,,,", False),  # another firm
    ],
)
def test_which_months_it_counts_in(people: People, line: str, counts: bool) -> None:
    site()
    handed(monitor(people), line)
    assert bool(rows_of()) == counts


def test_the_owner_s_default_counts_for_its_sites(people: People) -> None:
    one = site()
    handed(monitor(people), f"出险房地产企业,{OTHER},,某地产,2023-10-01,,,,", f"欠税,{OTHER},,某地产,2023-10-01,5,,,")
    assert rows_of() == {}
    ProjectFirm.objects.create(
        project=one, role="owner", name="某地产", credit_code=OTHER, source="合同", entered_on=TODAY, by=people.owner
    )
    found = rows_of()
    assert set(found) == {"outside_owner_default"} and found["outside_owner_default"][0]["project_id"] == "P1"


def test_of_several_the_greatest_and_how_many(people: People) -> None:
    site()
    handed(monitor(people), *(f"被执行,{CODE},,甲,2023-11-0{n},{n}000,,," for n in (1, 3, 2)))
    (line,) = rows_of()["outside_enforced"]
    assert line["amount_fen"] == 300_000 and line["note"].endswith("；共3条") and "2023-11-03" in line["note"]


def test_a_site_not_running_is_left_alone(people: People) -> None:
    site(ends_on=date(2023, 11, 30))
    handed(monitor(people), TAX)
    assert rows_of() == {} and rows_of(date(2023, 11, 1), DECEMBER) == {}


def test_the_back_test_and_the_published_accuracy_know_it(people: People) -> None:
    mine = monitor(people)
    site()
    handed(mine, TAX, f"被执行,{CODE},,甲,2023-11-01,5000000,,,")
    one = warning(mine, headcount_drop=[row(workers=1)])
    told = run_backtest(
        rule_set=one.rule_set,
        first=DECEMBER,
        last=DECEMBER,
        history=looked(("P1", DECEMBER)),
        by=mine,
        on=date(2024, 2, 1),
    )
    assert set(told.result["rules"]) == {"outside_tax_arrears", "outside_enforced"}
    check_warning(warning=one, text="看过", by=mine, on=TODAY)
    end_warning(warning=one, outcome="confirmed", reason="确已欠薪", by=mine, on=TODAY)
    line = next(each for each in accuracy_of(["410721"], TODAY, TODAY) if each.rule == "outside_tax_arrears")
    assert (line.raised, line.confirmed, line.precision) == (1, 1, 100.0)


def test_a_place_weighs_it_otherwise(people: People) -> None:
    mine = monitor(people)
    rules = draft_rules(region=people.owner.unit.region, name="县", source="县办文", by=mine, on=TODAY)
    before = rules_of(rules).digest
    change_rule(
        rule_set=rules, rule="outside_suits", steps=[Step(30, value_from=8)], source="县办文", by=mine, on=TODAY
    )
    suits = rules_of(rules).by_key()["outside_suits"]
    assert suits.words == "8件以上计30分" and (suits.points(1, 0, 7), suits.points(1, 0, 8)) == (0, 30)
    assert rules_of(rules).digest != before


@given(
    st.sampled_from(list(kinds().values())),
    st.integers(-800, 200),
    st.one_of(st.none(), st.integers(0, 900)),
    st.integers(0, 24),
)
def test_counting_in_a_month_is_counting_on_one_of_its_days(
    kind: Any, shift: int, lasts: int | None, ahead: int
) -> None:
    """The slow twin asks every day of the month."""
    month = date(2023 + ahead // 12, ahead % 12 + 1, 1)
    happened = TODAY + timedelta(days=shift)
    until = None if lasts is None else happened + timedelta(days=lasts)
    days = [month + timedelta(days=n) for n in range(31) if (month + timedelta(days=n)).month == month.month]
    begun = [day for day in days if happened <= day]
    slow = any(until is None or until >= days[0] for _ in begun) and (
        kind.counts_days is None or (days[0] - happened).days <= kind.counts_days
    )
    assert kind.counts_in(month, happened, until) == slow


def test_a_set_gains_no_rule_that_it_does_not_name(people: People) -> None:
    """Rules shipped after a set was back-tested stay outside of it, and so do signals of sets that named nothing yet."""
    mine = monitor(people)
    rules = draft_rules(region=people.owner.unit.region, name="县", source="县办文", by=mine, on=TODAY)
    every = set(rules_of(rules).by_key())
    assert "outside_suits" in every and every == set(house_rules(TODAY).by_key())
    rules.rules = sorted(every - {"outside_suits", "wages_overdue"})  # as if the house had shipped both later
    rules.save()
    assert set(rules_of(rules).by_key()) == every - {"outside_suits", "wages_overdue"}
    with pytest.raises(Refusal, match="没有这条规则"):
        change_rule(rule_set=rules, rule="outside_suits", steps=[Step(1)], source="县办文", by=mine, on=TODAY)
    rules.rules = []
    rules.save()
    assert set(rules_of(rules).by_key()) == {key for key in every if not key.startswith("outside_")}
