"""A mediation from the first paper to the last: gates, joint days, the doors after a default, closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.agreements import keep_instalment, mark_defaults
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.cases.money import Instalment
from nuanxin.rights.cases.steps import make_paper, prefill_of, steps_taken, take_step
from nuanxin.rights.disputes.mediation.doors import doors_after_default
from nuanxin.rights.disputes.mediation.keeping_order import minutes_between
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import on_day, pay_all
from tests.unit.rights.disputes.mediation.making import START, Desk, agree, agreed, appoint, facts_for, opened, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


def open_doors(case: Case) -> set[str]:
    return {door.key for door in doors_after_default(steps_taken(case)) if door.open}


def defaulted(people: People, desk: Desk) -> tuple[Case, date]:
    case = agreed(people, desk)
    on = START + timedelta(days=11)
    with on_day(on):
        assert len(mark_defaults(on=on)) == 1
    return case, on


def test_from_application_to_closing(people: People, desk: Desk) -> None:
    case = agreed(people, desk)
    assert case.number == "新乡人调字〔2023〕1号"
    on = START + timedelta(days=1)
    step(case, "confirmation", desk, on)
    step(case, "confirm_answer", desk, on)
    on = START + timedelta(days=9)
    pay_all(case.clue, people, on)
    with on_day(on):
        for part in Instalment.objects.filter(agreement__case=case):
            keep_instalment(instalment=part, paid_on=on, by=desk.mediator, on=on)
    step(case, "performed", desk, on)
    with on_day(on):
        settlement = settle_and_close(case=case, by=desk.mediator, on=on)
    assert settlement.solved_by == "mediation"
    assert Settlement.objects.get().amount_fen == 3_000_000
    case.refresh_from_db()
    case.clue.refresh_from_db()
    assert case.closed_on == on
    assert case.clue.state == "closed"
    kinds = list(Paper.objects.order_by("pk").values_list("kind", flat=True))
    assert [k for k in kinds if k != "registration_receipt"] == [
        "mediation_acceptance",
        "mediation_agreement",
        "judicial_confirmation_application",
    ]


def test_fifteen_days_run_from_the_application_and_stop_with_the_agreement(people: People, desk: Desk) -> None:
    case = opened(people, desk)
    clock = Clock.objects.get(clue=case.clue, term="med.labour")
    assert clock.due_on == date(2023, 12, 20)
    step(case, "accept", desk, START)
    with pytest.raises(Refusal, match="十五日还没有届满"):
        step(case, "failed", desk, date(2023, 12, 20), reason="time")
    step(case, "failed", desk, date(2023, 12, 21), reason="time")
    clock.refresh_from_db()
    assert clock.stopped_on == date(2023, 12, 21)
    case.refresh_from_db()
    assert case.closing == "调解不成"
    assert case.clue.closed_on is None
    ending = Paper.objects.get(kind="mediation_ending")
    assert ending.fields["reason"] == "期限届满未达成协议"


def test_no_agreement_without_consent_and_session(people: People, desk: Desk) -> None:
    case = opened(people, desk)
    step(case, "accept", desk, START)
    with pytest.raises(Refusal, match="双方同意"):
        agree(case, desk, START)
    with pytest.raises(Refusal, match="双方同意"):
        step(case, "session", desk, START)
    step(case, "consent", desk, START)
    with pytest.raises(Refusal, match="没有指定调解员"):
        step(case, "session", desk, START)
    with pytest.raises(Refusal, match="没有主持调解的记录"):
        agree(case, desk, START)


def test_where_one_side_refuses_the_file_ends(people: People, desk: Desk) -> None:
    case = opened(people, desk)
    step(case, "accept", desk, START)
    step(case, "refused", desk, START)
    with pytest.raises(Refusal):
        step(case, "consent", desk, START)
    case.refresh_from_db()
    assert case.closing == "一方拒绝调解"


def test_session_times_and_effective_day(people: People, desk: Desk) -> None:
    assert minutes_between("09:05", "9：51") == 46
    assert minutes_between("10:00", "10:00") is None
    assert minutes_between("25:00", "26:00") is None
    case = opened(people, desk)
    step(case, "accept", desk, START)
    appoint(case, desk.registered(), desk, START)
    step(case, "consent", desk, START)
    with pytest.raises(Refusal, match="09:05"):
        step(case, "session", desk, START, ended="08:00")
    step(case, "session", desk, START)
    agree(case, desk, START)
    later = START + timedelta(days=1)
    with pytest.raises(Refusal, match="应为2023年12月6日"):
        step(case, "signed", desk, later, effective_on=START, worker_signed_on=START)
    step(case, "signed", desk, later, worker_signed_on=START)


def test_oral_only_in_peoples_mediation(people: People, desk: Desk) -> None:
    case = opened(people, desk, kind="enterprise")
    step(case, "accept", desk, START)
    appoint(case, desk.registered(), desk, START)
    step(case, "consent", desk, START)
    step(case, "session", desk, START)
    agree(case, desk, START)
    with pytest.raises(Refusal, match="只有人民调解"):
        step(case, "oral", desk, START)


def test_oral_agreement_is_recorded_and_needs_no_paper(people: People, desk: Desk) -> None:
    case = opened(people, desk)
    step(case, "accept", desk, START)
    appoint(case, desk.registered(), desk, START)
    step(case, "consent", desk, START)
    step(case, "session", desk, START)
    agree(case, desk, START)
    with pytest.raises(Refusal, match="自各方达成协议之日"):
        step(case, "oral", desk, START + timedelta(days=1))
    step(case, "oral", desk, START)
    assert "payment_order" not in open_doors(case)


def test_confirmation_together_and_within_thirty_days(people: People, desk: Desk) -> None:
    case = agreed(people, desk)
    with pytest.raises(Refusal, match="劳动者一方申请日期2023年12月4日早于“协议书签名盖章生效”的2023年12月5日"):
        step(case, "confirmation", desk, START, worker_on=START - timedelta(days=1))
    with pytest.raises(Refusal, match="2024年1月4日届满"):
        step(case, "confirmation", desk, date(2024, 1, 5))
    step(case, "confirmation", desk, date(2024, 1, 4))


def test_arbitral_body_makes_its_own_paper(people: People, desk: Desk) -> None:
    case = agreed(people, desk, kind="arbitral")
    with pytest.raises(Refusal, match="不适用司法确认"):
        step(case, "confirmation", desk, START)
    step(case, "review", desk, START)
    clock = Clock.objects.get(clue=case.clue, term="arb.review_agreement.review")
    assert clock.due_on is None
    assert "未经原文核对" in clock.missing


def test_the_doors_after_a_default(people: People, desk: Desk) -> None:
    case, on = defaulted(people, desk)
    assert open_doors(case) == {"arbitration", "wage_suit", "payment_order", "inspection", "notary"}
    step(case, "urge", desk, on)
    with pytest.raises(Refusal, match="没有经司法确认"):
        step(case, "handed_on", desk, on, route="enforcement")
    step(case, "handed_on", desk, on, route="wage_suit")
    case.refresh_from_db()
    assert case.closing == "协议未履行，转其他途径"


def test_a_confirmed_agreement_is_enforced_not_sued_upon(people: People, desk: Desk) -> None:
    case, on = defaulted(people, desk)
    step(case, "confirmation", desk, on)
    step(case, "confirm_answer", desk, on)
    assert open_doors(case) == {"enforcement", "inspection"}
    with pytest.raises(Refusal, match="应申请执行"):
        step(case, "handed_on", desk, on, route="arbitration")


def test_papers_beside_leave_nothing_blank(people: People, desk: Desk) -> None:
    case = agreed(people, desk)
    with on_day(START):
        for kind in ("mediation_application", "mediation_record"):
            fields = prefill_of(case, kind, {})
            paper = make_paper(case=case, kind=kind, fields=fields, by=desk.mediator, on=START)
            known = "mediator" if kind == "mediation_record" else "kind"
            assert paper.fields[known] in ("何调解", "人民调解")


def test_another_desk_may_not_act(people: People, desk: Desk) -> None:
    from nuanxin.foundation.organisations.kinds import UnitKind
    from tests.desks import desk_person

    case = opened(people, desk)
    stranger = desk_person("mediator", UnitKind.MEDIATION, region="410724")
    with on_day(START), pytest.raises(NotAllowed):
        take_step(case=case, step="accept", facts=facts_for("accept", START), by=stranger, on=START)
