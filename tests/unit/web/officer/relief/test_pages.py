"""Every page of the room opens for whom it is for, says what matters, and its forms do their acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance
from nuanxin.rights.relief.hardship.models import HardshipReferral
from nuanxin.rights.relief.once.models import SourceTried
from tests.conftest import TODAY, People
from tests.desks import desk_unit
from tests.unit.rights.cases.making import claims, on_day
from tests.unit.rights.relief.making import approver, decided_case, make_deposit, make_fund, manager
from tests.unit.web.officer.relief.pages import body, post, url

pytestmark = pytest.mark.django_db


def test_deposit_from_registration_to_top_up_through_the_forms(people: People, enter: Any) -> None:
    case, day = decided_case(people)
    make_deposit(people, case.clue.project, stored=None)  # leaves the province's rate set
    WageDeposit.objects.all().update(ended_on=TODAY)
    with on_day(day):
        client = enter(manager(people))
        made = post(
            client, url("deposit_new"), project=case.clue.project_id, contractor=case.clue.employer_id, contract_fen="1000000",
            signed_on="2023-03-01", until_on="2025-03-01", needs_permit="yes", permit_on="2023-03-10", bank="农商行",
        )  # fmt: skip
        assert "请核定应存金额" in made
        row = WageDeposit.objects.get(ended_on=None)
        act = lambda key: url("deposit_act", row.pk, key)  # noqa: E731
        assert "30,000.00" in body(client, act("assess"))  # arrears on this very contractor: 2 % + half
        assert "前2年内发生过拖欠" in post(client, act("assess"), projects="1")
        assert "已办理：登记存储" in post(
            client, act("store"), amount_fen="30000", stored_on="2024-01-05", voucher="存单1"
        )
        page = body(client, url("deposit", row.pk) + "?tab=drawdowns")
        assert "可以动用" in page and case.clue.number not in page.split("本项目在办案件")[0]
        assert "余额 0.00 元" in body(client, url("deposit", row.pk) + "?tab=account&on=2024-01-04")
        post(client, act("draw"), case=case.pk)
        drawn = DrawDown.objects.get()
        post(client, url("drawdown_act", drawn.pk, "received"), received_on=day.isoformat())
        for line in drawn.lines.all():
            paid = post(
                client, url("drawdown_line", drawn.pk, line.pk, "paid"), paid_on=day.isoformat(), voucher=f"付{line.pk}"
            )
        assert "已支付" in paid and "补足通知书" in paid
        topped = post(
            client, url("drawdown_act", drawn.pk, "topup"), amount_fen="30000", day=day.isoformat(), voucher="补1"
        )
        assert "按期办结" in topped
        assert "保证金支付完毕" in body(client, url("clue", case.clue.number) + "?tab=moves") + body(
            client, url("clue", case.clue.number)
        )
        for name in ("deposits", "guarantees", "deposit_sweep"):
            body(client, url(name))
        for tab in ("due", "account", "guarantees", "drawdowns", "return"):
            body(client, url("deposit", row.pk) + f"?tab={tab}")


def test_guarantee_and_return_through_the_forms(people: People, enter: Any) -> None:
    case, _ = decided_case(people)
    row = make_deposit(people, case.clue.project, stored=None)
    WageDeposit.objects.filter(pk=row.pk).update(project=_another(row))
    client = enter(manager(people))
    act = lambda key: url("deposit_act", row.pk, key)  # noqa: E731
    about = {
        "number": "BH1",
        "bank": "农商行",
        "beneficiary": people.owner.unit_id,
        "amount_fen": "20000",
        "from_on": "2023-04-01",
    }
    refused = client.post(act("guarantee"), {**about, "to_on": "2024-01-01"})
    assert refused.status_code == 422 and "短于合同期限" in refused.content.decode()
    post(client, act("guarantee"), **about, to_on="2025-03-01", on_demand="on", original_kept="on")
    assert "BH1" in body(client, url("guarantees"))
    post(client, act("complete"), completed_on="2023-10-09")
    assert "没有启动" in body(client, url("deposit_sweep"))
    post(client, act("announce"), announced_on="2023-10-09", places="告示牌、官网", promise="承诺书1")
    post(client, act("apply"), applied_on="2023-11-10")
    post(client, act("review"), agreed="yes", reason="无拖欠")
    post(client, act("answer"), voucher="")
    row.refresh_from_db()
    paper = row.returns.get().paper_id
    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(url("deposit_paper", row.pk, paper, kind)).content.startswith(begins)
    assert "已返还" in body(client, url("deposits"))


def _another(row: WageDeposit) -> Any:
    from nuanxin.foundation.parties.models import Project

    return Project.objects.create(name="西区", region_id=row.region_id)


def test_fund_from_application_to_recovery_through_the_forms(people: People, enter: Any) -> None:
    case, day = decided_case(people)
    fund = make_fund(people)
    with on_day(day):
        officer, keeper, decider = enter(people.owner), enter(manager(people)), enter(approver(people))
        number = case.clue.number
        assert "最多 2,000.00 元" in body(officer, url("advance_new", number))
        sums = {f"fen_{claim.pk}": "1500" for claim in claims(case.clue)}
        post(officer, url("advance_new", number), ground="cannot", found="资金链断裂", nature="wage", **sums)
        row = FundAdvance.objects.get()
        act = lambda key: url("advance_act", row.pk, key)  # noqa: E731
        assert officer.get(act("decide")).status_code == 403
        assert "已批准待支付" in post(decider, act("decide"), approved="yes", reason="同意")
        line = row.lines.all()[0]
        refused = keeper.post(url("advance_line", row.pk, line.pk), {"paid_on": day.isoformat(), "voucher": "1"})
        assert "还款协议" in refused.content.decode()
        post(keeper, act("agree"), agreed_on=day.isoformat(), repay_by="2024-03-01")
        for one in row.lines.all():
            post(keeper, url("advance_line", row.pk, one.pk), paid_on=day.isoformat(), voucher=f"付{one.pk}")
        later = (day + timedelta(days=9)).isoformat()
        post(keeper, act("pursue"), kind="demand", done_on=day.isoformat(), pay_by=later)
        assert "尚未收回" in post(keeper, act("recover"), amount_fen="1000", done_on=day.isoformat(), voucher="还1")
        page = body(keeper, url("fund", fund.pk))
        assert "996,500.00" in page and "22.22%" in page
        assert "1,000,000.00" in body(keeper, url("fund", fund.pk) + "?on=2024-01-01")
        post(keeper, url("fund_allocate", fund.pk), amount_fen="5", allocated_on=day.isoformat(), document="文2")
        extra = fund.allocations.get(document="文2")
        assert "撤下：录错" in post(keeper, url("fund_allocation", fund.pk, extra.pk), why="录错")
        body(keeper, url("funds"))
        EmergencyFund.objects.update(region="410724")
        made = post(keeper, url("fund_new"), region="410721", basis="新政〔2023〕2号", opened_on="2023-01-01")
        assert "新乡县应急周转金" in made


def test_ladder_hardship_and_doubles_on_the_clue(people: People, enter: Any) -> None:
    case, day = decided_case(people, demand="老伴住院，没钱吃饭")
    make_deposit(people, case.clue.project)
    make_fund(people)
    desk_unit(UnitKind.CIVIL_AFFAIRS)
    with on_day(day):
        client, number = enter(people.owner), case.clue.number
        page = body(client, url("sources", number))
        assert "“住院”" in page and page.count("下一个") == 1
        for source in ("employer", "contractor", "owner"):
            page = post(client, url("source_tried", number, source), asked_on=day.isoformat(), result="账户无款")
        assert "已核查，没有支付" in page
        assert body(client, url("case", case.pk) + "?tab=sources").count("下一个") == 1
        post(
            client, url("hardship_refer", number), claims=[claims(case.clue)[0].pk], unit=desk_unit(UnitKind.CIVIL_AFFAIRS).pk,
            place="工棚", difficulty="住院", urgent="on",
        )  # fmt: skip
        assert "等待反馈" in body(client, url("sources", number))
        assert "没有发现疑似重复支付" in body(client, url("double_payments"))
        assert "没有" in body(client, url("double_payments") + "?kind=two_notices")
    assert (HardshipReferral.objects.count(), SourceTried.objects.count()) == (1, 3)


def test_out_of_sight(people: People, enter: Any) -> None:
    case, _ = decided_case(people)
    row, fund = make_deposit(people, case.clue.project), make_fund(people)
    stranger = enter(people.stranger)
    for address in (url("deposit", row.pk), url("fund", fund.pk), url("sources", case.clue.number)):
        assert stranger.get(address).status_code == 404
    assert stranger.get(url("deposit_new")).status_code == 403
    assert row.project.name not in body(stranger, url("deposits"))
    for address in (
        "deposits/9/acts/x/",
        "drawdowns/9/",
        "drawdowns/9/acts/topup/",
        "advances/9/",
        "funds/9/allocations/1/withdraw/",
    ):
        assert enter(manager(people)).get(f"/officer/{address}").status_code == 404
