"""工作专班: for a case that is hard or large, people of several units under one leader until it is stood down (DZ-14)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import must, within
from nuanxin.rights.cases.models import Supervision, TaskForceMember
from nuanxin.rights.cases.supervision import FORCE, begin
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import file_facts


@dataclass(frozen=True)
class Member:
    """Somebody who serves: of which unit, by name, with which part of the work."""

    unit: Unit
    name: str
    part: str = ""

    def __str__(self) -> str:
        return f"{self.unit.short_name or self.unit.name}{self.name}"


@transaction.atomic
def set_up_force(
    *, clue: Clue, leader: Staff, unit: Unit, basis: str, members: Sequence[Member], reason: str, by: Staff, on: date
) -> Supervision:
    """`unit` sets it up and answers for it; nobody without a name, at least one beside the leader."""
    if basis not in Supervision.Basis.values or not members:
        raise Refusal("不能组建工作专班", why="没有选择依据，或者没有写成员", remedy="请选择依据，写明各单位的成员")
    if not within(unit.region_id).filter(member=clue.region_id).exists():
        raise Refusal("不能组建工作专班", why="组建单位不管这个地方", remedy="请选择线索所在地或其上级的单位")
    force = begin(clue, FORCE, reason, by, on, leader=leader, unit=unit, basis=basis)
    _join(force, members, on)
    return force


@transaction.atomic
def change_members(
    *, force: Supervision, joining: Sequence[Member], leaving: Iterable[TaskForceMember], by: Staff, on: date
) -> None:
    """Who comes and who goes on a day; whoever served stays in the record."""
    force = Supervision.objects.select_for_update(of=("self",)).select_related("clue").get(pk=force.pk, kind=FORCE)
    must(by, Permission.CLUE_SUPERVISE, file_facts(force.clue), doing="调整专班人员")
    going = list(force.members.filter(pk__in=[one.pk for one in leaving], left_on__isnull=True))
    if force.ended_on or on < force.since or not (joining or going):
        raise Refusal("不能调整专班人员", why="专班已经销号，或者日期早于组建日期，或者没有变动", remedy="请核对")
    if any(one.joined_on > on for one in going):
        raise Refusal("不能调整专班人员", why="退出日期早于加入日期", remedy="请核对日期")
    for one in going:
        one.left_on = on
        one.save(update_fields=["left_on"])
    _join(force, joining, on)
    if not force.members.filter(left_on__isnull=True).exists():
        raise Refusal("不能调整专班人员", why="专班没有成员了", remedy="工作结束的，请销号并写明理由")
    said = [f"加入：{'、'.join(map(str, joining))}"] if joining else []
    said += [f"退出：{'、'.join(one.name for one in going)}"] if going else []
    details = {"supervision": force.pk, "left": [one.pk for one in going]}
    write_down("change_task_force", clue=force.clue, by=by, on=on, text="；".join(said), details=details)


def _join(force: Supervision, members: Sequence[Member], on: date) -> None:
    if any(not one.name.strip() for one in members):
        raise Refusal("专班人员没有登记", why="有成员没有写姓名", remedy="请写明每位成员的单位和姓名")
    TaskForceMember.objects.bulk_create(
        TaskForceMember(supervision=force, unit=one.unit, name=one.name.strip(), part=one.part.strip(), joined_on=on)
        for one in members
    )
