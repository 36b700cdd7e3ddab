"""Passing on: the first officer stays until another accepts; one return, then the arbiter; a third return is impossible."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.rights.intake.acceptance import accept_clue
from nuanxin.rights.intake.models import Transfer
from nuanxin.rights.intake.transfer import (
    accept_transfer,
    ask_helper,
    assign_clue,
    call_arbiter,
    decide_transfer,
    finish_helper,
    pending_transfer,
    return_transfer,
    send_clue,
)
from nuanxin.rights.intake.visibility import clues_for, file_facts, may_see, must_see
from tests.conftest import People, person
from tests.unit.rights.intake.clues import TODAY, a_clue, papers_ready

pytestmark = pytest.mark.django_db


def sent(clue: Any, by: Any, to: Unit, on: date = TODAY) -> Transfer:
    return send_clue(clue=clue, to_unit=to, cause="area", reason="工地不在本县", by=by, on=on)


def returned(transfer: Transfer, by: Any, on: date = TODAY) -> Transfer:
    return return_transfer(transfer=transfer, cause="not_area", reason="工地在新乡县", by=by, on=on)


def test_who_may_send(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.superior, people.stranger, people.housing, people.coordinator):
        with pytest.raises(Refusal, match="没有权限转办"):
            sent(clue, by, people.stranger.unit)
    assert sent(clue, people.colleague, people.stranger.unit).sent_by == people.colleague


def test_until_accepted_the_sender_answers(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = a_clue(people.owner)
    transfer = sent(clue, people.owner, people.stranger.unit)
    clue.refresh_from_db()
    assert (clue.state, clue.officer, clue.unit) == ("transferring", people.owner, people.owner.unit)
    assert pending_transfer(clue) == transfer
    assert Paper.objects.get().kind == "transfer_notice"
    assert not Message.objects.filter(template="clue_transferred").exists()
    for by in (people.owner, people.head, people.superior, people.housing):
        with pytest.raises(Refusal, match="没有权限签收"):
            accept_transfer(transfer=transfer, by=by, on=TODAY)


def test_the_reporter_is_told_once_where_it_went(people: People) -> None:
    papers_ready(people.stranger.unit)
    clue = a_clue(people.owner)
    due = clue.due_on
    clue = accept_transfer(transfer=sent(clue, people.owner, people.stranger.unit), by=people.stranger, on=TODAY)
    words = clue.events.get(kind="accept_transfer").for_worker
    assert "获嘉县" in words and "0373-5550000" in words and "新乡县某路1号" in words
    assert Message.objects.filter(template="clue_transferred").count() == 1
    assert (clue.officer, clue.first_officer, clue.region_id, clue.state) == (people.stranger, people.owner, "410724", "received")
    assert clue.due_on == due
    with pytest.raises(Refusal, match="已于"):
        accept_transfer(transfer=Transfer.objects.get(), by=people.stranger, on=TODAY)


def test_out_of_remit_stays_in_its_place(people: People) -> None:
    clue = a_clue(people.owner)
    transfer = send_clue(clue=clue, to_unit=people.housing.unit, cause="remit", reason="工程款纠纷", by=people.owner, on=TODAY)
    clue = accept_transfer(transfer=transfer, by=people.housing, on=TODAY)
    assert (clue.region_id, clue.unit) == ("410721", people.housing.unit)


def test_both_ends_see_the_thread(people: People) -> None:
    clue = a_clue(people.owner)
    assert clue not in clues_for(people.stranger) and not may_see(people.stranger, clue)
    with pytest.raises(Refusal, match="没有找到"):
        must_see(people.stranger, clue)
    transfer = sent(clue, people.owner, people.stranger.unit)
    assert clue in clues_for(people.stranger) and may_see(people.stranger, clue)
    accept_transfer(transfer=transfer, by=people.stranger, on=TODAY)
    clue.refresh_from_db()
    for by in (people.owner, people.head, people.superior, people.coordinator, people.stranger):
        assert clue in clues_for(by) and may_see(by, clue)
    for by in (people.housing, people.auditor):
        assert clue not in clues_for(by) and not may_see(by, clue)


def test_the_sender_sees_but_no_longer_handles(people: People) -> None:
    clue = a_clue(people.owner)
    clue = accept_transfer(transfer=sent(clue, people.owner, people.stranger.unit), by=people.stranger, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        accept_clue(clue=clue, by=people.owner, on=TODAY)
    assert accept_clue(clue=clue, by=people.stranger, on=TODAY).state == "accepted"


def test_a_return_is_coded_and_gives_it_back(people: People) -> None:
    clue = a_clue(people.owner)
    transfer = sent(clue, people.owner, people.stranger.unit)
    with pytest.raises(Refusal, match="没有退回原因"):
        return_transfer(transfer=transfer, cause="no_wish", reason="不想办", by=people.stranger, on=TODAY)
    returned(transfer, people.stranger)
    clue.refresh_from_db()
    assert (clue.state, clue.officer) == ("received", people.owner)


def to_the_arbiter(people: People) -> tuple[Any, Transfer]:
    """Returned, sent again, returned again: now it lies with the arbiter."""
    clue = a_clue(people.owner)
    returned(sent(clue, people.owner, people.stranger.unit), people.stranger)
    again = returned(sent(clue, people.owner, people.stranger.unit), people.stranger)
    clue.refresh_from_db()
    return clue, again


def test_the_second_return_goes_to_the_arbiter(people: People) -> None:
    clue, transfer = to_the_arbiter(people)
    assert (clue.state, clue.officer, transfer.return_no, transfer.asked_on) == ("transferring", people.owner, 2, TODAY)
    clock = clue.clocks.get(term="clue.arbitrate")
    assert (clock.due_on, clock.promise_on) == (None, date(2024, 1, 11))
    with pytest.raises(Refusal, match="等待裁定"):
        sent(clue, people.owner, people.stranger.unit)


def test_a_third_return_cannot_even_be_written(people: People) -> None:
    clue, transfer = to_the_arbiter(people)
    for number in (1, 2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.create(
                clue=clue,
                from_unit=transfer.from_unit,
                to_unit=transfer.to_unit,
                cause="area",
                reason="再退",
                sent_on=TODAY,
                sent_by=people.owner,
                returned_on=TODAY,
                returned_by=people.stranger,
                return_no=number,
            )


def test_the_arbiter_is_above_both_and_neither(people: People) -> None:
    clue, transfer = to_the_arbiter(people)
    for by in (people.owner, people.head, people.stranger, people.housing, people.leader):
        with pytest.raises(Refusal, match="没有权限裁定"):
            decide_transfer(transfer=transfer, unit=people.stranger.unit, reason="工地在获嘉", by=by, on=TODAY)
    clue = decide_transfer(transfer=transfer, unit=people.stranger.unit, reason="工地在获嘉", by=people.coordinator, on=TODAY)
    assert (clue.unit, clue.officer, clue.region_id, clue.state) == (people.stranger.unit, people.stranger, "410724", "received")
    assert clue.clocks.get(term="clue.arbitrate").stopped_on == TODAY
    with pytest.raises(Refusal, match="由裁定确定"):
        sent(clue, people.stranger, people.owner.unit)


def test_nobody_judges_his_own_dispute(people: People) -> None:
    clue = a_clue(people.owner)
    transfer = send_clue(clue=clue, to_unit=people.housing.unit, cause="remit", reason="工程款", by=people.owner, on=TODAY)
    transfer = return_transfer(transfer=transfer, cause="not_remit", reason="是工资", by=people.housing, on=TODAY)
    transfer = call_arbiter(transfer=transfer, reason="双方不一致", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="争议的一方"):
        decide_transfer(transfer=transfer, unit=people.housing.unit, reason="工程款", by=people.head, on=TODAY)
    clue = decide_transfer(transfer=transfer, unit=people.owner.unit, reason="是工资", by=people.superior, on=TODAY)
    assert (clue.unit, clue.officer, clue.state) == (people.owner.unit, people.owner, "received")
    assert not Message.objects.filter(template="clue_transferred").exists()


def test_the_arbiter_is_asked_only_after_a_return(people: People) -> None:
    transfer = sent(a_clue(people.owner), people.owner, people.stranger.unit)
    with pytest.raises(Refusal, match="没有退回"):
        call_arbiter(transfer=transfer, reason="催", by=people.owner, on=TODAY)


@pytest.mark.parametrize(
    ("changes", "why"), [({"cause": "far"}, "转办原因不对"), ({"reason": ""}, "没有写明"), ({"on": date(2024, 1, 1)}, "早于收到")]
)
def test_what_is_no_transfer(people: People, changes: dict[str, Any], why: str) -> None:
    given: dict[str, Any] = {"cause": "area", "reason": "不在本县", "on": TODAY}
    with pytest.raises(Refusal, match=why):
        send_clue(clue=a_clue(people.owner), to_unit=people.stranger.unit, by=people.owner, **{**given, **changes})
    with pytest.raises(Refusal, match="现在的承办单位"):
        sent(a_clue(people.owner), people.owner, people.owner.unit)


def test_only_the_head_assigns_and_only_his_people(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.owner, people.superior, people.stranger):
        with pytest.raises(Refusal, match="没有权限分派"):
            assign_clue(clue=clue, officer=people.colleague, by=by, on=TODAY)
    with pytest.raises(Refusal, match="不是承办单位"):
        assign_clue(clue=clue, officer=people.stranger, by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="不是承办单位"):
        assign_clue(clue=clue, officer=people.statistician, by=people.head, on=TODAY)
    assert assign_clue(clue=clue, officer=people.colleague, by=people.head, on=TODAY).officer == people.colleague


def test_helpers_see_answer_and_do_not_hold(people: People) -> None:
    clue = a_clue(people.owner)
    helper = ask_helper(clue=clue, unit=people.housing.unit, task="提供合同备案", by=people.owner, on=TODAY, due_on=TODAY + timedelta(3))
    assert clue in clues_for(people.housing) and people.housing.unit_id in file_facts(clue).helper_unit_ids
    with pytest.raises(Refusal, match="没有权限受理"):
        accept_clue(clue=clue, by=people.housing, on=TODAY)
    with pytest.raises(Refusal, match="没有权限反馈"):
        finish_helper(helper=helper, reply="已提供", by=people.owner, on=TODAY)
    assert finish_helper(helper=helper, reply="已提供", by=people.housing, on=TODAY).done_on == TODAY
    with pytest.raises(Refusal, match="已于"):
        finish_helper(helper=helper, reply="再答", by=people.housing, on=TODAY)


def test_a_unit_without_people_is_not_decided_upon(people: People) -> None:
    empty = Unit.objects.create(
        code="water-410721", name="新乡县水利局", short_name="县水利局", kind=UnitKind.WATER, region=Region.objects.get(pk="410721")
    )
    _, transfer = to_the_arbiter(people)
    with pytest.raises(Refusal, match="没有可以负责的人"):
        decide_transfer(transfer=transfer, unit=empty, reason="水利工程", by=people.superior, on=TODAY)
    officer = person("water", "水利员", empty, "department_officer")
    assert decide_transfer(transfer=transfer, unit=empty, reason="水利工程", by=people.superior, on=TODAY).officer == officer
