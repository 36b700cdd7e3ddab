"""The weekly pack is frozen once and stays what it was; promises are settled once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.dispatch.pack.freezing import freeze_week, intact
from nuanxin.command.dispatch.pack.models import WeeklyPack
from nuanxin.command.dispatch.pack.promising import make_promise, settle_promise
from nuanxin.command.dispatch.pack.workbook import pack_workbook
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer
from nuanxin.watch.inspection.plans.models import PlannedVisit
from tests.conftest import TODAY, People
from tests.unit.command.dispatch.scene import MONDAY, campaign_of, clue_of

pytestmark = pytest.mark.django_db


def test_a_week_is_frozen_whole_and_later_facts_do_not_change_it(people: People) -> None:
    campaign, city = campaign_of(people), Region.objects.get(pk="410700")
    late = clue_of(people.owner, "L1", due=-2, employer_said="=宏达")
    clue_of(people.owner, "L2", due=5)
    clue_of(people.stranger, "L3", due=30)
    clue_of(people.stranger, "L4", due=-1, closed_on=TODAY, state="closed", conclusion="unfounded")
    task = campaign.tasks.create(position=1, text="排查在建项目")
    TaskShare.objects.create(task=task, unit=people.head.unit, due_on=TODAY - timedelta(days=3))
    TaskShare.objects.create(task=task, unit=people.stranger.unit, due_on=TODAY)
    firm = Employer.objects.create(name="下周查", name_key="下周查")
    for n, ahead in enumerate((0, 5, 12)):  # this Wednesday, next Monday, the Monday after
        PlannedVisit.objects.create(
            mark=f"m{n}", kind="key", employer=firm, region_id="410721", not_before=TODAY, due_on=TODAY + timedelta(days=ahead),
            reason="x", planned_on=TODAY,
        )  # fmt: skip
    promise = make_promise(
        campaign=campaign, unit=people.head.unit, text="周二前办结", due_on=TODAY - timedelta(days=1),
        by=people.superior, on=TODAY - timedelta(days=6),
    )  # fmt: skip
    settle_promise(promise=promise, kept=False, reason="材料未齐", by=people.superior, on=TODAY)
    pack = freeze_week(campaign=campaign, region=city, start=MONDAY, by=people.superior, on=TODAY)
    shown = pack.contents
    assert [line["number"] for line in shown["overdue"]] == ["L1"]
    assert [(line["number"], line["left"]) for line in shown["at_risk"]] == [("L2", 5)]
    assert shown["figures"] == {"open": 3, "overdue": 1, "at_risk": 1, "persons": 9, "amount_fen": 300_000}
    assert shown["counties"][0] | {"name": ""} == {"code": "410721", "name": "", "open": 2, "overdue": 1, "at_risk": 1}
    assert [(line["name"], line["overdue"]) for line in shown["units"]] == [(people.head.unit.short_name, 1)]
    assert [(line["said"], line["reason"]) for line in shown["promises"]] == [("未兑现", "材料未齐")]
    assert [line["due_on"] for line in shown["checks"]] == [(TODAY + timedelta(days=5)).isoformat()]
    assert [(line["task"], line["days"]) for line in shown["slow"]] == [("排查在建项目", 3)]
    late.closed_on, late.conclusion, late.state = TODAY, "unfounded", "closed"
    late.save()
    again = WeeklyPack.objects.get(pk=pack.pk)
    assert again.contents == shown and intact(again)
    with pytest.raises(Refusal, match="已经生成"):
        freeze_week(campaign=campaign, region=city, start=MONDAY, by=people.superior, on=TODAY)
    again.contents["figures"]["overdue"] = 0
    assert not intact(again)
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(pack_workbook(pack))).get_sheet_by_name("超期线索").to_python()
    assert sheet[1][:3] == ["L1", "新乡县", "=宏达"] and sheet[1][8] == 1000


def test_who_may_freeze_and_which_weeks(people: People) -> None:
    campaign, county = campaign_of(people), Region.objects.get(pk="410721")
    for by in (people.head, people.leader, people.stranger):
        with pytest.raises(NotAllowed):
            freeze_week(campaign=campaign, region=county, start=MONDAY, by=by, on=TODAY)
    for start in (TODAY, MONDAY + timedelta(days=7)):
        with pytest.raises(Refusal, match="星期一"):
            freeze_week(campaign=campaign, region=county, start=start, by=people.coordinator, on=TODAY)
    with pytest.raises(Refusal, match="范围"):
        freeze_week(
            campaign=campaign, region=Region.objects.get(pk="410105"), start=MONDAY, by=people.superior, on=TODAY
        )


def test_a_promise_is_the_units_own_word_and_settled_once(people: People) -> None:
    campaign = campaign_of(people)
    said = {
        "campaign": campaign,
        "unit": people.head.unit,
        "text": "周五前办结三件",
        "due_on": TODAY + timedelta(days=2),
    }
    with pytest.raises(NotAllowed):
        make_promise(**said, by=people.stranger, on=TODAY)
    promise = make_promise(**said, by=people.head, on=TODAY)
    with pytest.raises(NotAllowed):
        settle_promise(promise=promise, kept=True, reason="", by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="未兑现"):  # its day has not come
        settle_promise(promise=promise, kept=False, reason="没办", by=people.superior, on=TODAY)
    settle_promise(promise=promise, kept=True, reason="", by=people.superior, on=TODAY)
    with pytest.raises(Refusal, match="已经核定"):
        settle_promise(promise=promise, kept=False, reason="反悔", by=people.superior, on=TODAY + timedelta(days=5))
