"""Firms of a project as a tree with signs, the money behind wages, referrals with their way; rights by four standing people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.money import PaymentSource
from nuanxin.rights.intake.models import Claim
from nuanxin.watch.monitoring.chain.firms import FirmFacts, add_firm, chain_of, firms_of, take_firms, withdraw_firm
from nuanxin.watch.monitoring.chain.models import FirmRole, ProjectFirm
from nuanxin.watch.monitoring.chain.money import MoneyBehind, money_behind, record_firm_money, record_funding
from nuanxin.watch.monitoring.chain.referrals import answer_referral, departments, end_referral, send_referral
from nuanxin.watch.monitoring.chain.sheet import HEADINGS, read_firms
from nuanxin.watch.monitoring.chain.signs import Link, tree
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.watch.monitoring.making import watched

db = pytest.mark.django_db


def facts(role: str, name: str, fen: int | None = None, **more: Any) -> FirmFacts:
    return FirmFacts(role, name, amount_fen=fen, source="合同 1 号", **more)


def sheet(*rows: str) -> bytes:
    return "\n".join([",".join(HEADINGS), *rows]).encode()


@pytest.mark.parametrize(
    ("links", "signs"),
    [
        ([("general", None, 100), ("team", 0, 5)], {1: "个人承包"}),
        ([("general", None, 100), ("labour", 0, 30), ("team", 1, None)], {}),
        ([("general", None, 100), ("labour", 0, 30), ("team", 1, 20)], {2: "包给个人"}),
        ([("general", None, 100), ("labour", 0, 30), ("labour", 1, 20)], {2: "劳务分包以后再分包"}),
        ([("general", None, 100), ("specialist", 0, 30), ("specialist", 1, 20)], {2: "专业分包以后再分包"}),
        ([("general", None, 100), ("specialist", 0, 100)], {1: "疑似转包"}),
        ([("owner", None, None), ("general", None, 100), ("supervisor", None, 3), ("specialist", None, 99)], {}),
    ],
)
def test_signs(links: list[tuple[str, int | None, int | None]], signs: dict[int, str]) -> None:
    placed = tree([Link(n, role, f"{n}号", given, fen) for n, (role, given, fen) in enumerate(links)])
    found = {one.link.key: "".join(one.signs) for one in placed if one.signs}
    assert set(found) == set(signs) and all(words in found[key] for key, words in signs.items())


@given(st.lists(st.tuples(st.sampled_from(FirmRole.values), st.integers(-1, 9)), min_size=1, max_size=10))
def test_every_firm_stands_in_the_tree_once_below_its_giver(drawn: list[tuple[str, int]]) -> None:
    links = [Link(n, role, str(n), given if 0 <= given < n else None) for n, (role, given) in enumerate(drawn)]
    first = {one.key for one in links if one.role in ("owner", "general")}
    placed = tree(links)
    at = {one.link.key: n for n, one in enumerate(placed)}
    if len(first) <= 1 and not any(one.given_by is not None and one.key in first for one in links):
        assert sorted(at) == [one.key for one in links]
    for one in links:
        if one.given_by is not None and one.key in at and one.given_by in at:
            assert at[one.given_by] < at[one.key]
            assert placed[at[one.key]].depth == placed[at[one.given_by]].depth + 1


@db
def test_one_by_one_and_the_general_contractor_is_there_by_itself(people: People) -> None:
    one, by = watched("P1"), {"by": people.owner, "on": TODAY}
    add_firm(project=one, facts=facts("owner", "县城投"), **by)
    sub = add_firm(project=one, facts=facts("labour", "甲劳务", 3_000_000), **by)
    add_firm(project=one, facts=facts("team", "老李班组", 1_000), given_by=sub, **by)
    placed = chain_of(one, list(firms_of(one)))
    assert [(line.depth, line.link.name) for line in placed] == [
        (0, "县城投"), (1, "河南恒大建工有限公司"), (2, "甲劳务"), (3, "老李班组"),
    ]  # fmt: skip
    for wrong in (
        facts("labour", "甲劳务"),
        facts("boss", "乙"),
        facts("team", " "),
        facts("team", "丙", credit_code="123"),
    ):
        with pytest.raises(Refusal):
            add_firm(project=one, facts=wrong, **by)
    with pytest.raises(Refusal, match="下面还有参建单位"):
        withdraw_firm(firm=sub, reason="录错", **by)
    last = firms_of(one).get(role="team")
    withdraw_firm(firm=last, reason="录错", **by)
    assert withdraw_firm(firm=sub, reason="录错", **by).withdrawn_by == people.owner
    assert ProjectFirm.objects.count() == 3 and AuditEvent.objects.filter(act="withdraw_project_firm").count() == 2


@db
def test_by_a_sheet_whole_or_not_at_all_and_again_nothing(people: People) -> None:
    one, by = watched("P1"), {"by": people.owner, "on": TODAY}
    rows = (
        "班组,老李班组,,甲劳务,,,,,,李四,协议3",
        '劳务分包单位,甲劳务,,丙专业,资质A,"300,000.50",2023-03-05,2023-03-10,,王五,合同2',
        "专业分包单位,丙专业,,,,900000,,,,,合同1",
    )
    assert take_firms(project=one, lines=read_firms(sheet(*rows), "a.csv"), **by) == (3, 0)
    assert take_firms(project=one, lines=read_firms(sheet(*rows), "a.csv"), **by) == (0, 3)
    labour = firms_of(one).get(role="labour")
    assert (labour.amount_fen, labour.given_by.name, labour.starts_on) == (30_000_050, "丙专业", date(2023, 3, 10))  # type: ignore[union-attr]
    for more, row, why in (
        ("劳务分包单位,乙劳务,,没有的单位,,,,,,,合同4", 3, "没有“没有的单位”"),
        (rows[2].replace("900000", "1"), 3, "内容不同"),
    ):
        with pytest.raises(BadInput) as told:
            take_firms(project=one, lines=read_firms(sheet("监理单位,丁监理,,,,,,,,,合同5", more), "a.csv"), **by)
        assert told.value.faults[0].row == row and why in told.value.faults[0].message
    with pytest.raises(BadInput, match="第2行“角色”"):
        read_firms(sheet("老板,甲,,,,,,,,,x"), "a.csv")
    with pytest.raises(BadInput) as told:
        read_firms(sheet("班组,甲,,,,-5,2024-13-01,,,,x"), "a.csv")
    assert {fault.column for fault in told.value.faults} == {"合同额(元)", "合同签订日期"}


@db
def test_a_refused_sheet_leaves_nothing(people: People) -> None:
    one = watched("P1")
    lines = read_firms(sheet("监理单位,丁监理,,,,,,,,,合同5", "劳务分包单位,乙,,无此单位,,,,,,,合同4"), "a.csv")
    with pytest.raises(BadInput):
        take_firms(project=one, lines=lines, by=people.owner, on=TODAY)
    assert not firms_of(one).exists()


@db
def test_unpaid_wages_beside_unpaid_work(people: People) -> None:
    one, by = watched("P1"), {"by": people.owner, "on": TODAY}
    assert money_behind(one, TODAY) == MoneyBehind((), {}, 0) and money_behind(one, TODAY).words == ""
    clue = make_clue(people)
    clue.project = one.project
    clue.save()
    first, second, _ = Claim.objects.filter(clue=clue).order_by("pk")
    for claim, fen in ((first, 900_000), (second, 400_000)):
        verify_claim(claim=claim, verified_fen=fen, basis="考勤表", **by)
    record_payment(claim=first, source=PaymentSource.EMPLOYER, amount_fen=600_000, paid_on=TODAY, voucher="回单1", **by)
    assert money_behind(one, TODAY).wages_owed_fen == 300_000 + 400_000
    assert "没有登记拖欠工程款" in money_behind(one, TODAY).words
    funding: Any = {
        "project": one,
        "kind": "government",
        "planned_fen": 100,
        "arrived_fen": 60,
        "paid_fen": 50,
        "proof": "批复",
    }
    record_funding(as_of=TODAY, **funding, **by)
    told = money_behind(one, TODAY)
    assert (told.missing_fen, told.held_fen) == (40, 10) and "未到位0.40元" in told.words
    sub = add_firm(project=one, facts=facts("labour", "甲劳务"), **by)
    for as_of, due, paid in ((date(2023, 12, 1), 500, 0), (TODAY, 2_000_000, 800_000)):
        record_firm_money(firm=sub, as_of=as_of, due_fen=due, paid_fen=paid, proof="结算单", **by)
    told = money_behind(one, TODAY)
    assert told.owed_fen == 1_200_000 and "可以覆盖全部欠薪" in told.words
    assert money_behind(one, date(2023, 12, 31)).owed_fen == 500


@db
def test_money_that_cannot_be(people: People) -> None:
    one, by = watched("P1"), {"by": people.owner, "on": TODAY}
    sub = add_firm(project=one, facts=facts("labour", "甲劳务"), **by)
    for as_of, due, proof in ((TODAY + timedelta(days=1), 5, "x"), (TODAY, 5, " "), (TODAY, -5, "x")):
        with pytest.raises(Refusal):
            record_firm_money(firm=sub, as_of=as_of, due_fen=due, paid_fen=0, proof=proof, **by)
    with pytest.raises(Refusal, match="多于到位"):
        record_funding(
            project=one, kind="private", as_of=TODAY, planned_fen=9, arrived_fen=1, paid_fen=2, proof="x", **by
        )


@db
def test_a_referral_from_letter_to_result(people: People) -> None:
    one, by = watched("P1"), {"by": people.owner, "on": TODAY}
    team = add_firm(project=one, facts=facts("team", "老李班组"), **by)
    housing = people.housing.unit
    assert list(departments(one)) == [housing]
    sent: Any = {"firm": team, "to_unit": housing, "facts": "总包直接包给个人", "number": "新人社移〔2024〕1号"}
    for wrong in ({"facts": " "}, {"sent_on": TODAY + timedelta(days=1)}, {"to_unit": people.owner.unit}):
        with pytest.raises(Refusal):
            send_referral(**({"sent_on": TODAY} | sent | wrong), **by)
    row = send_referral(**sent, sent_on=TODAY, **by)
    assert row.state == "已移送，未答复" and not row.ended
    with pytest.raises(Refusal, match="还没有结果"):
        send_referral(**sent, sent_on=TODAY, **by)
    with pytest.raises(Refusal, match="还没有受理"):
        end_referral(referral=row, result="found", result_on=TODAY, text="处罚", **by)
    with pytest.raises(Refusal):
        withdraw_firm(firm=team, reason="录错", **by)
    answer_referral(referral=row, answer="taken", answered_on=TODAY, text="已立案", **by)
    with pytest.raises(Refusal, match="已经登记过"):
        answer_referral(referral=row, answer="refused", answered_on=TODAY, text="x", **by)
    done = end_referral(referral=row, result="found", result_on=TODAY, text="罚款并停工", **by)
    assert done.ended and done.state == "查实违法"
    assert AuditEvent.objects.filter(act__endswith="subcontract_referral").count() == 3


@db
def test_who_may(people: People) -> None:
    one = watched("P1")
    for who in (people.stranger, people.leader, people.housing, people.auditor):
        with pytest.raises(NotAllowed):
            add_firm(project=one, facts=facts("owner", "县城投"), by=who, on=TODAY)
    for n, who in enumerate((people.owner, people.colleague, people.superior)):
        add_firm(project=one, facts=facts("specialist", f"{n}号分包"), by=who, on=TODAY)
