"""The whole way of a campaign through the pages: ready → opened → sent → received → passed on → divided → done → accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.reviewing import confirm_reading
from nuanxin.command.campaigns.taking import take_notice
from nuanxin.command.campaigns.taking_part.models import Participant
from tests.conftest import TODAY, People, at
from tests.unit.command.campaigns.conftest import READING, TEXT

Enter = Callable[[Any], Client]
PERIOD = {"start": "2024-01-05", "end": "2024-02-10"}


def _opened(client: Client, unit: int, **more: str) -> Campaign:
    """The winter campaign, opened from the shelf by the form in its two steps."""
    told = {"title": "新乡市冬季行动", "unit": str(unit), **PERIOD, **more}
    looked = client.post("/officer/campaigns/ready/winter/", {**told, "look": "1"})
    assert "核对时间节点" not in looked.content.decode() or "这次" in looked.content.decode()
    client.post("/officer/campaigns/ready/winter/", {**told, "open": "1"})
    return Campaign.objects.get()


def test_from_the_shelf_to_work_that_was_accepted(people: People, enter: Enter, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    city, county = enter(people.superior), enter(people.head)
    campaign = _opened(city, people.superior.unit_id)
    assert campaign.milestones.filter(on="2024-02-06").exists()
    page = f"/officer/campaigns/{campaign.pk}/"
    form = city.get(f"{page}send/").content.decode()
    assert re.search(rf'value="{people.head.unit_id}"[^>]*checked', form), "the county is proposed"
    city.post(f"{page}send/", {"units": [people.head.unit_id], "due_on": "2024-01-20"})
    part = Participant.objects.get()
    home = f"/officer/campaign-parts/{part.pk}/"
    assert "未签收" in county.get("/officer/campaigns/own/").content.decode()
    county.post(f"{home}receive/")
    county.post(f"{home}liaison/", {"name": "王联络", "post": "大队副队长", "phone": "0373-1"})
    county.post(f"{home}say/asked/", {"text": "底数怎么报？"})
    asked = part.thread.get(kind="asked")
    city.post(f"{home}say/answered/?to={asked.pk}", {"text": "按台账"})
    first = campaign.tasks.get(position=1)
    passed = {
        "title": "新乡县冬季行动",
        "text-0": "每周报一次",
        "who-0": "各乡镇",
        "by-0": "2024-01-30",
        f"task-{first.pk}": "2024-02-01",
    }
    county.post(f"{home}pass-on/", passed)
    below = Campaign.objects.get(above=campaign)
    assert below.tasks.count() == campaign.tasks.count() + 1
    assert city.get(f"{page}?tab=tree").content.decode().count("新乡县冬季行动") == 1
    city.post(f"{page}give/")
    share = TaskShare.objects.get(task=first)
    work = f"/officer/campaign-shares/{share.pk}/"
    proof = SimpleUploadedFile("台账.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    county.post(f"{work}done/", {"text": "全部完成", "proof": proof})
    entry = share.entries.get()
    assert city.get(f"{work}proof/{entry.pk}/").content == b"%PDF-1.4\n%%EOF\n"
    city.post(f"{work}accept/", {"text": ""})
    share.refresh_from_db()
    assert share.state == "done"
    shown = city.get(f"{page}?tab=tasks&show=done").content.decode()
    assert shown.count('<tr id="task-') == 1
    for tab in ("units", "days", "figures", "basis"):
        assert city.get(f"{page}?tab={tab}").status_code == 200
    assert f"1/{TaskShare.objects.count()}" in city.get("/officer/campaigns/").content.decode()
    city.post(f"{page}close/")
    assert "已结束" in city.get(page).content.decode()
    assert "报进展" not in county.get(work).content.decode()


def test_the_neighbour_and_an_outsider_see_nothing_of_it(people: People, enter: Enter) -> None:
    city = enter(people.superior)
    campaign = _opened(city, people.superior.unit_id)
    city.post(f"/officer/campaigns/{campaign.pk}/send/", {"units": [people.head.unit_id]})
    part = Participant.objects.get()
    expected = {
        "head": (200, 200),
        "leader": (200, 200),
        "coordinator": (200, 200),
        "housing": (404, 404),
        "auditor": (403, 403),
    }
    for who, (campaign_page, part_page) in expected.items():
        client = enter(getattr(people, who))
        assert client.get(f"/officer/campaigns/{campaign.pk}/").status_code == campaign_page, who
        assert client.get(f"/officer/campaign-parts/{part.pk}/").status_code == part_page, who
    assert enter(people.head).post(f"/officer/campaigns/{campaign.pk}/close/").status_code == 302
    campaign.refresh_from_db()
    assert campaign.closed_on is None, "the county cannot end the city's campaign"


def test_days_that_nobody_can_read_or_that_lie_too_late_are_said_and_what_was_typed_stays(
    people: People, enter: Enter
) -> None:
    city, county = enter(people.superior), enter(people.head)
    told = {"title": "行动", "unit": str(people.superior.unit_id), **PERIOD, "open": "1", "deadlines.2.date": "过年前"}
    said = city.post("/officer/campaigns/ready/winter/", told).content.decode()
    assert "“过年前”看不懂" in said
    assert 'value="过年前"' in said
    campaign = _opened(city, people.superior.unit_id)
    city.post(f"/officer/campaigns/{campaign.pk}/send/", {"units": [people.head.unit_id]})
    home = f"/officer/campaign-parts/{Participant.objects.get().pk}/"
    county.post(f"{home}receive/")
    report = campaign.milestones.filter(on="2024-02-06").get()
    late = county.post(f"{home}pass-on/", {"title": "方案", f"day-{report.pk}": "2024-02-06"}).content.decode()
    assert "没有早于上级" in late
    assert not Campaign.objects.filter(above=campaign).exists()


def test_a_confirmed_notice_is_opened_from_its_page(
    people: People, enter: Enter, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    notice = take_notice(
        unit=people.head.unit, content=TEXT.encode(), name="通知.txt", text=TEXT, reading=READING, received_on=TODAY,
        on=TODAY, by=people.head,
    )  # fmt: skip
    county = enter(people.head)
    assert "启动专项行动" not in county.get(f"/officer/notices/{notice.pk}/").content.decode()
    county.post(f"/officer/campaigns/from-notice/{notice.pk}/")
    assert not Campaign.objects.exists()
    confirm_reading(notice=notice, by=people.head, at=at(TODAY))
    assert "启动专项行动" in county.get(f"/officer/notices/{notice.pk}/").content.decode()
    answer = county.post(f"/officer/campaigns/from-notice/{notice.pk}/")
    assert answer.headers["Location"] == f"/officer/campaigns/{Campaign.objects.get().pk}/"
