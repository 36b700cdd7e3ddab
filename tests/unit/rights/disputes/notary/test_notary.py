"""A repayment deed from application to court: the gates in their order, the local list, dunning once a day, the balance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.rights.cases.agreements import keep_instalment, mark_defaults
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.ledger import record_payment, verify_claim, withdraw_payment
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Instalment
from nuanxin.rights.cases.steps import make_paper, prefill_of, strike_step
from nuanxin.rights.disputes.notary.dunning import dun_due
from nuanxin.rights.disputes.notary.dunning_days import USUAL, DunningDays, days_from, dunning_now, planned
from nuanxin.rights.disputes.notary.keeping_order import LIST_SETTING
from nuanxin.rights.disputes.notary.models import Dunning, NotaryListEntry
from nuanxin.rights.disputes.notary.standing_sum import Due, balance_of, certifiable
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import claims, on_day, pay_all
from tests.unit.rights.disputes.notary.making import PHONE, START, deeded, notary_person, opened, sign, step

pytestmark = pytest.mark.django_db
DUE = date(2023, 12, 15)


@pytest.fixture
def notary(people: People) -> Any:
    return notary_person()


def defaulted(people: People, notary: Any) -> tuple[Case, date]:
    case, on = deeded(people, notary), DUE + timedelta(days=1)
    with on_day(on):
        assert len(mark_defaults(on=on)) == 1
    return case, on


def pay_one(case: Case, people: People, on: date, fen: int) -> None:
    with on_day(on):
        claim = claims(case.clue)[0]
        verify_claim(claim=claim, verified_fen=1_000_000, basis="工资表", by=people.owner, on=on)
        record_payment(
            claim=claim, source="employer", amount_fen=fen, paid_on=on, voucher="回单1", by=people.owner, on=on
        )


def test_the_order_to_the_court(people: People, notary: Any) -> None:
    case, on = defaulted(people, notary)
    with pytest.raises(Refusal, match="没有核实履行情况"):
        step(case, "certificate", notary, on)
    with pytest.raises(Refusal, match="没有执行证书，人民法院不予受理"):
        step(case, "court", notary, on)
    pay_one(case, people, on, 400_000)
    with pytest.raises(Refusal, match="不一致"):
        step(case, "check", notary, on)
    step(case, "check", notary, on, paid=400_000)
    with on_day(on):
        extra = record_payment(
            claim=claims(case.clue)[0],
            source="employer",
            amount_fen=100,
            paid_on=on,
            voucher="回单2",
            by=people.owner,
            on=on,
        )
    with pytest.raises(Refusal, match="重新核实"):
        step(case, "certificate", notary, on, amount=2_599_900)
    with on_day(on):
        withdraw_payment(payment=extra, why="重复", by=people.owner, on=on)
    with pytest.raises(Refusal, match=r"26,000\.00元"):
        step(case, "certificate", notary, on)
    step(case, "certificate", notary, on, amount=2_600_000)
    certificate = Paper.objects.get(kind="enforcement_certificate")
    assert certificate.fields["paid"] == "4,000.00元"
    assert certificate.fields["agreed"] == 3_000_000
    assert balance_of(case).owed_fen == 2_600_000
    step(case, "court", notary, on)
    step(case, "court_filed", notary, on)
    step(case, "handed_over", notary, on)
    case.refresh_from_db()
    assert case.closing == "转法院执行"
    assert case.clue.closed_on is None


def test_without_acceleration_part_after_part(people: People, notary: Any) -> None:
    """What is not due yet cannot be enforced: each part has its own certificate, and the file waits for the last."""
    case = opened(people, notary)
    for key in ("accept", "examine", "consent"):
        step(case, key, notary, START)
    sign(case, notary, START)
    step(case, "statement", notary, START, accelerates="no")
    step(case, "deed", notary, START)
    on = DUE + timedelta(days=1)
    with on_day(on):
        mark_defaults(on=on)
    step(case, "check", notary, on)
    with pytest.raises(Refusal, match=r"10,000\.00元"):
        step(case, "certificate", notary, on)
    step(case, "certificate", notary, on, amount=1_000_000)
    with pytest.raises(Refusal, match="未到期的各期不能申请执行"):
        step(case, "certificate", notary, on, amount=2_000_000)
    step(case, "court", notary, on)
    step(case, "court_filed", notary, on)
    with pytest.raises(Refusal, match="还有没有到期的分期"):
        step(case, "handed_over", notary, on)
    last = date(2024, 1, 15)
    step(case, "check", notary, last)
    step(case, "certificate", notary, last, amount=2_000_000)
    step(case, "court", notary, last)
    step(case, "court_filed", notary, last)
    step(case, "handed_over", notary, last)
    case.refresh_from_db()
    assert case.closing == "转法院执行"


@given(
    parts=st.lists(st.tuples(st.integers(0, 50), st.integers(1, 100)), min_size=1, max_size=6),
    paid=st.integers(0, 300),
    days=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    accelerates=st.booleans(),
)
def test_two_certificates_never_state_more_than_is_overdue(
    parts: list[tuple[int, int]], paid: int, days: tuple[int, int], accelerates: bool
) -> None:
    first, second = sorted(START + timedelta(days=day) for day in days)
    due = [Due(START + timedelta(days=day), fen) for day, fen in parts]
    one = certifiable(due, paid_fen=paid, on=first, accelerates=accelerates, certified_on=None)
    two = certifiable(due, paid_fen=paid, on=second, accelerates=accelerates, certified_on=first if one else None)
    late = [fen for day, fen in parts if START + timedelta(days=day) < second]
    whole = sum(fen for _, fen in parts) if accelerates and late else sum(late)
    assert one + two == max(0, whole - paid)
    assert two == 0 or not (accelerates and one)


def test_fifteen_working_days_pause_while_papers_are_fetched(people: People, notary: Any) -> None:
    case = opened(people, notary)
    step(case, "accept", notary, START)
    clock = Clock.objects.get(clue=case.clue, term="not.time")
    assert clock.due_on == date(2023, 12, 26)
    step(case, "supplement", notary, START + timedelta(days=1))
    step(case, "supplemented", notary, START + timedelta(days=8))
    clock.refresh_from_db()
    assert clock.due_on and clock.due_on > date(2023, 12, 26)


def test_a_dispute_ends_it(people: People, notary: Any) -> None:
    case = opened(people, notary)
    step(case, "accept", notary, START)
    with pytest.raises(Refusal, match="有争议"):
        step(case, "examine", notary, START, disputed="yes")
    step(case, "examine", notary, START, disputed="yes", passes="no")
    with pytest.raises(Refusal, match="不予办理公证"):
        step(case, "consent", notary, START)
    step(case, "declined", notary, START)
    case.refresh_from_db()
    assert case.closing == "不予办理公证"
    assert Paper.objects.filter(kind="notary_refusal").exists()


@pytest.mark.parametrize(
    ("said", "why"), [({"accepts": "no"}, "没有承诺接受强制执行"), ({"presence": "absent"}, "没有到场也没有委托")]
)
def test_no_deed_without_promise_and_presence(people: People, notary: Any, said: dict[str, str], why: str) -> None:
    case = opened(people, notary)
    for key in ("accept", "examine", "consent"):
        step(case, key, notary, START)
    sign(case, notary, START)
    step(case, "statement", notary, START, **said)
    with pytest.raises(Refusal, match=why):
        step(case, "deed", notary, START)
    step(case, "statement", notary, START)
    step(case, "deed", notary, START)


def test_the_list_ships_off_and_says_what_is_missing(people: People, notary: Any) -> None:
    case, on = defaulted(people, notary)
    with pytest.raises(Refusal, match=r"没有查到全国性法律依据.*not\.seed_list"):
        step(case, "listing", notary, on)
    LocalSetting.objects.create(
        key=LIST_SETTING, region_id="410721", value={"on": True}, source="新司〔2023〕9号", valid_from=START
    )
    row = step(case, "listing", notary, on)
    entry = NotaryListEntry.objects.get()
    assert (entry.basis, entry.entered_on, entry.removed_on) == ("新司〔2023〕9号", on, None)
    with on_day(on):
        strike_step(row=row, reason="列错", by=notary, on=on)
    entry.refresh_from_db()
    assert entry.removed_on == on
    step(case, "check", notary, on)
    step(case, "certificate", notary, on)
    with pytest.raises(Refusal, match="已经签发执行证书"):
        step(case, "listing", notary, on)


def test_dunned_before_and_after_once_each(people: People, notary: Any) -> None:
    case = deeded(people, notary)
    sent: list[tuple[date, bool]] = []
    for days in range(20):
        on = START + timedelta(days=days)
        with on_day(on):
            for again in (dun_due(on=on), dun_due(on=on)):
                sent += [(row.sent_on, row.overdue) for row in again]
    assert sent == [(date(2023, 12, 14), False), (date(2023, 12, 16), True)]
    texts = Message.objects.filter(template__in=["repayment_due_soon", "repayment_overdue"]).order_by("pk")
    assert [(one.template, one.to) for one in texts] == [("repayment_due_soon", PHONE), ("repayment_overdue", PHONE)]
    assert case.clue.events.filter(kind="dun_instalment").count() == 2


def test_not_dunned_when_paid_or_before_the_deed(people: People, notary: Any) -> None:
    case = deeded(people, notary)
    with on_day(DUE - timedelta(days=2)) as on:
        first = Instalment.objects.filter(agreement__case=case).order_by("due_on")[0]
        keep_instalment(instalment=first, paid_on=on, by=people.owner, on=on)
    with on_day(DUE + timedelta(days=3)) as on:
        assert dun_due(on=on) == []
    assert not Dunning.objects.exists()


def test_planned_days() -> None:
    assert days_from({"before": [7, 1, 1, "x"], "after": [0, 3]}) == DunningDays((7, 1), (3,))
    assert days_from("nonsense") == USUAL
    days = DunningDays((7, 1), (1, 5))
    assert planned(DUE, days) == (date(2023, 12, 8), date(2023, 12, 14), date(2023, 12, 16), date(2023, 12, 20))
    # The round slept from the 8th to the 15th: a reminder that the day draws near would come too late.
    asked: dict[str, Any] = {"due_on": DUE, "paid_on": None, "since": START, "days": days}
    assert dunning_now(**asked, on=date(2023, 12, 15), sent_for=()) == date(2023, 12, 14)
    assert dunning_now(**asked, on=date(2023, 12, 22), sent_for={date(2023, 12, 16)}) == date(2023, 12, 20)


def test_performed_and_closed(people: People, notary: Any) -> None:
    case = deeded(people, notary)
    pay_all(case.clue, people, DUE)
    step(case, "performed", notary, DUE)
    with on_day(DUE) as on:
        dun_due(on=on)
        settlement = settle_and_close(case=case, by=notary, on=on)
    assert settlement.solved_by == "coordinated"
    assert not Dunning.objects.exists()


def test_papers_beside(people: People, notary: Any) -> None:
    case, on = defaulted(people, notary)
    with on_day(on):
        for kind in ("notary_application", "notary_dunning_notice"):
            paper = make_paper(case=case, kind=kind, fields=prefill_of(case, kind, {}), by=notary, on=on)
            assert paper.status == Paper.Status.ISSUED
