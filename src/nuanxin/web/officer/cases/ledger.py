"""The list of cases and coordinations."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.rights.cases.procedures.versions import all_procedures, procedure
from nuanxin.rights.cases.steps.rights import cases_for
from nuanxin.web.officer.clues.ledger import export_recorded, visible_officers, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page


def step_name(case: Any) -> str:
    """The present step in the words of the case's own version."""
    running = procedure(case.procedure, case.procedure_version)
    return running.step(case.step).name if running.has(case.step) else ""


def procedure_name(case: Any) -> str:
    return procedure(case.procedure, case.procedure_version).name


def procedures(request: HttpRequest) -> list[tuple[str, str]]:
    """Every procedure of the house by its newest name; rooms above the cases declare theirs when they get ready."""
    return list({one.key: one.name for one in all_procedures()}.items())


def in_state(values: list[str]) -> Q:
    wanted = Q(pk__in=[])
    if "open" in values:
        wanted |= Q(closed_on__isnull=True)
    if "closed" in values:
        wanted |= Q(closed_on__isnull=False)
    return wanted


def open_case(row: Any) -> str:
    return reverse("officer:case", args=[row.pk])


LISTING = Listing(
    "cases",
    "案件台账",
    (
        Column("number", "案号", str, "link", frozen=True),
        Column("procedure", "程序", procedure_name),
        Column("step", "当前步骤", step_name),
        Column("employer", "用人单位", lambda row: title_of(row.clue)),
        Column("region", "区划", "clue.region.name"),
        Column("persons", "人数", "clue.persons", "int", sum="clue__persons"),
        Column("amount", "欠薪金额", "clue.amount_fen", "money", sum="clue__amount_fen"),
        Column("opened_on", "立案（启动）", kind="day", sortable="opened_on"),
        Column(
            "due", "最近期限", lambda row: None if row.closed_on else row.clue.due_on, "light", sortable="clue__due_on"
        ),
        Column("officer", "主办人", "officer.name"),
        Column("second", "协办人", "second_officer.name", default=False),
        Column("clue", "线索编号", "clue.number", default=False),
        Column("unit", "承办单位", "unit.short_name", default=False),
        Column("closed_on", "结案日期", kind="day", sortable="closed_on"),
        Column("closing", "结案方式", default=False),
    ),
    (
        Filter(
            "q", "案号、单位、线索编号", lookup=("number", "clue__employer_said", "clue__project_said", "clue__number")
        ),
        Filter("state", "状态", "choice", in_state, (("open", "在办"), ("closed", "已结"))),
        Filter("procedure", "程序", "choice", choices=procedures),
        Filter("officer", "主办人", "choice", choices=visible_officers),
        Filter("region", "区划", "region", lambda code: Q(clue__region__in=within(code)), visible_regions, first=False),
        Filter("opened_on", "立案（启动）日期", "day_range", first=False),
        Filter("closed_on", "结案日期", "day_range", first=False),
    ),
    default_order=("-opened_on",),
    row_url=open_case,
    empty="没有符合条件的案件。立案和协调从线索页面启动。",
)


@officer_page(Permission.CLUE_VIEW)
def cases(request: HttpRequest) -> HttpResponseBase:
    """Cases of the clues that the person may see."""
    staff = me(request)
    rows = cases_for(staff).select_related("clue__employer", "clue__region", "officer", "second_officer", "unit")
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, LISTING, rows, on_export=on_export)
