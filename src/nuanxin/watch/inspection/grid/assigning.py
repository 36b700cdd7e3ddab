"""Naming the person, for one or for a whole area, and handing over when a person leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must, posts_of
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.grid.looking import uncovered_employers, uncovered_projects
from nuanxin.watch.inspection.grid.models import GridAssignment

CITES = "冬季行动方案：包保联系，责任到人、项目到人"
Kind = Literal["employer", "project"]


@transaction.atomic
def assign(
    *, target: Employer | Project, staff: Staff, since: date, by: Staff, on: date, leader: str = "", basis: str = "",
    why: str = "",
) -> GridAssignment:  # fmt: skip
    """Name who answers for it from a day on; whoever answered before is relieved that day. Refusal: right, place, dates, person."""
    target = _kept(target)
    if target.region_id is None or target.region is None:
        raise Refusal("不能落实包保责任人", why=f"{target.name}没有登记所在区划", remedy="请先补全区划")
    _must(by, target.region)
    _serving(staff, on)
    project = isinstance(target, Project)
    own = {"project": target} if project else {"employer": target}
    rows = GridAssignment.objects.select_for_update(of=("self",)).filter(ended_on__isnull=True, **own)
    before = rows.first()
    if before and before.staff_id == staff.pk and before.leader == leader.strip():
        raise Refusal(
            "不能变更包保责任人", why=f"{staff.name}现在就是{target.name}的包保责任人", remedy="请选择其他人员"
        )
    if since > on or (before and since < before.since):
        raise Refusal(
            "不能落实包保责任人", why="起始日期晚于今天，或者早于上一任的起始日期", remedy="请核对日期", cites=CITES
        )
    if before:
        if not why.strip():
            raise Refusal("不能变更包保责任人", why="没有写明交接理由", remedy="请填写，例如：工作调动")
        _end([before], since, by, why)
    row = GridAssignment.objects.create(
        region=target.region, staff=staff, leader=leader.strip(), since=since, basis=basis.strip(), by=by, **own
    )
    details = {"target": target.pk, "staff": staff.pk, "before": before.staff_id if before else None, "since": since}
    record("assign_grid", about=row, by=by, reason=why.strip(), details=details)
    return row


@transaction.atomic
def assign_area(
    *, region: Region, kinds: Sequence[Kind], staff: Staff, by: Staff, on: date, leader: str = "", basis: str = ""
) -> int:
    """Name one person for every employer and project of an area that has nobody yet; the others stay. How many."""
    _must(by, region)
    _serving(staff, on)
    targets: list[Employer | Project] = []
    if "project" in kinds:
        targets += uncovered_projects(region.pk).order_by("pk")
    if "employer" in kinds:
        targets += uncovered_employers(region.pk).order_by("pk")
    if not targets:
        raise Refusal("没有需要落实的对象", why=f"{region.name}所选的对象都已有包保责任人", remedy="要换人的请用“交接”")
    rows = [
        GridAssignment(
            project=one if isinstance(one, Project) else None, employer=one if isinstance(one, Employer) else None,
            region_id=one.region_id or region.pk, staff=staff, leader=leader.strip(), since=on, basis=basis.strip(), by=by,
            recorded_at=occasion.now(),
        )
        for one in targets
    ]  # fmt: skip
    GridAssignment.objects.bulk_create(rows, batch_size=500)
    told = {
        "staff": staff.pk,
        "kinds": list(kinds),
        "projects": [row.project_id for row in rows if row.project_id],
        "employers": [row.employer_id for row in rows if row.employer_id],
        "on": on,
    }
    record("assign_grid_area", about=region, by=by, details=told)
    return len(rows)


@transaction.atomic
def hand_over(*, giver: Staff, taker: Staff, region: Region, why: str, by: Staff, on: date) -> int:
    """Everything that one person answers for in an area goes to another, from today on. How many."""
    _must(by, region)
    _serving(taker, on)
    if giver.pk == taker.pk or not why.strip():
        raise Refusal("不能交接", why="交接的是同一个人，或者没有写明理由", remedy="请核对人员并写明理由", cites=CITES)
    held: QuerySet[GridAssignment] = GridAssignment.objects.select_for_update(of=("self",)).filter(
        staff=giver, ended_on__isnull=True, region__in=codes_of(region.pk)
    )
    rows = list(held.order_by("pk"))
    if not rows:
        raise Refusal("没有可交接的对象", why=f"{giver.name}在{region.name}没有包保对象", remedy="请核对人员和区划")
    _end(rows, on, by, why)
    new = [
        GridAssignment(
            employer_id=row.employer_id, project_id=row.project_id, region_id=row.region_id, staff=taker,
            leader=row.leader, since=max(on, row.since), basis=row.basis, by=by, recorded_at=occasion.now(),
        )
        for row in rows
    ]  # fmt: skip
    GridAssignment.objects.bulk_create(new, batch_size=500)
    told = {"giver": giver.pk, "taker": taker.pk, "rows": [row.pk for row in rows], "on": on}
    record("hand_over_grid", about=region, by=by, reason=why.strip(), details=told)
    return len(rows)


def _end(rows: list[GridAssignment], day: date, by: Staff, why: str) -> None:
    for row in rows:
        row.ended_on, row.ended_by, row.ended_why = max(day, row.since), by, why.strip()
    GridAssignment.objects.bulk_update(rows, ["ended_on", "ended_by", "ended_why"], batch_size=500)


def _kept(target: Employer | Project) -> Employer | Project:
    return target.merged_into or target


def _must(by: Staff, region: Region) -> None:
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=region.pk), doing=f"安排{region.name}的包保联系")


def _serving(staff: Staff, on: date) -> None:
    if not staff.is_active or not posts_of(staff, on):
        raise Refusal("不能落实包保责任人", why=f"{staff.name}没有在任岗位", remedy="请选择在岗人员", cites=CITES)
