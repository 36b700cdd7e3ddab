"""The wage deposit from registration to return: each gate, each clock, the money worker by worker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.cases.ledger import standing, withdraw_payment
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.clocks import running_clocks
from nuanxin.rights.relief.deposit.balance import balance_on, store_deposit, withdraw_entry
from nuanxin.rights.relief.deposit.drawing import order_drawdown, share_out
from nuanxin.rights.relief.deposit.guarantees import Offered, remind_guarantees, standing_guarantees, take_guarantee
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.deposit.receipts import drop_worker, record_topup, record_worker_receipt
from nuanxin.rights.relief.deposit.registering import assess_deposit, record_completion, register_deposit
from nuanxin.rights.relief.deposit.returning import (
    announce_return,
    answer_return,
    apply_return,
    review_return,
    sweep_list,
    sweep_period,
)
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import on_day, pay_all, step
from tests.unit.rights.relief.making import SIGNED, decided_case, make_deposit, manager, pay_lines, setting

pytestmark = pytest.mark.django_db


def drawn_on(people: People, *, stored: int | None = 4_000_000) -> tuple[Case, WageDeposit, DrawDown, date]:
    case, day = decided_case(people)
    deposit = make_deposit(people, case.clue.project, stored=stored)
    with on_day(day):
        drawn = order_drawdown(deposit=deposit, case=case, by=manager(people), on=day)
    return case, deposit, drawn, day


def test_the_twenty_days_and_the_sum(people: People) -> None:
    project = Project.objects.create(name="东区安置房", region_id="410721")
    deposit = make_deposit(people, project)
    assert deposit.due_on == date(2023, 4, 10)  # twenty working days after 10 March, the Qingming day left out
    assert (deposit.assessments.get().due_fen, balance_on(deposit, TODAY)) == (2_000_000, 2_000_000)
    assert balance_on(deposit, date(2023, 3, 19)) == 0


def test_no_rate_set_says_what_is_missing(people: People) -> None:
    project = Project.objects.create(name="东区安置房", region_id="410721")
    deposit = make_deposit(people, project, stored=None)
    LocalSetting.objects.all().delete()
    with pytest.raises(Refusal, match=r"dep\.local_rate"):
        assess_deposit(deposit=deposit, by=manager(people), on=TODAY)
    setting("dep.local_rate", {"rate": 0.05})
    with pytest.raises(Refusal, match="1%至3%"):
        assess_deposit(deposit=deposit, by=manager(people), on=TODAY)


def test_only_the_fund_manager_of_the_place(people: People) -> None:
    project = Project.objects.create(name="东区安置房", region_id="410721")
    with pytest.raises(NotAllowed, match="周转金"):
        register_deposit(
            project=project, contractor=None, contract_fen=1, signed_on=SIGNED, until_on=TODAY, by=people.head, on=TODAY  # type: ignore[arg-type]
        )  # fmt: skip


def test_draw_down_waits_for_the_decision_to_run_out(people: People) -> None:
    case, day = decided_case(people)
    deposit = make_deposit(people, case.clue.project)
    early = day - timedelta(days=1)
    with on_day(early), pytest.raises(Refusal, match=r"履行期限.*还没有届满.*第十九条"):
        order_drawdown(deposit=deposit, case=case, by=manager(people), on=early)


def test_draw_down_pays_each_worker_into_the_one_ledger(people: People) -> None:
    case, deposit, drawn, day = drawn_on(people)
    notice = drawn.paper
    assert notice.kind == "deposit_payment_notice" and notice.number
    assert [line.amount_fen for line in drawn.lines.all()] == [1_000_000] * 3
    paid = day + timedelta(days=1)
    pay_lines(drawn, people, paid)
    drawn.refresh_from_db()
    assert drawn.bank_due_on is not None and drawn.bank_due_on > paid
    assert [line.paid_by_source for line in standing(case.clue)] == [{"deposit": 1_000_000}] * 3
    assert balance_on(deposit, paid) == 1_000_000
    assert balance_on(deposit, paid - timedelta(days=1)) == 4_000_000
    assert drawn.topup_paper is not None and drawn.topup_due_on is not None
    assert {clock.term for clock in running_clocks(case.clue)} >= {"dep.topup"}
    with on_day(paid + timedelta(days=3)) as later:
        record_topup(drawdown=drawn, amount_fen=3_000_000, day=later, voucher="补1", by=manager(people), on=later)
    assert "dep.topup" not in {clock.term for clock in running_clocks(case.clue)}
    assert balance_on(deposit, later) == 4_000_000


def test_too_little_is_shared_out_to_the_fen(people: People) -> None:
    _, deposit, drawn, _ = drawn_on(people, stored=1_000_001)
    assert [line.amount_fen for line in drawn.lines.all()] == [333_334, 333_334, 333_333]
    assert drawn.total_fen == 1_000_001 == balance_on(deposit, TODAY)
    assert share_out({1: 100, 2: 50}, 1000) == {1: 100, 2: 50}


def test_a_second_notice_for_the_same_workers_is_refused(people: People) -> None:
    case, deposit, _, day = drawn_on(people, stored=10_000_000)
    with on_day(day), pytest.raises(Refusal, match="已付和待付合计超过核实金额"):
        order_drawdown(deposit=deposit, case=case, by=manager(people), on=day)


def test_paid_meanwhile_comes_off_the_notice(people: People) -> None:
    _, deposit, drawn, day = drawn_on(people)
    lines = list(drawn.lines.all())
    with on_day(day), pytest.raises(Refusal, match="没有登记银行收到"):
        record_worker_receipt(line=lines[0], paid_on=day, voucher="x", by=manager(people), on=day)
    with on_day(day):
        for line in lines:
            drop_worker(line=line, why="总包已经付清", by=manager(people), on=day)
    drawn.refresh_from_db()
    assert drawn.paid_on == day and drawn.topup_due_on is None
    assert balance_on(deposit, day) == 4_000_000


def test_a_receipt_taken_back_gives_the_money_back(people: People) -> None:
    case, deposit, drawn, day = drawn_on(people)
    pay_lines(drawn, people, day)
    payment = Payment.objects.filter(source="deposit").order_by("pk")[0]
    with on_day(day):
        withdraw_payment(payment=payment, why="退票", by=people.owner, on=day)
        assert balance_on(deposit, day) == 2_000_000
        line = drawn.lines.get(payment=payment)
        record_worker_receipt(line=line, paid_on=day, voucher="重付", by=manager(people), on=day)
    assert balance_on(deposit, day) == 1_000_000
    assert sum(line.paid_fen for line in standing(case.clue)) == 3_000_000


def offered(**changes: object) -> Offered:
    good = {
        "amount_fen": 2_000_000, "from_on": date(2023, 4, 1), "to_on": date(2025, 3, 1), "on_demand": True,
        "original_kept": True, "hrss": True,
    }  # fmt: skip
    return Offered(**{**good, **changes})  # type: ignore[arg-type]


def test_guarantee_names_every_fault(people: People) -> None:
    deposit = make_deposit(people, Project.objects.create(name="东区", region_id="410721"), stored=None)
    bad = offered(amount_fen=1_999_999, to_on=date(2024, 1, 1), on_demand=False, hrss=False, original_kept=False)
    with on_day(date(2023, 4, 3)) as on, pytest.raises(BadInput) as wrong:
        take_guarantee(
            deposit=deposit,
            number="BH1",
            bank="农商行",
            beneficiary=people.housing.unit,
            offered=bad,
            by=manager(people),
            on=on,
        )
    assert {fault.column for fault in wrong.value.faults} == {
        "beneficiary",
        "on_demand",
        "original_kept",
        "amount_fen",
        "to_on",
    }
    assert len(wrong.value.faults) == 6  # too short by both rules


def test_guarantee_pays_lapses_and_is_replaced(people: People) -> None:
    case, day = decided_case(people)
    deposit = make_deposit(people, case.clue.project, stored=None)
    bureau, by = people.owner.unit, manager(people)
    with on_day(date(2023, 4, 3)) as on:
        take_guarantee(
            deposit=deposit, number="BH1", bank="农商行", beneficiary=bureau, offered=offered(), by=by, on=on
        )
    with on_day(day):
        drawn = order_drawdown(deposit=deposit, case=case, by=by, on=day)
    assert drawn.guarantee is not None and drawn.total_fen == 2_000_000
    pay_lines(drawn, people, day)
    assert not standing_guarantees(deposit, day).exists()
    drawn.refresh_from_db()
    with on_day(day):
        with pytest.raises(Refusal, match="没有登记新保函"):
            record_topup(drawdown=drawn, amount_fen=0, day=day, voucher="", by=by, on=day)
        take_guarantee(
            deposit=deposit, number="BH2", bank="农商行", beneficiary=bureau, offered=offered(), by=by, on=day
        )
        record_topup(drawdown=drawn, amount_fen=0, day=day, voucher="", by=by, on=day)
    drawn.refresh_from_db()
    assert drawn.topped_up_on == day


def test_reminder_a_month_before_the_end_once(people: People) -> None:
    deposit = make_deposit(people, Project.objects.create(name="东区", region_id="410721"), stored=None)
    with on_day(date(2023, 4, 3)) as on:
        take_guarantee(
            deposit=deposit,
            number="BH1",
            bank="农商行",
            beneficiary=people.owner.unit,
            offered=offered(),
            by=manager(people),
            on=on,
        )
    assert remind_guarantees(on=date(2025, 1, 20)) == 0
    with on_day(date(2025, 2, 1)) as on:
        assert remind_guarantees(on=on) == 1
    assert remind_guarantees(on=date(2025, 2, 2)) == 0
    told = Message.objects.filter(template="guarantee_ends", channel="in_site")
    assert [one.staff for one in told] == [manager(people)]
    assert "BH1将于" in told[0].body and f"请提醒{deposit.contractor.name}更换" in told[0].body


def test_return_after_thirty_days_of_notice(people: People) -> None:
    deposit = make_deposit(people, Project.objects.create(name="东区", region_id="410721"))
    by = manager(people)
    with on_day(date(2023, 10, 9)) as on:
        record_completion(deposit=deposit, completed_on=on, by=by, on=on)
        back = announce_return(deposit=deposit, announced_on=on, places="告示牌、官网", promise="承诺书1", by=by, on=on)
    assert [one.deposit.pk for one in sweep_list("410721")] == [deposit.pk] and "未经原文核对" in sweep_period(TODAY)
    with on_day(date(2023, 11, 8)) as on, pytest.raises(Refusal, match="才满"):
        apply_return(returning=back, applied_on=on, by=by, on=on)
    with on_day(date(2023, 11, 9)) as on:
        back = apply_return(returning=back, applied_on=on, by=by, on=on)
        assert back.review_due_on == date(2023, 11, 16)
        review_return(returning=back, agreed=True, reason="无拖欠", by=by, on=on)
        done = answer_return(returning=back, voucher="销户1", by=by, on=on)
    deposit.refresh_from_db()
    assert deposit.ended_on == on and balance_on(deposit, on) == 0
    assert done.paper is not None and done.paper.kind == "deposit_return_confirmation"
    assert sweep_list("410721") == ()


def test_no_return_while_a_claim_is_open(people: People) -> None:
    case, day = decided_case(people)
    deposit = make_deposit(people, case.clue.project)
    by = manager(people)
    with on_day(date(2023, 11, 1)) as on:
        record_completion(deposit=deposit, completed_on=on, by=by, on=on)
        back = announce_return(deposit=deposit, announced_on=on, places="告示牌、官网", promise="承诺书1", by=by, on=on)
    with on_day(day):
        back = apply_return(returning=back, applied_on=day, by=by, on=day)
        with pytest.raises(Refusal, match=r"尚欠30,000\.00元"):
            review_return(returning=back, agreed=True, reason="无拖欠", by=by, on=day)
        back = review_return(returning=back, agreed=False, reason="有在办案件", by=by, on=day)
        done = answer_return(returning=back, voucher="", by=by, on=day)
    assert done.paper is not None and Paper.objects.get(pk=done.paper.pk).number
    deposit.refresh_from_db()
    assert deposit.ended_on is None


def test_performed_needs_no_deposit(people: People) -> None:
    case, day = decided_case(people)
    deposit = make_deposit(people, case.clue.project)
    pay_all(case.clue, people, day)
    step(case, "performed", people, day)
    with on_day(day), pytest.raises(Refusal, match="已经履行"):
        order_drawdown(deposit=deposit, case=case, by=manager(people), on=day)


def test_a_wrong_row_is_marked_and_counts_no_more(people: People) -> None:
    deposit = make_deposit(people, Project.objects.create(name="东区", region_id="410721"))
    by = manager(people)
    row = store_deposit(deposit=deposit, amount_fen=500, stored_on=TODAY, voucher="存单2", by=by, on=TODAY)
    with pytest.raises(Refusal, match="已经登记"):
        store_deposit(deposit=deposit, amount_fen=500, stored_on=TODAY, voucher="存单2", by=by, on=TODAY)
    withdraw_entry(entry=row, why="录错项目", by=by, on=TODAY)
    assert balance_on(deposit, TODAY) == 2_000_000
    assert deposit.entries.count() == 2
