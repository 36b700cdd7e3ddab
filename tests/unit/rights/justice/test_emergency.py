"""The plan of a place, an incident that opens it, timed steps, levels up and down, the report at the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.common.occasion import now, occasion
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.models import ClueEvent
from nuanxin.rights.justice.emergency.handling import (
    Reported,
    change_level,
    close_incident,
    due_of,
    finish_step,
    open_incident,
    standing_of,
)
from nuanxin.rights.justice.emergency.models import EmergencyPlan, Incident
from nuanxin.rights.justice.emergency.planning import adopt_plan, plan_faults, plan_for
from nuanxin.rights.justice.emergency.skeleton import LEVELS, MEASURES
from tests.conftest import TODAY, People, at
from tests.unit.rights.cases.making import make_clue

REPORTED = Reported("项目部门口聚集讨薪", "新乡县青年路", 35, "三十五名工人聚集", TODAY, 3)
REPORT = {"cause": "分包单位挪用", "result": "当日付清", "lessons": "按月核对专户"}
HOUR = timedelta(hours=1)


def plan(people: People, region: str = "410700") -> EmergencyPlan:
    timed = [replace(one, hours=2 if place == 0 else None) for place, one in enumerate(MEASURES)]
    return adopt_plan(
        region=Region.objects.get(pk=region), title="欠薪突发事件应急预案", source="新农工办〔2023〕9号",
        levels=LEVELS, measures=timed, by=people.coordinator, on=TODAY - timedelta(days=30),
    )  # fmt: skip


def incident(people: People, **about: object) -> Incident:
    county = Region.objects.get(pk="410721")
    return open_incident(region=county, reported=REPORTED, by=people.coordinator, at=now(), **about)  # type: ignore[arg-type]


def test_the_skeleton_invents_no_figure() -> None:
    assert plan_faults(LEVELS, MEASURES) == []
    assert all(one.hours is None for one in MEASURES)
    assert all("尚未录入" in one.applies for one in LEVELS)


def test_a_plan_is_looked_over() -> None:
    assert plan_faults((), ())
    assert plan_faults(LEVELS[1:], MEASURES)
    assert plan_faults(LEVELS, [replace(MEASURES[0], from_rank=9)])
    assert plan_faults(LEVELS, [replace(MEASURES[0], duty=" ")])


@pytest.mark.django_db
def test_the_nearest_plan_holds_from_its_day(people: People) -> None:
    city = plan(people)
    assert plan_for("410721", TODAY) == city
    assert plan_for("410721", TODAY - timedelta(days=31)) is None
    own = plan(people, "410721")
    assert plan_for("410721", TODAY) == own
    assert plan_for("410724", TODAY) == city
    again = adopt_plan(
        region=own.region,
        title="修订",
        source="新文",
        levels=LEVELS,
        measures=MEASURES,
        by=people.coordinator,
        on=TODAY,
    )
    assert plan_for("410721", TODAY) == again
    assert plan_for("410721", TODAY - timedelta(days=1)) == own


@pytest.mark.django_db
def test_who_may(people: People) -> None:
    with pytest.raises(NotAllowed):
        adopt_plan(
            region=Region.objects.get(pk="410721"), title="a", source="b", levels=LEVELS, measures=MEASURES,
            by=people.owner, on=TODAY,
        )  # fmt: skip
    with pytest.raises(BadInput):
        adopt_plan(
            region=Region.objects.get(pk="410721"), title="a", source="b", levels=(), measures=(),
            by=people.coordinator, on=TODAY,
        )  # fmt: skip
    with pytest.raises(Refusal, match="没有施行中的应急预案"):
        incident(people)


@pytest.mark.django_db
def test_steps_start_at_once_and_are_done_or_late(people: People) -> None:
    plan(people)
    opened = incident(people)
    steps = list(opened.steps.select_related("measure"))
    assert {step.measure.from_rank for step in steps} == {3, 4}
    first = next(step for step in steps if step.due_at)
    assert first.due_at == opened.opened_at + 2 * HOUR
    with occasion(at=at(TODAY, 12, 30), source="test"):
        done = finish_step(
            step=first, done_by="办公室值班员", note="电话报告，书面补报", by=people.coordinator, at=now()
        )
    assert standing_of(due_at=done.due_at, done_at=done.done_at, dropped_at=None, now=at(TODAY, 13)) == "done_late"
    with pytest.raises(Refusal):
        finish_step(step=first, done_by="又一人", note="又一次", by=people.coordinator, at=at(TODAY, 13))


@pytest.mark.django_db
def test_level_up_and_down_and_the_report(people: People) -> None:
    plan(people)
    clue = make_clue(people)
    opened = incident(people, clue=clue)
    few = opened.steps.count()
    change_level(incident=opened, rank=1, reason="人数增加到二百人", by=people.leader, at=at(TODAY, 10))
    assert opened.steps.count() == len(MEASURES)
    lowered = change_level(incident=opened, rank=4, reason="已经疏散", by=people.coordinator, at=at(TODAY, 11))
    assert lowered.steps.filter(dropped_at__isnull=False).count() == len([m for m in MEASURES if m.from_rank < 4])
    with pytest.raises(Refusal, match="还有"):
        close_incident(incident=opened, report=REPORT, by=people.coordinator, on=TODAY)
    change_level(incident=opened, rank=3, reason="再次聚集", by=people.coordinator, at=at(TODAY, 12))
    assert opened.steps.filter(dropped_at__isnull=True).count() == few
    with occasion(at=at(TODAY, 15), source="test"):
        for step in opened.steps.filter(dropped_at__isnull=True):
            finish_step(step=step, done_by="县指挥部", note="完成", by=people.coordinator, at=now())
        closed = close_incident(incident=opened, report=REPORT, by=people.coordinator, on=TODAY)
    assert closed.report is not None
    text = str(sheet_of(closed.report).as_dict())
    assert "人数增加到二百人" in text and "降级后不再需要" in text
    kinds = list(ClueEvent.objects.filter(clue=clue).values_list("kind", flat=True))
    assert kinds.count("change_incident_level") == 3 and "close_incident" in kinds
    with pytest.raises(Refusal, match="终止响应"):
        change_level(incident=opened, rank=2, reason="x", by=people.coordinator, at=at(TODAY, 16))


def test_hours_run_through_the_night() -> None:
    friday = at(date(2024, 1, 5), 23)
    assert due_of(friday, 4) == at(date(2024, 1, 6), 3)
    assert due_of(friday, None) is None
    assert standing_of(due_at=None, done_at=None, dropped_at=None, now=friday) == "untimed"
    assert standing_of(due_at=friday, done_at=None, dropped_at=None, now=friday + HOUR) == "late"
