"""Blue: watched only. Its owner is told, the firm is asked nothing, it flatters no figure; nobody's warning lasts no hour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting, Post, Region
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.watch.monitoring.accuracy.gathering import accuracy_of
from nuanxin.watch.monitoring.backtest.running import run_backtest
from nuanxin.watch.monitoring.pictures.areas import area_risks
from nuanxin.watch.monitoring.pictures.funnel import Funnel, funnel
from nuanxin.watch.monitoring.risk.declared import GradeLines, Rules
from nuanxin.watch.monitoring.risk.house import house_rules
from nuanxin.watch.monitoring.risk.local import draft_rules, rules_of
from nuanxin.watch.monitoring.risk.models import RuleSet
from nuanxin.watch.monitoring.warnings.checking import check_warning, end_warning
from nuanxin.watch.monitoring.warnings.clocks import ONLY_WATCHED, read_due
from nuanxin.watch.monitoring.warnings.employer import tell_employer, warnings_of
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.watch.monitoring.warnings.raising import raise_from
from nuanxin.watch.monitoring.warnings.reminding import look_after_warnings
from tests.conftest import TODAY, People, at
from tests.unit.watch.monitoring.making import DECEMBER, days_set, looked, monitor, row, warning

pytestmark = pytest.mark.django_db
DAYS: dict[str, Any] = {"red": 1, "orange": 3, "yellow": 5}


def blue(people: People) -> tuple[Any, RiskWarning]:
    mine = monitor(people)
    days_set()
    return mine, warning(mine, deposit_missing=[row(workers=1, amount_fen=0)])


def test_a_low_score_is_blue_and_somebody_s(people: People) -> None:
    mine, one = blue(people)
    assert (one.grade, one.score, one.owner, one.due_on) == ("blue", 15, mine, None)
    assert one.due_why == ONLY_WATCHED and one.only_watched
    told = Message.objects.get(staff=mine, template="warning_raised")
    assert "蓝色预警" in told.body and "只作关注" in told.body


def test_the_firm_is_asked_nothing(people: People) -> None:
    mine, one = blue(people)
    with pytest.raises(Refusal, match="只作关注"):
        tell_employer(warning=one, how="call", name="孙经理", phone="", by=mine, on=TODAY)
    assert not warnings_of(one.employer).exists()
    check_warning(warning=one, text="保函已交，系统未录", by=mine, on=TODAY)
    assert end_warning(warning=one, outcome="false", reason="已有保函", by=mine, on=TODAY).ended_on == TODAY


@pytest.mark.parametrize(
    ("value", "due"),
    [
        (DAYS, None),
        (DAYS | {"blue": 10, "unit": "calendar"}, date(2024, 1, 20)),
        (DAYS | {"blue": 0}, None),
    ],
)
def test_unless_the_place_set_days_for_it(regions: None, value: Any, due: date | None) -> None:
    told = read_due((value, "某办法"), "blue", TODAY, calendar_for("410721"))
    assert told.due_on == due and ("只作关注" in told.why) == (value == DAYS)
    if value != DAYS and due:  # the other grades keep theirs
        assert read_due((value, "某办法"), "orange", TODAY, calendar_for("410721")).due_on == date(2024, 1, 13)


def test_with_days_the_firm_may_be_asked(people: People) -> None:
    value = DAYS | {"blue": 10, "unit": "calendar"}
    LocalSetting.objects.create(
        key="watch.warning_days", region_id="410721", value=value, source="县办法", valid_from=date(2023, 1, 1)
    )
    mine = monitor(people)
    one = warning(mine, deposit_missing=[row(workers=1, amount_fen=0)])
    assert one.due_on == TODAY + timedelta(days=10)
    assert tell_employer(warning=one, how="call", name="孙经理", phone="", by=mine, on=TODAY).told_on == TODAY


def test_when_it_grows_its_clock_begins(people: People) -> None:
    mine, one = blue(people)
    later = TODAY + timedelta(days=1)
    raise_from(found={"wages_overdue": [row(workers=8)], "deposit_missing": [row(workers=1)]}, on=later)
    one.refresh_from_db()
    assert (one.grade, one.due_on) == ("red", date(2024, 1, 12))
    assert Message.objects.filter(staff=mine, template="warning_raised").count() == 2


def test_it_flatters_no_published_figure(people: People) -> None:
    mine, one = blue(people)
    check_warning(warning=one, text="看过", by=mine, on=TODAY)
    end_warning(warning=one, outcome="confirmed", reason="确无保证金", by=mine, on=TODAY)
    (whole,) = accuracy_of(["410721"], TODAY, TODAY)
    assert (whole.raised, whole.precision) == (0, None)
    beside = accuracy_of(["410721"], TODAY, TODAY, ("blue",))[0]
    assert (beside.raised, beside.precision) == (1, 100.0)
    assert funnel(["410721"], TODAY, TODAY) == Funnel()


def test_areas_count_it_beside(people: People) -> None:
    blue(people)
    line = area_risks(Region.objects.get(pk="410721"), on=TODAY)[-1]
    assert (line.blue, line.open) == (1, 0)


def test_the_back_test_takes_it_for_no_forewarning(people: People) -> None:
    mine, one = blue(people)
    found = {"deposit_missing": [row(workers=1, amount_fen=0)]}
    history = looked(("P1", DECEMBER), found=found)
    told = run_backtest(
        rule_set=one.rule_set, first=DECEMBER, last=DECEMBER, history=history, by=mine, on=date(2024, 2, 1)
    )
    assert told.result["whole"]["raised"] == 0


def test_a_place_may_do_without_it_and_old_sets_stay_as_tested(people: People) -> None:
    mine, lines = monitor(people), GradeLines(80, 50, 30)
    rules = draft_rules(region=people.owner.unit.region, name="县", source="县办文", by=mine, on=TODAY, lines=lines)
    assert rules_of(rules).blue is None and rules_of(rules).grade_of(29) == "none"
    house = house_rules(TODAY)
    assert Rules(house.rules, 70, 40, 20, 10, house.source).digest != house.digest
    assert GradeLines(70, 40, 20, 20).fault and GradeLines(70, 40, 20, 0).fault and not GradeLines(70, 40, 20, 1).fault
    assert RuleSet.objects.get().blue_from is None


def test_no_warning_is_without_an_owner_after_an_hour(people: People) -> None:
    """The round comes every quarter of an hour: whoever leaves at nine has a successor by ten."""
    first, second = monitor(people, "m1"), monitor(people, "m2")
    one = warning(first, deposit_missing=[row(workers=1, amount_fen=0)])
    with occasion(at=at(TODAY, 9, 5), source="test"):
        first.is_active = False
        first.save()
        Post.objects.filter(staff=first).update(valid_to=TODAY - timedelta(days=1))
    for quarter in range(3):
        with occasion(at=at(TODAY, 9, 10 + 15 * quarter), source="test"):
            look_after_warnings(on=TODAY)
    handed = one.events.get(kind="handed_over")
    one.refresh_from_db()
    assert one.owner == second and handed.recorded_at <= at(TODAY, 10)
    assert not RiskWarning.objects.filter(ended_on=None, owner__is_active=False).exists()
