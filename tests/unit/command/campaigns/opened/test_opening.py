"""A plan becomes a campaign: everything that it orders, once; a wrong plan says all its faults and leaves nothing behind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.command.campaigns.opened.checking import checked_plan
from nuanxin.command.campaigns.opened.models import Campaign, Origin
from nuanxin.command.campaigns.opened.opening import open_campaign, title_of
from nuanxin.command.campaigns.reviewing import confirm_reading, confirmed_plan
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from tests.conftest import TODAY, People, at
from tests.unit.command.campaigns.conftest import READING, Take

PLAN: dict[str, Any] = {
    "title": "关于开展冬季行动的通知",
    "document_number": "某农工办〔2023〕6号",
    "issuer": ["某市农民工办"],
    "issued_on": "2023-11-10",
    "period": {"start": "2023-11", "end": "2024-02-10", "text": "自2023年11月中旬至2024年2月10日前"},
    "goals": ["欠薪线索清零"],
    "tasks": [
        {"section": "二、（一）", "text": "公安机关要及时受理", "units": ["公安机关"], "due": None},
        {"section": None, "text": "请各县报送总结", "units": ["各县（市、区）"], "due": "--02-06"},
    ],
    "deadlines": [
        {"text": "2月6日前", "date": "--02-06", "relative": None, "what": "报送总结", "from": "各县", "to": "市办"},
        {"text": "收文后两个工作日内", "date": None, "relative": {"after": "收文", "amount": 2, "unit": "working_day"}},
    ],
    "recurrences": [{"text": "周调度", "what": "调度", "every": "week"}],
    "targets": [{"text": "清零", "subject": "欠薪线索", "comparison": "zero", "value": 0, "unit": None, "by": "2024-02-10"}],
    "indicators": [{"name": "开展活动场次", "unit": "场次"}],
    "forwarded": {"tasks": [{"section": "一、", "text": "各地要宣传", "units": ["各地"]}], "indicators": [{"name": "开展活动场次"}]},
}  # fmt: skip


def test_everything_that_the_plan_orders_is_there_once(people: People) -> None:
    made = open_campaign(plan=PLAN, unit=people.head.unit, by=people.head)
    campaign = made.campaign
    assert made.created
    assert (campaign.start, campaign.end) == (date(2023, 11, 1), date(2024, 2, 10))
    tasks = list(campaign.tasks.values_list("position", "text", "kinds", "levels", "due_on", "origin"))
    assert tasks == [
        (1, "公安机关要及时受理", ["police"], [], None, Origin.ORDERED),
        (2, "请各县报送总结", [], ["county"], date(2024, 2, 6), Origin.ORDERED),
        (3, "各地要宣传", [], [], None, Origin.FORWARDED),
    ]
    assert [(row.on, row.relative and row.relative["amount"]) for row in campaign.milestones.all()] == [
        (date(2024, 2, 6), None),
        (None, 2),
    ]
    assert list(campaign.recurrences.values_list("every", flat=True)) == ["week"]
    assert list(campaign.targets.values_list("subject", "comparison", "by")) == [
        ("欠薪线索", "zero", date(2024, 2, 10))
    ]
    assert list(campaign.figures.values_list("name", "unit")) == [("开展活动场次", "场次")]
    assert campaign.plan == PLAN
    assert AuditEvent.objects.filter(act="open_campaign").count() == 1


def test_the_same_plan_twice_is_one_campaign_however_it_was_read(people: People) -> None:
    first = open_campaign(plan=PLAN, unit=people.head.unit, by=people.head)
    again = open_campaign(plan={**PLAN, "doubts": ["年份"], "spans": {}}, unit=people.head.unit, by=people.head)
    assert (again.created, again.campaign) == (False, first.campaign)
    assert Campaign.objects.count() == 1


def test_a_reading_is_carried_out_only_once_a_person_has_confirmed_it(take: Take, people: People) -> None:
    notice = take()
    with pytest.raises(Refusal, match="还没有人确认"):
        open_campaign(plan=READING, unit=people.head.unit, by=people.head, notice=notice)
    notice = confirm_reading(notice=notice, by=people.head, at=at(TODAY))
    made = open_campaign(plan=confirmed_plan(notice), unit=people.head.unit, by=people.head, notice=notice)
    assert made.campaign.received_on == notice.received_on
    assert made.campaign.notice == notice


def test_only_who_manages_campaigns_of_the_unit_opens_one(people: People) -> None:
    with pytest.raises(NotAllowed):
        open_campaign(plan=PLAN, unit=people.head.unit, by=people.stranger)
    assert not Campaign.objects.exists()


def test_a_wrong_plan_says_everything_that_is_wrong_with_it() -> None:
    wrong = {
        "tasks": [{"text": " "}, "写一行"],
        "deadlines": [{"date": "2024-02-31x"}],
        "targets": [{"comparison": "more"}, {"comparison": "zero", "counter": "open_clue"}],
        "recurrences": {},
        "period": {"start": "2024-03", "end": "2024-02-10"},
    }
    with pytest.raises(BadInput) as said:
        checked_plan(wrong)
    told = "；".join(str(fault) for fault in said.value.faults)
    for word in ("tasks[0]", "tasks[1]", "deadlines[0]", "targets[0]", "recurrences", "period", "是否指 open_clues"):
        assert word in told
    with pytest.raises(BadInput, match="没有任务"):
        checked_plan({"title": "通知"})
    with pytest.raises(BadInput, match="JSON 对象"):
        checked_plan([])  # type: ignore[arg-type]


def test_a_text_without_its_head_is_called_by_the_campaign_that_it_names() -> None:
    assert title_of({"goals": ["开展“城暖农民工”服务行动，促进融入"]}) == "“城暖农民工”服务行动"
    assert title_of({"issuer": ["某厅"]}) == "某厅来文（没有标题）"
