"""执法服务进企业: booked with the firm's consent, held, weak points written down, advice handed over. Nothing here punishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.helping.models import ServiceVisit, WeakPoint

KIND = "service_advice"
CONSENT = "本单位自愿接受执法服务，了解服务不是检查，不作处罚依据，可以随时取消。"


@dataclass(frozen=True)
class Booking:
    """The firm's wish and its consent: who agreed, how, when."""

    wish: str
    consent_by: str
    consent_how: str
    consent_on: date
    booked_for: date
    consent_phone: str = ""


@dataclass(frozen=True)
class Advice:
    """One weak point and what is advised."""

    topic: str
    seen: str
    advice: str
    cites: str = ""


@transaction.atomic
def book_service(
    *, employer: Employer, region: Region, booking: Booking, staff: Staff, by: Staff, on: date,
    project: Project | None = None,
) -> ServiceVisit:  # fmt: skip
    """Book a visit that the firm wishes for. Without its stored consent there is none. BadInput names what is missing."""
    _must(by, region.pk, "预约执法服务")
    if faults := booking_faults(booking, on):
        raise BadInput(faults)
    if project and project.employer_id not in (None, employer.pk):
        raise BadInput(Fault(f"不是{employer.name}的项目", column="项目（标段）", remedy="请核对"))
    row = ServiceVisit.objects.create(
        employer=employer, project=project, region=region, wish=booking.wish.strip(),
        consent_by=booking.consent_by.strip(), consent_phone=booking.consent_phone.strip(),
        consent_how=booking.consent_how, consent_on=booking.consent_on, consent_text=CONSENT,
        booked_for=booking.booked_for, staff=staff, by=by, booked_on=on,
    )  # fmt: skip
    details = {"employer": employer.pk, "consent_on": booking.consent_on, "booked_for": booking.booked_for, "on": on}
    record("book_service", about=row, by=by, details=details)
    return row


def booking_faults(booking: Booking, on: date) -> list[Fault]:
    """Everything that does not fit, at once. Pure."""
    faults = [
        Fault("没有填写", column=label, remedy="请填写")
        for label, said in (("希望了解的内容", booking.wish), ("同意人", booking.consent_by))
        if not said.strip()
    ]
    if booking.consent_how not in dict(ServiceVisit._meta.get_field("consent_how").flatchoices):
        faults.append(Fault("不在选项中", column="同意方式", remedy="服务以企业自愿为前提，请写明怎样同意"))
    if booking.consent_on > on:
        faults.append(Fault("晚于今天", column="同意日期", remedy="企业同意以后才能预约"))
    if booking.booked_for < max(on, booking.consent_on):
        faults.append(Fault("早于今天", column="预约日期", remedy="请核对日期"))
    return faults


@transaction.atomic
def hold_service(
    *, service: ServiceVisit, held_on: date, told: str, present: str, points: Sequence[Advice], by: Staff, on: date
) -> ServiceVisit:
    """It was held: what was taught, how many came, the weak points that the firm was told of (there may be none)."""
    row = _booked(service, by, "登记执法服务")
    wrong = [
        one
        for one in points
        if one.topic not in WeakPoint.Topic.values or not (one.seen.strip() and one.advice.strip())
    ]
    if not row.consent_on <= held_on <= on or not told.strip() or wrong:
        why = "服务日期早于同意日期或者晚于今天，或者没有写明讲解内容，或者薄弱环节没有写全"
        raise Refusal("不能登记执法服务", why=why, remedy="请核对日期；每个薄弱环节写明情况和建议")
    row.state, row.held_on, row.told, row.present = ServiceVisit.State.HELD, held_on, told.strip(), present.strip()
    row.save(update_fields=["state", "held_on", "told", "present"])
    WeakPoint.objects.bulk_create(
        [WeakPoint(service=row, topic=one.topic, seen=one.seen.strip(), advice=one.advice.strip(), cites=one.cites.strip())
         for one in points]
    )  # fmt: skip
    record("hold_service", about=row, by=by, details={"held_on": held_on, "weak_points": len(points), "on": on})
    return row


@transaction.atomic
def cancel_service(*, service: ServiceVisit, why: str, by: Staff, on: date) -> ServiceVisit:
    """The firm takes its consent back, or the day falls through: no reason is asked of the firm, one is written down."""
    row = _booked(service, by, "取消执法服务")
    if not why.strip():
        raise Refusal("不能取消执法服务", why="没有写明原因", remedy="请填写，例如：企业撤回同意")
    row.state, row.cancelled_on, row.cancelled_why = ServiceVisit.State.CANCELLED, on, why.strip()
    row.save(update_fields=["state", "cancelled_on", "cancelled_why"])
    record("cancel_service", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


@transaction.atomic
def issue_advice(*, service: ServiceVisit, by: Staff, on: date) -> Paper:
    """The written advice paper, once; asked again the same comes back."""
    row = _locked(service)
    _must(by, row.region_id, "制作建议书")
    if row.paper:
        return row.paper
    points = list(row.weak_points.all())
    if row.state != ServiceVisit.State.HELD or not points or by.unit is None or row.held_on is None:
        raise Refusal("不能制作建议书", why="还没有服务，或者没有登记薄弱环节", remedy="没有薄弱环节的不用制作")
    fields = {
        "employer": row.employer.name,
        "held_on": row.held_on,
        "project": f"{row.project.name}项目" if row.project else "你单位",
        "points": [
            [str(number), str(one.get_topic_display()), one.seen, one.advice, one.cites or "—"]
            for number, one in enumerate(points, 1)
        ],
        "adviser": f"{row.staff.name} {row.staff.phone}".strip(),
    }
    row.paper = issue_paper(kind=KIND, about=row, fields=fields, unit=by.unit, by=by, on=on)
    row.save(update_fields=["paper"])
    record("issue_service_advice", about=row, by=by, details={"paper": row.paper.pk, "on": on})
    return row.paper


def _booked(service: ServiceVisit, by: Staff, doing: str) -> ServiceVisit:
    row = _locked(service)
    _must(by, row.region_id, doing)
    if row.state != ServiceVisit.State.BOOKED:
        raise Refusal(f"不能{doing}", why=f"现在的状态是“{row.get_state_display()}”", remedy="请重新预约")
    return row


def _locked(service: ServiceVisit) -> ServiceVisit:
    rows = ServiceVisit.objects.select_for_update(of=("self",)).select_related("employer", "project", "staff", "paper")
    return rows.get(pk=service.pk)


def _must(by: Staff, region: str, doing: str) -> None:
    facts = FileFacts(region=region, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing=doing)
