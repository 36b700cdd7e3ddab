"""A warning: raised once, with an owner and a clock, told, answered, checked, made a clue once, ended with its mark."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Post
from nuanxin.foundation.organisations.permission import visible
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.warnings.checking import (
    check_warning,
    correct_outcome,
    end_warning,
    hand_over_warning,
    record_inspected,
    turn_to_clue,
    turn_to_inspection,
    waiting_for_inspection,
)
from nuanxin.watch.monitoring.warnings.clocks import MISSING, read_due
from nuanxin.watch.monitoring.warnings.employer import answer_warning, tell_employer, warnings_of
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningState
from nuanxin.watch.monitoring.warnings.raising import Raised, raise_from
from nuanxin.watch.monitoring.warnings.reminding import look_after_warnings
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import (
    DECEMBER,
    NOVEMBER,
    days_set,
    monitor,
    row,
    rules_in_force,
    warning,
    watched,
)

pytestmark = pytest.mark.django_db
FIRM = ("孙经理", "13900001111")
TOMORROW = TODAY + timedelta(days=1)


def test_raised_once_with_owner_clock_and_reasons(people: People) -> None:
    mine = monitor(people)
    days_set()
    one = warning(mine)
    assert (one.grade, one.score, one.owner, one.workers, one.amount_fen) == ("red", 75, mine, 8, 4_800_000)
    assert one.due_on == TOMORROW and "1个工作日" in one.due_why and "测试" in one.due_why
    assert [why["rule"] for why in one.reasons] == ["wages_overdue", "deposit_missing"]
    assert (
        raise_from(found={"wages_overdue": [row(workers=8)], "deposit_missing": [row(workers=1)]}, on=TODAY).made == 0
    )
    assert RiskWarning.objects.count() == 1
    assert Message.objects.filter(staff=mine, template="warning_raised").count() == 1
    assert AuditEvent.objects.filter(act="warning_raised").count() == 1


def test_without_a_setting_the_clock_says_what_is_missing(people: People) -> None:
    one = warning(monitor(people))
    assert one.due_on is None and one.due_why == MISSING[:300]


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ({"red": 1, "orange": 3, "yellow": 5}, date(2024, 1, 15)),
        ({"red": 1, "orange": 3, "yellow": 5, "unit": "calendar"}, date(2024, 1, 13)),
        ({"red": 1, "orange": 3}, None), ({"red": 1, "orange": True, "yellow": 5}, None), ([1], None),
        ({"red": 1, "orange": 3, "yellow": 5, "unit": "weeks"}, None),
    ],
)  # fmt: skip
def test_the_days_of_a_place(regions: None, value: Any, due: date | None) -> None:
    told = read_due((value, "某办法"), "orange", TODAY, calendar_for("410721"))
    assert told.due_on == due and "某办法" in told.why


def test_nobody_is_watched_before_a_set_is_switched_on_and_unknown_projects_are_told(people: People) -> None:
    watched("P1")
    found = {"wages_overdue": [row("P1"), row("P9")]}
    assert raise_from(found=found, on=TODAY) == Raised(without_rules=("P1",), unknown=("P9",))
    rules_in_force(monitor(people))
    assert raise_from(found=found, on=TODAY).made == 1
    # Further back than the month before the set came into force is the back-test's matter.
    assert raise_from(found={"wages_overdue": [row("P1", NOVEMBER)]}, on=TODAY).made == 0


def test_the_data_move_and_an_open_warning_follows(people: People) -> None:
    mine = monitor(people)
    one = warning(mine, wages_overdue=[row(workers=2, amount_fen=100)])
    assert one.grade == "orange"
    told = raise_from(found={"wages_overdue": [row(workers=30)]}, on=TOMORROW)
    one.refresh_from_db()
    assert (told.regraded, one.grade, one.workers) == (1, "red", 30)
    assert one.events.get(kind="regraded").details == {"from": ["orange", 45], "to": ["red", 75]}
    check_warning(warning=one, text="看过", by=mine, on=TOMORROW)
    end_warning(warning=one, outcome="confirmed", reason="属实", by=mine, on=TOMORROW)
    assert raise_from(found={"wages_overdue": [row(workers=1)]}, on=TOMORROW).regraded == 0


def test_owners_nearest_place_then_fewest_open(people: People) -> None:
    city, first, second = monitor(people, "m1", "410700"), monitor(people, "m2"), monitor(people, "m3")
    owners = []
    for code in ("P1", "P2", "P3", "P4"):
        owners.append(warning(first, code).owner)
    assert owners == [first, second, first, second] and city not in owners


def test_without_a_monitor_the_bureau_s_head_answers(people: People) -> None:
    watched("P1", "410724")
    watched("P2")
    rules_in_force(people.superior, "410700")
    raise_from(found={"wages_overdue": [row("P1"), row("P2")]}, on=TODAY)
    assert {one.project.code: one.owner for one in RiskWarning.objects.all()} == {
        "P1": people.stranger,
        "P2": people.head,
    }


def test_the_whole_way_to_confirmed(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    assert list(warnings_of(one.employer)) == []
    tell_employer(warning=one, how="sms", name="劳资专管员", phone="13800001111", by=mine, on=TODAY)
    assert "孙" not in Message.objects.get(template="warning_to_employer").body
    assert list(warnings_of(one.employer)) == [one]
    answer_warning(warning=one, text="已补发", proof="回单 001", paid_fen=4_800_000, by=FIRM, on=TOMORROW)
    one.refresh_from_db()
    assert one.state == WarningState.ANSWERED
    said = one.events.get(kind="answered")
    assert (said.said_by, said.phone, said.by, said.paid_fen) == (*FIRM, None, 4_800_000)
    check_warning(warning=one, text="银行流水已核对", by=mine, on=TOMORROW)
    end_warning(warning=one, outcome="confirmed", reason="欠8人，已补发", by=mine, on=TOMORROW)
    one.refresh_from_db()
    assert (one.state, one.outcome, one.ended_by) == ("ended", "confirmed", mine)
    kinds = [event.kind for event in one.events.all()]
    assert kinds == ["raised", "told", "answered", "checked", "ended"]
    assert AuditEvent.objects.filter(act__startswith="warning_").count() == 5


def test_answers_of_the_firm_need_words_a_name_and_a_voucher(people: People) -> None:
    one = warning(monitor(people))
    for said in (
        {"text": " ", "by": FIRM}, {"text": "已付", "by": ("", "1")}, {"text": "已付", "by": FIRM, "paid_fen": 5},
        {"text": "已付", "by": FIRM, "paid_fen": -1},
    ):  # fmt: skip
        with pytest.raises(Refusal):
            answer_warning(warning=one, **said)
    answer_warning(warning=one, text="第一次", by=FIRM)
    answer_warning(warning=one, text="第二次", by=people.owner)
    assert [e.text for e in one.events.filter(kind="answered")] == ["第一次", "第二次"]


def test_a_clue_once(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    clue = turn_to_clue(warning=one, by=mine, on=TODAY)
    assert turn_to_clue(warning=one, by=mine, on=TODAY) == clue
    assert (clue.channel, clue.external_number, clue.persons, clue.amount_fen) == (
        Channel.MONITORING,
        f"warning:{one.pk}",
        8,
        4_800_000,
    )
    assert (clue.employer, clue.project) == (one.employer, one.project.project) and "工资到期未付8人" in clue.demand
    assert Clue.objects.count() == 1
    one.refresh_from_db()
    assert (one.state, one.clue) == ("clue", clue)
    with pytest.raises(Refusal, match="请先在线索上办结"):
        end_warning(warning=one, outcome="false", reason="没有欠", by=mine, on=TODAY)
    assert end_warning(warning=one, outcome="confirmed", reason="已立案", by=mine, on=TODAY).ended_on == TODAY


def test_inspection_and_back(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    with pytest.raises(Refusal, match="早于今天"):
        turn_to_inspection(warning=one, inspect_by=TODAY - timedelta(days=1), text="看账", by=mine, on=TODAY)
    turn_to_inspection(warning=one, inspect_by=TOMORROW, text="看账", by=mine, on=TODAY)
    assert list(waiting_for_inspection(region="410700")) == [one]
    with pytest.raises(Refusal, match="还没有核查"):
        end_warning(warning=one, outcome="false", reason="x", by=mine, on=TODAY)
    record_inspected(warning=one, inspected_on=TODAY, text="工资已发", by=people.owner, on=TODAY, visit=7)
    assert list(waiting_for_inspection(region="410700")) == []
    end_warning(warning=one, outcome="false", reason="工资表晚报，实际已发", by=mine, on=TODAY)
    with pytest.raises(Refusal):
        answer_warning(warning=one, text="迟到的答复", by=FIRM)


def test_a_wrong_conclusion_is_corrected_beside(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    check_warning(warning=one, text="看过", by=mine, on=TODAY)
    end_warning(warning=one, outcome="false", reason="已发", by=mine, on=TODAY)
    with pytest.raises(NotAllowed):
        correct_outcome(warning=one, outcome="confirmed", reason="x", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有变化"):
        correct_outcome(warning=one, outcome="false", reason="x", by=mine, on=TODAY)
    correct_outcome(warning=one, outcome="confirmed", reason="回单是假的", by=mine, on=TODAY)
    one.refresh_from_db()
    assert one.outcome == "confirmed"
    assert one.events.get(kind="corrected").details == {"from": "false", "to": "confirmed"}


def test_nothing_ends_unseen_nor_without_its_mark(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    with pytest.raises(Refusal):
        end_warning(warning=one, outcome="confirmed", reason="x", by=mine, on=TODAY)
    check_warning(warning=one, text="看过", by=mine, on=TODAY)
    for outcome, reason in (("", "x"), ("confirmed", " ")):
        with pytest.raises(Refusal):
            end_warning(warning=one, outcome=outcome, reason=reason, by=mine, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskWarning.objects.filter(pk=one.pk).update(outcome="confirmed")


@pytest.mark.parametrize(
    ("who", "sees", "acts"),
    [("owner", True, True), ("colleague", True, True), ("superior", True, True), ("leader", True, False),
     ("stranger", False, False), ("housing", False, False), ("auditor", False, False)],
)  # fmt: skip
def test_who_sees_and_who_acts(people: People, who: str, sees: bool, acts: bool) -> None:
    one = warning(monitor(people))
    staff = getattr(people, who)
    seen = visible(RiskWarning.objects.all(), staff, Permission.WATCH_VIEW, owner="owner", unit="owner__unit")
    assert seen.exists() is sees
    if acts:
        check_warning(warning=one, text="看过", by=staff, on=TODAY)
    else:
        with pytest.raises(NotAllowed):
            check_warning(warning=one, text="看过", by=staff, on=TODAY)


def test_the_round_reminds_once_and_finds_another_owner(people: People) -> None:
    days_set()
    first, second = monitor(people, "m1"), monitor(people, "m2")
    one = warning(first)
    assert one.owner == first
    assert (look_after_warnings(on=TODAY), look_after_warnings(on=TODAY)) == (1, 0)
    late = TODAY + timedelta(days=2)
    assert (look_after_warnings(on=late), look_after_warnings(on=late)) == (1, 0)
    assert set(Message.objects.filter(template="warning_overdue").values_list("staff__username", flat=True)) == {
        "m1",
        "head",
    }
    Post.objects.filter(staff=first).update(valid_to=TODAY - timedelta(days=1))
    assert look_after_warnings(on=late) == 1
    one.refresh_from_db()
    assert one.owner == second and one.events.get(kind="handed_over").said_by == "系统"


def test_handed_over_with_a_reason_to_somebody_who_may(people: People) -> None:
    mine = monitor(people)
    one = warning(mine)
    for to, why in ((people.stranger, "出差"), (people.owner, " "), (mine, "出差")):
        with pytest.raises(Refusal):
            hand_over_warning(warning=one, to=to, why=why, by=mine, on=TODAY)
    assert hand_over_warning(warning=one, to=people.owner, why="出差", by=mine, on=TODAY).owner == people.owner
    assert one.month == DECEMBER
