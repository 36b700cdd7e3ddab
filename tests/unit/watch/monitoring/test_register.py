"""The register: taken from the warehouse, again nothing; and the checklist of one deposit and seven systems."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.monitoring.register.models import MonitoredProject, SystemState
from nuanxin.watch.monitoring.register.systems import checklist_at, read_checklist, record_system, standing_of
from nuanxin.watch.monitoring.register.taking import Taken, take_register
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import monitor, project_row, watched

pytestmark = pytest.mark.django_db
CODE = "91410700MA40000017"


def test_taken_once_and_tied_to_the_parties(regions: None) -> None:
    rows = [project_row("P1"), project_row("P2", credit_code=CODE, general_contractor="新乡市建工集团")]
    assert take_register(rows=rows, on=TODAY) == Taken(made=2)
    assert take_register(rows=rows, on=TODAY) == Taken(unchanged=2)
    one = MonitoredProject.objects.get(code="P2")
    assert (one.employer.credit_code, one.project.name, one.project.pay_day) == (CODE, "P2安置房项目", 15)
    assert (Employer.objects.count(), Project.objects.count()) == (2, 2)
    assert AuditEvent.objects.filter(act="take_register").count() == 2


def test_a_change_is_taken_over_and_the_tie_kept(regions: None) -> None:
    one = watched("P1")
    other = Project.objects.create(name="人工核对的项目", region_id="410721")
    one.project = other
    one.save()
    assert take_register(rows=[project_row("P1", pay_day=20, name="新名")], on=date(2024, 2, 1)) == Taken(changed=1)
    one.refresh_from_db()
    assert (one.pay_day, one.name, one.project, one.changed_on) == (20, "新名", other, date(2024, 2, 1))
    assert AuditEvent.objects.get(act="change_register").details["before"] == {"name": "P1安置房项目", "pay_day": 15}


def test_a_bad_row_takes_no_good_one_with_it(people: People) -> None:
    rows = [project_row("P1", "999999"), project_row("P2", "410724"), project_row("P3")]
    told = take_register(rows=rows, on=TODAY, by=monitor(people))
    assert (told.made, len(told.refused)) == (1, 2)
    assert "没有“999999”这个区划" in str(told.refused[0]) and "不在您管理监测的辖区" in str(told.refused[1])


def test_the_list_is_the_place_s_own_where_it_has_one(regions: None) -> None:
    house = checklist_at("410721", TODAY)
    assert len(house.systems) == 8 and all("条例" in one.cites for one in house.systems)
    value = [{"key": "deposit", "name": "保证金"}, {"key": "board", "name": "公示牌"}]
    LocalSetting.objects.create(
        key="watch.seven_systems",
        region_id="410700",
        value=value,
        source="市发〔2023〕1号",
        valid_from=date(2023, 1, 1),
    )
    own = checklist_at("410721", TODAY)
    assert ([one.name for one in own.systems], own.source) == (["保证金", "公示牌"], "市发〔2023〕1号")


@pytest.mark.parametrize("value", [[], 5, [{"key": "a"}], [{"key": "a", "name": ""}], [{"key": "a", "name": "甲"}] * 2])
def test_a_list_that_cannot_be_read_says_so(value: Any) -> None:
    told = read_checklist(value, "某文件")
    assert len(told.systems) == 8 and "看不懂" in told.missing and "某文件" in told.missing


def test_a_system_never_looked_at_is_unknown_and_a_later_look_replaces(people: People) -> None:
    one = watched("P1")
    common: Any = {"project": one, "system": "deposit", "owner": people.owner, "by": people.owner, "on": TODAY}
    record_system(state="not_met", proof="", checked_on=date(2024, 1, 3), **common)
    record_system(state="met", proof="保函 BH-001", checked_on=TODAY, **common)
    then, now = standing_of(one, date(2024, 1, 5)), standing_of(one, TODAY)
    assert [then[0].state, now[0].state] == [SystemState.NOT_MET, SystemState.MET]
    assert {each.state for each in now[1:]} == {SystemState.UNKNOWN}


def test_what_a_look_needs_and_who_may(people: People) -> None:
    one = watched("P1")
    common: Any = {"project": one, "owner": people.owner, "on": TODAY, "checked_on": TODAY}
    for system, state, proof in (("deposit", "met", " "), ("nothing", "met", "x"), ("deposit", "not_applicable", "")):
        with pytest.raises(Refusal):
            record_system(system=system, state=state, proof=proof, by=people.owner, **common)
    with pytest.raises(NotAllowed):
        record_system(system="deposit", state="met", proof="x", by=people.stranger, **common)
    with pytest.raises(Refusal, match="不管这个项目所在地"):
        record_system(system="deposit", state="met", proof="x", by=people.owner, **common | {"owner": people.stranger})
