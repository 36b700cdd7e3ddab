"""Hardship: signs that decide nothing, the referral at the place of need, urgent help first, relief that is no wage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.ledger import standing
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import strike_step, take_step
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.relief.hardship.models import HardshipReferral, ReliefGrant
from nuanxin.rights.relief.hardship.procedure import KEY, V2026_1
from nuanxin.rights.relief.hardship.referring import refer_hardship, signals_on
from nuanxin.rights.relief.hardship.rule import rule_on
from nuanxin.rights.relief.hardship.signs import Told, signals
from tests.conftest import TODAY, People
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.making import claims, make_clue

DIFFICULTY = "老伴住院，没钱缴费，已三个月没有收入"


def test_signs_name_the_words_and_decide_nothing() -> None:
    found = signals(Told(["包工头跑了，孩子上学没学费，我妈住院"], months_owed=3))
    assert [one.about for one in found] == ["生病、受伤", "孩子上学", "长期没有收入"]
    assert "“住院”" in found[0].why and not any(one.at_once for one in found)
    assert signals(Told(["再不给钱就跳楼"]))[0].at_once
    assert signals(Told(["请尽快支付"], months_owed=3, paid_fen=1)) == ()


@pytest.mark.parametrize(
    ("day", "name", "at_place"),
    [
        (date(2026, 6, 30), "社会救助暂行办法", False),
        (date(2026, 7, 1), "社会救助法", True),
        (TODAY, "社会救助暂行办法", False),
    ],
)
def test_the_law_of_the_day(day: date, name: str, at_place: bool) -> None:
    assert (rule_on(day).name, rule_on(day).at_place) == (name, at_place)


def referred(people: People, *, urgent: bool = True) -> tuple[Clue, Any]:
    clue = make_clue(people, demand=DIFFICULTY)
    worker = desk_person("civil_affairs_officer", UnitKind.CIVIL_AFFAIRS)
    refer_hardship(
        clue=clue, claims=claims(clue)[:1], unit=worker.unit, difficulty=DIFFICULTY, place="新乡县青年路工地",
        urgent=urgent, by=people.owner, on=TODAY,
    )  # fmt: skip
    return clue, worker


def opened(clue: Clue, worker: Any, *, urgent: str = "yes") -> Case:
    facts = {"who": ["工人0"], "difficulty": DIFFICULTY, "place": "新乡县青年路工地", "urgent": urgent}
    return open_file(clue=clue, procedure=KEY, unit=worker.unit, officer=worker, facts=facts, by=worker, on=TODAY)


def step(case: Case, key: str, by: Any, **facts: Any) -> Any:
    return take_step(case=case, step=key, facts=facts, by=by, on=TODAY)


MONEY = {"receiver": "工人0", "paid_on": TODAY}
CHECK = {"data": "婚姻、社保已核对", "visited": "走访工棚", "household": "no"}


def test_from_referral_to_answer(people: People) -> None:
    clue, desk = referred(people)
    row = HardshipReferral.objects.get()
    assert row.paper.kind == "relief_referral" and row.paper.number
    assert {one.about for one in signals_on(clue)} >= {"生病、受伤", "长期没有收入"}
    case = opened(clue, desk)
    assert case.number and "临救字" in case.number
    step(case, "urgent_help", desk, amount=100_000, voucher="救1", **MONEY)
    step(case, "check", desk, **CHECK)
    with pytest.raises(Refusal, match="没有补齐手续"):
        step(case, "decision", desk, result="grant", total=300_000, reason="符合")
    step(case, "papers_after", desk, papers=["申请表"])
    step(case, "decision", desk, result="grant", total=300_000, reason="符合临时救助标准")
    with pytest.raises(Refusal, match="就超过了"):
        step(case, "paid", desk, amount=200_001, voucher="救2", **MONEY)
    step(case, "paid", desk, amount=200_000, voucher="救2", **MONEY)
    step(case, "answer", desk, told="已电话告知本人并函复人社局")
    row.refresh_from_db()
    assert (row.answer, row.case_id) == ("给予救助", case.pk)
    case.refresh_from_db()
    assert case.closed_on and Clue.objects.get(pk=clue.pk).closed_on is None
    assert not HelperTask.objects.filter(done_on__isnull=True).exists()
    assert [line.paid_fen for line in standing(clue)] == [0, 0, 0]
    assert sum(ReliefGrant.objects.values_list("amount_fen", flat=True)) == 300_000


def test_out_of_order_and_wrong_person(people: People) -> None:
    clue, desk = referred(people, urgent=False)
    case = opened(clue, desk, urgent="no")
    with pytest.raises(Refusal, match=r"没有认定情况紧急.*第五十条"):
        step(case, "urgent_help", desk, amount=1, voucher="x", **MONEY)
    with pytest.raises(Refusal, match="没有核对情况"):
        step(case, "decision", desk, result="refuse", reason="x")
    with pytest.raises(Refusal, match="没有审核同意救助"):
        step(case, "paid", desk, amount=1, voucher="x", **MONEY)
    step(case, "check", desk, **CHECK)
    step(case, "decision", desk, result="grant", total=100, reason="符合")
    with pytest.raises(Refusal, match="不在本线索的劳动者名单中"):
        step(case, "paid", desk, amount=1, voucher="x", receiver="别人", paid_on=TODAY)
    with pytest.raises(Refusal, match="同意救助但没有发放"):
        step(case, "answer", desk, told="告知")


def test_a_struck_grant_counts_no_more(people: People) -> None:
    clue, desk = referred(people)
    case = opened(clue, desk)
    row = step(case, "urgent_help", desk, amount=100, voucher="救1", **MONEY)
    strike_step(row=row, reason="金额录错", by=desk, on=TODAY)
    assert ReliefGrant.objects.get().withdrawn_on == TODAY


def test_referral_is_refused_only_for_what_is_missing(people: People) -> None:
    clue, _ = referred(people)
    about: dict[str, Any] = {
        "clue": clue, "unit": desk_unit(UnitKind.CIVIL_AFFAIRS), "difficulty": DIFFICULTY, "place": "工地", "by": people.owner, "on": TODAY,
    }  # fmt: skip
    with pytest.raises(Refusal, match="还没有反馈"):
        refer_hardship(claims=claims(clue)[:1], **about)
    with pytest.raises(Refusal, match="不受理临时救助"):
        refer_hardship(claims=claims(clue)[1:], **{**about, "unit": people.housing.unit})
    with pytest.raises(Refusal, match="急难发生地"):
        refer_hardship(claims=claims(clue)[1:], **{**about, "place": " "})


def test_every_step_has_its_article() -> None:
    assert all("条" in one.cites for one in V2026_1.steps)
    assert all("条" in need.cites for one in V2026_1.steps for need in one.needs)
