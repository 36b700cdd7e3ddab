"""The desk's own files: what each body has in hand, the nearest day first."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponseBase

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import visible
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.versions import own_desk_procedures
from nuanxin.rights.intake.models import Clock
from nuanxin.web.officer.cases.ledger import in_state, open_case, procedure_name, step_name
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page
from nuanxin.web.patterns.listing.watched import watch

SHOWN = 8


def with_due(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Each file with the nearest day of its own running clocks (`file_due`), promise or statute, whichever is earlier."""
    clocks = Clock.objects.filter(
        clue=OuterRef("clue"),
        about=Concat(Value("case:"), Cast(OuterRef("pk"), CharField())),
        stopped_on__isnull=True,
    )
    return rows.annotate(
        by_statute=Subquery(clocks.filter(due_on__isnull=False).order_by("due_on").values("due_on")[:1]),
        by_promise=Subquery(clocks.filter(promise_on__isnull=False).order_by("promise_on").values("promise_on")[:1]),
    )


def file_due(row: Any) -> Any:
    """The nearest day of a row of `with_due`; None once it is closed."""
    if row.closed_on:
        return None
    return min((day for day in (row.by_promise, row.by_statute) if day), default=None)


def own_files(staff: Staff) -> QuerySet[Case]:
    """The files of the desks at which the person works."""
    keys = [one.key for one in own_desk_procedures()]
    rows = visible(Case.objects.filter(procedure__in=keys), staff, Permission.FILE_HANDLE, region="clue__region")
    return with_due(rows.select_related("clue__employer", "clue__region", "officer", "unit"))


def nearest_files(staff: Staff, *, whole_unit: bool) -> list[Case]:
    """The open files of the desk page, the most urgent first."""
    rows = own_files(staff).filter(closed_on__isnull=True)
    if not whole_unit:
        rows = rows.filter(officer=staff)
    return list(rows.order_by(F("by_statute").asc(nulls_last=True), "opened_on", "pk")[:SHOWN])


def _procedures(request: HttpRequest) -> list[tuple[str, str]]:
    return [(one.key, one.name) for one in own_desk_procedures()]


def _mine(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(me(request).pk), "本人")]


LISTING = Listing(
    "files",
    "本单位案卷",
    (
        Column("number", "案卷", str, "link", frozen=True),
        Column("procedure", "程序", procedure_name),
        Column("step", "当前步骤", step_name),
        Column("due", "最近期限", file_due, "light", sortable="by_statute"),
        Column("employer", "用人单位", lambda row: title_of(row.clue)),
        Column("region", "区划", "clue.region.name"),
        Column("persons", "人数", "clue.persons", "int"),
        Column("amount", "欠薪金额", "clue.amount_fen", "money"),
        Column("opened_on", "启动日期", kind="day", sortable="opened_on"),
        Column("officer", "承办人", "officer.name"),
        Column("closed_on", "结束日期", kind="day", sortable="closed_on", default=False),
        Column("closing", "结束方式", default=False),
        Column("clue", "线索编号", "clue.number", default=False),
    ),
    (
        Filter("q", "案卷、单位、线索编号", lookup=("number", "clue__employer_said", "clue__number")),
        Filter("state", "状态", "choice", in_state, (("open", "在办"), ("closed", "已结"))),
        Filter("procedure", "程序", "choice", choices=_procedures),
        Filter("officer", "承办人", "choice", lambda values: Q(officer__in=values), _mine),
        Filter("opened_on", "启动日期", "day_range", first=False),
    ),
    default_order=("-opened_on",),
    row_url=open_case,
    unit="卷",
    empty="没有符合条件的案卷。案卷从线索页面启动；别的单位请本单位办理的，见“协办事项”。",
)


@officer_page(Permission.FILE_HANDLE)
def files(request: HttpRequest) -> HttpResponseBase:
    """The files of the person's own desks."""
    return listing_page(request, LISTING, own_files(me(request)))


watch(LISTING, "officer:files", own_files)
