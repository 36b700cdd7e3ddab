"""Which county, why, who, until when: from the door to a case in three clicks, each number with its rows; the wall names nobody."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.campaigns.dividing.giving import give
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.command.dispatch.daily.freezing import freeze_day
from tests.conftest import TODAY, People, at, person
from tests.unit.command.campaigns.conftest import CITY_PLAN
from tests.unit.command.dispatch.scene import campaign_of, clue_of
from tests.unit.web.leader.test_board import enter

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="([^"]+)"')


@pytest.fixture(autouse=True)
def ready(settings: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def page(client: Client, address: str) -> str:
    answer = client.get(address.replace("&amp;", "&"))
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def county_in_trouble(people: People) -> None:
    """Two clues late by a month, one of them of a government project; last year there was one; another county has none."""
    campaign_of(people)
    clue_of(people.owner, "X1", days=40, due=-30, government=True, employer_said="宏达劳务")
    clue_of(people.owner, "X2", days=30, due=-20, employer_said="恒鑫电子厂")
    clue_of(people.owner, "X0", days=40 + 365, closed_on=TODAY - timedelta(days=300), conclusion="coordinated")
    freeze_day(on=TODAY)


def section(words: str, heading: str) -> str:
    """The part of the page below a heading, to the next one."""
    return words[words.index(heading) :].split("</section>")[0]


def test_three_clicks_from_the_door_to_the_case(people: People) -> None:
    county_in_trouble(people)
    city = enter(people.superior)
    worst = section(page(city, "/leader/"), "先看哪里，为什么")
    assert worst.index("新乡县") < worst.index("超期2件") and "获嘉县" not in worst
    assert "政府投资项目未办结1件" in worst and "欠薪案件数+100.0%" in worst
    assert people.head.name in worst and "2024年2月10日" in worst  # who, and until when
    county = page(city, "/leader/area/410721/")  # the first click
    why = section(county, "为什么，谁负责，限到何时")
    assert "线索超期" in why and people.head.name in why and "2023-12-11" in why
    behind = page(city, next(link for link in LINK.findall(why) if "unit=" in link))  # the second
    assert re.findall(r'href="/officer/clues/(X\d)/"', behind) == ["X1", "X2"]  # the third opens one of them
    assert city.get("/officer/clues/X1/").status_code == 200


def test_every_number_of_the_falls_opens_to_as_many_rows(people: People) -> None:
    county_in_trouble(people)
    leader = enter(people.superior)
    falls = section(page(leader, "/leader/"), 'id="falls"')
    cells = re.findall(r'<a href="(/officer/dispatch/falls/rows/[^"]+key=cases[^"]+)">(\d+)</a>', falls)
    assert [number for _, number in cells] == ["2", "1"]
    for address, number in cells:
        assert page(leader, address).count("/officer/clues/X") == int(number)
    opened = re.search(r'href="([^"]+key=open_clues[^"]*)">未办结1件', falls)
    assert opened and "X1" in page(leader, opened[1])
    other = page(leader, "/leader/?span=year")
    assert "2024年1月1日" in section(other, 'id="falls"')


def test_before_the_first_night_the_board_says_so(people: People) -> None:
    clue_of(people.owner, "X1", days=40, due=-30)
    assert "还没有统计" in page(enter(people.superior), "/leader/")
    assert "今天夜间统计后显示" in page(enter(people.superior), "/leader/screen/?still=1")


def test_a_late_share_is_a_cause_and_opens(people: People) -> None:
    campaign = open_campaign(plan=CITY_PLAN, unit=people.superior.unit, by=people.superior).campaign
    send(campaign=campaign, units=[people.head.unit], due_on=None, by=people.superior, at=at(TODAY))
    give(task=campaign.tasks.get(position=1), units=[people.head.unit], due_on=date(2024, 1, 9), by=people.superior, at=at(TODAY))  # fmt: skip
    leader = enter(person("city-leader", "市领导", people.superior.unit, "leader"))
    assert "逾期任务1项" in section(page(leader, "/leader/"), "先看哪里，为什么")
    why = section(page(leader, "/leader/area/410721/"), "为什么，谁负责，限到何时")
    (share,) = (link for link in LINK.findall(why) if "campaign-shares" in link)
    assert "住建部门要督办转包案件" in page(leader, share) and people.head.name in why


def test_the_wall_shows_numbers_and_no_name(people: People) -> None:
    county_in_trouble(people)
    wall = page(enter(people.superior), "/leader/screen/")
    for shown in ("案件", "清零", "四下降一杜绝", "专项行动", "预警", "项目和站点"):
        assert f'data-panel="{shown}"' in wall
    assert "超期2件" in wall and "/leader/area/410721/" in wall
    named = (people.head.name, people.owner.name, people.superior.name, "宏达", "恒鑫", "/X1/", ">X1<")
    assert [name for name in named if name in wall] == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', wall) == []


def test_who_may_not_see_clues_sees_the_warnings_alone(people: People) -> None:
    county_in_trouble(people)
    wall = page(enter(people.owner), "/leader/screen/")
    assert 'data-panel="预警"' in wall and 'data-panel="案件"' not in wall and "/leader/area/" not in wall
