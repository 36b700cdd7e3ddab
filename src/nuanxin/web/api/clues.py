"""Clues over the interface: hand one in, look one up, follow a list."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, connection
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue, ClueEvent
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue
from nuanxin.rights.intake.visibility import clues_for, may_see
from nuanxin.web.api.api import ERRORS, Token, Unseen, caller
from nuanxin.web.api.shapes import ClueIn, ClueList, ClueOut, EventOut, RegisteredOut

router = Router(tags=["线索"])
PAGE = 100
_OF_OTHER_SYSTEM = "SELECT id FROM intake_clue WHERE external_number = %s"  # asked at every registration: written out
NUMBER: str = Path(..., min_length=1, max_length=30, pattern="^[0-9A-Za-z-]+$", description="线索编号")


@router.get("/clues", response={200: ClueList, **ERRORS}, auth=Token(Scope.CLUES_READ), summary="线索列表")
def list_clues(
    request: HttpRequest,
    region: str = Query("", max_length=9, description="区划代码：该地及其以下"),
    state: str = Query("", max_length=20, description="状态"),
    received_from: date | None = Query(None, description="收到日期自"),
    received_to: date | None = Query(None, description="收到日期至"),
    after: str = Query("", max_length=30, description="上一页给出的位置"),
) -> dict[str, Any]:
    """The clues that the account may see, newest registration first, a hundred a page."""
    rows = clues_for(caller(request)).select_related("unit", "officer", "employer").order_by("-pk")
    if region:
        rows = rows.filter(region_id__in=within(region))
    if state:
        rows = rows.filter(state=state)
    if received_from:
        rows = rows.filter(received_on__gte=received_from)
    if received_to:
        rows = rows.filter(received_on__lte=received_to)
    if after:
        if not (after.isascii() and after.isdigit() and len(after) < 19):
            raise BadInput(Fault("不是上一页给出的位置", column="after", remedy="请原样带回 next 的值"))
        rows = rows.filter(pk__lt=int(after))
    page = list(rows[: PAGE + 1])
    shown = page[:PAGE]
    return {"clues": [_shown(c) for c in shown], "next": str(shown[-1].pk) if len(page) > PAGE else None}


@router.get("/clues/{number}", response={200: ClueOut, **ERRORS}, auth=Token(Scope.CLUES_READ), summary="一条线索")
def one_clue(request: HttpRequest, number: str = NUMBER) -> dict[str, Any]:
    """One clue by its number; out of sight and not there are the same answer."""
    return _shown(_clue(request, number))


@router.get(
    "/clues/{number}/events",
    response={200: list[EventOut], **ERRORS},
    auth=Token(Scope.CLUES_READ),
    summary="线索经过",
)
def events(request: HttpRequest, number: str = NUMBER) -> list[dict[str, Any]]:
    """What happened with a clue, oldest first."""
    lines = ClueEvent.objects.filter(clue=_clue(request, number)).order_by("occurred_on", "id")
    return [{"kind": e.kind, "occurred_on": e.occurred_on, "text": e.text} for e in lines]


@router.post(
    "/clues",
    response={200: RegisteredOut, 201: RegisteredOut, **ERRORS},
    auth=Token(Scope.CLUES_WRITE),
    summary="登记线索",
)
def register(request: HttpRequest, clue: ClueIn) -> Status[dict[str, Any]]:
    """Hand in a clue. The same external number handed in again is answered with the clue that is there."""
    staff = caller(request)
    known = _known(staff, clue.external_number)
    if known:
        return Status(200, known)
    plain = clue.dict(exclude={"reporter", "channel"})
    reporters = (ReporterFacts(**clue.reporter.dict()),) if clue.reporter else ()
    facts = ClueFacts(channel=Channel(clue.channel), reporters=reporters, **plain)
    try:
        made = register_clue(facts=facts, by=staff, on=occasion.today())
    except IntegrityError:  # the same number came in twice at once: the other request was first
        known = _known(staff, clue.external_number)
        if known is None:
            raise
        return Status(200, known)
    return Status(201, {"number": made.number, "created": True})


def _known(staff: Staff, external_number: str) -> dict[str, Any] | None:
    """The clue already registered under an external number; BadInput where it belongs to somebody out of sight."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_OTHER_SYSTEM, [external_number])
        found = cursor.fetchone()
    if found is None:
        return None
    before = Clue.objects.get(pk=found[0])
    if not may_see(staff, before):
        raise BadInput(Fault("这个外部编号已被其他单位使用", column="external_number", remedy="请加上本系统的前缀"))
    return {"number": before.number, "created": False}


def _clue(request: HttpRequest, number: str) -> Clue:
    found = clues_for(caller(request)).select_related("unit", "officer", "employer").filter(number=number).first()
    if found is None:
        raise Unseen("没有找到这条线索")
    return found


def _shown(clue: Clue) -> dict[str, Any]:
    return {
        "number": clue.number,
        "external_number": clue.external_number,
        "channel": clue.channel,
        "received_on": clue.received_on,
        "region": clue.region_id,
        "employer": clue.employer.name if clue.employer else clue.employer_said,
        "project": clue.project_said,
        "sector": clue.sector,
        "persons": clue.persons,
        "amount_fen": clue.amount_fen,
        "state": clue.state,
        "unit": clue.unit.name,
        "officer": clue.officer.name,
        "due_on": clue.due_on,
        "conclusion": clue.conclusion,
    }
