"""The emergency fund: caps, two people, payout into the ledger, living cost apart, recovery, balance on any day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.cases.ledger import standing, withdraw_payment
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.retention.periods import keeping_facts
from nuanxin.rights.relief.fund.advancing import decide_advance, pay_worker
from nuanxin.rights.relief.fund.balance import fund_on, outstanding_of, promised
from nuanxin.rights.relief.fund.caps import Caps, most_for, read_caps
from nuanxin.rights.relief.fund.holding import withdraw_allocation
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance
from nuanxin.rights.relief.fund.recovering import agree_repayment, pursue, record_recovered, withdraw_recovered
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_case, make_coordination, on_day
from tests.unit.rights.relief.making import approver, make_advance, make_fund, manager, verify_all

pytestmark = pytest.mark.django_db
ON = date(2023, 12, 20)


def applied(people: People, **about: object) -> tuple[Case, EmergencyFund, FundAdvance]:
    fund, case = make_fund(people), make_case(people)
    verify_all(case.clue, people, ON)
    return case, fund, make_advance(case, people, on=ON, **about)  # type: ignore[arg-type]


def paid(people: People, advance: FundAdvance, on: date = ON) -> FundAdvance:
    with on_day(on):
        advance = decide_advance(advance=advance, approved=True, reason="同意", by=approver(people), on=on)
        for line in advance.lines.all():
            pay_worker(line=line, paid_on=on, voucher=f"财付{line.pk}", by=manager(people), on=on)
    return FundAdvance.objects.get(pk=advance.pk)


def test_advance_paid_into_the_ledger_and_recovered(people: People) -> None:
    case, fund, advance = applied(people)
    assert advance.application.number and advance.state == "applied"
    advance = paid(people, advance)
    assert advance.state == "paid" and advance.approval is not None
    assert [line.paid_by_source for line in standing(case.clue)] == [{"fund": 150_000}] * 3
    by = manager(people)
    with on_day(ON + timedelta(days=5)) as later:
        pursue(
            advance=advance, kind="demand", done_on=later, note="", pay_by=later + timedelta(days=10), by=by, on=later
        )
        record_recovered(advance=advance, amount_fen=100_000, done_on=later, voucher="还1", by=by, on=later)
        with pytest.raises(Refusal, match=r"尚未收回3,500\.00元"):
            record_recovered(advance=advance, amount_fen=350_001, done_on=later, voucher="还2", by=by, on=later)
    before, now = fund_on(fund, ON - timedelta(days=1)), fund_on(fund, later)
    assert (before.balance, fund_on(fund, ON).balance, now.balance) == (100_000_000, 99_550_000, 99_650_000)
    assert (now.rate, before.rate) == (Fraction(2, 9), None)
    assert advance.recoveries.get(kind="demand").paper is not None


def test_living_cost_is_no_wage(people: People) -> None:
    case, fund, advance = applied(people, nature="living")
    paid(people, advance)
    assert [line.paid_fen for line in standing(case.clue)] == [0, 0, 0]
    assert not Payment.objects.exists()
    assert fund_on(fund, ON).advanced == 450_000


def test_nothing_without_caps(people: People) -> None:
    make_fund(people)
    case = make_case(people)
    verify_all(case.clue, people, ON)
    LocalSetting.objects.filter(key="wage.minimum").delete()
    with pytest.raises(Refusal, match="月最低工资标准没有设置"):
        make_advance(case, people, on=ON)
    LocalSetting.objects.filter(key="ef.cap_local").delete()
    with pytest.raises(Refusal, match=r"ef\.cap_local"):
        make_advance(case, people, on=ON)
    assert not FundAdvance.objects.exists()


def test_the_cap_holds_over_two_applications(people: People) -> None:
    case, _, _ = applied(people)
    with pytest.raises(Refusal, match=r"含已申请的1,500\.00元.*超过上限2,000\.00元"):
        make_advance(case, people, on=ON, fen=60_000)
    assert make_advance(case, people, on=ON, fen=50_000).pk


def test_only_on_a_filed_case_with_verified_sums(people: People) -> None:
    make_fund(people)
    case = make_coordination(people)
    with pytest.raises(Refusal, match="没有立案"):
        make_advance(case, people, on=ON)


def test_the_applicant_never_approves(people: People) -> None:
    _, _, advance = applied(people)
    both = approver(people)
    FundAdvance.objects.filter(pk=advance.pk).update(applied_by=both)
    with on_day(ON), pytest.raises(NotAllowed, match="申请人不能审批自己的申请"):
        decide_advance(advance=advance, approved=True, reason="同意", by=both, on=ON)
    with on_day(ON), pytest.raises(NotAllowed):
        decide_advance(advance=advance, approved=True, reason="同意", by=people.owner, on=ON)


def test_money_is_promised_once(people: People) -> None:
    _, fund, advance = applied(people)
    with on_day(ON):
        decide_advance(advance=advance, approved=True, reason="同意", by=approver(people), on=ON)
    assert promised(fund) == 450_000
    with pytest.raises(Refusal, match="没有写明理由"):
        withdraw_allocation(allocation=fund.allocations.get(), why="", by=manager(people), on=TODAY)


def test_refused_when_the_fund_is_empty(people: People) -> None:
    fund, case = make_fund(people, fen=100), make_case(people)
    verify_all(case.clue, people, ON)
    advance = make_advance(case, people, on=ON)
    with on_day(ON), pytest.raises(Refusal, match=r"可用余额1\.00元"):
        decide_advance(advance=advance, approved=True, reason="同意", by=approver(people), on=ON)
    with on_day(ON):
        decide_advance(advance=advance, approved=False, reason="余额不足", by=approver(people), on=ON)
    assert promised(fund) == 0


def test_an_employer_that_is_there_signs_first(people: People) -> None:
    _, _, advance = applied(people, ground="cannot")
    with on_day(ON):
        advance = decide_advance(advance=advance, approved=True, reason="同意", by=approver(people), on=ON)
        line = advance.lines.all()[0]
        with pytest.raises(Refusal, match="还款协议"):
            pay_worker(line=line, paid_on=ON, voucher="1", by=manager(people), on=ON)
        agree_repayment(advance=advance, agreed_on=ON, repay_by=date(2024, 3, 1), by=manager(people), on=ON)
        pay_worker(line=line, paid_on=ON, voucher="1", by=manager(people), on=ON)
    assert outstanding_of(advance) == 150_000


def test_a_payment_taken_back_returns_to_the_fund(people: People) -> None:
    case, fund, advance = applied(people)
    advance = paid(people, advance)
    payment = Payment.objects.order_by("pk")[0]
    withdraw_payment(payment=payment, why="退票", by=people.owner, on=TODAY)
    assert fund_on(fund, TODAY).advanced == 300_000
    line = advance.lines.get(payment=payment)
    pay_worker(line=line, paid_on=TODAY, voucher="重付", by=manager(people), on=TODAY)
    assert fund_on(fund, TODAY).advanced == 450_000 == sum(row.paid_fen for row in standing(case.clue))


def test_wrong_rows_are_marked(people: People) -> None:
    _, fund, advance = applied(people)
    advance = paid(people, advance)
    by = manager(people)
    row = record_recovered(advance=advance, amount_fen=100, done_on=TODAY, voucher="还1", by=by, on=TODAY)
    withdraw_recovered(recovery=row, why="录错", by=by, on=TODAY)
    assert fund_on(fund, TODAY).recovered == 0
    with pytest.raises(Refusal, match="余额会小于零"):
        withdraw_allocation(allocation=fund.allocations.get(), why="录错", by=by, on=TODAY)


@pytest.mark.parametrize(
    ("value", "wage", "owed", "most"),
    [
        ({"months": 1, "share": 0.2}, 2000, 1_000_000, 200_000),
        ({"months": 1, "share": 0.2}, 2000, 5_000_000, 200_000),
        ({"months": 1, "share": 0.2}, 2000, 900_000, 180_000),
        ({"share": 0.3}, None, 1_000_001, 300_000),
        ({"months": 2}, {"month": "2350"}, 1_000_000, 470_000),
        ({"months": 2}, "2350", 100_000, 100_000),
    ],
)
def test_lowest_cap_counts(value: object, wage: object, owed: int, most: int) -> None:
    """law.md ef.cap_local: 郑州、锦州 both caps; 温州瓯海 thirty per cent."""
    caps = read_caps(value, "本地办法", wage)
    assert caps.missing == "" and most_for(owed, caps).fen == most


@pytest.mark.parametrize(
    ("value", "wage"),
    [({}, 1), ({"share": 2}, 1), ({"x": 1}, 1), ("20%", 1), ({"months": 0}, 1), ({"months": 1}, "两千")],
)
def test_a_setting_that_cannot_be_read_caps_nothing(value: object, wage: object) -> None:
    assert read_caps(value, "本地办法", wage).missing


def test_caps_never_pass_what_is_owed() -> None:
    assert most_for(77, Caps(Fraction(3), Fraction(1), 200_000)).fen == 77


def test_an_advance_keeps_the_file_until_it_is_wholly_back(people: People) -> None:
    """Undecided, approved, paid or partly recovered: nothing of the file is destroyed."""
    case, _, advance = applied(people)

    def kept() -> bool:
        return "应急周转金垫付没有全部收回" in keeping_facts(case.clue, TODAY).kept_by

    assert kept()
    advance = paid(people, advance)
    assert kept()
    by, owed = manager(people), outstanding_of(advance)
    record_recovered(advance=advance, amount_fen=owed - 1, done_on=TODAY, voucher="还1", by=by, on=TODAY)
    assert kept()
    record_recovered(advance=advance, amount_fen=1, done_on=TODAY, voucher="还2", by=by, on=TODAY)
    assert not kept()
