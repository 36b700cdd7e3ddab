"""Payments in any order, withdrawn or not: the settlement is their sum to the 分, and no file closes over a gap."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import record_payment, standing, totals, verify_claim, withdraw_payment
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.models import Claim
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_coordination, on_day

pytestmark = pytest.mark.django_db
SOURCES = ("employer", "contractor", "deposit", "fund")
MOVES = st.lists(
    st.tuples(
        st.integers(0, 2),  # which worker
        st.sampled_from(SOURCES),
        st.integers(1, 60),
        st.sampled_from(("wage", "wage", "wage", "compensation")),
        st.booleans(),  # withdrawn afterwards
    ),
    max_size=14,
)


def undone(test: Callable[..., None]) -> Callable[..., None]:
    """Each example in a world of its own: the same workers on another clue with the same vouchers would be paid twice."""

    @wraps(test)
    def each(*args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            test(*args, **kwargs)
            transaction.set_rollback(True)

    return each


@given(owed=st.tuples(*[st.integers(0, 100)] * 3), moves=MOVES, fill=st.booleans(), asked=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@undone
def test_settlement_is_the_sum_of_standing_payments(
    people: People, owed: tuple[int, int, int], moves: list[tuple[int, str, int, str, bool]], fill: bool, asked: bool
) -> None:
    case = make_coordination(people)
    clue = case.clue
    rows = list(Claim.objects.filter(clue=clue).select_related("worker").order_by("pk"))
    by, book = people.owner, dict.fromkeys(range(3), 0)  # the twin: a dict of wages in 分
    for claim, fen in zip(rows, owed, strict=True):
        verify_claim(claim=claim, verified_fen=fen, basis="台账", by=by, on=TODAY)
    for number, (n, source, fen, kind, withdrawn) in enumerate(moves):
        give = {"source": source, "amount_fen": fen, "paid_on": TODAY, "voucher": f"{number}", "kind": kind}
        try:
            payment: Payment = record_payment(claim=rows[n], by=by, on=TODAY, **give)  # type: ignore[arg-type]
        except Refusal:
            assert kind == "wage"
            assert book[n] + fen > owed[n]
            continue
        if withdrawn:
            withdraw_payment(payment=payment, why="登错", by=by, on=TODAY)
        elif kind == "wage":
            book[n] += fen
    if fill:
        for n, claim in enumerate(rows):
            rest = owed[n] - book[n]
            if rest:
                record_payment(
                    claim=claim, source="court", amount_fen=rest, paid_on=TODAY, voucher="结清", by=by, on=TODAY
                )
                book[n] += rest
    if asked:
        for claim in rows:
            record_confirmation(claim=claim, answer="received", method="call", asked_on=TODAY, by=by, on=TODAY)
    sums = totals(standing(clue))
    assert sums.paid_fen == sum(sums.by_source.values()) == sum(book.values())
    assert sums.missing_fen == sum(max(0, owed[n] - book[n]) for n in range(3))
    paid = [n for n in range(3) if book[n]]
    with on_day(TODAY + timedelta(days=1)) as day:
        if sums.missing_fen or not paid or not asked:
            with pytest.raises(Refusal):
                settle_and_close(case=case, by=by, on=day)
            clue.refresh_from_db()
            assert clue.state == ClueState.HANDLING
            assert not Settlement.objects.filter(clue=clue).exists()
            return
        settlement = settle_and_close(case=case, by=by, on=day)
    migrants = [n for n in paid if rows[n].worker.migrant]
    assert (settlement.persons, settlement.amount_fen) == (len(paid), sum(book.values()))
    assert (settlement.migrant_persons, settlement.migrant_amount_fen) == (
        len(migrants),
        sum(book[n] for n in migrants),
    )
