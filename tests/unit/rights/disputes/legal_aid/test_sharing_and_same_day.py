"""Group and sensitive requests are told at once; today's stragglers and the share done on the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.disputes.legal_aid.models import AidSharing
from nuanxin.rights.disputes.legal_aid.same_day import Applied, applications, share, stragglers
from nuanxin.rights.disputes.legal_aid.sharing import share_request
from nuanxin.rights.intake.models import Clue, ClueEvent, HelperTask
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.rights.disputes.legal_aid.aiding import Centre, apply, make_centre, petition_office, step, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(people: People) -> Centre:
    return make_centre()


def test_a_group_is_told_to_both_at_once(people: People, centre: Centre) -> None:
    clerk = petition_office()
    clue = make_clue(people, workers=12)
    case = apply(people, centre, clue=clue)
    rows = list(AidSharing.objects.filter(clue=clue))
    assert [(one.unit, one.told, one.shared_on) for one in rows] == [
        (people.owner.unit, "赵队长", TODAY),
        (clerk.unit, "信访员", TODAY),
    ]
    assert rows[0].task is None  # it holds the clue itself
    assert rows[1].task is not None and rows[1].task.unit == clerk.unit
    told = Message.objects.filter(template="officer_aid_shared", channel="in_site")
    assert {one.staff for one in told} == {people.head, clerk}
    assert all("涉及12人" in one.body for one in told)
    assert ClueEvent.objects.filter(clue=clue, kind="share_aid_request").count() == 2
    assert share_request(clue=case.clue, reason="再说一次", by=centre.officer, on=TODAY) == []


def test_sensitive_is_told_and_a_single_claim_is_not(people: People, centre: Centre) -> None:
    petition_office()
    quiet = apply(people, centre, clue=make_clue(people, workers=2))
    assert not AidSharing.objects.filter(clue=quiet.clue).exists()
    loud = apply(
        people,
        centre,
        clue=make_clue(people, workers=2, employer_name="新乡乙建筑有限公司"),
        sensitive="yes",
        sensitive_why="扬言爬塔吊",
    )
    assert AidSharing.objects.filter(clue=loud.clue, reason__contains="扬言爬塔吊").count() == 2
    assert HelperTask.objects.filter(clue=loud.clue, unit__kind="petition").count() == 1


def test_a_claim_that_grows_into_a_group_is_told_with_the_next_step(people: People, centre: Centre) -> None:
    case = apply(people, centre, clue=make_clue(people, workers=9))
    assert not AidSharing.objects.exists()
    Clue.objects.filter(pk=case.clue_id).update(persons=11)
    step(case, "accepted", centre)
    assert AidSharing.objects.filter(clue=case.clue, reason__contains="涉及11人").count() == 1
    step(case, "grant", centre)
    assert AidSharing.objects.count() == 1


def test_without_a_petition_office_inspection_alone_is_told(people: People, centre: Centre) -> None:
    case = apply(people, centre, clue=make_clue(people, workers=10))
    assert AidSharing.objects.filter(clue=case.clue).count() == 1


def test_board_of_today(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    other = apply(people, centre, clue=make_clue(people, employer_name="新乡丙电子有限公司"), matter="injury")
    assert [one.waits_for for one in stragglers(applications(centre.unit), TODAY)] == ["accept"]
    assert other.pk not in [one.case for one in applications(centre.unit)]
    step(case, "accepted", centre)
    assert [one.waits_for for one in stragglers(applications(centre.unit), TODAY)] == ["decide"]
    step(case, "grant", centre)
    assert [one.waits_for for one in stragglers(applications(centre.unit), TODAY)] == ["assign"]
    walk(case, "assign", centre)
    assert stragglers(applications(centre.unit), TODAY) == ()
    told = share(applications(centre.unit, TODAY, TODAY), TODAY, TODAY)
    assert (told.counted, told.done, told.late, told.shown) == (1, 1, 0, "100.0%")


def test_what_is_entered_later_is_told_apart(people: People, centre: Centre) -> None:
    yesterday = TODAY - timedelta(days=1)
    case = apply(people, centre)
    rows = list(case.steps.all())
    assert rows[0].done_on == TODAY
    one = Applied(case.pk, yesterday, yesterday, yesterday, yesterday, late=True)
    assert share([one], yesterday, yesterday).late == 1


def test_share_of_a_period() -> None:
    day = date(2024, 1, 8)
    rows = [
        Applied(1, day, day, day, day),
        Applied(2, day, day, day, day + timedelta(days=1)),
        Applied(3, day, day, None, None),
        Applied(4, day, day, given_up=True),
        Applied(5, day - timedelta(days=9), day, day, day),
    ]
    told = share(rows, day, day)
    assert (told.counted, told.done, told.given_up, told.tenths) == (3, 1, 1, 333)
    assert share([], day, day).shown == "没有申请"
    assert [one.case for one in stragglers(rows, day)] == [3]
