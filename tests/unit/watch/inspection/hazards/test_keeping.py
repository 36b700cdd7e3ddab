"""The hazard ledger: registered by whoever may, handed on once, a clue once, closed with what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.hazards.keeping import (
    HazardFacts,
    close_hazard,
    hand_hazard,
    hazard_faults,
    make_clue,
    register_hazard,
)
from nuanxin.watch.inspection.hazards.models import Hazard
from tests.conftest import TODAY, People
from tests.desks import desk_person, desk_unit
from tests.unit.watch.inspection.making import county

pytestmark = pytest.mark.django_db
FACTS = HazardFacts(
    network="七里营镇人民调解委员会", finder="刘调解", found_on=TODAY, place="七里营镇工业园", employer="新乡丁服装有限公司",
    what="车间停工，12名工人两个月工资没有着落", persons=12, grade="middle", amount_fen=9_600_000,
)  # fmt: skip


def hazard(by: Any, **more: Any) -> Hazard:
    return register_hazard(facts=replace(FACTS, **more), region=county(), by=by, on=TODAY)


def test_who_registers_and_what_must_be_said(people: People) -> None:
    mediator = desk_person("mediator", UnitKind.MEDIATION)
    row = hazard(mediator)
    assert (row.unit, row.state, row.employer and row.employer.name) == (mediator.unit, "待处理", "新乡丁服装有限公司")
    for other in (people.housing, people.stranger, people.auditor):
        with pytest.raises(NotAllowed):
            hazard(other)
    with pytest.raises(Refusal, match="已经登记"):
        hazard(people.owner)
    wrong = replace(FACTS, network=" ", persons=0, grade="x", found_on=TODAY + timedelta(days=1))
    assert [one.column for one in hazard_faults(wrong, TODAY)] == ["排查组织", "排查日期", "涉及人数", "隐患等级"]
    with pytest.raises(BadInput):
        register_hazard(facts=wrong, region=county(), by=mediator, on=TODAY)


def test_handed_on_once_and_then_the_receiver_acts(people: People) -> None:
    mediator = desk_person("mediator", UnitKind.MEDIATION)
    row = hazard(mediator)
    with pytest.raises(NotAllowed):
        hand_hazard(hazard=row, to=people.owner.unit, handed="inspection", by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="接收单位不是"):
        hand_hazard(hazard=row, to=people.housing.unit, handed="inspection", by=mediator, on=TODAY)
    row = hand_hazard(hazard=row, to=people.owner.unit, handed="inspection", by=mediator, on=TODAY)
    assert row.state == "已交劳动保障监察"
    with pytest.raises(Refusal, match="已经移交"):
        hand_hazard(hazard=row, to=people.owner.unit, handed="inspection", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        close_hazard(hazard=row, result="settled", text="谈好了", by=mediator, on=TODAY)
    row = close_hazard(hazard=row, result="paid", text="1月9日全部发放", by=people.owner, on=TODAY)
    assert row.state == "已销号（已支付工资）"
    with pytest.raises(Refusal, match="已经销号"):
        close_hazard(hazard=row, result="paid", text="再销号", by=people.owner, on=TODAY)


def test_one_clue_whoever_asks_and_however_often(people: People) -> None:
    row = hazard(people.owner)
    with pytest.raises(Refusal, match="还没有转欠薪线索"):
        close_hazard(hazard=row, result="to_clue", text="转线索", by=people.owner, on=TODAY)
    clue = make_clue(hazard=row, by=people.owner, on=TODAY)
    assert make_clue(hazard=row, by=people.colleague, on=TODAY) == clue
    assert (clue.persons, clue.amount_fen, clue.external_number) == (12, 9_600_000, f"hazard:{row.pk}")
    assert "七里营镇人民调解委员会排查发现" in clue.demand and Clue.objects.count() == 1
    with pytest.raises(Refusal, match="已经转了"):
        close_hazard(hazard=row, result="unfounded", text="没有", by=people.owner, on=TODAY)
    closed = close_hazard(hazard=row, result="to_clue", text="按线索办理", by=people.owner, on=TODAY)
    assert closed.closed_on == TODAY


def test_to_mediation(people: People) -> None:
    mediator = desk_person("mediator", UnitKind.MEDIATION)
    row = hazard(people.owner)
    to = desk_unit(UnitKind.MEDIATION)
    row = hand_hazard(hazard=row, to=to, handed="mediation", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        close_hazard(hazard=row, result="settled", text="谈好了", by=people.stranger, on=TODAY)
    assert close_hazard(hazard=row, result="settled", text="达成协议", by=mediator, on=TODAY).result == "settled"
