"""Police and court in a real browser: a referral received and decided, money recovered worker by worker; and an incident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.ledger import standing, totals, verify_claim
from nuanxin.rights.cases.models import ActKind, Case, OfficialAct
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.emergency.models import Incident
from nuanxin.rights.justice.emergency.planning import adopt_plan
from nuanxin.rights.justice.emergency.skeleton import LEVELS, MEASURES
from tests.conftest import TODAY, People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER
from tests.unit.rights.cases.making import claims, on_day
from tests.unit.rights.justice.making import liaison, opened, referred, take

pytestmark = IN_BROWSER


def test_from_the_referral_to_the_money(browser: Any, site: Any, that_morning: None, people: People) -> None:
    police, court = liaison("police_case"), liaison("wage_suit")
    case, sent = referred(people)
    seat = Seat(browser, site, police)
    receive_and_decide(seat, case, sent)
    assert (
        OfficialAct.objects.filter(clue=case.clue, kind=ActKind.POLICE_FILING, withdrawn_on__isnull=True).count() == 1
    )
    judged(case, court, people)
    recover(Seat(browser, site, court), case)
    look = Seat(browser, site, people.coordinator)
    look.go("/officer/legs/")
    look.look("justice-legs")
    look.click(case.clue.number, inside="main")
    look.look("justice-clue-legs")
    assert "决定是否立案" in look.words() and "执行到位" in look.words()
    look.go("/officer/enforcement/")
    look.look("justice-enforcement")
    look.done()


def receive_and_decide(seat: Seat, case: Case, sent: date) -> None:
    """The police find the clue under what they are asked for, open their file and decide."""
    seat.click("协办事项", inside="body")
    seat.click(case.clue.number, inside="main")
    seat.click("公安办理拒不支付劳动报酬案件", inside="main")
    seat.fill(fact_received_on=str(sent), fact_receiver="经侦大队", fact_items="移送书\n案卷", fact_competent="是")
    seat.look("justice-receive")
    seat.submit("办理", "已办理“公安办理拒不支付劳动报酬案件”的“接受移送”")
    seat.click("决定是否立案", inside="main")
    seat.fill(fact_answer="立案", fact_answered_on=str(sent), fact_number="新公立〔2024〕1号")
    seat.submit("办理", "已办理“决定是否立案”")
    seat.go(seat.page.url.removeprefix(seat.site.url).split("?")[0] + "?tab=legs")
    seat.look("justice-police-file")
    seat.done()


def judged(case: Case, court: Any, people: People) -> None:
    """What the court did before: filed, judged, enforcement asked for."""
    with on_day(date(2023, 12, 19)) as on:
        ask_helper(clue=case.clue, unit=court.unit, task="诉讼和执行", by=people.owner, on=on)
    file = opened("wage_suit", case.clue, date(2023, 12, 20), matter="enforcement", title="裁决书1号")
    take(file, "effective", date(2023, 12, 20), perform_by=date(2023, 12, 20))
    take(file, "apply", date(2023, 12, 21))
    take(file, "drive", date(2023, 12, 22))
    for claim in claims(case.clue):
        verify_claim(claim=claim, verified_fen=1_000_000, basis="裁决书", by=people.owner, on=TODAY)


def recover(seat: Seat, case: Case) -> None:
    """The court enters what it handed out; first a sum that does not fit."""
    file = Case.objects.get(clue=case.clue, procedure="wage_suit")
    seat.click("本单位案卷", inside="body")
    seat.click(str(file), inside="main")
    seat.click("执行到位", inside="main")
    seat.fill(voucher="执款1号", whole_fen="20000")
    seat.look("justice-recovered-form")
    seat.submit("登记", "不符")
    seat.fill(whole_fen="30000")
    seat.submit("登记", "已登记执行到位")
    seat.go(f"/officer/cases/{file.pk}/?tab=recovered")
    seat.look("justice-recovered")
    assert totals(standing(case.clue)).by_source["court"] == 3_000_000
    seat.done()


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["desk", "phone"])
def test_an_incident_from_the_plan_to_the_report(
    browser: Any, site: Any, that_morning: None, people: People, size: tuple[int, int]
) -> None:
    timed = [replace(one, hours=2) for one in MEASURES]
    adopt_plan(
        region=Region.objects.get(pk="410700"), title="欠薪突发事件应急预案", source="新农工办〔2023〕9号", levels=LEVELS,
        measures=timed, by=people.coordinator, on=TODAY - timedelta(days=9),
    )  # fmt: skip
    seat = Seat(browser, site, people.coordinator, size)
    seat.go("/officer/incidents/")
    seat.look(f"incident-list-{size[0]}")
    seat.click("启动应急预案", inside="main")
    seat.fill(region="新乡县", rank="较大", title="聚集讨薪", place="项目部门口", persons="40", summary="四十人聚集")
    seat.look(f"incident-form-{size[0]}")
    seat.submit("启动", "已启动")
    incident = Incident.objects.get()
    seat.look(f"incident-board-{size[0]}")
    seat.click("调整级别", inside="main")
    seat.fill(rank="一般", reason="已经疏散")
    seat.submit("调整", "已调整级别")
    for step in incident.steps.filter(dropped_at__isnull=True).select_related("measure"):
        seat.go(f"/officer/incidents/{incident.pk}/steps/{step.pk}/")
        seat.fill(done_by="县应急组", note="已落实")
        seat.submit("登记完成", "已登记完成")
    seat.click("终止响应", inside="main")
    seat.fill(cause="分包挪用", result="付清", lessons="按月核对")
    seat.submit("终止并制作报告", "已终止响应")
    seat.look(f"incident-closed-{size[0]}")
    seat.done()
