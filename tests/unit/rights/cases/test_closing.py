"""Closing only when vouchers meet what is owed and every worker was asked; "not paid" opens the file again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.closing import close_without_settlement, closing_obstacles, settle_and_close
from nuanxin.rights.cases.confirmation import ask_list, record_confirmation, unhappy_answers
from nuanxin.rights.cases.ledger import record_payment, verify_claim, withdraw_claim
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.models import Clock
from tests.conftest import TODAY, People, at
from tests.unit.rights.cases.making import claims, make_case, make_coordination, on_day, pay_all, step, walk

pytestmark = pytest.mark.django_db
PAID_ON = date(2023, 12, 12)


def ready(people: People) -> Case:
    """A filed case, investigated, ordered, paid and confirmed."""
    case = make_case(people)
    walk(case, "evidence investigated order order_served", people, date(2023, 12, 6))
    pay_all(case.clue, people, PAID_ON)
    step(case, "performed", people, PAID_ON)
    return case


def test_a_filed_case_closes_as_column_four(people: People) -> None:
    case = ready(people)
    settlement = settle_and_close(case=case, by=people.owner, on=TODAY)
    assert (settlement.solved_by, settlement.filed_on, settlement.solved_on) == ("filed", case.opened_on, TODAY)
    assert (settlement.persons, settlement.migrant_persons) == (3, 2)
    assert (settlement.amount_fen, settlement.migrant_amount_fen) == (3_000_000, 2_000_000)
    case.refresh_from_db()
    case.clue.refresh_from_db()
    assert case.closed_on == TODAY
    assert (case.clue.state, case.clue.conclusion) == (ClueState.CLOSED, Conclusion.FILED_SOLVED)
    assert Paper.objects.filter(kind="closing_report", about_id=case.pk).get().number == "新人社监结字〔2024〕1号"
    assert not Clock.objects.filter(clue=case.clue, stopped_on__isnull=True).exists()


def test_compensation_is_no_wage_of_the_table(people: People) -> None:
    case = ready(people)
    claim = claims(case.clue)[0]
    record_payment(
        claim=claim, source="employer", amount_fen=500_000, paid_on=TODAY, voucher="赔1", kind="compensation",
        by=people.owner, on=TODAY,
    )  # fmt: skip
    with pytest.raises(Refusal, match="工人0没有询问是否收到"):  # asked before this payment
        settle_and_close(case=case, by=people.owner, on=TODAY)
    record_confirmation(claim=claim, answer="received", method="visit", asked_on=TODAY, by=people.owner, on=TODAY)
    assert settle_and_close(case=case, by=people.owner, on=TODAY).amount_fen == 3_000_000


def test_coordination_closes_as_column_five(people: People) -> None:
    case = make_coordination(people)
    pay_all(case.clue, people, PAID_ON)
    settlement = settle_and_close(case=case, by=people.owner, on=TODAY)
    assert (settlement.solved_by, settlement.filed_on) == ("coordinated", None)
    case.clue.refresh_from_db()
    assert case.clue.conclusion == Conclusion.COORDINATED


def test_each_obstacle_is_named(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated", people, date(2023, 12, 6))
    one, two, three = claims(case.clue)

    def why() -> str:
        with pytest.raises(Refusal) as refused:
            settle_and_close(case=case, by=people.owner, on=TODAY)
        return str(refused.value)

    assert "没有任何工资支付记录" in why()
    for claim in (one, two):
        verify_claim(claim=claim, verified_fen=1_000_000, basis="工资表", by=people.owner, on=TODAY)
    record_payment(
        claim=one, source="contractor", amount_fen=1_000_000, paid_on=TODAY, voucher="1", by=people.owner, on=TODAY
    )
    assert "工人2的欠薪金额没有核实" in why()
    withdraw_claim(claim=three, reason="本人书面撤回", by=people.owner, on=TODAY)
    assert "工人1的工资没有付清" in why()
    record_payment(
        claim=two, source="fund", amount_fen=1_000_000, paid_on=TODAY, voucher="2", by=people.owner, on=TODAY
    )
    assert "工人0、工人1没有询问是否收到" in why()
    assert ask_list(case.clue) == [one, two]
    record_confirmation(claim=one, answer="received", method="call", asked_on=TODAY, by=people.owner, on=TODAY)
    record_confirmation(claim=two, answer="short", method="page", asked_on=TODAY, by=None, on=TODAY)
    assert "工人1表示没有收到或者没有足额" in why()
    assert [row.claim for row in unhappy_answers(people.owner)] == [two]
    with pytest.raises(Refusal, match="没有写明为什么联系不上.*第十条"):
        record_confirmation(claim=two, answer="unreachable", method="call", asked_on=TODAY, by=people.owner, on=TODAY)
    note = "三天五次拨打138号码无人接听，工友代转"
    record_confirmation(
        claim=two, answer="unreachable", method="call", asked_on=TODAY, by=people.owner, on=TODAY, note=note
    )
    assert closing_obstacles(case) == ()
    assert settle_and_close(case=case, by=people.owner, on=TODAY).persons == 2


@pytest.mark.parametrize("name", ["superior", "stranger", "housing", "reviewer", "leader"])
def test_who_may_not_close(people: People, name: str) -> None:
    case = ready(people)
    with pytest.raises(Refusal, match="没有权限结案"):
        settle_and_close(case=case, by=getattr(people, name), on=TODAY)


def test_not_paid_reopens_with_the_same_officer(people: People) -> None:
    case = ready(people)
    first = settle_and_close(case=case, by=people.owner, on=TODAY)
    day = TODAY + timedelta(days=3)
    with on_day(day):
        record_confirmation(claim=claims(case.clue)[1], answer="not_paid", method="page", asked_on=day, by=None, on=day)
        case.refresh_from_db()
        case.clue.refresh_from_db()
        first.refresh_from_db()
        assert (case.closed_on, case.clue.state, case.clue.officer) == (None, ClueState.HANDLING, people.owner)
        assert first.withdrawn_on == day
        assert case.step == "performed"
        assert [row.claim.worker.name for row in unhappy_answers(people.owner)] == ["工人1"]
        assert case.clue.events.filter(kind="reopen_clue").count() == 1
        with pytest.raises(Refusal, match="没有收到"):
            settle_and_close(case=case, by=people.owner, on=day)
    with on_day(day, hour=15):
        record_confirmation(
            claim=claims(case.clue)[1], answer="received", method="call", asked_on=day, by=people.owner, on=day
        )
        second = settle_and_close(case=case, by=people.owner, on=day)
    assert second.corrects == first
    assert Settlement.objects.filter(clue=case.clue, withdrawn_on__isnull=True).get() == second
    assert at(day).date() == second.solved_on


def test_withdrawing_a_filing_needs_nothing_owed(people: People) -> None:
    case = make_case(people)
    walk(case, "evidence investigated", people, date(2023, 12, 6))
    ask = {"case": case, "conclusion": Conclusion.UNFOUNDED, "reason": "工资已按月发放", "by": people.head, "on": TODAY}
    with pytest.raises(Refusal, match="没有核实为零"):
        close_without_settlement(**ask)
    for claim in claims(case.clue):
        verify_claim(claim=claim, verified_fen=0, basis="银行流水", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限撤销立案"):
        close_without_settlement(**{**ask, "by": people.owner})
    with pytest.raises(Refusal, match="结论不在可选范围"):
        close_without_settlement(**{**ask, "conclusion": Conclusion.FILED_SOLVED})
    close_without_settlement(**ask)
    case.clue.refresh_from_db()
    assert (case.clue.state, case.clue.conclusion) == (ClueState.CLOSED, Conclusion.UNFOUNDED)
    assert not Settlement.objects.filter(clue=case.clue).exists()
