"""Material given: at an activity or without one. Never more than is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import RegionReach, Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.services.events.facts import ActivityFacts
from nuanxin.services.events.materials.making import given_of
from nuanxin.services.events.materials.models import Handout, Material
from nuanxin.services.events.models import Activity
from nuanxin.services.events.seeing import VIEW, must_correct, must_record
from nuanxin.services.events.versions import held, withdrawn


@dataclass(frozen=True)
class Given:
    """So many of a batch at a place on a day; unit: who gave."""

    amount: int
    given_on: date
    region_id: str
    unit_id: int
    place: str = ""


@transaction.atomic
def give_material(
    *, material: Material, given: Given, by: Staff, on: date, activity: Activity | None = None,
    series: UUID | None = None,
) -> Handout:  # fmt: skip
    """One handing-out. Refusal: right, day, more than is left, somebody else's batch. Two at once wait for one another."""
    must_record(by, given.region_id, doing="登记发放")
    batch = held(material, doing="发放")
    left = batch.made - given_of(batch)
    if why := why_not_given(given, left=left, made_on=batch.made_on, on=on) or _not_theirs(batch, given.region_id):
        raise Refusal(f"“{batch.title}”不能登记发放", why=why, remedy="请核对数量、日期和批次")
    row = Handout.objects.create(
        material=batch, batch=batch.series, activity=activity.series if activity else None, entry=activity,
        unit_id=given.unit_id, region_id=given.region_id, place=given.place.strip()[:100], given_on=given.given_on,
        amount=given.amount, recorded_on=on, recorded_by=by, series=series or uuid4(),
    )  # fmt: skip
    record("give_material", about=row, by=by, details={"material": batch.pk, "amount": given.amount, "on": on})
    return row


def why_not_given(given: Given, *, left: int, made_on: date, on: date) -> str:
    """Empty where it can be. Pure.

    >>> day = date(2024, 1, 10)
    >>> why_not_given(Given(11, day, "410721", 1), left=10, made_on=day, on=day)
    '只剩10份'
    """
    if given.amount <= 0:
        return "没有填写数量"
    if given.amount > left:
        return f"只剩{left}份"
    if given.given_on > on:
        return "发放日期晚于今天"
    return "发放日期早于制作日期" if given.given_on < made_on else ""


@transaction.atomic
def withdraw_handout(*, handout: Handout, why: str, by: Staff, on: date) -> Handout:
    """Entered by mistake; what it took is left again."""
    row = held(handout, doing="撤回发放")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="撤回发放")
    withdrawn(row, why=why, on=on, doing="撤回发放")
    record("withdraw_handout", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def give_along(
    *, activity: Activity, given: Sequence[tuple[Material, int]], facts: ActivityFacts, key: UUID, by: Staff, on: date
) -> None:
    """What was given at an activity, with it; of one form each batch once, however often the form is sent."""
    for material, amount in given:
        series = uuid5(key, str(material.series))
        if Handout.objects.filter(series=series).exists():
            continue
        told = Given(amount, facts.held_on, facts.region_id, facts.unit_id, facts.place)
        give_material(material=material, given=told, by=by, on=on, activity=activity, series=series)


def withdraw_along(*, activity: Activity, why: str, by: Staff, on: date) -> int:
    """An activity that was not held gave nothing. How many rows."""
    rows = Handout.objects.filter(activity=activity.series, withdrawn_on__isnull=True)
    for row in rows:
        withdrawn(held(row, doing="撤回发放"), why=why, on=on, doing="撤回发放")
        record("withdraw_handout", about=row, by=by, reason=why.strip(), details={"activity": activity.pk, "on": on})
    return len(rows)


def handouts_for(staff: Staff) -> QuerySet[Handout]:
    rows = visible(Handout.objects.all(), staff, VIEW, owner="recorded_by")
    return rows.select_related("material", "unit", "region", "recorded_by", "entry")


def _not_theirs(batch: Material, region: str) -> str:
    """A batch is given in its own area, or above it on its behalf."""
    pairs = ((batch.region_id, region), (region, batch.region_id))
    near = any(RegionReach.objects.filter(area=area, member=member).exists() for area, member in pairs)
    return "" if near else "这批宣传品不是本地的"
