"""Dispatch at the desk: each number opens to its rows; a week is made, shown, printed; the ladder is climbed and answered.

Four standing people: the city (owner), its coordinator (colleague), the county spoken to, a neighbouring county.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, take_measure
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.ranking.models import RankingAppeal, RankingSheet
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.rights.cases.models import Case, Supervision
from tests.conftest import TODAY, People, person
from tests.unit.command.dispatch.scene import MONDAY, campaign_of, clue_of

pytestmark = pytest.mark.django_db


def browser(staff: Any) -> Client:
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response: Any) -> str:
    assert response.status_code in (200, 422), response.status_code  # 422: a form that says what is missing
    return unescape(response.content.decode())


@pytest.fixture
def neighbour(people: People) -> Any:
    return person("neighbour", "邻县队长", people.stranger.unit, "inspection_head")


def links(page: str, part: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', page) if part in one]


def test_every_number_of_falls_and_clearing_opens_to_as_many_rows(people: People, neighbour: Any) -> None:
    campaign = campaign_of(people)
    campaign.targets.create(subject="欠薪案件数", text="同比下降30%", comparison="decrease", value=30, unit="%")
    year = {
        "received_on": date(2023, 1, 5),
        "recorded_on": date(2023, 1, 5),
        "state": "closed",
        "conclusion": "unfounded",
    }
    for n in range(4):
        clue = clue_of(people.owner, f"OLD{n}", closed_on=date(2023, 2, 1), state="closed", conclusion="unfounded")
        type(clue).objects.filter(pk=clue.pk).update(**year)
    for n in range(3):
        clue_of(people.owner, f"NEW{n}", days=4, due=-1, government=n == 0)
    clue_of(people.stranger, "FAR1", days=4, employer_said="外县公司")
    city, county, other = browser(people.coordinator), browser(people.head), browser(neighbour)
    asked = f"?start=2024-01-01&end=2024-02-10&campaign={campaign.pk}"
    page = text_of(city.get(f"/officer/dispatch/falls/{asked}"))
    assert "降30%" in page and "新乡县" in page and "获嘉县" in page
    for link in links(page, "falls/rows"):
        assert "条" in text_of(city.get(link))
    rows = text_of(county.get(f"/officer/dispatch/falls/rows/{asked}&key=cases&year=this"))
    assert all(f"NEW{n}" in rows for n in range(3)) and "FAR1" not in rows and "OLD0" not in rows
    assert "OLD3" in text_of(county.get(f"/officer/dispatch/falls/rows/{asked}&key=persons&year=last"))
    zero = text_of(county.get(f"/officer/dispatch/falls/rows/{asked}&key=open_clues&year=this"))
    assert "NEW0" in zero and "NEW1" not in zero
    assert county.get(f"/officer/dispatch/falls/rows/{asked}&key=nothing").status_code == 422
    for who, place in ((other, "410721"), (county, "410700"), (county, "999999")):
        assert who.get(f"/officer/dispatch/falls/?region={place}").status_code == 404
        assert who.get(f"/officer/dispatch/clearing/rows/?region={place}").status_code == 404
    page = text_of(city.get(f"/officer/dispatch/clearing/{asked}"))
    assert "近 14 天没有办结" in page
    overdue = [link for link in links(page, "clearing/rows") if "overdue" in link and "410721" in link]
    assert overdue and all(f"NEW{n}" in text_of(city.get(overdue[0])) for n in range(3))
    assert "超过一年" in text_of(county.get("/officer/dispatch/falls/?start=2022-01-01&end=2024-01-01"))


def test_without_a_word_the_running_campaign_is_asked_about(people: People) -> None:
    campaign = campaign_of(people)
    clue_of(people.owner, "NEW1", days=4)
    city = browser(people.coordinator)
    first = city.get("/officer/dispatch/clearing/")
    assert first.context["scope"].campaign == campaign
    assert (first.context["scope"].days.start, first.context["scope"].days.end) == (campaign.start, campaign.end)
    for said in ("?campaign=", "?start=2024-01-02"):
        assert city.get(f"/officer/dispatch/clearing/{said}").context["scope"].campaign is None
    type(campaign).objects.filter(pk=campaign.pk).update(closed_on=TODAY, closed_by=people.superior)
    assert city.get("/officer/dispatch/clearing/").context["scope"].campaign is None


def test_a_week_from_the_button_to_the_workbook(people: People, neighbour: Any) -> None:
    campaign = campaign_of(people)
    clue_of(people.owner, "L1", due=-2, employer_said="宏达劳务")
    city, county = browser(people.superior), browser(people.head)
    given = {"campaign": campaign.pk, "region": "410721", "start": MONDAY}
    assert city.post("/officer/dispatch/packs/new/", given).status_code == 302
    pack = WeeklyPack.objects.get()
    assert "已经生成" in text_of(city.post("/officer/dispatch/packs/new/", given))
    address = f"/officer/dispatch/packs/{pack.pk}/"
    for who in (city, browser(people.coordinator), county):
        page = text_of(who.get(address))
        assert "宏达劳务" in page and "/officer/clues/L1/" in page
    assert "宏达劳务" in text_of(county.get(f"{address}print/"))
    assert county.get(f"{address}pack.xlsx").content[:2] == b"PK"
    for who in (browser(neighbour), browser(people.housing)):
        assert who.get(address).status_code == who.get(f"{address}pack.xlsx").status_code == 404
    said = {"campaign": campaign.pk, "unit": people.head.unit_id, "text": "周五前办结", "due_on": TODAY}
    assert city.post("/officer/dispatch/promises/new/", said).status_code == 302
    promise = DispatchPromise.objects.get()
    assert "周五前办结" in text_of(county.get("/officer/dispatch/promises/"))
    assert county.post(f"/officer/dispatch/promises/{promise.pk}/", {"kept": "1"}).status_code == 403
    assert browser(neighbour).get(f"/officer/dispatch/promises/{promise.pk}/").status_code == 404
    assert (
        city.post(f"/officer/dispatch/promises/{promise.pk}/", {"kept": "0", "reason": "人手不足"}).status_code == 302
    )
    promise.refresh_from_db()
    assert promise.kept is False


def test_the_ladder_at_the_desk(people: People, neighbour: Any) -> None:
    clue_of(people.owner, "L1", due=-2)
    city, county = browser(people.superior), browser(people.head)
    given = {
        "unit": people.head.unit_id,
        "rung": "interview",
        "cause": "weak",
        "text": "监管不力",
        "clues": "L1、NONE",
        "answer_due_on": TODAY,
    }
    page = text_of(city.post("/officer/dispatch/measures/new/", given))
    assert "没有找到线索 NONE" in page
    page = text_of(city.post("/officer/dispatch/measures/new/", given | {"clues": "L1"}))
    assert "还没有提醒、催办、挂牌督办" in page
    assert (
        city.post("/officer/dispatch/measures/new/", given | {"clues": "L1", "skipped_why": "群体性事件"}).status_code
        == 302
    )
    measure = UnitMeasure.objects.get()
    address = f"/officer/dispatch/measures/{measure.pk}/"
    assert "L1" in text_of(county.get(address)) and "群体性事件" in text_of(city.get(address))
    assert browser(neighbour).get(address).status_code == 404
    assert "约谈" in text_of(city.get("/officer/dispatch/measures/?clue=L1")).split("<tbody")[1]
    assert "<tbody" not in text_of(city.get("/officer/dispatch/measures/?clue=L2"))
    assert "还没有督促措施" in text_of(browser(people.housing).get("/officer/dispatch/measures/"))
    assert "起草约谈通知书" in text_of(city.get(address)) and "起草约谈" not in text_of(county.get(address))
    assert county.post(f"{address}draft/").status_code == 403
    draft = city.post(f"{address}draft/")["Location"]
    assert "关于约谈新乡县" in text_of(city.get(draft)) and address in text_of(city.get(draft))
    for figure in links(text_of(city.get(draft)), "versions/1/figures/"):
        assert "L1" in text_of(city.get(figure))
    assert draft in text_of(city.get(address)) and draft not in text_of(county.get(address))
    assert "关于约谈" not in text_of(county.get("/officer/bulletins/"))
    assert "督促" in text_of(city.get("/officer/bulletins/"))
    assert county.get(f"{address}papers/1.pdf").status_code == 404
    assert county.post(f"{address}answer/", {"text": "已约谈项目部"}).status_code == 302
    assert county.post(f"{address}close/", {"text": "自行销号"}).status_code == 403
    assert city.post(f"{address}close/", {"text": "整改到位"}).status_code == 302
    assert "整改到位" in text_of(county.get(address))


def test_a_ranking_is_open_to_the_ranked_and_may_be_appealed(people: People, neighbour: Any) -> None:
    clue_of(people.owner, "L1", days=3)
    city, county, other = browser(people.superior), browser(people.head), browser(neighbour)
    given = {
        "title": "在办率",
        "start": "2024-01-01",
        "end": TODAY,
        "top_1": "open_clues",
        "bottom_1": "clues_received",
        "better_1": "low",
        "weight_1": "1",
    }
    assert "要么都选" in text_of(city.post("/officer/dispatch/rankings/new/", given | {"top_2": "open_clues"}))
    assert city.post("/officer/dispatch/rankings/new/", given).status_code == 302
    sheet = RankingSheet.objects.get()
    address = f"/officer/dispatch/rankings/{sheet.pk}/"
    for who in (city, county, other):
        page = text_of(who.get(address))
        assert "（1/1）" in page and "统计期末仍未办结的线索" in page and "没有设置最小分母" in page
    assert county.post(f"{address}appeal/", {"text": "多算一件"}).status_code == 302
    made = RankingAppeal.objects.get()
    assert made.region_id == "410721"
    answer = f"/officer/dispatch/appeals/{made.pk}/"
    assert county.post(answer, {"upheld": "1", "text": "自己采纳"}).status_code == 403
    assert city.post(answer, {"upheld": "1", "text": "属实，另发"}).status_code == 302
    assert "属实，另发" in text_of(other.get(address))


def test_a_task_force_and_the_steps_on_units_stand_on_the_clue_and_its_case(people: People, neighbour: Any) -> None:
    clue = clue_of(people.owner, "BIG", days=20, employer_said="大案公司")
    case = Case.objects.create(
        clue=clue, procedure="labour_inspection", procedure_version="2024.1", step="filed", unit=clue.unit,
        officer=people.owner, opened_on=TODAY,
    )  # fmt: skip
    clue.helper_tasks.create(unit=people.housing.unit, task="查工程款", asked_on=TODAY)
    city, county, housing = browser(people.superior), browser(people.head), browser(people.housing)
    act, page = "/officer/clues/BIG/acts/force/", "/officer/clues/BIG/?tab=moves"
    assert "组建工作专班" in text_of(city.get(page)) and "组建工作专班" not in text_of(housing.get(page))
    given = {
        "leader": people.leader.pk,
        "unit": people.head.unit_id,
        "basis": "persons",
        "reason": "人数多",
        "on": TODAY,
    }
    short = people.housing.unit.short_name
    assert "没有读懂：交通局 周某" in text_of(county.post(act, given | {"members": "交通局 周某"}))
    assert (
        county.post(act, given | {"members": f"{short} 李某 查工程款", "on": TODAY - timedelta(days=9)}).status_code
        == 302
    )
    for who in (city, housing):
        said = text_of(who.get(page))
        assert "李某" in said and "涉及人数多" in said and "缺周报" in said
    assert "李某" in text_of(browser(people.head).get(f"/officer/cases/{case.pk}/?tab=watch"))
    big = text_of(city.get("/officer/dispatch/big/"))
    assert short in big and "缺周报" in big
    force = Supervision.objects.get()
    note = {"supervision": force.pk, "text": "会议决定先行垫付", "meeting": "on", "on": TODAY}
    assert city.post("/officer/clues/BIG/acts/note/", note).status_code == 302
    assert "会议：会议决定先行垫付" in text_of(city.get("/officer/dispatch/big/"))
    joining = {"members": f"{people.head.unit.short_name}，赵某", "leaving": force.members.get().pk, "on": TODAY}
    assert city.post("/officer/clues/BIG/acts/force_members/", joining).status_code == 302
    assert force.members.filter(left_on__isnull=True).get().name == "赵某"
    facts = MeasureFacts("remind", "slow", "进展慢")
    measure = take_measure(unit=clue.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY, facts=facts, clues=[clue])  # fmt: skip
    link = f"/officer/dispatch/measures/{measure.pk}/"
    assert link in text_of(city.get(page)) and link in text_of(city.get(f"/officer/cases/{case.pk}/?tab=watch"))
    assert link not in text_of(housing.get(page))  # helps with the clue, has no part in the step
    assert city.post("/officer/clues/BIG/acts/unlist/", {"supervision": force.pk, "text": "付清", "on": TODAY}).status_code == 302  # fmt: skip
    assert "大案公司" not in text_of(city.get("/officer/dispatch/big/"))


def test_visits_big_cases_and_lists_against_gaming(people: People, neighbour: Any) -> None:
    from nuanxin.rights.cases.supervision import put_on_list

    city, county = browser(people.superior), browser(people.head)
    given = {"kind": "slow", "unit": people.head.unit_id, "plan": "看超期", "people": "周市级", "planned_on": TODAY}
    assert city.post("/officer/dispatch/visits/new/", given).status_code == 302
    visit = AreaVisit.objects.get()
    address = f"/officer/dispatch/visits/{visit.pk}/"
    found = {"visited_on": TODAY, "findings": "三件没有立案", "reply_due_on": TODAY + timedelta(days=5)}
    assert county.post(f"{address}findings/", found).status_code == 403
    assert city.post(f"{address}findings/", found).status_code == 302
    assert county.post(f"{address}reply/", {"text": "均已立案"}).status_code == 302
    assert city.post(f"{address}close/", {"text": "已核实"}).status_code == 302
    assert "均已立案" in text_of(county.get(address))
    assert browser(neighbour).get(address).status_code == 404
    clue = clue_of(people.owner, "BIG", days=20, employer_said="大案公司")
    put_on_list(clue=clue, reason="人数多", by=people.superior, on=TODAY - timedelta(days=9))
    page = text_of(city.get("/officer/dispatch/big/"))
    assert "大案公司" in page and "缺周报" in page
    assert "大案公司" not in text_of(browser(neighbour).get("/officer/dispatch/big/"))
    for n in range(6):
        clue_of(people.owner, f"R{n}", closed_on=TODAY, state="closed", conclusion="unfounded")
    page = text_of(city.get("/officer/dispatch/checks/?start=2023-12-01&end=2024-01-10"))
    assert "R5" in page and "截止日前3天办结6件" in page
