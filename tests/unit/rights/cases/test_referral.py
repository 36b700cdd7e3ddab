"""移送公安: the threshold with its twin, the branch to the end, columns 13 and 14; the case stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.models import Case, OfficialAct
from nuanxin.rights.cases.money import Referral
from nuanxin.rights.cases.procedures import versions
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.cases.referral import (
    NOT_REACHED,
    REACHED,
    UNCONFIRMED,
    Bounds,
    Owed,
    assess,
    bounds_at,
    months_owed,
    threshold,
)
from nuanxin.rights.cases.steps import strike_step
from nuanxin.rights.intake.models import Clock, Clue
from tests.conftest import People
from tests.unit.rights.cases.making import make_case, make_clue, on_day, step, walk

HENAN = Bounds(800_000, 4_000_000, 3, 10, False, "法释〔2013〕3号第三条")
ON = date(2024, 1, 10)


@pytest.mark.parametrize(
    ("workers", "result"),
    [
        ([Owed(800_000, 3)], REACHED),
        ([Owed(799_999, 3)], NOT_REACHED),
        ([Owed(800_000, 2)], NOT_REACHED),
        ([Owed(800_000, None)], UNCONFIRMED),
        ([Owed(799_999, None)], NOT_REACHED),
        ([Owed(799_999, 12)] * 9, NOT_REACHED),  # two to nine are never summed
        ([Owed(400_000, 1)] * 10, REACHED),
        ([Owed(399_999, 1)] * 10, NOT_REACHED),
        ([Owed(444_445, 1)] * 9, NOT_REACHED),
        ([Owed(400_000, 1)] * 9 + [Owed(0, 9)], NOT_REACHED),  # who is paid is not counted among the ten
        ([], NOT_REACHED),
    ],
)
def test_the_threshold_of_henan(workers: list[Owed], result: str) -> None:
    assert threshold(workers, HENAN).result == result


def twin(workers: list[Owed], one: int, ten: int) -> str:
    """Slow and obvious: 法释〔2013〕3号 art. 3 as it is read."""
    owed = [worker for worker in workers if worker.fen > 0]
    for worker in owed:
        if worker.months is not None and worker.months >= 3 and worker.fen >= one:
            return REACHED
    if len(owed) >= 10:
        whole = 0
        for worker in owed:
            whole += worker.fen
        if whole >= ten:
            return REACHED
    for worker in owed:
        if worker.months is None and worker.fen >= one:
            return UNCONFIRMED
    return NOT_REACHED


OWED = st.lists(st.builds(Owed, st.integers(0, 1_200_000), st.one_of(st.none(), st.integers(0, 6))), max_size=14)


@given(OWED, st.booleans())
def test_twin_of_the_threshold(workers: list[Owed], warn_only: bool) -> None:
    bounds = Bounds(800_000, 4_000_000, 3, 10, warn_only, "")
    found = threshold(workers, bounds)
    assert found.result == (UNCONFIRMED if warn_only else twin(workers, 800_000, 4_000_000))
    if warn_only:
        assert found.warned == (twin(workers, 800_000, 4_000_000) != NOT_REACHED)


def test_a_province_without_figures_only_warns() -> None:
    bounds = bounds_at("450000", ON, law=Law.load())
    assert (bounds.one_fen, bounds.ten_fen, bounds.warn_only) == (500_000, 3_000_000, True)
    found = threshold([Owed(90_000_000, 12)], bounds)
    assert (found.result, found.warned) == (UNCONFIRMED, True)
    assert "未确认" in found.why


def test_the_figures_are_those_of_the_province() -> None:
    bounds = bounds_at("410721", ON, law=Law.load())
    assert (bounds.one_fen, bounds.ten_fen, bounds.months, bounds.persons, bounds.warn_only) == (
        800_000,
        4_000_000,
        3,
        10,
        False,
    )
    assert bounds.cautions


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2023-09", "2023-11", 3),
        ("2023-09", "", 1),
        ("2023-11", "2024-01", 3),
        ("2023-09-15", "2023-12-14", 3),
        ("2023-09-15", "2023-12-13", 2),
        ("2023-11-30", "2024-02-28", 2),
        ("2023-09-01", "2023-11", 3),
        ("", "2023-11", None),
        ("去年", "2023-11", None),
        ("2023-11", "2023-09", 0),
    ],
)
def test_months_owed(first: str, last: str, months: int | None) -> None:
    assert months_owed(first, last) == months


def ordered(people: People) -> tuple[Case, date]:
    case = make_case(people)
    day = walk(case, "evidence investigated order order_served", people, date(2023, 12, 6)) + timedelta(days=10)
    return case, day


@pytest.mark.django_db
def test_assessed_from_the_ledger(people: People) -> None:
    clue = make_clue(people, workers=1, fen=800_000)
    assert assess(clue, on=ON).result == REACHED
    assert assess(make_clue(people, workers=9, fen=799_999), on=ON).result == NOT_REACHED


@pytest.mark.django_db
def test_the_branch_to_police_filing_counts_in_13_and_14(people: People) -> None:
    case, day = ordered(people)
    walk(case, "police_threshold", people, day)
    with pytest.raises(Refusal, match=r"没有查明责令支付以后仍不支付.*第二百七十六条之一"):
        step(case, "police_report", people, day)
    day = walk(
        case, "expired police_report police_approve police_send police_receipt police_answer handover", people, day
    )
    acts = OfficialAct.objects.filter(clue=case.clue, kind__in=("referral", "police_filing")).order_by("pk")
    assert [(act.kind, act.number) for act in acts] == [
        ("referral", "新人社监移字〔2023〕1号"),
        ("police_filing", "新公立〔2024〕1号"),
    ]
    referral = Referral.objects.get(case=case)
    assert (referral.police_unit, referral.approved_by, referral.police_answer) == (
        "新乡县公安局",
        people.head,
        "filed",
    )
    assert referral.threshold["result"] == REACHED
    case.refresh_from_db()
    clue = Clue.objects.get(pk=case.clue_id)
    assert case.closed_on is None
    assert clue.closed_on is None
    step(case, "handling_notice", people, day)  # the main way goes on


@pytest.mark.django_db
def test_clocks_of_the_branch(people: People) -> None:
    case, day = ordered(people)

    def clock(term: str) -> Clock:
        return Clock.objects.get(clue=case.clue, term=term)

    walk(case, "police_threshold expired police_report", people, day, days=0)
    assert clock("tr.decide").due_on == day + timedelta(days=3 + 2)  # 3 days end on a Saturday and roll to Monday
    step(case, "police_approve", people, day)
    assert clock("tr.decide").stopped_on == day
    send = clock("tr.send")
    assert send.due_at is not None
    assert (send.due_at - send.started_at).total_seconds() == 24 * 3600
    walk(case, "police_send police_receipt", people, day, days=0)
    step(case, "police_answer", people, day, answer="refused")
    assert not OfficialAct.objects.filter(clue=case.clue, kind="police_filing").exists()
    assert clock("tr.reconsider.apply").stopped_on is None
    with pytest.raises(Refusal, match="公安机关没有立案"):
        step(case, "handover", people, day)
    walk(case, "police_reconsider reconsider_answer", people, day, days=0)
    assert clock("tr.reconsider.supervise").stopped_on is None
    step(case, "supervision", people, day)
    assert Referral.objects.get(case=case).supervision_on == day


@pytest.mark.django_db
def test_the_head_may_refuse(people: People) -> None:
    case, day = ordered(people)
    walk(case, "police_threshold expired police_report", people, day, days=0)
    step(case, "police_approve", people, day, approved="no")
    with pytest.raises(Refusal, match=r"不批准移送|没有批准移送"):
        step(case, "police_send", people, day)
    assert not Clock.objects.filter(clue=case.clue, term="tr.send").exists()


@pytest.mark.django_db
def test_a_struck_police_answer_is_gone_from_row_and_table(people: People) -> None:
    case, day = ordered(people)
    walk(case, "police_threshold expired police_report police_approve police_send police_receipt", people, day, days=0)
    row = step(case, "police_answer", people, day)
    with on_day(day):
        strike_step(row=row, reason="看错通知书", by=people.owner, on=day)
    assert Referral.objects.get(case=case).police_answer == ""
    assert OfficialAct.objects.get(clue=case.clue, kind="police_filing").withdrawn_on == day
    running = Clock.objects.filter(clue=case.clue, stopped_on__isnull=True).values_list("term", flat=True)
    assert "tr.police_decide" in running
    assert "tr.handover" not in running
    step(case, "police_answer", people, day, answer="refused")
    assert Referral.objects.get(case=case).police_answer == "refused"


def test_a_day_typed_before_the_step_it_rests_on_is_refused() -> None:
    """收到日期 before 移送, 通知书 before 回执, 发出 before the paper was made: each names the step and its day."""
    law = LawAt(Law.load(), WorkingCalendar(), "410721")
    referral, inspection = versions.newest("criminal_referral"), versions.newest("labour_inspection")
    sent = [Taken("police_send", date(2024, 1, 8))]
    receipt = referral.step("police_receipt")
    early = {"received_on": date(2024, 1, 7), "receiver": "治安大队"}
    offer = judge(referral, sent, receipt, early, date(2024, 1, 9), law=law)
    assert not offer.allowed and "早于“移送公安机关”的2024年1月8日" in offer.why_not
    fitting = {**early, "received_on": date(2024, 1, 8)}
    assert judge(referral, sent, receipt, fitting, date(2024, 1, 9), law=law).allowed
    served = {"method": "direct", "sent_on": date(2024, 1, 4), "served_on": date(2024, 1, 9), "recipient": "用人单位"}
    ordered = [Taken("order", date(2024, 1, 5), {"due_on": date(2024, 1, 20)})]
    offer = judge(inspection, ordered, inspection.step("order_served"), served, date(2024, 1, 9), law=law)
    assert not offer.allowed and "发出日期2024年1月4日早于" in offer.why_not
