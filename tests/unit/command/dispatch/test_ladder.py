"""Step by step, or with the reason; from a case to the interview and back; answered before it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nuanxin.command.dispatch.ladder.taking import (
    MeasureFacts,
    answer_measure,
    close_measure,
    measures_on,
    take_measure,
    trace,
)
from nuanxin.command.dispatch.visiting.going import (
    VisitPlan,
    close_visit,
    plan_visit,
    record_findings,
    reply_to_findings,
)
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from tests.conftest import TODAY, People
from tests.unit.command.dispatch.scene import clue_of

pytestmark = pytest.mark.django_db
REMIND = MeasureFacts("remind", "overdue", "两件超期", TODAY + timedelta(days=3))


def test_the_way_from_a_late_case_to_the_interview(people: People) -> None:
    county, city = people.head.unit, people.superior.unit
    clue = clue_of(people.owner, "L1", due=-2)
    take = {"unit": county, "by_unit": city, "by": people.superior, "on": TODAY}
    first = take_measure(**take, facts=REMIND, clues=[clue])
    interview = replace(REMIND, rung="interview", cause="weak", text="县局监管不力")
    with pytest.raises(Refusal, match="催办、挂牌督办"):
        take_measure(**take, facts=interview)
    second = take_measure(**take, facts=replace(interview, skipped_why="群体性事件"))
    assert trace(second) == [first, second] == measures_on(clue)
    assert second.subject == "关于新乡县人力资源和社会保障局监管不力的约谈"
    third = take_measure(**take, facts=replace(REMIND, rung="bulletin", text="仍无进展"))
    assert measures_on(clue) == [first, second, third]


def test_who_may_take_answer_and_close(people: People) -> None:
    county, city = people.head.unit, people.superior.unit
    for unit, by_unit, by in (
        (city, county, people.head),  # not upwards
        (county, county, people.head),  # not oneself
        (people.stranger.unit, county, people.head),  # not a neighbour
        (county, city, people.head),  # not in another's name
        (county, city, people.leader),
    ):
        with pytest.raises(NotAllowed):
            take_measure(unit=unit, by_unit=by_unit, by=by, on=TODAY, facts=REMIND)
    foreign = clue_of(people.stranger, "L9")
    with pytest.raises(Refusal, match="L9"):
        take_measure(unit=county, by_unit=city, by=people.superior, on=TODAY, facts=REMIND, clues=[foreign])
    measure = take_measure(unit=county, by_unit=city, by=people.superior, on=TODAY, facts=REMIND)
    with pytest.raises(Refusal, match="还没有答复"):
        close_measure(measure=measure, why="已办", by=people.superior, on=TODAY)
    with pytest.raises(NotAllowed):
        answer_measure(measure=measure, text="已办结", by=people.superior, on=TODAY)
    answer_measure(measure=measure, text="已办结", by=people.head, on=TODAY)
    with pytest.raises(NotAllowed):
        close_measure(measure=measure, why="已办", by=people.head, on=TODAY)
    close_measure(measure=measure, why="核实已办结", by=people.superior, on=TODAY)
    # a closed step is no rung to stand on: the next one begins below
    with pytest.raises(Refusal, match="提醒"):
        take_measure(unit=county, by_unit=city, by=people.superior, on=TODAY, facts=replace(REMIND, rung="press"))


def test_a_visit_to_a_slow_area_ends_only_when_its_findings_are_answered(people: People) -> None:
    plan = VisitPlan("slow", "看超期线索", "周市级带队", TODAY)
    with pytest.raises(NotAllowed):
        plan_visit(unit=people.stranger.unit, facts=plan, by_unit=people.head.unit, by=people.head)
    visit = plan_visit(unit=people.head.unit, facts=plan, by_unit=people.superior.unit, by=people.superior)
    with pytest.raises(Refusal):
        reply_to_findings(visit=visit, text="已改", by=people.head, on=TODAY)
    record_findings(
        visit=visit, visited_on=TODAY, findings="三件没有立案", reply_due_on=TODAY + timedelta(days=7), by=people.superior, on=TODAY
    )  # fmt: skip
    with pytest.raises(Refusal, match="还没有反馈"):
        close_visit(visit=visit, why="完", by=people.superior, on=TODAY)
    with pytest.raises(NotAllowed):
        reply_to_findings(visit=visit, text="已改", by=people.stranger, on=TODAY)
    reply_to_findings(visit=visit, text="均已立案", by=people.head, on=TODAY)
    close_visit(visit=visit, why="核实已整改", by=people.superior, on=TODAY)
    visit.refresh_from_db()
    assert (visit.findings, visit.reply, visit.closed_why) == ("三件没有立案", "均已立案", "核实已整改")


def test_both_sides_are_told_in_neutral_words(people: People) -> None:
    measure = take_measure(
        unit=people.head.unit, by_unit=people.superior.unit, by=people.superior, on=TODAY, facts=REMIND
    )
    told = Message.objects.filter(template="measure_taken", channel="in_site")
    assert [row.to for row in told] == ["head"]
    assert "请于2024年1月13日前答复" in told[0].body and "两件超期" not in told[0].body
    answer_measure(measure=measure, text="已办结", by=people.head, on=TODAY)
    back = Message.objects.filter(template="measure_answered", channel="in_site").values_list("to", flat=True)
    assert set(back) == {"superior", "coordinator"}
