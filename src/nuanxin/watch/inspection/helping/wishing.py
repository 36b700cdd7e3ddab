"""A firm asks for a voluntary visit at its own door: asked with consent, booked for a day or declined with a reason, withdrawn."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound, Refusal
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.inspection.grid.looking import assignment_of
from nuanxin.watch.inspection.helping.models import ServiceWish
from nuanxin.watch.inspection.helping.serving import CONSENT, Booking, book_service
from nuanxin.watch.monitoring.employers.caller import Caller
from nuanxin.watch.monitoring.employers.models import EmployerAccount

State = ServiceWish.State


def wishes_of(caller: Caller) -> QuerySet[ServiceWish]:
    """What the firms asked for that the caller speaks for, the latest first."""
    rows = ServiceWish.objects.filter(employer__in=[account.employer_id for account in caller.accounts])
    return rows.select_related("employer", "project", "service__staff__unit", "service__paper").order_by("-pk")


def wish_of(caller: Caller, number: int) -> ServiceWish:
    """The wish of that number, where it is the caller's. NotFound for all others."""
    found = wishes_of(caller).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这项申请", remedy="请从“上门服务”页面打开")
    return found


@transaction.atomic
def ask_service(
    *, account: EmployerAccount, project: Project | None, wish: str, wished_for: date, by: Caller, on: date
) -> ServiceWish:
    """Ask for a visit. Whoever answers for the firm in the grid is told, else who opened its account."""
    by.account(account.pk)
    faults = []
    if not wish.strip() or len(wish) > 500:
        faults.append(Fault("没有填写，或者超过500字", column="希望了解的内容", remedy="请写明想了解什么"))
    if wished_for <= on:
        faults.append(Fault("不是以后的日期", column="希望的日期", remedy="请选以后的日期"))
    if project and project.employer_id != account.employer_id:
        faults.append(Fault("不是本企业的项目", column="项目", remedy="请核对"))
    if faults:
        raise BadInput(faults)
    region = project.region if project else account.employer.region
    if region is None or ServiceWish.objects.filter(employer=account.employer, state=State.OPEN).exists():
        why = "企业所在地没有登记" if region is None else "上一次的申请还没有答复"
        raise Refusal("不能申请上门服务", why=why, remedy="请选一个项目" if region is None else "请等答复，或者先撤回")
    row = ServiceWish.objects.create(
        account=account, employer=account.employer, project=project, region=region, wish=wish.strip(),
        wished_for=wished_for, consent_text=CONSENT, asked_by=by.title, asked_on=on,
    )  # fmt: skip
    record("ask_service", about=row, by=by.actor, details={"employer": account.employer_id, "on": on})
    held = (assignment_of(project, on) if project else None) or assignment_of(account.employer, on)
    values = {"employer": account.employer.name, "day": chinese_day(on)}
    tell(
        held.staff if held else account.opened_by, "officer_service_wished", values, about=row,
        calendar=calendar_for(region.pk),
    )  # fmt: skip
    return row


@transaction.atomic
def withdraw_wish(*, wish: ServiceWish, by: Caller, on: date) -> None:
    """The firm thinks better of it; no reason is asked."""
    row = _open(wish)
    by.account(row.account_id)
    row.state, row.answered_on = State.WITHDRAWN, on
    row.save(update_fields=["state", "answered_on"])
    record("withdraw_service_wish", about=row, by=by.actor, details={"on": on})


@transaction.atomic
def book_wish(*, wish: ServiceWish, booked_for: date, staff: Staff, by: Staff, on: date) -> ServiceWish:
    """A day is given: the visit is booked with the consent that the firm gave at its door."""
    row = _open(wish)
    booking = Booking(
        wish=row.wish, consent_by=row.asked_by, consent_how="platform", consent_on=row.asked_on, booked_for=booked_for,
        consent_phone=row.account.phone,
    )  # fmt: skip
    row.service = book_service(
        employer=row.employer, project=row.project, region=row.region, booking=booking, staff=staff, by=by, on=on
    )
    row.state, row.answered_on, row.answered_by = State.BOOKED, on, by
    row.save(update_fields=["service", "state", "answered_on", "answered_by"])
    return row


@transaction.atomic
def decline_wish(*, wish: ServiceWish, reason: str, by: Staff, on: date) -> ServiceWish:
    """No visit can be arranged; the firm reads why."""
    row = _open(wish)
    facts = FileFacts(region=row.region_id, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing="答复服务申请")
    if not reason.strip():
        raise Refusal("不能答复服务申请", why="没有写明原因", remedy="请写明为什么不能安排，可以找谁")
    row.state, row.answered_on, row.answered_by, row.answer = State.DECLINED, on, by, reason.strip()[:300]
    row.save(update_fields=["state", "answered_on", "answered_by", "answer"])
    record("decline_service_wish", about=row, by=by, reason=reason, details={"on": on})
    return row


def _open(wish: ServiceWish) -> ServiceWish:
    rows = ServiceWish.objects.select_for_update(of=("self",))
    row: ServiceWish = rows.select_related("account", "employer", "project", "region").get(pk=wish.pk)
    if row.state != State.OPEN:
        raise Refusal("不能再办理这项申请", why=f"现在的状态是“{row.get_state_display()}”", remedy="请刷新页面")
    return row
