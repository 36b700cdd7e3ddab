"""Two records of one activity become one, so that it is counted once; what was joined by mistake stands again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff
from nuanxin.services.events.facts import ActivityFacts, facts_of, read, written
from nuanxin.services.events.models import Activity, ActivityPartner
from nuanxin.services.events.seeing import must_correct, partners_of
from nuanxin.services.events.versions import held, standing, withdrawn


def write_partner(*, into: Activity, facts: ActivityFacts, key: UUID, by: Staff, on: date) -> ActivityPartner:
    """The entry that was not saved, kept whole beside the record in which it is counted. Once for each unit."""
    known = partners_of(into).filter(unit=facts.unit_id).first()
    if known:
        record("join_activity", about=into, by=by, details={"unit": facts.unit_id, "again": True, "on": on})
        return known
    row = ActivityPartner.objects.create(
        series=into.series, unit_id=facts.unit_id, said={**written(facts), "form": str(key)}, joined_on=on, by=by
    )
    record("join_activity", about=into, by=by, details={"unit": facts.unit_id, "persons": facts.persons, "on": on})
    return row


@transaction.atomic
def join_activity(*, activity: Activity, into: Activity, why: str, by: Staff, on: date) -> ActivityPartner:
    """A saved record turns out to be another one. Refusal: right, another day or place, units joined in it already."""
    first, second = sorted((activity, into), key=lambda row: row.pk)  # locked in one order
    rows = {row.pk: held(row, doing="并入") for row in (first, second)}
    old, kept = rows[activity.pk], rows[into.pk]
    must_correct(by, region=old.region_id, unit_id=old.unit_id, doing="并入活动")
    said = _why_not(old, kept)
    if said:
        raise Refusal("不能并入", why=said, remedy="请核对；确有错误的先更正")
    if partners_of(kept).filter(unit=old.unit_id).exists():
        raise Refusal("不能并入", why=f"{old.unit.short_name}已经并入过一条记录", remedy="请先撤销那一次并入")
    withdrawn(old, why=why, on=on, doing="并入")
    old.joined_into = kept
    old.save(update_fields=["joined_into"])
    row = ActivityPartner.objects.create(
        series=kept.series, unit_id=old.unit_id, said=written(facts_of(old)), entry=old, joined_on=on, by=by
    )
    record("join_activity", about=kept, by=by, reason=why.strip(), details={"joined": old.pk, "on": on})
    return row


@transaction.atomic
def part_activity(*, partner: ActivityPartner, why: str, by: Staff, on: date) -> Activity:
    """They are two after all: the entry stands again as a version of its own, the reason is kept."""
    row = ActivityPartner.objects.select_for_update(of=("self",)).select_related("entry").get(pk=partner.pk)
    facts = read(row.said)
    must_correct(by, region=facts.region_id, unit_id=row.unit_id, doing="撤销并入")
    if row.parted_on or not why.strip():
        raise Refusal("不能撤销并入", why="已经撤销，或者没有写明理由", remedy="请核对")
    row.parted_on, row.parted_by, row.parted_why = on, by, why.strip()[:200]
    row.save(update_fields=["parted_on", "parted_by", "parted_why"])
    entry = row.entry
    series = entry.series if entry else UUID(row.said["form"])
    made = Activity.objects.create(
        series=series, corrects=entry, reason=row.parted_why if entry else "", recorded_on=on, recorded_by=by,
        number=entry.number if entry else "", people=entry.people if entry else series, apart_why=row.parted_why,
        **facts.content(),
    )  # fmt: skip
    if not made.number:
        made.number = f"HD{on:%Y%m%d}-{made.pk}"
        made.save(update_fields=["number"])
    record("part_activity", about=made, by=by, reason=row.parted_why, details={"partner": row.pk, "on": on})
    return made


def joined_now(activity: Activity) -> Activity | None:
    """The standing record in which a joined one is counted."""
    return standing(activity.joined_into) if activity.joined_into else None


def _why_not(old: Activity, kept: Activity) -> str:
    if old.series == kept.series:
        return "是同一条记录"
    if old.held_on != kept.held_on:
        return "两条记录不是同一天"
    pairs = ((old.region_id, kept.region_id), (kept.region_id, old.region_id))
    if not any(RegionReach.objects.filter(area=area, member=member).exists() for area, member in pairs):
        return "两条记录不在同一地区"
    return "有其他登记并入了这条记录" if partners_of(old).exists() else ""
