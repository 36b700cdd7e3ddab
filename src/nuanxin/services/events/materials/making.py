"""A batch of material is recorded, corrected, withdrawn; what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound, Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import areas, visible
from nuanxin.services.events.materials.models import Handout, Material
from nuanxin.services.events.seeing import RECORD, VIEW, must_correct, must_record
from nuanxin.services.events.versions import held, next_version, withdrawn
from nuanxin.services.events.words import MaterialKind

MOST = 100_000_000


@dataclass(frozen=True)
class MaterialFacts:
    """One batch; whose it is decides where it counts."""

    kind: str
    title: str
    made: int
    made_on: date
    note: str = ""


def material_faults(facts: MaterialFacts, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = []
    if facts.kind not in MaterialKind.values:
        faults.append(Fault("不在选项中", column="种类", remedy="请重新选择"))
    if not facts.title.strip():
        faults.append(Fault("没有填写", column="名称", remedy="请填写宣传品名称"))
    if not 0 < facts.made <= MOST:
        faults.append(Fault("不是合理的数量", column="制作数量", remedy="动漫、视频按部数填写"))
    if facts.made_on > on:
        faults.append(Fault("晚于今天", column="制作日期", remedy="制作以后登记"))
    return faults


@transaction.atomic
def make_material(*, facts: MaterialFacts, by: Staff, on: date) -> Material:
    """A batch of the own unit."""
    unit = _unit(by)
    must_record(by, unit.region_id, doing="登记宣传品")
    if faults := material_faults(facts, on):
        raise BadInput(faults)
    row = Material.objects.create(
        unit=unit, region_id=unit.region_id, kind=facts.kind, title=facts.title.strip(), made=facts.made,
        made_on=facts.made_on, note=facts.note.strip(), recorded_on=on, recorded_by=by,
    )  # fmt: skip
    record("make_material", about=row, by=by, details={"made": row.made, "made_on": row.made_on, "on": on})
    return row


@transaction.atomic
def correct_material(*, material: Material, facts: MaterialFacts, reason: str, by: Staff, on: date) -> Material:
    """The next version; never less made than was given."""
    old = held(material, doing="更正宣传品")
    must_correct(by, region=old.region_id, unit_id=old.unit_id, doing="更正宣传品")
    if faults := material_faults(facts, on):
        raise BadInput(faults)
    given = given_of(old)
    if facts.made < given:
        raise Refusal("不能更正宣传品", why=f"已经发放{given}份，多于制作数量", remedy="请先撤回记错的发放")
    new = next_version(
        old, reason=reason, by=by, on=on, unit=old.unit, region=old.region, kind=facts.kind,
        title=facts.title.strip(), made=facts.made, made_on=facts.made_on, note=facts.note.strip(),
    )  # fmt: skip
    record(
        "correct_material", about=new, by=by, reason=reason, details={"corrects": old.pk, "made": new.made, "on": on}
    )
    return new


@transaction.atomic
def withdraw_material(*, material: Material, why: str, by: Staff, on: date) -> Material:
    """Entered by mistake. Refusal while something of it is said to be given."""
    row = held(material, doing="撤回宣传品")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="撤回宣传品")
    if given_of(row):
        raise Refusal("不能撤回宣传品", why="已经有发放记录", remedy="请先撤回发放")
    withdrawn(row, why=why, on=on, doing="撤回宣传品")
    record("withdraw_material", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def given_of(material: Material) -> int:
    """How many of the batch are given, by the rows that stand now."""
    rows = Handout.objects.filter(batch=material.series, withdrawn_on__isnull=True)
    return int(rows.aggregate(n=Sum("amount"))["n"] or 0)


def with_given(rows: QuerySet[Material]) -> QuerySet[Material]:
    """Each with `given`; made − given is left."""
    inside = Handout.objects.filter(batch=OuterRef("series"), withdrawn_on__isnull=True).order_by()
    total = inside.values("batch").annotate(n=Sum("amount")).values("n")
    return rows.annotate(given=Coalesce(Subquery(total), 0))


def materials_for(staff: Staff) -> QuerySet[Material]:
    """Every version that the person may see."""
    rows = visible(Material.objects.all(), staff, VIEW, owner="recorded_by")
    return rows.select_related("unit", "region", "recorded_by")


def seen_material(staff: Staff, number: int) -> Material:
    found = materials_for(staff).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这批宣传品", why="可能不在您的辖区", remedy="请从宣传品台账打开")
    return found


def at_hand(staff: Staff) -> list[Material]:
    """Batches of which something is left: of the person's places, and of units of what these lie in (a city's handbooks)."""
    codes = areas(staff, RECORD)
    around = {
        *RegionReach.objects.filter(area__in=codes).values_list("member_id", flat=True),
        *RegionReach.objects.filter(member__in=codes).values_list("area_id", flat=True),
    }
    rows = Material.objects.filter(region__in=around, withdrawn_on__isnull=True).select_related("unit")
    return list(with_given(rows).filter(made__gt=F("given")).order_by("-made_on", "-pk")[:200])


def _unit(by: Staff) -> Unit:
    if by.unit is None:
        raise Refusal("不能登记宣传品", why="账号没有所在单位", remedy="请系统管理员登记单位")
    return by.unit
