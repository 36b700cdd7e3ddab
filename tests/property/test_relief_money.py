"""Money over all sources: the fund, the shares of a deposit and the check for doubles against slow obvious twins.

And over random days of acts on real rows: fund = allocated − paid out + recovered, the ledger's sum is the sum of its
sources, and nobody stands above what was verified without a finding.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.ledger import record_payment, standing, totals, withdraw_payment
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.relief.deposit.balance import Movement, balance, balance_on
from nuanxin.rights.relief.deposit.drawing import order_drawdown, share_out
from nuanxin.rights.relief.deposit.models import DepositEntry, DrawDown
from nuanxin.rights.relief.deposit.receipts import record_bank_receipt, record_worker_receipt
from nuanxin.rights.relief.fund.advancing import decide_advance, pay_worker
from nuanxin.rights.relief.fund.balance import FundMovement, fund_on, lowest, payouts, recovered, stand
from nuanxin.rights.relief.fund.models import FundAdvance
from nuanxin.rights.relief.fund.recovering import record_recovered
from nuanxin.rights.relief.once.doubles import Money, Owed, find_doubles
from nuanxin.rights.relief.once.gathering import findings_on
from tests.conftest import People
from tests.unit.rights.cases.making import claims, on_day
from tests.unit.rights.relief.making import approver, decided_case, make_advance, make_deposit, make_fund, manager

DAY = date(2024, 1, 10)
days = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))
fen = st.integers(1, 10**9)


@given(st.lists(st.builds(FundMovement, st.sampled_from(["in", "out", "back"]), fen, days)), days)
def test_fund_is_in_minus_out_plus_back_on_any_day(rows: list[FundMovement], on: date) -> None:
    now, twin = stand(rows, on), 0
    for row in rows:
        if row.on <= on:
            twin += row.fen if row.kind in ("in", "back") else -row.fen
    assert now.balance == twin and now.balance == now.allocated - now.outstanding
    assert lowest(rows, on) == min(stand(rows, on + timedelta(days=n)).balance for n in range(121))


@given(st.lists(st.builds(Movement, st.sampled_from(["stored", "topup", "drawn", "returned"]), fen, days)), days)
def test_deposit_balance_does_not_depend_on_the_order(rows: list[Movement], on: date) -> None:
    assert balance(rows, on) == balance(reversed(rows), on)
    assert balance(rows, on) == sum((1 if r.kind in ("stored", "topup") else -1) * r.fen for r in rows if r.on <= on)


@given(st.dictionaries(st.integers(1, 50), fen, min_size=1), st.integers(0, 10**11))
def test_shares_are_exact_and_fair(owed: dict[int, int], available: int) -> None:
    shares, whole = share_out(owed, available), sum(owed.values())
    assert sum(shares.values()) == min(available, whole)
    for key, part in owed.items():
        exact = part * min(available, whole) / whole
        assert 0 <= shares.get(key, 0) <= part and abs(shares.get(key, 0) - exact) < 1 + exact * 1e-12


sources = st.sampled_from(["employer", "contractor", "owner", "deposit", "fund", "court"])


@given(st.integers(0, 500), st.lists(st.tuples(sources, st.integers(1, 300))))
def test_nobody_is_above_the_verified_sum_without_a_finding(verified: int, paid: list[tuple[str, int]]) -> None:
    owed = [Owed(1, 1, "甲", "线索", verified_fen=verified)]
    money = [
        Money(f"v{n}", 1, source, "wage", sum_, DAY + timedelta(days=n), f"v{n}")
        for n, (source, sum_) in enumerate(paid)
    ]
    found = [one for one in find_doubles(owed, money) if one.kind in ("over_verified", "two_sources", "back_to_fund")]
    excess = sum(sum_ for _, sum_ in paid) - verified
    assert bool(found) == (excess > 0)
    for one in found:
        gave = sum(sum_ for source, sum_ in paid if source == "fund")
        assert one.excess_fen == (min(excess, gave) if one.kind == "back_to_fund" else excess)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["advance", "approve", "pay", "recover", "draw", "receipt", "employer", "court", "withdraw"]),
        st.integers(0, 5),
        st.integers(1, 700_000),
    ),
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_money_is_conserved_over_all_sources(people: People, acts: list[tuple[str, int, int]]) -> None:
    from django.db import transaction

    mark = transaction.savepoint()
    case, day = decided_case(people)
    fund, deposit = make_fund(people), make_deposit(people, case.clue.project)
    try:
        with on_day(day):
            for act, which, sum_ in acts:
                try:
                    with transaction.atomic():
                        _do(act, which, sum_, people, case, deposit, day)
                except Refusal:
                    pass  # a gate said no: nothing may have moved
                _conserved(case, fund, deposit, day)
    finally:
        transaction.savepoint_rollback(mark)


def _do(act: str, which: int, sum_: int, people: People, case: Any, deposit: Any, day: date) -> None:
    keeper, worker = manager(people), claims(case.clue)[which % 3]
    advance, drawn = FundAdvance.objects.last(), DrawDown.objects.last()
    if act == "advance":
        make_advance(case, people, fen=sum_ % 120_000 + 1, on=day)
    elif act == "approve" and advance:
        decide_advance(advance=advance, approved=True, reason="同意", by=approver(people), on=day)
    elif act == "pay" and advance:
        line = advance.lines.all()[which % 3]
        pay_worker(line=line, paid_on=day, voucher=f"财{line.pk}-{sum_}", by=keeper, on=day)
    elif act == "recover" and advance:
        record_recovered(
            advance=advance, amount_fen=sum_ % 90_000 + 1, done_on=day, voucher=f"还{sum_}", by=keeper, on=day
        )
    elif act == "draw":
        record_bank_receipt(
            drawdown=order_drawdown(deposit=deposit, case=case, by=keeper, on=day), received_on=day, by=keeper, on=day
        )
    elif act == "receipt" and drawn:
        line = drawn.lines.all()[which % drawn.lines.count()]
        record_worker_receipt(line=line, paid_on=day, voucher=f"代{line.pk}-{sum_}", by=keeper, on=day)
    elif act in ("employer", "court"):
        record_payment(
            claim=worker, source=act, amount_fen=sum_, paid_on=day, voucher=f"{act}{sum_}", by=people.owner, on=day,
            explained="导入" if which > 3 else "",
        )  # fmt: skip
    elif act == "withdraw":
        payment = Payment.objects.filter(withdrawn_on__isnull=True).order_by("pk").last()
        if payment:
            withdraw_payment(payment=payment, why="退票", by=people.owner, on=day)


def _conserved(case: Any, fund: Any, deposit: Any, day: date) -> None:
    lines = standing(case.clue)
    sums = totals(lines)
    assert sums.paid_fen == sum(sums.by_source.values())
    now = fund_on(fund, day)
    assert now.balance == now.allocated - now.advanced + now.recovered >= 0
    assert now.advanced == sums.by_source.get("fund", 0) == sum(payouts(fund).values_list("amount_fen", flat=True))
    assert now.recovered == sum(recovered(fund).values_list("amount_fen", flat=True)) <= now.allocated
    live = DepositEntry.objects.filter(kind="drawn").exclude(payment__withdrawn_on__isnull=False)
    assert sums.by_source.get("deposit", 0) == sum(live.values_list("amount_fen", flat=True))
    assert balance_on(deposit, day) == 2_000_000 - sums.by_source.get("deposit", 0) >= 0
    above = {line.name for line in lines if line.paid_fen > (line.verified_fen or 0)}
    assert above <= {one.name for one in findings_on(case.clue)}
