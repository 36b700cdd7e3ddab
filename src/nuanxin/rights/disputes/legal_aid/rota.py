"""The duty rota: half days by turn, fewest turns first. One half day has one person; a change is a new row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.disputes.legal_aid.models import AidLawyer, AidStanding, DutyTurn
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.reception.fair_turns import shared_out

HALVES = ("am", "pm")
NOON = 12
MOST_DAYS = 62  # a rota is laid out for two months at most; the house's choice


@dataclass(frozen=True)
class Turn:
    """One half day and the key of who has it."""

    day: date
    half: str
    who: int


def lay_out(
    days: Sequence[date], people: Sequence[int], taken: Sequence[Turn], had: Mapping[int, int]
) -> tuple[Turn, ...]:
    """The turns still free on these days, each given to whoever has had the fewest, then to the first in the list. Pure.

    taken: turns that stand already and are left alone. had: how many each had before. Nobody gets both halves of a day
    while another could take one.
    """
    given = [((one.day, one.half), one.who) for one in taken]
    known = {turn for turn, _ in given}
    free = [(day, half) for day in dict.fromkeys(days) for half in HALVES if (day, half) not in known]
    laid = shared_out(free, people, taken=given, had=had, beside=lambda one, other: one[0] == other[0])
    return tuple(Turn(day, half, who) for (day, half), who in laid)


def half_of(moment: datetime) -> str:
    """Which half day a moment falls in."""
    return "am" if moment.astimezone(BEIJING).hour < NOON else "pm"


def on_duty(unit: Unit, moment: datetime) -> AidLawyer | None:
    """Whose turn it is now."""
    turn = DutyTurn.objects.filter(
        unit=unit, day=moment.astimezone(BEIJING).date(), half=half_of(moment), withdrawn_on__isnull=True
    ).select_related("lawyer")
    found = turn.first()
    return found.lawyer if found else None


@transaction.atomic
def make_rota(*, unit: Unit, first: date, last: date, by: Staff, on: date) -> list[DutyTurn]:
    """Fill the free half days of the working days from first to last. Turns that stand are not touched."""
    _right(unit, by)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if first < on or last < first or (last - first).days > MOST_DAYS:
        raise Refusal("不能排班", why=f"起止日期应当从今天起、不超过{MOST_DAYS}天", remedy="请核对起止日期")
    people = list(
        AidLawyer.objects.filter(unit=unit, standing=AidStanding.ACTIVE).order_by("pk").values_list("pk", flat=True)
    )
    if not people:
        raise Refusal("不能排班", why="名册中没有可以指派的人员", remedy="请先登记法律援助人员")
    calendar = calendar_of(unit.region_id)
    days = [
        day
        for n in range((last - first).days + 1)
        if calendar.is_working(day := date.fromordinal(first.toordinal() + n))
    ]
    standing = DutyTurn.objects.filter(unit=unit, withdrawn_on__isnull=True)
    taken = [Turn(one.day, one.half, one.lawyer_id) for one in standing.filter(day__gte=first, day__lte=last)]
    had = dict.fromkeys(people, 0)
    for who in standing.filter(day__lt=first).values_list("lawyer_id", flat=True):
        had[who] = had.get(who, 0) + 1
    rows = [
        DutyTurn.objects.create(unit=unit, day=turn.day, half=turn.half, lawyer_id=turn.who, made_by=by, made_on=on)
        for turn in lay_out(days, people, taken, had)
    ]
    record("make_rota", about=unit, by=by, details={"first": first, "last": last, "turns": len(rows), "on": on})
    return rows


@transaction.atomic
def give_turn(*, turn: DutyTurn, lawyer: AidLawyer, reason: str, by: Staff, on: date) -> DutyTurn:
    """Another takes the turn over; the row of the one before stays, withdrawn with the reason."""
    _right(turn.unit, by)
    turn = DutyTurn.objects.select_for_update().select_related("unit").get(pk=turn.pk)
    why = ""
    if turn.withdrawn_on:
        why = "这一班已经调整过"
    elif turn.day < on:
        why = "这一班已经过去"
    elif lawyer.unit_id != turn.unit_id or lawyer.standing != AidStanding.ACTIVE:
        why = f"{lawyer.name}不在可以指派的名册中"
    elif lawyer.pk == turn.lawyer_id or not reason.strip():
        why = "没有换人，或者没有写明理由"
    if why:
        raise Refusal("不能换班", why=why, remedy="请核对后办理")
    turn.withdrawn_on, turn.withdrawn_why = on, reason.strip()[:200]
    turn.save(update_fields=["withdrawn_on", "withdrawn_why"])
    row = DutyTurn.objects.create(unit=turn.unit, day=turn.day, half=turn.half, lawyer=lawyer, made_by=by, made_on=on)
    record("give_turn", about=row, by=by, reason=reason, details={"instead_of": turn.pk, "on": on})
    return row


def _right(unit: Unit, by: Staff) -> None:
    must(by, Permission.FILE_APPROVE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing="排值班")
