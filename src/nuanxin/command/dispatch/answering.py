"""What a step of supervision and a visit have in common: whom a unit may turn to, and that what asked for an answer ends with one."""

from __future__ import annotations

from datetime import date

from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.seeing import must_lead
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff, Unit


def must_be_below(unit: Unit, by_unit: Unit, *, doing: str) -> None:
    """Another unit of the own area."""
    if unit.pk == by_unit.pk or not RegionReach.objects.filter(area=by_unit.region_id, member=unit.region_id).exists():
        raise NotAllowed(f"不能{doing}", why="是本单位，或者不在本单位的辖区", remedy="请选择辖区内的其他单位")


def end(row: UnitMeasure | AreaVisit, *, owes: str, act: str, doing: str, why: str, by: Staff, on: date) -> None:
    """By the unit that began it, with the reason, once. `owes`: the answer that was asked for and is missing."""
    must_lead(by, row.by_unit, doing=doing)
    if row.closed_on or not why.strip():
        raise Refusal(f"不能{doing}", why=f"已经{doing}，或者没有写明理由", remedy=f"请写明{doing}的理由")
    if owes:
        raise Refusal(f"不能{doing}", why=f"{row.unit.short_name}还没有{owes}", remedy=f"请先催促{owes}")
    row.closed_on, row.closed_by, row.closed_why = on, by, why.strip()
    row.save(update_fields=["closed_on", "closed_by", "closed_why"])
    record(act, about=row, by=by, reason=why)
