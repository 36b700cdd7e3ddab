"""The pages of justice: legs with what is late, money recovered worker by worker, petitions, incidents, letters."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.rights.cases.ledger import standing, totals, verify_claim
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.assistance.models import AssistanceLetter
from nuanxin.rights.justice.court.recovery import recovered_fen
from nuanxin.rights.justice.emergency.models import EmergencyPlan, Incident
from nuanxin.rights.justice.emergency.skeleton import LEVELS, MEASURES
from nuanxin.rights.justice.legs import legs_of
from nuanxin.web.officer.justice.plans import read_levels, read_measures, write_levels, write_measures
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day
from tests.unit.rights.justice.making import liaison, opened, referred, take

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def static_there(settings: Any) -> None:
    """whitenoise warns of a missing folder."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


def page(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(f"/officer/{path}")
    assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:800])
    return answer.content.decode()


def post(client: Client, path: str, **values: Any) -> str:
    answer = client.post(f"/officer/{path}", values, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200, (path, answer.status_code, text[text.find("nx-problems") :][:1500])
    return text


def asked(people: People, procedure: str, **about: Any) -> Any:
    clue = make_clue(people, **about)
    with on_day(date(2023, 12, 5)) as on:
        ask_helper(clue=clue, unit=liaison(procedure).unit, task="办理", by=people.owner, on=on)
    return clue


def test_legs_of_a_clue_with_what_is_late(people: People, enter: Any) -> None:
    case, sent = referred(people)
    liaison("police_case")
    with on_day(sent) as on:
        ask_helper(clue=case.clue, unit=liaison("police_case").unit, task="接受移送", by=people.owner, on=on)
    file = opened("police_case", case.clue, sent + DAY)
    legs = legs_of(case.clue, on=TODAY)
    assert legs[0].late == max(leg.late for leg in legs) > 0
    assert {leg.name for leg in legs} >= {
        "公安办理拒不支付劳动报酬案件",
        "移送涉嫌拒不支付劳动报酬犯罪案件",
        "劳动保障监察案件",
    }
    boss = enter(people.coordinator)
    text = page(boss, f"clues/{case.clue.number}/legs/")
    assert "超期" in text and "接受移送" in text and str(sent + DAY) in text
    assert "公安办理" in page(boss, "legs/?late=1")
    assert "各环节" in page(enter(file.officer), f"cases/{file.pk}/?tab=legs")
    take(file, "decide", TODAY)
    assert not [leg for leg in legs_of(case.clue, on=TODAY) if leg.name.startswith("公安") and leg.late]


def test_recovered_money_through_the_page(people: People, enter: Any) -> None:
    clue = asked(people, "wage_suit")
    case = opened("wage_suit", clue, date(2023, 12, 5), matter="enforcement", title="裁决书1号")
    take(case, "effective", date(2023, 12, 5), perform_by=date(2023, 12, 5))
    take(case, "apply", date(2023, 12, 6))
    take(case, "drive", date(2023, 12, 7))
    court = enter(case.officer)
    assert f"cases/{case.pk}/recovered/" in page(court, f"cases/{case.pk}/")
    assert "还没有核实" in page(court, f"cases/{case.pk}/recovered/")
    for claim in claims(clue):
        verify_claim(claim=claim, verified_fen=1_000_000, basis="裁决书", by=case.officer, on=TODAY)
    shares = {f"share_{claim.pk}": "5000" for claim in claims(clue)}
    given = {"recovered_on": TODAY, "voucher": "执款1号", "whole_fen": "15001", "on": TODAY, "note": "", **shares}
    wrong = court.post(f"/officer/cases/{case.pk}/recovered/", given)
    assert wrong.status_code == 422 and "不符" in wrong.content.decode()
    text = post(court, f"cases/{case.pk}/recovered/", **{**given, "whole_fen": "15000"})
    assert "已登记执行到位" in text
    assert recovered_fen(case) == totals(standing(clue)).paid_fen == 1_500_000
    assert "执款1号" in page(court, f"cases/{case.pk}/?tab=recovered")
    listed = page(court, "enforcement/")
    assert "15,000.00" in listed and "涉农民工工资专项执行" in listed
    row = case.steps.get(step="recovered")
    post(court, f"cases/{case.pk}/recovered/{row.pk}/withdraw/", reason="发放表有误")
    assert recovered_fen(case) == 0
    assert page(enter(people.stranger), f"cases/{case.pk}/recovered/", status=404)
    assert page(enter(people.owner), f"cases/{case.pk}/recovered/", status=403)


def test_petitions_listed_and_compared(people: People, enter: Any) -> None:
    clue = asked(people, "petition")
    case = opened("petition", clue, date(2023, 12, 5), mass="yes", persons=40, representatives=5)
    officer = enter(case.officer)
    assert "40" in page(officer, "petitions/?either=1")
    text = page(enter(people.coordinator), "petitions/counts/?start=2023-12-01&end=2023-12-31")
    assert "新乡县" in text and "上年没有，不能计算" in text
    assert "按今年以来显示" in page(officer, "petitions/counts/?start=x")


def plan_of(client: Client, region: str = "410700") -> EmergencyPlan:
    measures = write_measures(list(MEASURES)).replace("｜4｜", "｜4｜2", 1)
    given = {"region": region, "title": "应急预案", "source": "新农工办〔2023〕9号", "on": TODAY}
    text = post(client, "emergency-plans/new/", **given, levels=write_levels(list(LEVELS)), measures=measures)
    assert "没有时限" in text
    return EmergencyPlan.objects.latest("pk")


def test_plan_from_the_skeleton_and_an_incident_through_the_pages(people: People, enter: Any) -> None:
    boss = enter(people.coordinator)
    assert "不代拟数字" in page(boss, "emergency-plans/new/")
    plan = plan_of(boss)
    page(boss, f"emergency-plans/new/?from={plan.pk}")
    assert plan.measures.filter(hours=2).count() == 1
    clue = make_clue(people)
    assert clue.employer_said in page(boss, f"incidents/new/?clue={clue.number}")
    given = {"region": "410721", "rank": 3, "title": "聚集讨薪", "place": "项目部", "persons": 30, "happened_on": TODAY}
    text = post(boss, "incidents/new/", **given, summary="三十人聚集", clue=clue.number)
    incident = Incident.objects.get()
    assert incident.clue == clue and "项措施没有完成" in text
    post(boss, f"incidents/{incident.pk}/level/", rank=4, reason="已经疏散")
    wrong = boss.post(f"/officer/incidents/{incident.pk}/close/", {"cause": "a", "result": "b", "lessons": "c"})
    assert "没有完成" in wrong.content.decode()
    for step in incident.steps.filter(dropped_at__isnull=True):
        post(boss, f"incidents/{incident.pk}/steps/{step.pk}/", done_by="县指挥部 张某", note="完成")
    text = post(boss, f"incidents/{incident.pk}/close/", cause="分包挪用", result="付清", lessons="按月核对")
    assert "终止响应" in text
    report = boss.get(f"/officer/incidents/{incident.pk}/report.pdf")
    assert report.status_code == 200 and report.content.startswith(b"%PDF")
    assert "聚集讨薪" in page(enter(people.leader), "incidents/")
    assert page(enter(people.owner), "incidents/", status=403)
    assert page(boss, "emergency-plans/") and page(boss, f"emergency-plans/{plan.pk}/")
    assert page(boss, "incidents/999/", status=404)


def test_what_is_typed_of_a_plan_is_read_back() -> None:
    assert read_levels(write_levels(list(LEVELS))) == list(LEVELS)
    assert read_measures(write_measures(list(MEASURES))) == list(MEASURES)
    for bad in ("1｜特别重大", "一｜特别重大｜x"):
        with pytest.raises(Exception, match="响应级别"):
            read_levels(bad)
    with pytest.raises(Exception, match="没有“外星”"):
        read_measures("a｜b｜外星｜1｜")


def test_a_letter_at_both_ends(people: People, enter: Any) -> None:
    people.stranger.unit.document_word = "获人社"
    people.stranger.unit.save()
    clue = make_clue(people)
    here, there = enter(people.owner), enter(people.stranger)
    given = {"to_unit": people.stranger.unit_id, "kind": "ask", "asked": "请询问返乡劳动者", "due_on": "", "on": TODAY}
    text = post(here, f"clues/{clue.number}/letters/new/", **given)
    letter = AssistanceLetter.objects.get()
    assert "协函字" in text and "待签收" in text
    assert "待签收" in page(there, "letters/")
    post(there, f"letters/{letter.pk}/receive/")
    post(there, f"letters/{letter.pk}/reply/", words="已逐人询问", on=TODAY)
    assert "已复函" in page(here, f"letters/{letter.pk}/") and "已逐人询问" in page(here, f"letters/{letter.pk}/")
    assert page(enter(people.housing), f"letters/{letter.pk}/", status=404)
    assert page(here, f"letters/{letter.pk}/shout/", status=404)
