"""The pure decisions of firm plans: matching, clocks, what is in the way of submitting and closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.rights.relief.firms.clocks import note_clock, standing_of
from nuanxin.rights.relief.firms.deciding import Drawn, why_not_close, why_not_submit
from nuanxin.rights.relief.firms.matching import Firm, Policy, match
from nuanxin.rights.relief.firms.wages import Owed, reckon

DAY = date(2024, 1, 10)
ONE = timedelta(days=1)
WORDS = {"realty": "房企出险", "operating": "经营困难", "construction": "工程建设"}


@pytest.mark.parametrize(
    ("policy", "firm", "against"),
    [
        (Policy((), (), DAY, None, True), Firm("realty", ""), ""),
        (Policy(("realty",), ("construction",), DAY, DAY, True), Firm("realty", "construction"), ""),
        (
            Policy(("operating",), (), DAY, None, True),
            Firm("realty", ""),
            "困难情形“房企出险”不在适用范围（经营困难）内",
        ),
        (
            Policy((), ("construction",), DAY, None, True),
            Firm("realty", ""),
            "企业没有登记行业领域，政策只适用于工程建设",
        ),
        (Policy((), (), DAY + ONE, None, True), Firm("realty", ""), "2024-01-11起施行，还没有施行"),
        (Policy((), (), DAY - 9 * ONE, DAY - ONE, True), Firm("realty", ""), "已于2024-01-09到期"),
        (Policy((), (), DAY, None, False), Firm("realty", ""), "不是本地（上级）的政策"),
    ],
)
def test_match_names_what_does_not_fit(policy: Policy, firm: Firm, against: str) -> None:
    found = match(policy, firm, DAY, WORDS)
    assert found.against == against and found.fits == (against == "")
    assert len(found.reasons) == 4


@pytest.mark.parametrize(
    ("approved", "done", "dropped", "today", "expected"),
    [
        (False, None, None, DAY + 9 * ONE, "draft"),
        (True, None, None, DAY, "open"),
        (True, None, None, DAY + ONE, "late"),
        (True, DAY, None, DAY + 9 * ONE, "done"),
        (True, DAY + ONE, None, DAY + 9 * ONE, "done_late"),
        (True, DAY, DAY, DAY + 9 * ONE, "dropped"),
    ],
)
def test_standing_of_a_measure(
    approved: bool, done: date | None, dropped: date | None, today: date, expected: str
) -> None:
    found = standing_of(due_on=DAY, approved=approved, done_on=done, dropped_on=dropped, today=today)
    assert found == expected


def test_note_is_late_on_the_eighth_day() -> None:
    clock = note_clock(registered_on=DAY - 30 * ONE, notes=[DAY, DAY - 9 * ONE], ended=False)
    assert clock.last_on == DAY
    assert not clock.late_on(DAY + 7 * ONE) and clock.late_on(DAY + 8 * ONE)
    assert not note_clock(registered_on=DAY, notes=[], ended=True).late_on(DAY + 99 * ONE)


def test_what_is_in_the_way_of_submitting() -> None:
    assert why_not_submit(Drawn(parts=1, new_measures=1)) == []
    assert why_not_submit(Drawn(parts=1, new_measures=1, unpaid=("欠1元",), pays_first=True)) == []
    assert why_not_submit(Drawn(parts=1, new_measures=1, unpaid=("欠1元",))) == ["欠1元，但没有先付工资的措施"]
    assert why_not_submit(Drawn(waiting="批准计划")) == ["批准计划正在等待审批", "没有列入项目或者企业整体"]
    assert why_not_submit(Drawn(parts=2, new_measures=1, parts_without_measure=("甲",))) == ["“甲”没有措施"]


def test_what_is_in_the_way_of_closing() -> None:
    paid = reckon([Owed(1, 1, 5, 5, ((DAY, 5),))], since=DAY, until=DAY)
    owed = reckon([Owed(1, 1, 5, 5, ((DAY, 4),))], since=DAY, until=DAY)
    assert why_not_close(paid, undone=0, pending="", reason="") == []
    assert why_not_close(owed, undone=0, pending="", reason="破产") == []
    assert why_not_close(owed, undone=2, pending="", reason=" ") == [
        "还有2项措施没有完成",
        "核实的工资还有0.01元没有支付，没有写明仍要销号的理由",
    ]
    assert why_not_close(paid, undone=0, pending="批准计划", reason="") == ["批准计划正在等待审批"]


def test_a_claim_that_nobody_verified_is_not_paid_while_its_clue_is_open() -> None:
    for live in (True, False):
        sums = reckon([Owed(1, 1, 700, None, (), live)], since=DAY, until=DAY)
        assert bool(sums.unpaid) == live and sums.claimed_fen == (700 if live else 0)
    assert reckon([], since=DAY, until=DAY, nameless=2).unpaid == ("还有2件在办线索没有登记劳动者",)
