"""The thread of a clue: one line for everything that happens, and the words that go to people because of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.phone import is_mobile
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.notifications.queue import enqueue
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.rows.appending import append
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.clocks.calendars import calendar_of
from nuanxin.rights.intake.destruction.records import destroyed_line
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter

HOTLINE = "12333"
WORKER = Outsider("劳动者（网页）")
Act = str


def locked(clue: Clue) -> Clue:
    """The row as it stands now, held until the act ends: two acts on one clue never pass one another."""
    found = Clue.objects.select_for_update(of=("self",)).select_related("unit", "officer", "region").get(pk=clue.pk)
    if found.closed_on and (line := destroyed_line(found.pk)):
        why = f"档案已按{line.lot}销毁，只保留登记数字"
        raise Refusal(f"{found.number}不能办理", why=why, remedy="有新情况的，请登记新的线索")
    return found


A = TypeVar("A", bound=Callable[..., Any])


def on_locked_clue(act: A) -> A:
    """An act in one transaction on the clue as it stands now; `clue` is handed over by name."""

    @wraps(act)
    def locked_act(*, clue: Clue, **said: Any) -> Any:
        with transaction.atomic():
            return act(clue=locked(clue), **said)

    return cast(A, locked_act)


def must_be_open(clue: Clue, *, doing: str, on: date) -> None:
    """Refuse what comes after the end, or before the beginning."""
    if clue.merged_into_id:
        raise Refusal(
            f"{clue.number}不能{doing}", why="该线索已并入另一条线索", remedy="请在保留的线索上办理，或先撤销合并"
        )
    if clue.state not in OPEN_STATES:
        raise Refusal(
            f"{clue.number}不能{doing}", why=f"该线索“{clue.get_state_display()}”", remedy="确需办理的，请先恢复办理"
        )
    not_before_receipt(clue, doing=doing, on=on)


def not_before_receipt(clue: Clue, *, doing: str, on: date) -> None:
    if on < clue.received_on:
        raise Refusal(f"{clue.number}不能{doing}", why=f"日期{on}早于收到日期{clue.received_on}", remedy="请核对日期")


def write_down(
    act: Act,
    *,
    clue: Clue,
    by: Staff | None,
    on: date,
    text: str = "",
    for_worker: str = "",
    reason: str = "",
    said_by: str = "",
    paper: Paper | None = None,
    details: Mapping[str, Any] | None = None,
) -> ClueEvent:
    """One line of the thread and one event of the audit chain, together. `by` None: the worker at the phone page."""
    event = append(
        ClueEvent(
            clue=clue,
            kind=act,
            occurred_on=on,
            by=by,
            said_by=said_by or ("" if by else "劳动者"),
            text=text,
            for_worker=for_worker[:300],
            paper_id=paper.pk if paper else None,
            details=dict(details or {}),
        )
    )
    record(act, about=clue, by=by or WORKER, reason=reason, details={"on": on, **(details or {})})
    return event


def phone_of(clue: Clue) -> str:
    """Where the reporter can ask: the officer, his unit, else the national hotline."""
    return clue.officer.phone or clue.unit.phone or HOTLINE


def tell_reporters(
    clue: Clue,
    template: str,
    values: Mapping[str, str],
    reporters: Sequence[Reporter] | None = None,
    calendar: WorkingCalendar | None = None,
) -> list[Message]:
    """A text message to each reporter who left a mobile number and his name; quiet hours are the outbox's business.

    Reporters and calendar are read where the caller has not got them at hand.
    """
    told: dict[str, Mapping[str, str]] = {}
    if reporters is None:
        whole = Clue.objects.filter(Q(pk=clue.pk) | Q(merged_into=clue)).values("pk")
        reporters = list(Reporter.objects.filter(clue__in=whole).select_related("clue"))
    for reporter in reporters:
        if not reporter.anonymous and is_mobile(reporter.phone):
            # Whoever reported the same matter on a clue merged into this one keeps his own code.
            own = {"code": reporter.clue.receipt_code or reporter.clue.number} if "code" in values else {}
            told.setdefault(reporter.phone, {**values, **own})
    if not told:
        return []
    calendar = calendar or calendar_of(clue.region_id)
    return [
        enqueue(
            channel=Message.Channel.SMS,
            to=phone,
            template=template,
            values=personal,
            about=clue,
            at=occasion.now().astimezone(occasion.BEIJING),
            calendar=calendar,
        )
        for phone, personal in told.items()
    ]


def tell_staff(staff: Staff, clue: Clue, template: str, values: Mapping[str, str], *, urgent: bool = False) -> None:
    """A message in the person's box on the site, and by SMS where the office number is a mobile one."""
    tell(staff, template, values, about=clue, calendar=calendar_of(clue.region_id), urgent=urgent)
