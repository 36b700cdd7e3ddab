"""The registers of an aid centre: whom it may assign, and where workers can apply. Changes are rows, never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, posts_of
from nuanxin.rights.disputes.legal_aid.models import (
    AidLawyer,
    AidLawyerChange,
    AidLawyerKind,
    AidStanding,
    AidStation,
    DutyTurn,
)
from nuanxin.rights.disputes.legal_aid.suggesting import LANGUAGES, SKILLS

_LICENSED = (AidLawyerKind.LAWYER, AidLawyerKind.GRASSROOTS)


@dataclass(frozen=True)
class LawyerSaid:
    """What is entered of a person. most_files: how many files he takes at once; None: no limit set."""

    name: str
    kind: str
    licence: str = ""
    firm: str = ""
    phone: str = ""
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    most_files: int | None = None


def own_centre(by: Staff) -> Unit:
    """The aid centre at which the person has a post; Refusal where he has none."""
    for post in posts_of(by):
        if post.unit.kind == UnitKind.LEGAL_AID:
            return post.unit
    raise Refusal("没有法律援助机构", why="您的岗位不在法律援助机构", remedy="请由法律援助机构的人员办理")


@transaction.atomic
def enter_lawyer(*, unit: Unit, region: Region, said: LawyerSaid, by: Staff, on: date) -> AidLawyer:
    """Put a person on the register. BadInput names what is missing; a lawyer without a licence is not entered."""
    _right(unit, by, "登记法律援助人员")
    if faults := lawyer_faults(said):
        raise BadInput(faults)
    try:
        with transaction.atomic():
            lawyer = AidLawyer.objects.create(
                unit=unit,
                region=region,
                name=said.name.strip(),
                kind=said.kind,
                licence=said.licence.strip(),
                firm=said.firm.strip(),
                phone=said.phone.strip(),
                skills=list(said.skills),
                languages=list(said.languages),
                most_files=said.most_files,
                entered_on=on,
                entered_by=by,
            )
    except IntegrityError as twice:
        why = f"执业证号{said.licence.strip()}已在名册中"
        raise Refusal("不能登记", why=why, remedy="请在原记录上办理恢复指派") from twice
    AidLawyerChange.objects.create(lawyer=lawyer, standing=AidStanding.ACTIVE, since=on, reason="登记入册", by=by)
    record("enter_aid_lawyer", about=lawyer, by=by, details={"on": on})
    return lawyer


def lawyer_faults(said: LawyerSaid) -> list[Fault]:
    """Everything that keeps a person off the register. Pure."""
    faults = []
    if not said.name.strip():
        faults.append(Fault("没有填写", column="姓名"))
    if said.kind not in AidLawyerKind.values:
        faults.append(Fault("不在可选范围", column="人员类别"))
    if said.kind in _LICENSED and not said.licence.strip():
        faults.append(Fault("律师、基层法律服务工作者须有执业证号", column="执业证号"))
    if said.kind in _LICENSED and not said.firm.strip():
        faults.append(Fault("没有填写", column="执业机构"))
    if set(said.skills) - SKILLS.keys():
        faults.append(Fault("不在可选范围", column="专长"))
    if set(said.languages) - LANGUAGES.keys():
        faults.append(Fault("不在可选范围", column="语言"))
    return faults


@transaction.atomic
def change_standing(*, lawyer: AidLawyer, standing: str, reason: str, by: Staff, on: date) -> AidLawyer:
    """Suspend, take back or strike off. Turns that lie ahead are taken from who may no longer be assigned."""
    _right(lawyer.unit, by, "变更法律援助人员状态")
    lawyer = AidLawyer.objects.select_for_update().select_related("unit").get(pk=lawyer.pk)
    if standing not in AidStanding.values or standing == lawyer.standing or not reason.strip():
        raise Refusal("状态没有变更", why="状态相同，或者没有写明理由", remedy="请核对后办理")
    lawyer.standing = standing
    lawyer.save(update_fields=["standing"])
    AidLawyerChange.objects.create(lawyer=lawyer, standing=standing, since=on, reason=reason.strip()[:200], by=by)
    if standing != AidStanding.ACTIVE:
        DutyTurn.objects.filter(lawyer=lawyer, day__gte=on, withdrawn_on__isnull=True).update(
            withdrawn_on=on, withdrawn_why=AidStanding(standing).label
        )
    record("change_aid_lawyer", about=lawyer, by=by, reason=reason, details={"standing": standing, "on": on})
    return lawyer


@transaction.atomic
def open_station(
    *, unit: Unit, region: Region, name: str, kind: str, address: str, phone: str, hours: str, by: Staff, on: date
) -> AidStation:
    """Enter a station or contact point."""
    _right(unit, by, "登记工作站（联络点）")
    faults = [
        Fault("没有填写", column=label) for label, text in (("名称", name), ("地址", address)) if not text.strip()
    ]
    if faults:
        raise BadInput(faults)
    station = AidStation.objects.create(
        unit=unit,
        region=region,
        name=name.strip(),
        kind=kind,
        address=address.strip(),
        phone=phone.strip(),
        hours=hours.strip(),
        opened_on=on,
        entered_by=by,
    )
    record("open_aid_station", about=station, by=by, details={"on": on})
    return station


@transaction.atomic
def close_station(*, station: AidStation, reason: str, by: Staff, on: date) -> AidStation:
    """Close it; the row stays."""
    _right(station.unit, by, "撤销工作站（联络点）")
    station = AidStation.objects.select_for_update().select_related("unit").get(pk=station.pk)
    if station.closed_on or not reason.strip() or on < station.opened_on:
        raise Refusal("不能撤销", why="已经撤销，或者没有写明理由", remedy="请核对后办理")
    station.closed_on, station.closed_why = on, reason.strip()[:200]
    station.save(update_fields=["closed_on", "closed_why"])
    record("close_aid_station", about=station, by=by, reason=reason, details={"on": on})
    return station


def _right(unit: Unit, by: Staff, doing: str) -> None:
    must(by, Permission.FILE_APPROVE, FileFacts(region=unit.region_id, unit_id=unit.pk), doing=doing)
