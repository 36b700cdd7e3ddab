"""Plans of firms in difficulty: money against an obvious twin and the ledger's own page, one open plan, the clocks, the matching."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.ledger import record_payment, standing, totals, withdraw_claim, withdraw_payment
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.relief.firms.clocks import note_clock, standing_of
from nuanxin.rights.relief.firms.deciding import ask_closing, decide_firm_plan
from nuanxin.rights.relief.firms.matching import Firm, Policy, match
from nuanxin.rights.relief.firms.models import FirmPlan
from nuanxin.rights.relief.firms.wages import Owed, clues_of, paid_since, reckon, wages_of
from tests.conftest import People
from tests.unit.rights.cases.making import claims, on_day
from tests.unit.rights.relief.firm_making import BEGUN, make_plan, owing_clue

DAY = date(2024, 1, 10)
days = st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n))
fen = st.integers(1, 10**7)
paid = st.lists(st.tuples(days, fen), max_size=4).map(tuple)
owed = st.builds(
    Owed, st.integers(1, 3), st.integers(1, 6), st.none() | fen, st.none() | st.integers(0, 10**7), paid, st.booleans()
)


@given(st.lists(owed, max_size=20), days, days)
def test_sums_equal_the_obvious_twin(rows: list[Owed], since: date, until: date) -> None:
    sums = reckon(rows, since=since, until=until)
    missing = all_paid = newly = waiting_claims = claimed = 0
    people, got = set(), set()
    for row in rows:
        people.add(row.worker)
        mine = 0
        for day, amount in row.payments:
            mine += amount
            if day >= since and day <= until:
                newly += amount
                got.add(row.worker)
        all_paid += mine
        if row.verified_fen is not None and row.verified_fen > mine:
            missing += row.verified_fen - mine
        if row.verified_fen is None and row.open:
            waiting_claims += 1
            claimed += row.claimed_fen or 0
    assert (sums.missing_fen, sums.paid_fen, sums.paid_since_fen) == (missing, all_paid, newly)
    assert (sums.persons, sums.paid_since_persons) == (len(people), len(got))
    assert (sums.unverified, sums.claimed_fen) == (waiting_claims, claimed)
    assert bool(sums.unpaid) == bool(missing or waiting_claims)


@given(st.none() | days, st.none() | days, st.booleans(), days, days)
def test_measure_clock_stands_where_the_words_say(
    done: date | None, dropped: date | None, approved: bool, due: date, today: date
) -> None:
    found = standing_of(due_on=due, approved=approved, done_on=done, dropped_on=dropped, today=today)
    assert (found == "late") == (approved and not done and not dropped and (today - due).days > 0)
    assert (found == "done_late") == bool(approved and not dropped and done and (done - due).days > 0)
    if dropped or not approved:
        assert found in ("dropped", "draft")


@given(st.lists(days, max_size=6), days, days, st.booleans())
def test_note_is_owed_a_week_after_the_last(notes: list[date], registered: date, today: date, ended: bool) -> None:
    late = note_clock(registered_on=registered, notes=notes, ended=ended).late_on(today)
    begin = sorted(notes)[-1] if notes else registered
    assert late == (not ended and (today - begin).days > 7)


_KEYS = ("a", "b", "c")


@given(
    st.lists(st.sampled_from(_KEYS), unique=True).map(tuple), st.lists(st.sampled_from(_KEYS), unique=True).map(tuple),
    days, st.none() | st.integers(0, 40), st.booleans(), st.sampled_from(("", *_KEYS)), st.sampled_from(("", *_KEYS)), days,
)  # fmt: skip
def test_match_equals_the_obvious_twin(
    troubles: tuple[str, ...], sectors: tuple[str, ...], begins: date, length: int | None, here: bool, trouble: str,
    sector: str, on: date,
) -> None:  # fmt: skip
    ends = None if length is None else begins + timedelta(days=length)
    found = match(Policy(troubles, sectors, begins, ends, here), Firm(trouble, sector), on, {})
    twin = here
    if len(troubles) > 0 and trouble not in troubles:
        twin = False
    if len(sectors) > 0 and sector not in sectors:
        twin = False
    if (on - begins).days < 0 or (ends is not None and (ends - on).days < 0):
        twin = False
    assert found.fits == twin
    assert all(reason.text for reason in found.reasons) and (found.against == "") == twin


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["pay", "pay", "undo", "take_back"]), fen), max_size=12)
)
def test_plan_money_is_the_ledgers_after_random_days(people: People, acts: list[Any]) -> None:
    """The plan's sums over its clues equal those of each clue's own page; paid since has exactly its rows behind it."""
    from django.db import transaction

    with transaction.atomic():
        one = owing_clue(people, workers=3)
        two = owing_clue(people, workers=2, project_name="乙小区", place="乙路")
        assert one.employer is not None
        plan = make_plan(people, one.employer)
        every = [*claims(one), *claims(two)]
        for number, (which, what, amount) in enumerate(acts):
            on = BEGUN - timedelta(days=5) + timedelta(days=number)
            try:
                with on_day(on), transaction.atomic():
                    _do(what, every[which % len(every)], amount, number, people, on)
            except Refusal:
                continue
        found = wages_of(plan, on=date(2024, 2, 1))
        pages = [[line for line in standing(clue) if not line.withdrawn] for clue in clues_of(plan)]
        assert found.sums.missing_fen == sum(line.missing_fen for page in pages for line in page)
        assert found.sums.paid_fen == sum(totals(page).paid_fen for page in pages)
        for clue in clues_of(plan):
            page = [line for line in standing(clue) if not line.withdrawn]
            mine = found.of([clue.pk])
            assert mine.missing_fen == sum(line.missing_fen for line in page)
            assert mine.persons == len({line.worker_id for line in page})
        behind = paid_since(plan, [line.clue.pk for line in found.lines], on=date(2024, 2, 1))
        assert found.sums.paid_since_fen == sum(row.amount_fen for row in behind)
        assert found.sums.missing_fen == sum(line.sums.missing_fen for line in found.lines)
        assert found.sums.paid_since_fen == sum(line.sums.paid_since_fen for line in found.lines)
        transaction.set_rollback(True)


def _do(what: str, claim: Any, amount: int, number: int, people: People, on: date) -> None:
    if what == "pay":
        record_payment(
            claim=claim,
            source="employer",
            amount_fen=amount,
            paid_on=on,
            voucher=f"回单{number}",
            by=people.owner,
            on=on,
        )
    elif what == "undo":
        last = Payment.objects.filter(withdrawn_on__isnull=True).last()
        if last:
            withdraw_payment(payment=last, why="录错", by=people.owner, on=on)
    else:
        withdraw_claim(claim=claim, reason="本人来电撤回", by=people.owner, on=on)


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["open", "open", "close"]), max_size=8))
def test_never_more_than_one_open_plan(people: People, acts: list[str]) -> None:
    """Whatever is tried: one open plan at most, each later one linked to the one before."""
    from django.db import transaction

    with transaction.atomic():
        clue = owing_clue(people, workers=1)
        assert clue.employer is not None
        made: list[FirmPlan] = []
        for act in acts:
            open_now = FirmPlan.objects.filter(ended_on__isnull=True)
            if act == "open":
                before = open_now.exists()
                try:
                    made.append(make_plan(people, clue.employer))
                    assert not before
                except Refusal:
                    assert before
            elif plan := open_now.first():
                asked = ask_closing(plan=plan, conclusion="转市级", unpaid_why="由市里办理", by=people.head, on=DAY)
                decide_firm_plan(decision=asked, agreed=True, opinion="同意", by=people.leader, on=DAY)
            assert FirmPlan.objects.filter(ended_on__isnull=True).count() <= 1
        rows = list(FirmPlan.objects.order_by("pk"))
        assert [row.previous for row in rows] == [None, *rows][: len(rows)]
        transaction.set_rollback(True)
