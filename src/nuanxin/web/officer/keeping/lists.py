"""The lists of destruction of one's units, one of them with its lines, and its paper."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.documents.copies import docx_of, pdf_of
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import posts_of
from nuanxin.rights.intake.destruction.records import DestructionLine, DestructionList
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

COPIES = {
    "pdf": ("application/pdf", pdf_of),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx_of),
}
NEEDS = (P.CLUE_HANDLE, P.CLUE_ASSIGN)
_DESTROYED = Count("lines", filter=Q(lines__state=DestructionLine.State.DESTROYED))
LISTING = Listing(
    "destructions",
    "销毁清册",
    (
        Column("name", "清册", str, kind="link", frozen=True),
        Column("state", "状态", "get_state_display"),
        Column("files", "列入（件）", "files", kind="int"),
        Column("gone", "已销毁（件）", "gone", kind="int"),
        Column("reason", "销毁理由"),
        Column("proposed_on", "提出日期", kind="day", sortable="proposed_on"),
        Column("proposed_by", "提出人", "proposed_by.name"),
        Column("decided_by", "审批人", "decided_by.name"),
        Column("carried_on", "销毁日期", kind="day", sortable="carried_on"),
    ),
    (Filter("state", "状态", "choice", choices=tuple(DestructionList.State.choices)),),
    row_url=lambda row: reverse("officer:destruction", args=[row.pk]),
    unit="份",
    empty="没有销毁清册。保管期满的线索可以在“保管期满”里提出销毁。",
)


def lists_for(staff: Staff) -> QuerySet[DestructionList]:
    """Lists of the units in which the person handles or assigns."""
    units = {post.unit_id for post in posts_of(staff) if any(need in DUTIES[post.duty].grants for need in NEEDS)}
    rows = DestructionList.objects.filter(unit__in=units)
    return rows.select_related("unit", "proposed_by", "decided_by", "carried_by", "paper")


def list_of(request: HttpRequest, number: int) -> DestructionList:
    """The list of that number; the same words whether it is out of sight or does not exist."""
    found = lists_for(me(request)).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这份销毁清册", remedy="请从销毁清册列表打开")
    return found


@officer_page(*NEEDS)
def destructions(request: HttpRequest) -> HttpResponseBase:
    """All lists of one's units."""
    rows = lists_for(me(request)).annotate(files=Count("lines", distinct=True), gone=_DESTROYED)
    actions = (Action("提出销毁", reverse("officer:destruction_new"), icon="plus", primary=True),)
    return listing_page(request, LISTING, rows, actions=actions)


@officer_page(*NEEDS)
def destruction(request: HttpRequest, number: int) -> HttpResponse:
    """One list: who proposed, decided, carried out and stood by; each file with what went or why it stays."""
    lot = list_of(request, number)
    staff = me(request)
    lines = list(lot.lines.select_related("clue"))
    state = DestructionList.State
    context = {
        "lot": lot,
        "lines": lines,
        "gone": sum(line.state == DestructionLine.State.DESTROYED for line in lines),
        "may_decide": lot.state == state.PROPOSED and staff.pk != lot.proposed_by_id and _assigns(staff, lot),
        "own": lot.state == state.PROPOSED and staff.pk == lot.proposed_by_id,
        "may_carry": lot.state in (state.APPROVED, state.RUNNING) and staff.pk != lot.decided_by_id,
        "running": lot.state == state.RUNNING,
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("保管期满", reverse("officer:retention")),
            ("销毁清册", reverse("officer:destructions")),
            (str(lot), ""),
        ],
    }
    return render(request, "officer/keeping/list.html", context)


def _assigns(staff: Staff, lot: DestructionList) -> bool:
    return any(post.unit_id == lot.unit_id and P.CLUE_ASSIGN in DUTIES[post.duty].grants for post in posts_of(staff))


@officer_page(*NEEDS)
def destruction_paper(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """The issued list as PDF or Word."""
    lot = list_of(request, number)
    if lot.paper is None or kind not in COPIES:
        raise NotFound("没有找到这份文书", why="销毁完成后才有清册文本", remedy="请从销毁清册打开")
    content_type, render_copy = COPIES[kind]
    response = HttpResponse(render_copy(lot.paper), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="destruction-{lot.pk}.{kind}"'
    return response
