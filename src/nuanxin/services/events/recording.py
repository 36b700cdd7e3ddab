"""An activity is recorded, corrected by a new version, withdrawn with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.services.events.facts import ActivityFacts, activity_faults, facts_of
from nuanxin.services.events.joining import write_partner
from nuanxin.services.events.materials.giving import give_along, withdraw_along
from nuanxin.services.events.materials.models import Material
from nuanxin.services.events.models import Activity, ActivityPartner
from nuanxin.services.events.photos import attach
from nuanxin.services.events.resembling import Answer, MayBeSame, Resembling, one_by_one, resembling
from nuanxin.services.events.seeing import must_correct, must_record, partners_of
from nuanxin.services.events.versions import held, next_version, withdrawn

NO_ANSWERS: Mapping[UUID, Answer] = {}


@dataclass(frozen=True)
class Recorded:
    """The record in which it is counted. joined: it was said to be one that was there already; new: saved by this call."""

    activity: Activity
    joined: bool = False
    new: bool = True


@transaction.atomic
def record_activity(
    *, facts: ActivityFacts, key: UUID, by: Staff, on: date, answers: Mapping[UUID, Answer] = NO_ANSWERS,
    given: Sequence[tuple[Material, int]] = (),
) -> Recorded:  # fmt: skip
    """One activity. `key` is the form's own number: the same form sent twice is one record. `given`: material with amount.

    BadInput names what does not fit; MayBeSame what has to be answered first; Refusal: right, more given than left.
    """
    must_record(by, facts.region_id, doing="登记活动")
    if faults := activity_faults(facts, on):
        raise BadInput(faults)
    one_by_one(facts.region_id)
    if known := _known(key):
        attach(form=key, activity=known.activity, by=by)
        return known
    near = resembling(facts, facts.region_id)
    same = _answered(near, answers)
    if same is not None:
        write_partner(into=same, facts=facts, key=key, by=by, on=on)
        attach(form=key, activity=same, by=by)
        give_along(activity=same, given=given, facts=facts, key=key, by=by, on=on)
        return Recorded(same, joined=True)
    row = Activity.objects.create(
        series=key, recorded_on=on, recorded_by=by, **facts.content(), people=_people(near, answers, key),
        apart_why=_apart(near, answers),
    )  # fmt: skip
    row.number = f"HD{on:%Y%m%d}-{row.pk}"
    row.save(update_fields=["number"])
    attach(form=key, activity=row, by=by)
    give_along(activity=row, given=given, facts=facts, key=key, by=by, on=on)
    details: dict[str, Any] = {"kind": row.kind, "region": row.region_id, "held_on": row.held_on, "on": on}
    record("record_activity", about=row, by=by, reason=row.apart_why, details={**details, "persons": row.persons})
    return Recorded(row)


@transaction.atomic
def correct_activity(
    *, activity: Activity, facts: ActivityFacts, reason: str, by: Staff, on: date, apart_why: str = ""
) -> Activity:
    """The next version. apart_why: why it is not what it resembles since the change, needed only then."""
    old = held(activity, doing="更正")
    must_correct(by, region=old.region_id, unit_id=old.unit_id, doing="更正活动")
    if facts.region_id != old.region_id:
        must_record(by, facts.region_id, doing="登记活动")
    if faults := activity_faults(facts, on):
        raise BadInput(faults)
    if facts.content() == facts_of(old).content():
        raise Refusal("没有更正", why="内容没有变化", remedy="请改动后再保存")
    one_by_one(facts.region_id)
    looked = ("kind", "region_id", "held_on", "place", "place_kind", "unit_id")
    if any(getattr(facts, name) != getattr(old, name) for name in looked) and not apart_why.strip():
        if near := resembling(facts, facts.region_id, but=old.series):
            raise MayBeSame(near)
    content = {**facts.content(), "number": old.number, "people": old.people}
    new = next_version(old, reason=reason, by=by, on=on, apart_why=apart_why.strip()[:300] or old.apart_why, **content)
    changed = sorted(name for name in facts.content() if facts.content()[name] != getattr(old, name))
    record(
        "correct_activity", about=new, by=by, reason=reason, details={"corrects": old.pk, "changed": changed, "on": on}
    )
    return new


@transaction.atomic
def withdraw_activity(*, activity: Activity, why: str, by: Staff, on: date) -> Activity:
    """It was not held, or entered by mistake: no longer counted, and what was said to be given there neither."""
    row = held(activity, doing="撤回")
    must_correct(by, region=row.region_id, unit_id=row.unit_id, doing="撤回活动")
    if partners_of(row).exists():
        raise Refusal("不能撤回活动", why="有其他登记并入了这条记录", remedy="请先撤销并入，再撤回")
    withdrawn(row, why=why, on=on, doing="撤回活动")
    handouts = withdraw_along(activity=row, why=why, by=by, on=on)
    record("withdraw_activity", about=row, by=by, reason=why.strip(), details={"handouts": handouts, "on": on})
    return row


def _known(key: UUID) -> Recorded | None:
    row = Activity.objects.filter(series=key).order_by("-pk").first()
    if row:
        return Recorded(row, new=False)
    partner = ActivityPartner.objects.filter(said__form=str(key)).order_by("-pk").first()
    if partner is None:
        return None
    into = Activity.objects.filter(series=partner.series).order_by("-pk")[0]
    return Recorded(into, joined=True, new=False)


def _answered(near: Sequence[Resembling], answers: Mapping[UUID, Answer]) -> Activity | None:
    """The one that it is, if any. MayBeSame while an answer, or the reason for one, is missing."""
    if open_still := [one for one in near if not _whole(answers.get(one.activity.series))]:
        raise MayBeSame(open_still)
    same = [one.activity for one in near if answers[one.activity.series].same]
    if len(same) > 1:
        raise Refusal("不能登记活动", why="选择了不止一条相同的记录", remedy="请只选一条；重复的记录请逐条并入")
    return same[0] if same else None


def _whole(answer: Answer | None) -> bool:
    return answer is not None and (answer.same or bool(answer.why.strip()))


def _people(near: Sequence[Resembling], answers: Mapping[UUID, Answer], key: UUID) -> UUID:
    shared = [one.activity.people for one in near if answers[one.activity.series].same_people]
    if len(set(shared)) > 1:
        raise Refusal("不能登记活动", why="选择的“同一批人”属于不同的活动", remedy="请只选人次相同的那一条")
    return shared[0] if shared else key


def _apart(near: Sequence[Resembling], answers: Mapping[UUID, Answer]) -> str:
    said = [f"{one.activity.number}：{answers[one.activity.series].why.strip()}" for one in near]
    return "；".join(said)[:300]
