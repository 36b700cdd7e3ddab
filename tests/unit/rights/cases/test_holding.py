"""A clue with an open case can be neither ended nor sent away; officers change by the head; workers are asked by SMS."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.cases.confirmation import ask_workers, record_confirmation
from nuanxin.rights.cases.filing import change_officers
from nuanxin.rights.cases.steps.rights import cases_for
from nuanxin.rights.intake.answer import close_clue, withdraw_clue
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.transfer import send_clue
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_case, make_coordination, on_day, pay_all, step

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_case, make_coordination])
def test_an_open_case_holds_its_clue(people: People, make: object) -> None:
    case = make(people)  # type: ignore[operator]
    clue = case.clue
    with pytest.raises(Refusal, match="还没有办结"):
        close_clue(clue=clue, conclusion=Conclusion.UNFOUNDED, basis="依据", answer="答复", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="还没有办结"):
        withdraw_clue(clue=clue, reason="不告了", by=people.owner, on=TODAY, said_by="工人0")
    with pytest.raises(Refusal, match="还没有办结"):
        send_clue(clue=clue, to_unit=people.stranger.unit, cause="area", reason="外县", by=people.owner, on=TODAY)


def test_after_a_failed_coordination_the_clue_may_go_to_arbitration(people: People) -> None:
    case = make_coordination(people)
    step(case, "failed", people, date(2023, 12, 8), route="arbitration")
    clue = close_clue(
        clue=case.clue,
        conclusion=Conclusion.ARBITRATION,
        basis="协调不成",
        answer="告知申请仲裁",
        by=people.owner,
        on=TODAY,
    )
    assert clue.state == ClueState.CLOSED


def test_the_head_changes_the_officers(people: People) -> None:
    case = make_case(people)
    with pytest.raises(Refusal, match="没有权限变更承办人"):
        change_officers(case=case, officers=[people.colleague, people.head], reason="离岗", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="不少于两名监察员"):
        change_officers(case=case, officers=[people.colleague], reason="离岗", by=people.head, on=TODAY)
    case = change_officers(case=case, officers=[people.colleague, people.head], reason="离岗", by=people.head, on=TODAY)
    case.clue.refresh_from_db()
    assert (case.officer, case.second_officer, case.clue.officer) == (people.colleague, people.head, people.colleague)


def test_workers_are_asked_and_an_unhappy_one_brings_it_back(people: People) -> None:
    case = make_coordination(people)
    clue = case.clue
    first = claims(clue)[0].worker
    Worker.objects.get(pk=first.pk)
    first.phone = "13800000001"
    first.save()
    pay_all(clue, people, date(2023, 12, 12), ask=False)
    assert ask_workers(clue=clue, by=people.owner, on=TODAY) == 1
    message = Message.objects.get(template="confirm_payment")
    assert (message.to, "10,000.00" in message.body) == ("13800000001", True)
    assert not any(word in message.notice for word in ("欠薪", "工资", "投诉"))
    clue.refresh_from_db()
    assert clue.state == ClueState.SETTLED
    with on_day(TODAY, hour=11):
        record_confirmation(claim=claims(clue)[0], answer="not_paid", method="page", asked_on=TODAY, by=None, on=TODAY)
    clue.refresh_from_db()
    assert (clue.state, clue.officer) == (ClueState.HANDLING, people.owner)


def test_cases_are_seen_with_their_clues(people: People) -> None:
    case = make_case(people)
    for name in ("owner", "colleague", "head", "superior", "reviewer", "leader", "coordinator"):
        assert list(cases_for(getattr(people, name))) == [case], name
    for name in ("stranger", "housing", "auditor"):
        assert list(cases_for(getattr(people, name))) == [], name
