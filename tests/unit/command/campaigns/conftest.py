"""An invented notice of two sentences, its reading as the reader gives it, and the clerk who takes it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.opening import open_campaign
from nuanxin.command.campaigns.taking import take_notice
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.campaigns.taking_part.sending import send
from tests.conftest import TODAY, People, at

TEXT = "关于开展暖冬行动的通知\n各县人力资源社会保障局：\n一、摸清底数。各县人力资源社会保障局于2024年1月20日前报送欠薪人数。"
READING: dict[str, Any] = {
    "title": "关于开展暖冬行动的通知",
    "recipients": ["各县人力资源社会保障局"],
    "period": {"start": None, "end": None, "text": None},
    "tasks": [
        {"section": "一、", "text": "各县人力资源社会保障局于2024年1月20日前报送欠薪人数。", "units": [], "due": "2024-01-20"},
        {"section": "一、", "text": "摸清底数", "units": [], "due": None},
    ],
    "deadlines": [
        {"text": "于2024年1月20日前", "date": "2024-01-20", "relative": None, "what": "报送欠薪人数", "from": None, "to": None}
    ],
}  # fmt: skip

Take = Callable[..., Notice]


@pytest.fixture
def take(people: People, settings: Any, tmp_path: Path) -> Take:
    """Take the notice in for the county, by its head."""
    settings.MEDIA_ROOT = tmp_path

    def taken(**changes: Any) -> Notice:
        facts: dict[str, Any] = {
            "unit": people.head.unit, "content": TEXT.encode(), "name": "通知.txt", "text": TEXT, "reading": READING,
            "received_on": date(2024, 1, 9), "on": TODAY, "by": people.head,
        }  # fmt: skip
        return take_notice(**{**facts, **changes})

    return taken


# A city's campaign: one task for the police, one for the counties, one for everybody; a report, a liaison within two working days.
CITY_PLAN: dict[str, Any] = {
    "title": "关于开展冬季行动的通知",
    "issuer": ["某市农民工办"],
    "issued_on": "2024-01-05",
    "period": {"start": "2024-01-05", "end": "2024-02-10", "text": ""},
    "tasks": [
        {"section": "一、", "text": "住建部门要督办转包案件", "units": ["住房城乡建设部门"], "due": None},
        {"section": "二、", "text": "各县要摸清底数", "units": ["各县（市、区）"], "due": "2024-01-31"},
        {"section": "三、", "text": "各成员单位要通报情况", "units": ["各成员单位"], "due": None},
    ],
    "deadlines": [
        {"text": "2月6日前", "date": "2024-02-06", "relative": None, "what": "报送总结", "from": "各县", "to": "市办"},
        {
            "text": "收文后两个工作日内", "date": None, "what": "报送联络员",
            "relative": {"after": "收文", "amount": 2, "unit": "working_day"},
        },
    ],
    "targets": [{"text": "清零", "subject": "欠薪线索", "comparison": "zero", "value": 0, "counter": "open_clues"}],
    "indicators": [{"name": "开展活动场次", "unit": "场次"}],
}  # fmt: skip


@pytest.fixture
def campaign(people: People) -> Campaign:
    """The city's campaign, opened by its head of inspection, sent to nobody yet."""
    return open_campaign(plan=CITY_PLAN, unit=people.superior.unit, by=people.superior).campaign


@pytest.fixture
def county(campaign: Campaign, people: People) -> Participant:
    """The county that the campaign was sent to; it has not received it yet."""
    made = send(campaign=campaign, units=[people.head.unit], due_on=date(2024, 1, 15), by=people.superior, at=at(TODAY))
    return made[0]
