"""Pages of a campaign's numbers: each opens to its rows, units are asked, concrete things listed; tried by those who may and may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from nuanxin.command.campaigns.dividing.doing import say_progress
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.sending import send
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People, at
from tests.unit.command.campaigns.conftest import CITY_PLAN

Enter = Callable[[Any], Client]


@pytest.fixture
def campaign(people: People) -> Campaign:
    """The city's campaign at the county, with one figure that nothing counts."""
    made = open_campaign(plan=CITY_PLAN, unit=people.superior.unit, by=people.superior).campaign
    CampaignFigure.objects.create(campaign=made, name="设立联络点", unit="个")
    send(campaign=made, units=[people.head.unit], due_on=None, by=people.superior, at=at(TODAY))
    return made


def _clue(people: People, number: str, region: str) -> Clue:
    return Clue.objects.create(
        number=number, channel="visit", received_on=date(2024, 1, 8), recorded_on=date(2024, 1, 8), region_id=region,
        sector="other", unit=people.owner.unit, officer=people.owner, first_officer=people.owner, employer_said="某劳务公司",
    )  # fmt: skip


def test_a_number_opens_to_its_areas_and_rows(campaign: Campaign, people: People, enter: Enter) -> None:
    for number, region in (("线1", "410721"), ("线2", "410721"), ("线3", "410724")):
        _clue(people, number, region)
    city = enter(people.superior)
    target = campaign.targets.get()
    page = f"/officer/campaigns/{campaign.pk}/figures/target/{target.pk}/"
    assert f'href="{page}">3 件' in city.get(f"/officer/campaigns/{campaign.pk}/?tab=figures").content.decode()
    whole = city.get(page)
    assert whole.context["number"] == 3
    assert {place.code: number for place, number in whole.context["below"] if number} == {"410721": 2, "410724": 1}
    assert [line["clue"].number for line in whole.context["lines"]] == ["线1", "线2", "线3"]
    assert sum(line["adds"] for line in whole.context["lines"]) == 3
    assert city.get(f"{page}?area=410721").context["number"] == 2
    assert city.get(f"{page}?area=420100").status_code == 404, "outside the area of the campaign"
    below = enter(people.head).get(f"{page}?area=410724")
    assert (below.status_code, below.context["listed"]) == (200, False), (
        "who takes part sees numbers, not the other county's rows"
    )
    assert "某劳务公司" not in below.content.decode()
    assert enter(people.leader).get(page).status_code == 200
    assert enter(people.stranger).get(page).status_code == 403
    uncounted = campaign.figures.get(name="设立联络点")
    assert city.get(f"/officer/campaigns/{campaign.pk}/figures/figure/{uncounted.pk}/").status_code == 404
    assert city.get(f"/officer/campaigns/{campaign.pk}/figures/other/1/").status_code == 404


def test_what_units_say_stands_in_its_table(campaign: Campaign, people: People, enter: Enter) -> None:
    city, figure = enter(people.superior), campaign.figures.get(name="设立联络点")
    page = f"/officer/campaigns/{campaign.pk}/ask/figure/{figure.pk}/"
    assert enter(people.coordinator).get(page).status_code == 200
    refused = enter(people.head).post(page, {"units": [people.head.unit_id]})
    assert "没有权限" in refused.content.decode() or refused.status_code == 403
    assert not TaskShare.objects.exists(), "only the unit that leads asks"
    city.post(page, {"units": [people.head.unit_id], "amount": "5", "due_on": "2024-01-31"})
    share = TaskShare.objects.get(task__figure=figure)
    say_progress(share=share, text="两个", amount=2, by=people.head, at=at(TODAY))
    table = next(
        one for one, _ in city.get(f"/officer/campaigns/{campaign.pk}/?tab=said").context["tables"] if one.row == figure
    )
    assert (table.asked, table.said, table.accepted) == (5, 2, 0)
    figures = city.get(f"/officer/campaigns/{campaign.pk}/?tab=figures").content.decode()
    assert f'href="?tab=said#figure-{figure.pk}">0 个' in figures and "已报 2，应完成 5" in figures


def test_concrete_things_are_listed_marked_and_exported(campaign: Campaign, people: People, enter: Enter) -> None:
    city = enter(people.superior)
    told = {
        "text": "在三个工地设暖心驿站", "public_text": "建成 3 个暖心驿站", "units": [people.head.unit_id],
        "due_on": "2024-01-31", "amount": "3", "amount_unit": "个", "proof": "照片",
    }  # fmt: skip
    city.post(f"/officer/campaigns/{campaign.pk}/concrete/new/", told)
    made = CampaignTask.objects.get(concrete=True)
    assert (made.proof, made.shares.get().quantity) == ("照片", 3)
    ordered = campaign.tasks.get(position=2)
    city.post(f"/officer/campaign-tasks/{ordered.pk}/concrete/", {"public_text": "查清欠薪底数"})
    tab = city.get(f"/officer/campaigns/{campaign.pk}/?tab=concrete")
    assert [one.share.task for one, _ in tab.context["things"]] == [made]
    assert list(tab.context["idle"]) == [ordered], "marked, and nobody has it yet"
    assert "建成 3 个暖心驿站" in enter(people.head).get("/officer/campaigns/concrete/").content.decode()
    assert "建成 3 个暖心驿站" not in enter(people.housing).get("/officer/campaigns/concrete/").content.decode()
    assert enter(people.stranger).get("/officer/campaigns/concrete/").status_code == 403
    book = city.post("/officer/campaigns/concrete/", {"act": "export"})
    assert book["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_drive_is_opened_from_the_page_of_its_campaign(campaign: Campaign, people: People, enter: Enter) -> None:
    city = enter(people.superior)
    shelf = city.get(f"/officer/campaigns/ready/?within={campaign.pk}").content.decode()
    assert shelf.index("法援惠民生") < shelf.index("根治欠薪冬季专项行动") and f"?within={campaign.pk}" in shelf
    told = {
        "title": "法援惠民生",
        "unit": str(people.superior.unit_id),
        "start": "2024-01-08",
        "end": "2024-06-30",
        "within": str(campaign.pk),
    }
    city.post("/officer/campaigns/ready/fayuan/", {**told, "open": "1"})
    drive = Campaign.objects.get(within=campaign)
    page = city.get(f"/officer/campaigns/{campaign.pk}/")
    assert [one.pk for one in page.context["drives"]] == [drive.pk]
    assert [row["task"].campaign_id for row in page.context["rows"]].count(drive.pk) == 3
    assert Participant.objects.filter(campaign=drive).count() == 0, "sent by itself, to whom it means"


def test_what_counts_is_chosen_and_tried_before_it_holds(campaign: Campaign, people: People, enter: Enter) -> None:
    city, figure = enter(people.superior), campaign.figures.get(name="设立联络点")
    for number, region in (("线1", "410721"), ("线2", "410724")):
        _clue(people, number, region)
    page = f"/officer/campaigns/{campaign.pk}/counting/figure/{figure.pk}/"
    assert f'href="{page}"' in city.get(f"/officer/campaigns/{campaign.pk}/?tab=figures").content.decode()
    tried = city.get(page, {"counter": "clues_received", "channel": "visit"})
    assert (tried.context["now"], tried.context["narrowed"]) == (2, ["来访"])
    assert city.get(page, {"counter": "clues_received", "channel": "qr"}).context["now"] == 0
    assert "只数哪种线索来源" in city.get(page, {"counter": "clues_received", "channel": "pigeon"}).content.decode()
    figure.refresh_from_db()
    assert figure.counter == "", "looking changes nothing"
    assert "没有统计指标" in city.post(page, {"counter": "clues_receive"}).content.decode()
    answer = city.post(page, {"counter": "clues_received", "channel": "visit"})
    assert answer.status_code == 302
    figure.refresh_from_db()
    assert (figure.counter, figure.where) == ("clues_received", {"channel": "visit"})
    again = city.get(page)
    assert (again.context["key"], again.context["where"], again.context["now"]) == (
        "clues_received", {"channel": "visit"}, 2,
    )  # fmt: skip
    city.post(page, {"counter": ""})
    figure.refresh_from_db()
    assert (figure.counter, figure.where) == ("", {})


def test_only_the_leading_unit_says_what_counts(campaign: Campaign, people: People, enter: Enter) -> None:
    figure = campaign.figures.get(name="设立联络点")
    page = f"/officer/campaigns/{campaign.pk}/counting/figure/{figure.pk}/"
    for one in (people.owner, people.head, people.leader, people.stranger):
        assert enter(one).get(page).status_code in (403, 404)
        assert enter(one).post(page, {"counter": "clues_received"}).status_code in (403, 404)
    figure.refresh_from_db()
    assert figure.counter == ""
