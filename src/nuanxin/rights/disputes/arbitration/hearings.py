"""The hearing calendar: a hearing takes a room, its arbitrators and both parties; none of them twice at one time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.notifications.escalation.chains import stop_chains
from nuanxin.foundation.notifications.escalation.telling import tell_worker
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import declared_step, lock_case, record_step
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.arbitration.decisions.overlap import Clash, Slot, clashes
from nuanxin.rights.disputes.arbitration.models import (
    FileParticipant,
    Hearing,
    HearingBooking,
    HearingResource,
    HearingRoom,
)
from nuanxin.rights.disputes.arbitration.taking_part import arbitrators_of, standing_participants
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.thread import HOTLINE

_ARTICLE = "劳动争议调解仲裁法第三十五条"
State = Hearing.State


def at(day: date, clock: time) -> datetime:
    """A moment of the day in Beijing."""
    return datetime.combine(day, clock, tzinfo=BEIJING)


def needed_for(case: Case, room: HearingRoom) -> dict[str, str]:
    """What a hearing of the case takes: key → name. In a collective case the representatives stand for all workers."""
    taken = {f"room:{room.pk}": f"{room.unit.short_name}{room.name}"}
    for one in arbitrators_of(case):
        taken[f"arbitrator:{one.staff_id or one.name}"] = one.name
    clue = case.clue
    employer = clue.employer.name if clue.employer else clue.employer_said
    if employer:
        taken[f"party:employer:{clue.employer_id or employer}"] = employer
    chosen = set(
        standing_participants(case).filter(role=FileParticipant.Role.REPRESENTATIVE).values_list("claim", flat=True)
    )
    for claim in claims_of(clue):
        if claim.withdrawn_on is None and (not chosen or claim.pk in chosen):
            worker = claim.worker.merged_into or claim.worker
            taken[f"party:worker:{worker.pk}"] = worker.name
    return taken


def in_the_way(keys: Mapping[str, str], starts_at: datetime, ends_at: datetime) -> tuple[Clash, ...]:
    """What of these is taken then. For the page, which asks before anybody books; the act asks again under lock."""
    rows = HearingBooking.objects.filter(
        resource__key__in=keys, released=False, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).select_related("resource", "hearing__case")
    taken = [
        Slot(row.resource.key, row.resource.label, row.starts_at.astimezone(BEIJING), row.ends_at.astimezone(BEIJING), str(row.hearing.case))
        for row in rows
    ]  # fmt: skip
    return clashes([Slot(key, label, starts_at, ends_at) for key, label in keys.items()], taken)


@transaction.atomic
def set_hearing(
    *,
    case: Case,
    room: HearingRoom,
    day: date,
    starts: time,
    ends: time,
    by: Staff,
    on: date,
    link: str = "",
    paper_fields: Mapping[str, Any] | None = None,
) -> Hearing:
    """Take room, arbitrators and parties for that time and make the notice. Refusal names everything that is taken already."""
    case = lock_case(case)
    must_act(by, Permission.FILE_HANDLE, case, doing="确定开庭")
    _may_sit(case, room, starts, ends, link)
    starts_at, ends_at = at(day, starts), at(day, ends)
    resources = _hold(needed_for(case, room))
    _refuse_clashes(resources, starts_at, ends_at)
    place = f"{room.name}（在线庭审）" if room.online else f"{room.place or room.unit.address} {room.name}".strip()
    facts = {"held_on": day, "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}", "place": place, "link": link}
    row = record_step(
        case=case, declared=declared_step(case, "hearing_set"), facts=facts, by=by, on=on, paper_fields=paper_fields
    )
    hearing = Hearing.objects.create(
        case=case, step=row, room=room, starts_at=starts_at, ends_at=ends_at, link=link.strip()
    )
    _book(hearing, resources)
    _tell_workers(hearing, place)
    record("set_hearing", about=hearing, by=by, details={"case": case.pk, "starts_at": starts_at, "room": room.pk})
    return hearing


def _tell_workers(hearing: Hearing, place: str) -> None:
    """The day, by telephone, until each applicant answers; the written notice is served apart."""
    case, starts = hearing.case, hearing.starts_at.astimezone(BEIJING)
    values = {
        "number": str(case), "day": chinese_day(starts.date()), "starts": f"{starts:%H:%M}", "place": place,
        "unit": case.unit.name, "phone": case.unit.phone or HOTLINE,
    }  # fmt: skip
    workers = {c.worker.phone: c.worker for c in claims_of(case.clue) if c.withdrawn_on is None}
    for phone, worker in workers.items():
        if is_mobile(phone):
            tell_worker(
                name=worker.name, phone=phone, template="hearing_day", values=values, about=hearing,
                region=case.clue.region_id, calendar=calendar_of(case.clue.region_id),
            )  # fmt: skip


def _may_sit(case: Case, room: HearingRoom, starts: time, ends: time, link: str) -> None:
    why = ""
    if room.unit_id != case.unit_id or room.closed_on:
        why = "这个庭室不属于办案单位，或者已经停用"
    elif ends <= starts:
        why = "结束时间不晚于开始时间"
    elif room.online and not link.strip():
        why = "在线庭审没有写明庭审地址"
    elif not arbitrators_of(case):
        why = "仲裁庭还没有组成"
    elif planned_hearing(case):
        why = "本案已有排期，先办理延期或者取消"
    if why:
        raise Refusal("不能确定开庭", why=why, remedy="请核对后再排期", cites=_ARTICLE)


def _hold(keys: Mapping[str, str]) -> list[HearingResource]:
    """The rows of these things, locked in one order, so that two officers who book at once wait for one another."""
    HearingResource.objects.bulk_create(
        [HearingResource(key=key, label=label[:120]) for key, label in keys.items()], ignore_conflicts=True
    )
    return list(HearingResource.objects.select_for_update().filter(key__in=keys).order_by("key"))


def _refuse_clashes(resources: Sequence[HearingResource], starts_at: datetime, ends_at: datetime) -> None:
    found = in_the_way({one.key: one.label for one in resources}, starts_at, ends_at)
    if found:
        why = "；".join(dict.fromkeys(one.text for one in found))
        raise Refusal("不能这样排期", why=why, remedy="请另定时间或者庭室", cites=_ARTICLE)


def _book(hearing: Hearing, resources: Sequence[HearingResource]) -> None:
    HearingBooking.objects.bulk_create(
        HearingBooking(hearing=hearing, resource=one, starts_at=hearing.starts_at, ends_at=hearing.ends_at)
        for one in resources
    )


def planned_hearing(case: Case) -> Hearing | None:
    """The hearing that waits; a case has one at most."""
    return Hearing.objects.filter(case=case, state=State.PLANNED).select_related("room").first()


def last_hearing(case: Case) -> Hearing | None:
    """The one planned or held last."""
    return Hearing.objects.filter(case=case).select_related("room").order_by("-pk").first()


def end_hearing(
    hearing: Hearing, state: Hearing.State, row: CaseStep, *, reason: str = "", recording: str = ""
) -> None:
    """Held, postponed or cancelled by that step; whatever it took is free again unless it was held. The row stays."""
    hearing.state, hearing.ended_by = state, row
    hearing.reason, hearing.recording = reason[:500], recording[:300]
    hearing.save(update_fields=["state", "ended_by", "reason", "recording"])
    stop_chains(about=hearing, why=f"开庭{State(state).label}")
    if state != State.HELD:
        hearing.bookings.update(released=True)


def plan_again(hearing: Hearing) -> None:
    """The step that ended it was struck: it stands as planned again, if nothing was booked in between. Refusal otherwise."""
    resources = _hold({row.resource.key: row.resource.label for row in hearing.bookings.select_related("resource")})
    if hearing.state != State.HELD:
        _refuse_clashes(resources, hearing.starts_at, hearing.ends_at)
    hearing.state, hearing.ended_by, hearing.reason, hearing.recording = State.PLANNED, None, "", ""
    hearing.save(update_fields=["state", "ended_by", "reason", "recording"])
    hearing.bookings.update(released=False)


def hearings_between(units: Sequence[int], first: date, last: date) -> QuerySet[Hearing]:
    """The calendar of these commissions, both days included; postponed and cancelled ones too."""
    rows = Hearing.objects.filter(
        room__unit__in=units, starts_at__gte=at(first, time.min), starts_at__lte=at(last, time.max)
    )
    return rows.select_related("room", "case__clue__employer", "case__officer").order_by("starts_at", "room_id", "pk")


@transaction.atomic
def enter_room(*, unit: Unit, name: str, place: str, online: bool, by: Staff) -> HearingRoom:
    """Register a room of the commission; its head's right."""
    must(by, Permission.FILE_APPROVE, _of(unit), doing="登记仲裁庭室")
    if not name.strip() or HearingRoom.objects.filter(unit=unit, name=name.strip()).exists():
        raise Refusal("不能登记庭室", why="没有名称，或者同名庭室已经登记", remedy="请换一个名称")
    room = HearingRoom.objects.create(unit=unit, name=name.strip(), place=place.strip(), online=online)
    record("enter_room", about=room, by=by, details={"unit": unit.pk})
    return room


@transaction.atomic
def close_room(*, room: HearingRoom, by: Staff, on: date) -> HearingRoom:
    """No new hearings there; refused while one is planned."""
    must(by, Permission.FILE_APPROVE, _of(room.unit), doing="停用仲裁庭室")
    if Hearing.objects.filter(room=room, state=State.PLANNED).exists():
        raise Refusal(f"不能停用{room.name}", why="还有没开的庭", remedy="请先延期或者取消")
    room.closed_on = on
    room.save(update_fields=["closed_on"])
    record("close_room", about=room, by=by, details={"on": on})
    return room


def _of(unit: Unit) -> FileFacts:
    return FileFacts(region=unit.region_id, unit_id=unit.pk, owner_id=None)
