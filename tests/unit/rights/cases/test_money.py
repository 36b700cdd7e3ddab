"""The money ledger: what it refuses, what it adds up, a roster of two hundred, and who may write in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.ledger import (
    WorkerLine,
    record_payment,
    standing,
    totals,
    verify_claim,
    withdraw_claim,
    withdraw_payment,
)
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.cases.roster import LEDGER_HEAD, add_claim, import_roster, ledger_rows
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration.facts import ClaimFacts
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import RECEIVED_ON, claims, id_number, make_case, on_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def clue(people: People) -> Clue:
    return make_case(people).clue


def pay(claim: Claim, people: People, fen: int = 100, voucher: str = "回单1", **changes: Any) -> Payment:
    given: dict[str, Any] = {"source": "employer", "paid_on": TODAY, "by": people.owner, "on": TODAY, **changes}
    return record_payment(claim=claim, amount_fen=fen, voucher=voucher, **given)


def verify(claim: Claim, people: People, fen: int = 1_000_000) -> Verification:
    return verify_claim(claim=claim, verified_fen=fen, basis="工资表", by=people.owner, on=TODAY)


def test_a_later_finding_replaces_the_earlier_one(people: People, clue: Clue) -> None:
    claim = claims(clue)[0]
    first, second = verify(claim, people, 900_000), verify(claim, people, 800_000)
    first.refresh_from_db()
    assert first.replaced_by == second
    assert standing(clue)[0].verified_fen == 800_000
    assert Verification.objects.filter(claim=claim).count() == 2


def test_what_a_payment_may_not_be(people: People, clue: Clue) -> None:
    claim = claims(clue)[0]
    with pytest.raises(Refusal, match="还没有核实"):
        pay(claim, people)
    verify(claim, people)
    with pytest.raises(Refusal, match="早于收到线索"):
        pay(claim, people, paid_on=RECEIVED_ON - timedelta(days=1))
    with pytest.raises(Refusal, match="在今天之后"):
        pay(claim, people, paid_on=TODAY + timedelta(days=1))
    with pytest.raises(Refusal, match="没有凭证号"):
        pay(claim, people, voucher=" ")
    with pytest.raises(Refusal, match="支付来源"):
        pay(claim, people, source="lottery")
    pay(claim, people, 600_000)
    with pytest.raises(Refusal, match="凭证回单1已于2024年1月10日登记6,000.00元"):
        pay(claim, people, 100)
    with pytest.raises(Refusal, match="超过核实金额10,000.00元"):
        pay(claim, people, 400_001, voucher="回单2")
    pay(claim, people, 400_001, voucher="回单2", explained="利息一并支付")
    pay(claim, people, 500_000, voucher="回单1", kind="compensation")
    line = standing(clue)[0]
    assert (line.paid_fen, line.missing_fen, line.compensation_fen) == (1_000_001, 0, 500_000)


def test_a_withdrawn_payment_counts_no_more_and_stays(people: People, clue: Clue) -> None:
    claim = claims(clue)[0]
    verify(claim, people)
    payment = pay(claim, people, 300_000)
    with pytest.raises(Refusal, match="没有写明理由"):
        withdraw_payment(payment=payment, why=" ", by=people.owner, on=TODAY)
    withdraw_payment(payment=payment, why="登错人", by=people.owner, on=TODAY)
    assert standing(clue)[0].paid_fen == 0
    assert Payment.objects.get(pk=payment.pk).withdrawn_why == "登错人"
    pay(claim, people, 300_000)  # the same voucher may be entered again


def test_verified_never_falls_below_what_was_paid(people: People, clue: Clue) -> None:
    claim = claims(clue)[0]
    verify(claim, people)
    pay(claim, people, 600_000)
    with pytest.raises(Refusal, match="已经支付6,000.00元"):
        verify(claim, people, 500_000)


def test_a_withdrawn_claim_takes_no_more_money(people: People, clue: Clue) -> None:
    claim = claims(clue)[0]
    withdraw_claim(claim=claim, reason="本人电话撤回", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="撤回主张"):
        verify(claim, people)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("owner", True),
        ("colleague", True),
        ("head", True),
        ("superior", False),
        ("stranger", False),
        ("housing", False),
        ("reviewer", False),
    ],
)
def test_who_may_write_in_the_ledger(people: People, clue: Clue, name: str, allowed: bool) -> None:
    claim, by = claims(clue)[0], getattr(people, name)
    if allowed:
        assert verify_claim(claim=claim, verified_fen=1, basis="台账", by=by, on=TODAY).by == by
    else:
        with pytest.raises(Refusal, match="没有权限"):
            verify_claim(claim=claim, verified_fen=1, basis="台账", by=by, on=TODAY)


def test_totals_count_a_worker_once(people: People) -> None:
    def line(worker: int, paid: int, migrant: bool | None) -> WorkerLine:
        return WorkerLine(worker, worker, "甲", migrant, "", 500, 500, {"employer": paid} if paid else {}, 7)

    sums = totals([line(1, 300, True), line(1, 200, True), line(2, 100, None), line(3, 0, True)])
    assert (sums.paid_persons, sums.migrant_paid_persons) == (2, 1)
    assert (sums.paid_fen, sums.migrant_paid_fen, sums.compensation_fen) == (600, 500, 28)
    assert sums.missing_fen == 200 + 300 + 400 + 500


def test_a_roster_of_two_hundred_goes_in_once(people: People, clue: Clue) -> None:
    rows = [
        ClaimFacts(name=f"名册{n}", id_number=id_number(100 + n), amount_fen=n * 100, migrant=True) for n in range(200)
    ]
    bad = [
        ClaimFacts(name=""),
        ClaimFacts(name="错号", id_number="410721197001010011"),
        ClaimFacts(name="重复", id_number=id_number(100)),
    ]
    result = import_roster(clue=clue, rows=[*rows, *bad], by=people.owner, on=TODAY)
    assert (result.added, result.unchanged) == (200, 0)
    assert [fault.row for fault in result.faults] == [201, 202, 203]
    again = import_roster(clue=clue, rows=rows, by=people.owner, on=TODAY)
    assert (again.added, again.unchanged) == (0, 200)
    assert totals(standing(clue)).workers == 203
    assert totals(standing(clue)).claimed_fen == 3_000_000 + sum(n * 100 for n in range(200))


def test_one_worker_more(people: People, clue: Clue) -> None:
    facts = ClaimFacts(name="后来者", id_number=id_number(99), amount_fen=5)
    assert add_claim(clue=clue, facts=facts, by=people.owner, on=TODAY).claimed_fen == 5
    with pytest.raises(Refusal, match="已经登记"):
        add_claim(clue=clue, facts=facts, by=people.owner, on=TODAY)


def test_the_ledger_as_a_sheet(people: People, clue: Clue) -> None:
    for claim in claims(clue):
        verify(claim, people)
        pay(claim, people, 250_000, voucher=f"回单{claim.pk}", source="deposit")
    rows = ledger_rows(clue, by=people.owner)
    assert rows[0] == LEDGER_HEAD
    assert len(rows) == 5
    assert all(len(row) == len(LEDGER_HEAD) for row in rows)
    sums = dict(zip(LEDGER_HEAD, rows[-1], strict=True))
    assert sums["工资已付合计（分）"] == 750_000
    assert sums["尚欠（分）"] == 2_250_000
    assert sums["工资保证金（保函）（分）"] == 750_000
    with pytest.raises(Refusal, match="没有权限导出"):
        ledger_rows(clue, by=people.stranger)


def test_an_imported_day_needs_no_clock(people: People, clue: Clue) -> None:
    with on_day(date(2023, 12, 20)), pytest.raises(Refusal, match="在今天之后"):
        verify_claim(claim=claims(clue)[0], verified_fen=1, basis="台账", by=people.owner, on=date(2023, 12, 21))
