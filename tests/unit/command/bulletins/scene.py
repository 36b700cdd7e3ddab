"""A campaign of a city: two counties take part, three shares (one done, one late), four cases solved in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask, Milestone
from nuanxin.command.campaigns.taking_part.models import Participant, Role
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from tests.conftest import People, at

START, END, ON = date(2023, 12, 1), date(2023, 12, 31), date(2024, 1, 10)


@dataclass
class Scene:
    """Who and what the papers are about."""

    campaign: Campaign
    people: People
    city: Region
    shares: list[TaskShare]


def solved(people: People, unit: Any, on: date, persons: int, fen: int, number: str) -> Settlement:
    """A case of so many persons, solved on a day and known on it."""
    clue = Clue.objects.create(
        number=number, region_id=unit.region_id, unit=unit, channel=Channel.VISIT, received_on=date(2023, 11, 20),
        recorded_on=date(2023, 11, 20), officer=people.owner, first_officer=people.owner, sector="construction",
    )  # fmt: skip
    return Settlement.objects.create(
        clue=clue, region_id=unit.region_id, sector="construction", solved_by="coordinated", solved_on=on,
        recorded_on=on, persons=persons, migrant_persons=persons, amount_fen=fen, migrant_amount_fen=fen,
    )  # fmt: skip


def make_scene(people: People) -> Scene:
    """Everything but the papers."""
    city_unit, county, other = people.superior.unit, people.owner.unit, people.stranger.unit
    city_unit.document_word = "新人社"
    city_unit.save()
    campaign = Campaign.objects.create(
        unit=city_unit, region_id="410700", title="根治欠薪冬季专项行动", document_number="豫人社〔2023〕6号",
        issuer=["河南省人力资源和社会保障厅"], start=date(2023, 11, 1), end=date(2024, 2, 6), plan={}, plan_digest="1",
        opened_by=people.superior, opened_at=at(date(2023, 11, 1)),
    )  # fmt: skip
    task = CampaignTask.objects.create(campaign=campaign, position=1, text="对在建工程项目全面排查。逐项登记。", due_on=date(2023, 12, 20))  # fmt: skip
    CampaignTask.objects.create(campaign=campaign, position=2, text="公布举报投诉电话")
    Milestone.objects.create(campaign=campaign, text="1月3日前报送进展", what="报送进展情况", on=date(2024, 1, 3))
    CampaignFigure.objects.create(campaign=campaign, name="提供法律援助人次", unit="人次", counter="legal_aid_persons")
    CampaignFigure.objects.create(campaign=campaign, name="组织活动场次", unit="场")
    shares = []
    for unit in (county, other, city_unit):
        if unit != city_unit:
            Participant.objects.create(campaign=campaign, unit=unit, role=Role.LOWER, sent_at=at(date(2023, 11, 2)))
        shares.append(
            TaskShare.objects.create(task=task, unit=unit, due_on=task.due_on, given_at=at(date(2023, 11, 2)))
        )
    TaskShare.objects.filter(pk=shares[0].pk).update(state="done", done_on=date(2023, 12, 18))
    solved(people, county, date(2023, 11, 28), 3, 60_000_00, "B-1")
    solved(people, county, date(2023, 12, 5), 12, 345_678_00, "B-2")
    solved(people, county, date(2023, 12, 9), 5, 50_000_00, "B-3")
    solved(people, other, date(2023, 12, 30), 7, 70_000_00, "B-4")
    return Scene(campaign, people, Region.objects.get(pk="410700"), shares)
