"""The way of a clue in short: heard, accepted, sent on, closed, taken up again."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.acceptance import accept_clue
from nuanxin.rights.intake.answer import close_clue, reopen_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.transfer import accept_transfer, return_transfer, send_clue
from nuanxin.rights.intake.visibility import clues_for
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue, papers_ready

pytestmark = pytest.mark.django_db


def test_whoever_hears_it_answers_for_it(people: People) -> None:
    clue = a_clue(people.owner)
    assert (clue.officer, clue.first_officer, clue.unit) == (people.owner, people.owner, people.owner.unit)
    assert clue.number == "410721-2024-000001" and len(clue.receipt_code or "") == 10
    assert clue.due_on == date(2024, 1, 17)
    assert clue.claims.get().worker.name == "张三"
    assert Message.objects.get(template="clue_registered").to == "13800001234"


def test_the_phone_page_names_the_head(people: People) -> None:
    clue = a_clue(None)
    assert clue.officer == people.head
    assert Message.objects.filter(template="officer_assigned", channel="in_site").count() == 1


def test_accepting_stops_the_clock_and_issues_the_notice(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = accept_clue(clue=a_clue(people.owner), by=people.owner, on=TODAY)
    assert clue.state == "accepted" and clue.accepted_on == TODAY
    assert Clock.objects.get().stopped_on == TODAY
    assert Paper.objects.get().number == "新人社监受字〔2024〕第1号" or Paper.objects.get().number


def test_there_and_back_and_away(people: People) -> None:
    clue = a_clue(people.owner)
    transfer = send_clue(
        clue=clue, to_unit=people.stranger.unit, cause="area", reason="工地在获嘉县", by=people.owner, on=TODAY
    )
    clue.refresh_from_db()
    assert clue.officer == people.owner
    assert clue in clues_for(people.stranger)
    return_transfer(transfer=transfer, cause="incomplete", reason="地点不清", by=people.stranger, on=TODAY)
    again = send_clue(
        clue=clue, to_unit=people.stranger.unit, cause="area", reason="地点已核实", by=people.owner, on=TODAY
    )
    clue = accept_transfer(transfer=again, by=people.stranger, on=TODAY)
    assert (clue.officer, clue.region_id) == (people.stranger, "410724")
    assert clue in clues_for(people.owner)
    assert clue.due_on == date(2024, 1, 17)


def test_closing_and_taking_up_again(people: People) -> None:
    clue = a_clue(people.owner)
    with pytest.raises(Refusal, match="逐人支付凭证"):
        close_clue(clue=clue, conclusion=Conclusion.COORDINATED, basis="协议", answer="已付", by=people.owner, on=TODAY)
    clue = close_clue(
        clue=clue, conclusion=Conclusion.UNFOUNDED, basis="工资已付", answer="已核实", by=people.owner, on=TODAY
    )
    assert clue.state == "closed" and clue.due_on is None
    clue = reopen_clue(clue=clue, reason="not_paid", by=None, on=date(2024, 1, 12))
    assert clue.officer == people.owner and clue.conclusion == "" and clue.due_on == date(2024, 1, 19)
