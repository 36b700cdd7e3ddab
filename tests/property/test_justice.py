"""Money recovered by the court is the ledger's money; a police filing counts once, whoever writes first; clocks never run backwards."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.rights.cases.ledger import record_payment, standing, totals, verify_claim
from nuanxin.rights.cases.models import ActKind, Case, OfficialAct
from nuanxin.rights.cases.steps import standing_rows, strike_step
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.court.recovery import Handed, faults_of, record_recovery, recovered_fen, withdraw_recovery
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day, step
from tests.unit.rights.justice.making import liaison, opened, referred, take

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
START = date(2023, 12, 5)
ENTRY = st.tuples(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(-1, 1), st.booleans())


@pytest.mark.django_db
@given(owed=st.tuples(*[st.integers(0, 100)] * 3), entries=st.lists(ENTRY, max_size=6), other=st.integers(0, 40))
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
def test_recovered_is_what_the_ledger_holds(
    people: People, owed: tuple[int, int, int], entries: list[tuple[list[int], int, bool]], other: int
) -> None:
    """Each example on a clue of its own: what one leaves behind must not meet the next one's workers."""
    with transaction.atomic():
        _hand_out(people, owed, entries, other)
        transaction.set_rollback(True)


def _hand_out(
    people: People, owed: tuple[int, int, int], entries: list[tuple[list[int], int, bool]], other: int
) -> None:
    """The twin: a plain list of what was handed out to whom, in 分."""
    case = _enforced(people)
    rows, by = claims(case.clue), case.officer
    book, counted = [0, 0, 0], 0
    for claim, fen in zip(rows, owed, strict=True):
        verify_claim(claim=claim, verified_fen=fen, basis="判决", by=by, on=TODAY)
    if 0 < other <= owed[0]:
        record_payment(
            claim=rows[0], source="employer", amount_fen=other, paid_on=TODAY, voucher=f"回单{case.pk}", by=by, on=TODAY
        )
        book[0] = other
    paid_before = book[0]
    for number, (shares, wrong_by, withdrawn) in enumerate(entries):
        given_out = {claim.pk: fen for claim, fen in zip(rows, shares, strict=True)}
        handed = Handed(given_out, sum(shares) + wrong_by, TODAY, f"执款{case.pk}-{number}")
        possible = not wrong_by and any(shares) and all(book[n] + shares[n] <= owed[n] for n in range(3) if shares[n])
        try:
            row = record_recovery(case=case, handed=handed, by=by, on=TODAY)
        except Refusal:
            assert not possible
            continue
        assert possible
        if withdrawn:
            withdraw_recovery(row=row, reason="有误", by=by, on=TODAY)
            continue
        book = [have + more for have, more in zip(book, shares, strict=True)]
        counted += sum(shares)
    sums = totals(standing(case.clue))
    assert recovered_fen(case) == counted == sums.by_source.get("court", 0)
    assert sums.paid_fen == sum(book) == counted + paid_before
    said = sum(row.facts["amount"] for row in standing_rows(case) if row.step == "recovered")
    assert said == counted


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 50), max_size=5), st.integers(0, 200))
def test_shares_must_make_the_whole(shares: dict[int, int], whole: int) -> None:
    found = faults_of(Handed(shares, whole, TODAY, "x"))
    assert (found == "") == (any(shares.values()) and sum(shares.values()) == whole)


def _enforced(people: People) -> Case:
    clue = make_clue(people)
    with on_day(START) as on:
        ask_helper(clue=clue, unit=liaison("wage_suit").unit, task="执行", by=people.owner, on=on)
    case = opened("wage_suit", clue, START, matter="enforcement", title="裁决书")
    take(case, "effective", START, perform_by=START)
    take(case, "apply", START + timedelta(days=1))
    return case


BRANCH = ("police_receipt", "police_answer", "police_reconsider", "reconsider_answer", "handover", "supervision")
OWN = ("decide", "reconsider", "reconsider_decide", "file_by_order", "investigate", "objects")


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(5))
def test_a_filing_counts_once_whatever_the_order(people: People, seed: int) -> None:
    """Both sides try anything in any order, and strike it again: never two filings, and one exactly where one side says so."""
    dice = random.Random(seed)
    case, on = referred(people)
    with on_day(on):
        ask_helper(clue=case.clue, unit=liaison("police_case").unit, task="接受移送", by=people.owner, on=on)
    file: Case | None = None
    for _ in range(26):
        on += timedelta(days=dice.choice((0, 0, 1)))
        answer = dice.choice(("filed", "refused"))
        try:
            if file is None and dice.random() < 0.3:
                file = opened("police_case", case.clue, on)
            elif dice.random() < 0.2:
                row = dice.choice([*standing_rows(case), *(standing_rows(file) if file else [])])
                by = file.officer if file and row.case_id == file.pk else people.owner
                with on_day(on):
                    strike_step(row=row, reason="登错", by=by, on=on)
            elif file is not None and dice.random() < 0.5:
                key = dice.choice(OWN)
                said = {"answer": answer} if key in ("decide", "reconsider_decide") else {}
                more = {"ground": "other", "reason": "证据不足"} if key == "decide" and answer == "refused" else {}
                take(file, key, on, **said, **more)
            else:
                key = dice.choice(BRANCH)
                step(case, key, people, on, **({"answer": answer} if key.endswith("_answer") else {}))
        except (Refusal, BadInput, NotAllowed):
            pass
        acts = OfficialAct.objects.filter(clue=case.clue, withdrawn_on__isnull=True)
        filings = acts.filter(kind=ActKind.POLICE_FILING).count()
        assert filings == int(_says_filed(case) or (file is not None and _says_filed(file)))
        assert acts.filter(kind=ActKind.REFERRAL).count() <= 1
    for clock in Clock.objects.filter(clue=case.clue):
        assert clock.due_on is None or clock.due_on >= clock.started_at.date()
        assert clock.stopped_on is None or clock.stopped_on >= case.clue.received_on


def _says_filed(case: Case) -> bool:
    """The slow twin: whether a standing step of this file says 立案."""
    return any(row.facts.get("answer") == "filed" for row in standing_rows(case))
