"""Planted doubles are caught, each by its own kind; honest payments raise nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.ledger import record_payment
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.relief.once.doubles import KINDS, Finding, Money, Owed, find_doubles
from nuanxin.rights.relief.once.gathering import findings_for, findings_on
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_case, pay_all
from tests.unit.rights.relief.making import manager, verify_all

DAY, NEXT = date(2024, 1, 3), date(2024, 1, 4)
CLAIM = Owed(1, 10, "张三", "线索甲", "firm", 100, ("2023-09", "2023-11"))
SAME_MONTHS = Owed(2, 10, "张三", "线索乙", "firm", 100, ("2023-11", "2023-12"))
OTHER_MONTHS = Owed(3, 10, "张三", "线索丙", "firm", 100, ("2022-01", "2022-02"))
UNKNOWN_MONTHS = Owed(4, 10, "张三", "线索丁", "firm", 100)


def money(row: str, fen: int = 60, claim: int = 1, source: str = "employer", **more: object) -> Money:
    said: dict[str, object] = {"kind": "wage", "on": DAY, "voucher": row, **more}
    return Money(row, claim, source, fen=fen, **said)  # type: ignore[arg-type]


PLANTED: dict[str, tuple[list[Owed], list[Money], str]] = {
    "one source pays too much": ([CLAIM], [money("a", 101)], "over_verified"),
    "employer and contractor": ([CLAIM], [money("a"), money("b", source="contractor", on=NEXT)], "two_sources"),
    "contractor and owner": ([CLAIM], [money("a", source="contractor"), money("b", 50, source="owner")], "two_sources"),
    "deposit and court": ([CLAIM], [money("a", 100, source="deposit"), money("b", 1, source="court")], "two_sources"),
    "owner and deposit": ([CLAIM], [money("a", 99, source="owner"), money("b", 2, source="deposit")], "two_sources"),
    "wages after an advance": ([CLAIM], [money("a", 20, source="fund"), money("b", 100)], "back_to_fund"),
    "court after an advance": (
        [CLAIM],
        [money("a", 20, source="fund"), money("b", 90, source="court")],
        "back_to_fund",
    ),
    "nothing verified": ([replace(CLAIM, verified_fen=None)], [money("a")], "not_verified"),
    "one voucher on two clues": (
        [CLAIM, OTHER_MONTHS],
        [money("回单-7"), money("回单 7", claim=3)],
        "same_voucher_two_claims",
    ),
    "voucher written otherwise": ([CLAIM], [money("回单７", 40), money("回单-7", 50)], "voucher_twice"),
    "wage and compensation": ([CLAIM], [money("v"), money("v", kind="compensation")], "wage_and_compensation"),
    "living cost as wages": ([CLAIM], [money("v", source="fund", kind="living"), money("v")], "living_as_wage"),
    "relief as wages": ([CLAIM], [money("v", source="relief", kind="relief"), money("v")], "relief_as_wage"),
    "same day, same sum": ([CLAIM], [money("a", 50), money("b", 50, source="contractor")], "same_day_same_sum"),
    "same months on two clues": (
        [CLAIM, SAME_MONTHS],
        [money("a"), money("b", claim=2, on=NEXT)],
        "same_months_two_clues",
    ),
    "months not known": ([CLAIM, UNKNOWN_MONTHS], [money("a"), money("b", claim=4, on=NEXT)], "same_months_two_clues"),
    "two advances": (
        [CLAIM, SAME_MONTHS],
        [money("a", 10, source="fund"), money("b", 10, claim=2, source="fund", planned=True)],
        "two_advances",
    ),
    "deposit and fund planned": (
        [CLAIM],
        [money("a", 90, source="deposit", planned=True), money("b", 20, source="fund", planned=True)],
        "planned_over",
    ),
    "two notices": (
        [CLAIM],
        [money("a", 10, source="deposit", planned=True), money("b", 10, source="deposit", planned=True)],
        "two_notices",
    ),
    "paid after he withdrew": ([replace(CLAIM, withdrawn_on=DAY)], [money("a", on=NEXT)], "after_withdrawal"),
    "deposit without notice": ([CLAIM], [money("a", source="deposit", backed=False)], "without_basis"),
    "fund without approval": ([CLAIM], [money("a", source="fund", backed=False)], "without_basis"),
}


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_planted_doubles_are_caught(planted: str) -> None:
    owed, paid, kind = PLANTED[planted]
    found = find_doubles(owed, paid)
    assert kind in {one.kind for one in found}, found
    assert all(one.rows and one.why and one.remedy and one.worker == 10 for one in found)


def test_every_kind_is_planted() -> None:
    assert {kind for _, _, kind in PLANTED.values()} == set(KINDS)


@pytest.mark.parametrize(
    "paid",
    [
        [],
        [money("a", 100)],
        [money("a"), money("b", 40, source="contractor")],
        [money("a", 20, source="fund"), money("b", 80)],
        [money("a"), money("b", claim=3, on=NEXT)],
        [money("a", 60), money("r", 500, source="relief", kind="relief"), money("c", 50, kind="compensation")],
        [money("a", 60), money("b", 40, source="deposit", planned=True)],
    ],
    ids=[
        "nothing",
        "all at once",
        "two payers, one sum",
        "advance and the rest",
        "two jobs",
        "relief and 赔偿金",
        "rest on notice",
    ],
)
def test_honest_payments_raise_nothing(paid: list[Money]) -> None:
    assert find_doubles([CLAIM, OTHER_MONTHS], paid) == ()


def test_what_goes_back_to_the_fund_is_never_more_than_it_gave() -> None:
    (found,) = find_doubles([CLAIM], [money("a", 20, source="fund"), money("b", 150)])
    assert (found.kind, found.excess_fen) == ("back_to_fund", 20)
    (found,) = find_doubles([CLAIM], [money("a", 20, source="fund"), money("b", 95)])
    assert found.excess_fen == 15


def kinds(found: tuple[Finding, ...]) -> set[str]:
    return {one.kind for one in found}


@pytest.mark.django_db
def test_the_counter_refuses_and_an_explained_one_stays_on_the_list(people: People) -> None:
    case = make_case(people)
    other = make_case(
        people, project_name="乙小区", employer_name="新乡乙建筑有限公司", owed_from="2021-01", owed_to="2021-03"
    )
    verify_all(case.clue, people, TODAY)
    verify_all(other.clue, people, TODAY)
    first, again = claims(case.clue)[0], claims(other.clue)[0]
    assert first.worker_id == again.worker_id
    about = {"source": "employer", "amount_fen": 500_000, "paid_on": TODAY, "by": people.owner, "on": TODAY}
    record_payment(claim=first, voucher="回单1", **about)
    with pytest.raises(Refusal, match="同一凭证记在两条线索"):
        record_payment(claim=again, voucher="回单-1", **about)
    assert Payment.objects.count() == 1
    record_payment(claim=again, voucher="回单-1", explained="一张回单付两笔工资", **about)
    assert "same_voucher_two_claims" in kinds(findings_on(case.clue)) & kinds(findings_for(people.owner))
    assert findings_for(people.stranger) == ()


@pytest.mark.django_db
def test_deposit_money_without_a_notice_is_found(people: People) -> None:
    case = make_case(people)
    pay_all(case.clue, people, TODAY)
    assert findings_for(people.owner) == ()
    Payment.objects.filter(claim=claims(case.clue)[0]).update(source="deposit")
    assert kinds(findings_for(manager(people))) == {"without_basis"}
