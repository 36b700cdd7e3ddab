"""Tables of officials: drafted, tried on what was, switched on from a day, the nearest place's in force."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.pairs import RoutingTable
from nuanxin.rights.intake.routing import default_table, table_as_csv
from nuanxin.rights.intake.routing.table_file import UNIT_KINDS
from nuanxin.rights.intake.routing_tables import (
    draft_table,
    suggest_unit,
    switch_on_table,
    table_in_force,
    try_table,
)
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
LINE = "5,,,,,,,塔吊,,,,,住房和城乡建设,,塔吊工人由住建先核实\r\n"


def new_text() -> str:
    head, _, rest = table_as_csv(default_table()).partition("\r\n")
    return f"{head}\r\n{LINE}{rest}"


def county() -> Region:
    return Region.objects.get(pk="410721")


def test_the_whole_way(people: People) -> None:
    moving, staying = a_clue(people.owner, demand="塔吊工资没有发"), a_clue(people.owner)
    table = draft_table(version="新乡县2024", text=new_text(), region=county(), by=people.head, on=TODAY)
    with pytest.raises(Refusal, match="试算"):
        switch_on_table(table=table, valid_from=date(2024, 2, 1), by=people.head, on=TODAY)
    tried = try_table(table=table, by=people.head, on=TODAY)
    assert (tried["clues"], tried["moved"]) == (2, 1)
    assert tried["rows"] == [{"number": moving.number, "before": "hrss", "after": "housing", "rule": 5}]
    with pytest.raises(Refusal, match="早于今天"):
        switch_on_table(table=table, valid_from=date(2024, 1, 9), by=people.head, on=TODAY)
    switch_on_table(table=table, valid_from=date(2024, 2, 1), by=people.head, on=TODAY)
    assert table_in_force("410721", date(2024, 1, 31)).version == "default"
    assert table_in_force("410721101", date(2024, 2, 1)).version == "新乡县2024"
    assert table_in_force("410724", date(2024, 2, 1)).version == "default"
    assert suggest_unit(moving, date(2024, 2, 1))[1] == people.housing.unit
    assert suggest_unit(staying, date(2024, 2, 1))[1] == people.owner.unit
    assert AuditEvent.objects.filter(act__contains="routing_table").count() == 3


def test_who_may(people: People) -> None:
    for by in (people.owner, people.stranger, people.housing, people.coordinator, people.leader):
        with pytest.raises(Refusal, match="没有权限编制"):
            draft_table(version="v", text=new_text(), region=county(), by=by, on=TODAY)
    table = draft_table(version="v", text=new_text(), region=county(), by=people.superior, on=TODAY)
    with pytest.raises(Refusal, match="没有权限"):
        try_table(table=table, by=people.owner, on=TODAY)
    with pytest.raises(Refusal, match="没有权限启用"):
        switch_on_table(table=table, valid_from=TODAY, by=people.owner, on=TODAY)


def test_a_faulty_table_is_not_kept(people: People) -> None:
    with pytest.raises(BadInput, match="第2行“承办单位类别”"):
        draft_table(
            version="v",
            text=new_text().replace("住房和城乡建设,,塔吊", "住建,,塔吊"),
            region=county(),
            by=people.head,
            on=TODAY,
        )
    assert not RoutingTable.objects.exists()


def test_unit_kinds_are_the_houses(db: None) -> None:
    assert {UnitKind(code).label: code for code in UNIT_KINDS.values()} == UNIT_KINDS
