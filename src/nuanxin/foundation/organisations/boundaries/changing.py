"""Recording a change of boundaries and putting it into force on its day, which may lie ahead: acts of who keeps the regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.boundaries.deciding import Asked, Place, ended_by, moves_of, why_not
from nuanxin.foundation.organisations.boundaries.models import BoundaryChange, BoundaryMove
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within

Kind = BoundaryChange.Kind
_CODE_LENGTHS = {"province": 6, "city": 6, "county": 6, "town": 9}


@dataclass(frozen=True)
class NewRegion:
    """A region that comes into being by the change, beside the first predecessor."""

    code: str
    name: str


@transaction.atomic
def record_boundary_change(
    *,
    kind: str,
    predecessors: Sequence[Region],
    successor: Region | NewRegion | None,
    document: str,
    effective_on: date,
    by: Staff,
    on: date,
    towns: Sequence[Region] = (),
    new_name: str = "",
    corrects: BoundaryChange | None = None,
) -> BoundaryChange:
    """Write the change down; where its day has come, it is in force when this returns. Refusal: right, or it cannot be.

    Nothing is moved or rewritten: files, facts and reports keep the region they name. A rename has no `successor`.
    """
    for one in predecessors:
        must(by, Permission.STAFF_MANAGE, FileFacts(region=one.parent_id or ""), doing=f"变更{one.name}的区划")
    after = _successor(kind, predecessors, successor, effective_on)
    must(by, Permission.STAFF_MANAGE, FileFacts(region=after.parent_id or ""), doing=f"变更{after.name}的区划")
    asked = _asked(kind, predecessors, after, towns, effective_on, corrects)
    why = why_not(asked, document=document, last_change=_last_change(asked))
    why = why or ("没有写明新名称" if kind == Kind.RENAME and not new_name.strip() else "")
    if why:
        raise Refusal("不能登记区划变更", why=why, remedy="请核对批准文件后再登记")
    change = BoundaryChange.objects.create(
        kind=kind,
        predecessors=[one.pk for one in predecessors],
        towns=[one.pk for one in towns],
        successor=after,
        new_name=new_name.strip(),
        document=document.strip(),
        effective_on=effective_on,
        recorded_on=on,
        recorded_by=by,
        before={one.pk: one.full_name for one in (*predecessors, after)},
        corrects=corrects,
    )
    details = {"kind": kind, "predecessors": change.predecessors, "towns": change.towns, "successor": after.pk}
    record("record_boundary_change", about=change, by=by, reason=change.document, details={**details, "on": on})
    if effective_on <= on:
        _apply(change)
    return change


def apply_due_changes(*, on: date) -> int:
    """Changes recorded ahead whose day has come, in their order. How many."""
    due = BoundaryChange.objects.filter(applied_at__isnull=True, effective_on__lte=on)
    keys = list(due.order_by("effective_on", "pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            change = due.select_for_update(of=("self",)).filter(pk=key).first()
            if change is not None:
                _apply(change)
    return len(keys)


def _apply(change: BoundaryChange) -> None:
    """Today's map becomes the new one; the difference is kept, so that the map of any earlier day can be drawn again."""
    codes = [*change.predecessors, *change.towns]
    known = {one.pk: one for one in Region.objects.filter(pk__in=codes)}
    predecessors = [known[code] for code in change.predecessors]
    towns = [known[code] for code in change.towns]
    asked = _asked(
        change.kind, predecessors, change.successor, towns, change.effective_on, change.corrects
    )  # as of today
    standing: dict[str, list[str]] = defaultdict(list)
    concerned = {member for one in (*asked.predecessors, *asked.towns) for member in one.members}
    for area, member in RegionReach.objects.filter(member__in=concerned).values_list("area_id", "member_id"):
        standing[member].append(area)
    moves = moves_of(asked, standing)
    for move in moves:
        pair = {"area_id": move.area, "member_id": move.member}
        if move.joined:
            RegionReach.objects.create(**pair)
        else:
            RegionReach.objects.filter(**pair).delete()
    BoundaryMove.objects.bulk_create(
        BoundaryMove(change=change, area_id=one.area, member_id=one.member, joined=one.joined) for one in moves
    )
    _rows(change, asked)
    change.applied_at = occasion.now()
    change.save(update_fields=["applied_at"])


def _rows(change: BoundaryChange, asked: Asked) -> None:
    """The regions' own rows: who ended and what stands for it, who lies directly in whom, names."""
    after = change.successor
    ended = Region.objects.filter(pk__in=ended_by(asked))
    ended.update(succeeded_by=after)
    ended.filter(valid_to__isnull=True).update(valid_to=change.effective_on - timedelta(days=1))
    if after.pk in asked.freed:
        Region.objects.filter(pk=after.pk).update(valid_to=None, succeeded_by=None)
    inside = {code for one in asked.predecessors for code in one.members} - set(change.predecessors)
    held_by = [*ended_by(asked), *([change.corrects.successor_id] if change.corrects else [])]
    below = change.towns or list(
        Region.objects.filter(pk__in=inside, parent__in=held_by, valid_to__isnull=True).values_list("pk", flat=True)
    )
    if change.kind == Kind.RENAME:
        Region.objects.filter(pk=after.pk).update(name=change.new_name)
        below = [after.pk]
    else:
        Region.objects.filter(pk__in=below).update(parent=after)
    for one in Region.objects.filter(pk__in=below).select_related("parent"):
        _name_fully(one)


def _name_fully(region: Region) -> None:
    """The full name, and of those below."""
    full = (region.parent.full_name if region.parent else "") + region.name
    if full != region.full_name:
        Region.objects.filter(pk=region.pk).update(full_name=full)
    for child in region.children.filter(valid_to__isnull=True):
        child.parent = Region.objects.get(pk=region.pk)
        _name_fully(child)


def _successor(
    kind: str, predecessors: Sequence[Region], successor: Region | NewRegion | None, effective_on: date
) -> Region:
    first = predecessors[0] if predecessors else None
    if first is None or (successor is None and kind != Kind.RENAME):
        raise Refusal("不能登记区划变更", why="没有选择变更前、变更后的区划", remedy="请选择后再登记")
    if successor is None:
        return first
    if isinstance(successor, Region):
        return successor
    code, name = successor.code.strip(), successor.name.strip()
    why = ""
    if not name:
        why = "没有写明新区划的名称"
    elif not code.isdigit() or len(code) != _CODE_LENGTHS[first.level]:
        why = f"区划代码“{code}”不是{_CODE_LENGTHS[first.level]}位数字"
    elif Region.objects.filter(pk=code).exists():
        why = f"区划代码{code}已经使用，代码不能重复使用"
    if why:
        raise Refusal("不能登记区划变更", why=why, remedy="请核对批准文件中的名称和代码")
    made = Region.objects.create(
        code=code,
        name=name,
        full_name=(first.parent.full_name if first.parent else "") + name,
        level=first.level,
        kind=first.kind,
        parent=first.parent,
        valid_from=effective_on,
    )
    RegionReach.objects.bulk_create(RegionReach(area_id=area, member=made) for area in {code, *_above(first)})
    return made


def _asked(
    kind: str,
    predecessors: Sequence[Region],
    after: Region,
    towns: Sequence[Region],
    effective_on: date,
    corrects: BoundaryChange | None,
) -> Asked:
    freed = (
        frozenset(corrects.predecessors) if corrects and corrects.kind in (Kind.MERGE, Kind.REPLACE) else frozenset()
    )
    return Asked(
        kind,
        tuple(_place(one) for one in predecessors),
        _place(after),
        tuple(_place(one) for one in towns),
        effective_on,
        freed,
    )


def _place(region: Region) -> Place:
    members = frozenset(within(region.pk)) | {region.pk}
    return Place(region.pk, region.name, region.level, tuple(sorted(_above(region))), members, region.valid_to)


def _above(region: Region) -> list[str]:
    """The line of parents, which a merge does not turn into heirs."""
    above = []
    while region.parent:
        region = region.parent
        above.append(region.pk)
    return above


def _last_change(asked: Asked) -> date | None:
    codes = {one.code for one in (*asked.predecessors, *asked.towns, asked.successor)}
    moved = BoundaryMove.objects.filter(Q(area__in=codes) | Q(member__in=codes))
    last: date | None = moved.aggregate(last=Max("change__effective_on"))["last"]
    return last
