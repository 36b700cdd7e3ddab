"""Laying out the roster: leaders in turn over the working days, whoever has had the fewest days first; and changing a turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.reception.fair_turns import shared_out
from nuanxin.rights.intake.reception.records import ReceptionTurn

MOST_DAYS = 92  # a roster is laid out for a quarter at most; the house's choice


@dataclass(frozen=True)
class Leader:
    """Who receives: name and post, as the roster prints them."""

    name: str
    post: str = ""


def leaders_in(text: str) -> tuple[Leader, ...]:
    """One leader a line: the name, then the post after a blank ("陈县长 副县长"). BadInput names the lines that cannot be read."""
    found, faults = [], []
    for row, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if len(words) > 2:
            faults.append(Fault("一行应为“姓名 职务”", row=row, column="接访领导"))
        elif words:
            found.append(Leader(*words))
    names = [one.name for one in found]
    faults += [Fault(f"“{name}”写了两次", column="接访领导") for name in dict.fromkeys(names) if names.count(name) > 1]
    if not found and not faults:
        faults.append(Fault("没有填写", column="接访领导", remedy="一行一位：姓名 职务"))
    if faults:
        raise BadInput(faults)
    return tuple(found)


def lay_out(
    days: Sequence[date], leaders: Sequence[Leader], taken: Mapping[date, str]
) -> tuple[tuple[date, Leader], ...]:
    """The days still free, each for whoever has had the fewest, then for the first in the list. Pure.

    taken: days that have a leader already, by name; they stand, and count for those in the list.
    """
    by_name = {one.name: one for one in leaders}
    laid = shared_out(sorted(set(days) - set(taken)), list(by_name), taken=taken.items())
    return tuple((day, by_name[name]) for day, name in laid)


@transaction.atomic
def plan_turns(
    *, region: Region, place: str, first: date, last: date, leaders: Sequence[Leader], by: Staff, on: date
) -> list[ReceptionTurn]:
    """Fill the free working days from first to last at that place. Turns that stand are not touched."""
    _right(region, by)
    region = Region.objects.select_for_update().get(pk=region.pk)
    if first < on or last < first or (last - first).days > MOST_DAYS or not leaders or not place.strip():
        why = f"没有接访领导或者地点，或者起止日期不在今天以后的{MOST_DAYS}天以内"
        raise Refusal("不能排接访", why=why, remedy="请核对后重新排")
    calendar = calendar_of(region.pk)
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    standing = turns_of(region, first, last).filter(place=place.strip())
    rows = [
        ReceptionTurn.objects.create(
            region=region,
            day=day,
            place=place.strip(),
            leader=who.name,
            post=who.post,
            made_by=by,
            made_on=on,
        )
        for day, who in lay_out(
            [day for day in every if calendar.is_working(day)], leaders, dict(standing.values_list("day", "leader"))
        )
    ]
    record("plan_reception", about=region, by=by, details={"first": first, "last": last, "turns": len(rows), "on": on})
    return rows


@transaction.atomic
def change_turn(*, turn: ReceptionTurn, leader: Leader, reason: str, by: Staff, on: date) -> ReceptionTurn:
    """Another leader receives on that day; the row of the one before stays, withdrawn with the reason."""
    _right(turn.region, by)
    turn = ReceptionTurn.objects.select_for_update().select_related("region").get(pk=turn.pk)
    why = ""
    if turn.withdrawn_on:
        why = "这一班已经调整过"
    elif turn.day < on:
        why = "这一天已经过去"
    elif leader.name == turn.leader or not leader.name.strip() or not reason.strip():
        why = "没有换人，或者没有写明理由"
    if why:
        raise Refusal("不能调整接访领导", why=why, remedy="请核对后办理")
    turn.withdrawn_on, turn.withdrawn_why = on, reason.strip()[:200]
    turn.save(update_fields=["withdrawn_on", "withdrawn_why"])
    row = ReceptionTurn.objects.create(
        region=turn.region,
        day=turn.day,
        place=turn.place,
        leader=leader.name.strip(),
        post=leader.post.strip(),
        made_by=by,
        made_on=on,
    )
    record("change_reception", about=row, by=by, reason=reason, details={"instead_of": turn.pk, "on": on})
    return row


def turns_of(region: Region, first: date, last: date) -> QuerySet[ReceptionTurn]:
    """The turns that stand at that place from first to last, by day."""
    return ReceptionTurn.objects.filter(region=region, day__gte=first, day__lte=last, withdrawn_on__isnull=True)


def _right(region: Region, by: Staff) -> None:
    must(by, Permission.CLUE_SUPERVISE, FileFacts(region=region.pk), doing="排接访")
