"""The four notices beside the winter one: text → reading → confirmed → campaign, against what a person reads in them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nuanxin.command.campaigns.dividing.giving import give_as_meant
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.passing_on import OwnPlan, pass_on
from nuanxin.command.campaigns.taking_part.receiving import receive
from nuanxin.command.campaigns.taking_part.sending import send, units_meant
from nuanxin.command.reporting.rounds.of_campaign import days_of_reporting, forms_ordered
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.web.patterns.doorway.session import PASSED
from tests.conftest import TODAY, People, at, person

GIVEN = next(
    (p / "shared" / "notices" for p in Path(__file__).resolve().parents if (p / "shared" / "notices").is_dir()), None
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("that_morning"),
    pytest.mark.skipif(GIVEN is None, reason="给定的五份通知不在本机（shared/notices）"),
]
PROVINCE, CITY, COUNTY = "410000", "410700", "410721"
TWELVE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
FRIDAY = datetime(2024, 1, 12, 15, tzinfo=BEIJING)


def taken_from_the_text(staff: Staff, number: str, received: str) -> Campaign:
    """Handed in, confirmed as read and opened, by the pages."""
    assert GIVEN is not None
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[PASSED] = True
    session.save()
    file = next(GIVEN.glob(f"{number}_*.txt"))
    told = {
        "file": SimpleUploadedFile(file.name, file.read_bytes()),
        "received_on": received,
        "unit": str(staff.unit_id),
    }
    page = client.post("/officer/notices/take/", told)["Location"]
    number = page.rstrip("/").rsplit("/", 1)[-1]
    client.post(f"/officer/notices/{number}/confirm/")
    return Campaign.objects.get(pk=client.post(f"/officer/campaigns/from-notice/{number}/")["Location"].split("/")[-2])


@pytest.fixture
def province(people: People, settings: Any, tmp_path: Path) -> Any:
    """Who leads for the province: the head of its bureau; a justice bureau stands beside it."""
    settings.MEDIA_ROOT = tmp_path
    bureau = receiving_unit(Region.objects.get(code=PROVINCE))
    Unit.objects.create(
        code="justice", name="省司法厅", short_name="省司法厅", kind=UnitKind.JUSTICE, region_id=PROVINCE
    )
    return person("province", "省厅", bureau, "inspection_head")


def sections(campaign: Campaign) -> set[str]:
    """Where tasks stand in the notice, brackets as one prints them."""
    said = campaign.tasks.exclude(section="").values_list("section", flat=True)
    return {one.replace("(", "（").replace(")", "）") for one in said}


def below(campaign: Campaign, by: Staff) -> Participant:
    """Sent to whom the notice means, its tasks given to whom they mean; the city's part."""
    send(campaign=campaign, units=units_meant(campaign), due_on=None, by=by, at=at(TODAY))
    give_as_meant(campaign=campaign, by=by, at=at(TODAY))
    return campaign.participants.get(unit__region=CITY)


def whose(campaign: Campaign, words: str) -> dict[str, date | None]:
    """Who was given the task with these words, until when."""
    found = TaskShare.objects.filter(task__campaign=campaign, task__text__contains=words)
    return {code: day for code, day in found.values_list("unit__region", "due_on") if code in (PROVINCE, CITY)}


def counters(campaign: Campaign) -> list[tuple[str, str]]:
    """Name → counter of every target and figure."""
    targets = [(one.subject, one.counter) for one in campaign.targets.all()]
    return targets + [(one.name, one.counter) for one in campaign.figures.all()]


def test_xinnuan_is_forwarded_with_the_earlier_day(province: Staff, people: People) -> None:
    campaign = taken_from_the_text(province, "000", "2024-01-09")
    assert campaign.tasks.filter(origin="ordered").count() == 4
    assert sections(campaign) == {f"二、（{n}）" for n in TWELVE[:5]} | {f"三、（{n}）" for n in TWELVE[:3]}
    days = [(one.on, one.origin, one.what) for one in campaign.milestones.all()]
    assert days == [
        (date(2024, 12, 10), "ordered", "报送有关工作情况和成效"),
        (date(2024, 12, 31), "forwarded", "报送有关工作情况和成效"),
    ]
    assert counters(campaign) == [
        ("开展活动场次", "activities_held"),
        ("制发宣传手册数量", "brochures_made"),
        ("提供法律援助人次", "legal_aid_persons"),
        ("救助困难农民工人数", "hardship_workers"),
    ]
    assert [one.on for one in days_of_reporting(campaign)] == [date(2024, 12, 10)], "the 31st is the province's own"
    assert forms_ordered(campaign) == []
    city = below(campaign, province)
    assert {one.unit.kind for one in campaign.participants.filter(role="member")} == {UnitKind.JUSTICE}
    assert whose(campaign, "请于12月10日前报送") == {CITY: date(2024, 12, 10)}
    assert whose(campaign, "请于12月31日前报送") == {PROVINCE: date(2024, 12, 31)}
    assert set(whose(campaign, "各设区市人力资源社会保障局要强化部门协作")) == {CITY}
    assert set(whose(campaign, "适时对各地行动方案制定")) == {PROVINCE}
    receive(participant=city, by=people.superior, at=FRIDAY)
    assert city.campaign.milestones.filter(relative__isnull=False).count() == 0
    tenth = campaign.milestones.get(on="2024-12-10")
    with pytest.raises(BadInput, match="没有早于上级"):
        pass_on(
            participant=city,
            own=OwnPlan("方案", milestone_days={tenth.pk: date(2024, 12, 10)}),
            by=people.superior,
            at=FRIDAY,
        )
    own = pass_on(
        participant=city,
        own=OwnPlan("方案", milestone_days={tenth.pk: date(2024, 12, 5)}),
        by=people.superior,
        at=FRIDAY,
    )
    assert own.milestones.get(carries=tenth).on == date(2024, 12, 5)
    assert counters(own) == counters(campaign)


def test_the_special_rectification_is_counted_against_last_year(people: People, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    campaign = taken_from_the_text(people.head, "001", "2024-01-09")
    assert sections(campaign) == {f"二、（{n}）" for n in TWELVE[:5]} | {f"三、（{n}）" for n in TWELVE[:3]}
    targets: list[Any] = [(one.comparison, one.value, one.base, one.counter) for one in campaign.targets.all()]
    last_year = "same period of last year"
    assert targets == [
        ("decrease", 20, last_year, "clues_received"),
        ("decrease", 20, last_year, "clue_persons"),
        ("decrease", 20, last_year, "clue_amount"),
        ("decrease", 20, last_year, "mass_or_skip_petitions"),
        ("zero", 0, "", "government_projects_owing"),
        ("zero", 0, "", "open_clues"),
    ]
    assert campaign.tasks.filter(section="二、（三）", text__contains="强化对领导干部法治宣传教育").exists(), "ZZ-06"
    assert [one.on for one in campaign.milestones.all()] == [None, None], (
        "within the day of each application, no day of all"
    )
    assert (days_of_reporting(campaign), forms_ordered(campaign)) == ([], [])
    aid = Unit.objects.create(
        code="aid", name="县法律援助中心", short_name="县法援", kind=UnitKind.LEGAL_AID, region_id=COUNTY
    )
    assert aid in units_meant(campaign)
    send(campaign=campaign, units=[aid], due_on=None, by=people.head, at=at(TODAY))
    give_as_meant(campaign=campaign, by=people.head, at=at(TODAY))
    alerts = TaskShare.objects.filter(task__campaign=campaign, task__text__contains="对可能引发群体性讨薪")
    assert {one.unit_id for one in alerts} == {aid.pk, people.head.unit_id}


def test_chunnuan_brings_twelve_things_and_a_class_in_every_county(province: Staff, people: People) -> None:
    campaign = taken_from_the_text(province, "003", "2024-01-10")
    assert (campaign.document_number, campaign.issued_on) == ("桂农工办发〔2024〕1号", date(2024, 1, 22))
    assert {f"一、（{n}）" for n in TWELVE} | {f"二、（{n}）" for n in TWELVE[:4]} == sections(campaign)
    summary = campaign.milestones.get(what="报送行动工作总结")
    assert (summary.on, summary.sender, summary.receiver) == (date(2024, 3, 8), "各市人力资源社会保障局", "我办邮箱")
    assert days_of_reporting(campaign) == [summary]
    course = campaign.targets.get()
    assert (course.comparison, course.unit) == ("at_least", "期") and course.value == 1
    assert (course.counter, course.where) == ("activities_held", {"activity": "departure_course"})
    city = below(campaign, province)
    assert whose(campaign, "于2024年3月8日前报送行动工作总结") == {CITY: date(2024, 3, 8)}
    assert set(whose(campaign, "每个县（市、区）至少开展一期")) == {CITY}, "the counties are reached through their city"
    assert set(whose(campaign, "从二季度开始至年底")) == set(), "names nobody: given by hand"
    receive(participant=city, by=people.superior, at=FRIDAY)
    own = pass_on(participant=city, own=OwnPlan("方案"), by=people.superior, at=FRIDAY)
    send(campaign=own, units=[people.head.unit], due_on=None, by=people.superior, at=FRIDAY)
    give_as_meant(campaign=own, by=people.superior, at=FRIDAY)
    shares = TaskShare.objects.filter(task__campaign=own, task__text__contains="每个县（市、区）至少开展一期")
    assert [one.unit.region_id for one in shares] == [COUNTY]


def test_chengnuan_wants_a_liaison_within_two_working_days(province: Staff, people: People) -> None:
    campaign = taken_from_the_text(province, "004", "2024-01-10")
    assert campaign.title == "“城暖农民工”服务活动", "the head of the text is missing: the name in its words"
    assert {f"二、（{n}）" for n in TWELVE} | {f"三、（{n}）" for n in TWELVE[:5]} == sections(campaign)
    assert campaign.tasks.filter(section="二、（八）").count() == 3
    assert (days_of_reporting(campaign), forms_ordered(campaign)) == ([], [])
    city = below(campaign, province)
    assert CITY in whose(campaign, "务必确定一名联络员")
    assert PROVINCE not in whose(campaign, "务必确定一名联络员")
    with occasion(at=FRIDAY, source="测试"):
        received = receive(participant=city, by=people.superior, at=FRIDAY)
    assert received.liaison_due_on == date(2024, 1, 16), "Friday; Monday and Tuesday are the two working days"
