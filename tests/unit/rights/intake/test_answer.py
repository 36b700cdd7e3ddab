"""The end and the ways back: conclusion, basis, answer, right door; not paid reopens; raising cannot be stopped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.acceptance import accept_clue
from nuanxin.rights.intake.answer import (
    close_clue,
    raise_clue,
    reopen_clue,
    say_to_reporter,
    withdraw_clue,
)
from nuanxin.rights.intake.answer.said import send_message
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.rights.intake.progress import find_by_code, progress_facts, progress_of
from nuanxin.rights.intake.registration import ClaimFacts
from nuanxin.rights.intake.transfer import ask_helper, finish_helper, send_clue
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db


def closed(clue: Any, by: Any, on: date = TODAY, **changes: Any) -> Any:
    given: dict[str, Any] = {"conclusion": Conclusion.PROJECT_MONEY, "basis": "双方确认是工程款", "answer": "不是工资"}
    return close_clue(clue=clue, by=by, on=on, **{**given, **changes})


def test_the_answer_shows_the_right_door(people: People) -> None:
    clue = closed(a_clue(people.owner), people.owner)
    assert (clue.state, clue.conclusion, clue.closed_on, clue.due_on) == ("closed", "project_money", TODAY, None)
    words = clue.events.get(kind="close_clue").for_worker
    assert "不是工资" in words and "人民法院" in words
    assert "以欠薪名义讨要工程款" in Message.objects.get(template="clue_closed").body
    with pytest.raises(Refusal, match="已办结"):
        closed(clue, people.owner)


def test_the_officers_own_door_wins(people: People) -> None:
    clue = closed(a_clue(people.owner), people.owner, right_door="请到县法院诉讼服务中心")
    assert clue.events.get(kind="close_clue").for_worker.endswith("请到县法院诉讼服务中心")


def test_who_may_close(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.superior, people.stranger, people.housing, people.leader, people.reviewer):
        with pytest.raises(Refusal, match="没有权限"):
            closed(clue, by)
    assert closed(clue, people.colleague).state == "closed"
    assert closed(a_clue(people.owner), people.head).state == "closed"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"conclusion": Conclusion.FILED_SOLVED}, "逐人支付凭证"),
        ({"conclusion": Conclusion.DUPLICATE}, "另有办理方式"),
        ({"conclusion": Conclusion.WITHDRAWN}, "另有办理方式"),
        ({"basis": ""}, "没有写明依据"),
        ({"answer": " "}, "没有写明依据"),
        ({"on": date(2024, 1, 9)}, "早于收到日期"),
    ],
)
def test_what_does_not_close(people: People, changes: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        closed(a_clue(people.owner), people.owner, **changes)


def test_open_tasks_and_transfers_hold_it_open(people: People) -> None:
    clue = a_clue(people.owner)
    helper = ask_helper(clue=clue, unit=people.housing.unit, task="核实总包", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="县住建局（核实总包）"):
        closed(clue, people.owner)
    finish_helper(helper=helper, reply="已核实", by=people.housing, on=TODAY)
    send_clue(clue=clue, to_unit=people.stranger.unit, cause="area", reason="外县", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="正在转办"):
        closed(clue, people.owner)


def test_not_paid_reopens_with_the_same_officer(people: People) -> None:
    clue = accept_clue(clue=a_clue(people.owner), by=people.colleague, on=TODAY)
    closed(clue, people.colleague)
    with pytest.raises(Refusal, match="原因不对"):
        reopen_clue(clue=clue, reason="mistake", by=None, on=TODAY)
    clue = reopen_clue(clue=clue, reason="not_paid", by=None, on=date(2024, 1, 20), said="一分没收到")
    assert (clue.state, clue.officer, clue.conclusion, clue.closed_on) == ("handling", people.owner, "", None)
    event = clue.events.get(kind="reopen_clue")
    assert event.details["before"] == {"state": "closed", "conclusion": "project_money", "closed_on": "2024-01-10"}
    with pytest.raises(Refusal, match="没有办结"):
        reopen_clue(clue=clue, reason="not_paid", by=None, on=date(2024, 1, 21))


def test_who_left_is_followed_by_his_head(people: People) -> None:
    clue = closed(a_clue(people.owner), people.owner)
    people.owner.posts.update(valid_to=date(2024, 1, 15))
    assert reopen_clue(clue=clue, reason="not_paid", by=None, on=date(2024, 2, 1)).officer == people.head


def test_who_may_reopen(people: People) -> None:
    clue = closed(a_clue(people.owner), people.owner)
    for by in (people.superior, people.stranger, people.housing):
        with pytest.raises(Refusal, match="没有权限"):
            reopen_clue(clue=clue, reason="mistake", by=by, on=TODAY)
    assert reopen_clue(clue=clue, reason="mistake", by=people.head, on=TODAY).state == "received"


def test_withdrawing(people: People) -> None:
    clue = withdraw_clue(clue=a_clue(people.owner), reason="已协商", by=None, on=TODAY)
    assert clue.conclusion == "withdrawn" and clue.claims.get().withdrawn_on == TODAY
    with pytest.raises(Refusal, match="为什么撤回"):
        withdraw_clue(clue=a_clue(people.owner), reason="", by=None, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        withdraw_clue(clue=a_clue(people.owner), reason="x", by=people.stranger, on=TODAY)
    group = a_clue(None, claims=(ClaimFacts(name="甲"), ClaimFacts(name="乙")), persons=2, amount_fen=None)
    with pytest.raises(Refusal, match="多名劳动者"):
        withdraw_clue(clue=group, reason="算了", by=None, on=TODAY)


def test_raising_reaches_the_superior_after_expiry_only(people: People) -> None:
    clue = a_clue(people.owner)
    for day in (TODAY, date(2024, 1, 17)):
        with pytest.raises(Refusal, match="2024年1月17日"):
            raise_clue(clue=clue, on=day)
    first = raise_clue(clue=clue, on=date(2024, 1, 18), said="没人理我")
    assert raise_clue(clue=clue, on=date(2024, 1, 18)) == first
    message = Message.objects.get(template="clue_raised")
    assert message.to == "superior" and clue.number in message.body
    raise_clue(clue=clue, on=date(2024, 1, 19))
    assert ClueEvent.objects.filter(kind="raise_clue").count() == 2
    accept_clue(clue=clue, by=people.owner, on=date(2024, 1, 19))
    with pytest.raises(Refusal, match="没有正在计算的期限"):
        raise_clue(clue=clue, on=date(2024, 1, 20))


def test_two_way_words_for_whoever_has_only_a_code(people: People) -> None:
    clue = a_clue(people.owner)
    say_to_reporter(clue=clue, text="工地在哪个村？", by=people.owner, on=TODAY)
    send_message(clue=clue, text="在小冀镇", on=TODAY)
    found = find_by_code(f" {(clue.receipt_code or '').lower()} ")
    assert found == clue and find_by_code("AAAA") is None
    words = [line.words for line in progress_of(progress_facts(clue), TODAY).lines]
    assert words[-2:] == ["王承办：工地在哪个村？", "您留言：在小冀镇"]
    for text in ("", "长" * 281):
        with pytest.raises(Refusal, match="留言不能保存"):
            say_to_reporter(clue=clue, text=text, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        say_to_reporter(clue=clue, text="你好", by=people.stranger, on=TODAY)
