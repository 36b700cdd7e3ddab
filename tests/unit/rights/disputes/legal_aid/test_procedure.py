"""From application to archive in one day; clocks and promise; refusal and objection; urgent aid; the assignment's history."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.legal_aid.assigning import carried_by, replace_lawyer
from nuanxin.rights.disputes.legal_aid.models import AidAssignment
from nuanxin.rights.disputes.legal_aid.registers import change_standing
from nuanxin.rights.disputes.legal_aid.same_day import minutes_to_assign
from nuanxin.rights.intake.models import Clock, ClueEvent
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.disputes.legal_aid.aiding import Centre, apply, assigned, make_centre, step, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(people: People) -> Centre:
    return make_centre()


def clock(case: Case, term: str) -> Clock:
    return Clock.objects.get(clue=case.clue, term=term, about=f"case:{case.pk}", stopped_on__isnull=True)


def test_from_application_to_archive(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    assert case.number and "援字" in case.number
    deciding = clock(case, "aid.decide")
    assert (deciding.due_on, deciding.promise_on) == (TODAY + timedelta(days=7), TODAY)
    assert "当天审批" in str(deciding.explanation)
    walk(case, "accepted grant", centre)
    waiting = clock(case, "aid.assign")
    assert (waiting.due_on, waiting.promise_on) == (date(2024, 1, 15), TODAY)  # the third day is a Saturday
    walk(case, "assign authorisation work report archived", centre)
    case.refresh_from_db()
    assert (case.closed_on, case.closing) == (TODAY, "法律援助办结")
    case.clue.refresh_from_db()
    assert case.clue.closed_on is None
    kinds = list(Paper.objects.filter(about_id=case.pk).order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "aid_acceptance",
        "aid_decision",
        "aid_assignment",
        "aid_authorisation",
        "aid_closing_report",
    ]
    assert not Clock.objects.filter(clue=case.clue, about=f"case:{case.pk}", stopped_on__isnull=True).exists()
    told = ClueEvent.objects.get(clue=case.clue, kind="name_aid_lawyer").for_worker
    assert "律师0（河南某某律师事务所）" in told and "不收费" in told
    assert minutes_to_assign(case) == 0
    given = AidAssignment.objects.get(case=case)
    assert (given.until, given.ended_why) == (TODAY, "审查结案材料并归档")


def test_oral_application_without_proof_of_being_a_migrant(people: People, centre: Centre) -> None:
    with pytest.raises(BadInput, match="进城务工人员的材料"):
        apply(people, centre, proof="")


def test_the_officer_does_not_decide_his_own_file(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    step(case, "accepted", centre)
    from nuanxin.rights.cases.steps import take_step

    with pytest.raises(NotAllowed):
        take_step(
            case=case, step="grant", facts={"form": "arbitration", "opinion": "同意"}, by=centre.officer, on=TODAY
        )


def test_supplement_pauses_and_the_promise_begins_anew(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    later = TODAY + timedelta(days=5)
    step(case, "supplement", centre, supplement_by=later)
    assert clock(case, "aid.decide").pauses[-1][1] is None
    with pytest.raises(Refusal, match="还没有补齐"):
        step(case, "accepted", centre, TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="已于"):
        step(case, "supplement", centre, supplement_by=later)
    with pytest.raises(Refusal, match="还没有届满"):
        step(case, "deemed_withdrawn", centre, later)
    got = TODAY + timedelta(days=2)
    step(case, "supplemented", centre, got)
    running = clock(case, "aid.decide")
    assert (running.due_on, running.promise_on) == (TODAY + timedelta(days=9), got)
    step(case, "accepted", centre, got)


def test_not_supplemented_is_withdrawn(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    step(case, "supplement", centre, supplement_by=TODAY + timedelta(days=5))
    step(case, "deemed_withdrawn", centre, TODAY + timedelta(days=6))
    case.refresh_from_db()
    assert case.closing == "视为撤回申请"


def test_a_migrant_is_not_refused_for_means(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    step(case, "accepted", centre)
    with pytest.raises(Refusal, match="免予核查"):
        step(case, "refuse", centre, ground="means", reason="收入较高")


def test_refusal_objection_and_aid_after_all(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted refuse", centre)
    with pytest.raises(Refusal, match="没有决定给予"):
        assigned(case, centre)
    step(case, "objection", centre)
    assert clock(case, "aid.objection").due_on == date(2024, 1, 15)
    with pytest.raises(Refusal, match="异议还没有处理完"):
        step(case, "refused_filed", centre)
    step(case, "objection_decided", centre)
    with pytest.raises(Refusal, match="异议还没有处理完"):
        step(case, "refused_filed", centre)
    walk(case, "regrant assign authorisation work report archived", centre)
    case.refresh_from_db()
    assert case.closing == "法律援助办结"


def test_refusal_that_stands(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted refuse objection", centre)
    with pytest.raises(BadInput, match="复议"):
        step(case, "objection_decided", centre, outcome="upheld")
    step(case, "objection_decided", centre, outcome="upheld", remedy="已告知")
    step(case, "refused_filed", centre)
    case.refresh_from_db()
    assert case.closed_on == TODAY


def test_urgent_aid_comes_first_and_is_made_good(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    with pytest.raises(Refusal, match="还有七日以上"):
        step(case, "first_aid", centre, ground="limitation", expires_on=TODAY + timedelta(days=7))
    with pytest.raises(BadInput, match="没有填写"):
        step(case, "first_aid", centre, ground="limitation")
    step(case, "first_aid", centre, ground="limitation", expires_on=TODAY + timedelta(days=6))
    walk(case, "assign authorisation work", centre)
    with pytest.raises(Refusal, match="补办手续"):
        step(case, "report", centre)
    walk(case, "accepted grant", centre)
    assert not Clock.objects.filter(clue=case.clue, term="aid.assign", stopped_on__isnull=True).exists()
    walk(case, "report archived", centre)


def test_termination_ends_the_assignment_and_striking_gives_it_back(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant assign", centre)
    row = step(case, "terminate", centre)
    assert carried_by(case) is None
    with pytest.raises(Refusal, match="已经决定终止"):
        step(case, "work", centre)
    from nuanxin.rights.cases.steps import strike_step

    with on_day(TODAY):
        strike_step(row=row, reason="受援人没有委托其他律师", by=centre.head, on=TODAY)
    carried = carried_by(case)
    assert carried is not None and carried.lawyer == centre.lawyers[0]
    step(case, "work", centre)


def test_terminated_and_given_again(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant assign authorisation terminate", centre)
    step(case, "objection", centre, against="terminate")
    walk(case, "objection_decided regrant", centre)
    replace_lawyer(
        case=case, lawyer=centre.lawyers[1], chosen="first", reason="恢复援助，重新指派", by=centre.head, on=TODAY
    )
    walk(case, "work report archived", centre)


def test_replacement_keeps_the_history(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant assign", centre)
    with pytest.raises(Refusal, match="原承办人员"):
        replace_lawyer(case=case, lawyer=centre.lawyers[0], chosen="first", reason="利益冲突", by=centre.head, on=TODAY)
    with pytest.raises(Refusal, match="没有写明更换理由"):
        replace_lawyer(case=case, lawyer=centre.lawyers[1], chosen="first", reason=" ", by=centre.head, on=TODAY)
    replace_lawyer(case=case, lawyer=centre.lawyers[1], chosen="worker", reason="利益冲突", by=centre.head, on=TODAY)
    rows = list(AidAssignment.objects.filter(case=case))
    assert [(one.lawyer.name, one.until, one.ended_why) for one in rows] == [
        ("律师0", TODAY, "利益冲突"),
        ("律师1", None, ""),
    ]
    assert "受援人选定" in rows[1].grounds
    assert Paper.objects.filter(kind="aid_assignment", about_id=case.pk).count() == 2


def test_nobody_suspended_is_assigned(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant", centre)
    change_standing(lawyer=centre.lawyers[0], standing="suspended", reason="停止执业三个月", by=centre.head, on=TODAY)
    with pytest.raises(Refusal, match="暂停指派"):
        assigned(case, centre)
    assert not AidAssignment.objects.filter(case=case).exists()


def test_another_choice_needs_its_reason(people: People, centre: Centre) -> None:
    case = apply(people, centre)
    walk(case, "accepted grant", centre)
    with pytest.raises(Refusal, match="理由"):
        assigned(case, centre, chosen="other")
