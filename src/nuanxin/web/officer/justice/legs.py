"""The coordinator's view: all legs of one clue on a page, all legs of an area in a list with what is late."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.permission import holds, may, within
from nuanxin.rights.cases.steps.rights import cases_for
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.visibility import holder_facts
from nuanxin.web.officer.cases.ledger import in_state, procedure_name, step_name
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.desks.files import file_due, with_due
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.justice.tabs import KEYS, LEGS, legs_context
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page


def _since(row: Any) -> Any:
    """The day of the step at which the file stands."""
    return row.steps.filter(step=row.step).order_by("-pk").values_list("done_on", flat=True).first()


def _late(wanted: bool) -> Q:
    clocks = Clock.objects.filter(
        clue=OuterRef("clue"),
        about=Concat(Value("case:"), Cast(OuterRef("pk"), CharField())),
        stopped_on__isnull=True,
        due_on__lt=occasion.today(),
    )
    late = Q(Exists(clocks), closed_on__isnull=True)
    return late if wanted else ~late


LISTING = Listing(
    "legs",
    "司法衔接",
    (
        Column("clue", "线索编号", "clue.number", "link", frozen=True),
        Column("procedure", "环节", procedure_name),
        Column("unit", "办理单位", "unit.short_name"),
        Column("step", "到哪一步", step_name),
        Column("since", "自", _since, "day"),
        Column("due", "最近期限", file_due, "light", sortable="by_statute"),
        Column("employer", "用人单位", lambda row: title_of(row.clue)),
        Column("region", "区划", "clue.region.name"),
        Column("persons", "人数", "clue.persons", "int"),
        Column("amount", "欠薪金额", "clue.amount_fen", "money"),
        Column("officer", "联络员", lambda row: f"{row.officer.name} {row.officer.phone}"),
        Column("opened_on", "启动日期", kind="day", sortable="opened_on", default=False),
        Column("closed_on", "结束日期", kind="day", sortable="closed_on", default=False),
        Column("closing", "结果"),
    ),
    (
        Filter("q", "线索编号、单位", lookup=("clue__number", "clue__employer_said", "unit__name")),
        Filter("procedure", "环节", "choice", choices=tuple((one.key, one.name) for one in LEGS)),
        Filter("state", "状态", "choice", in_state, (("open", "在办"), ("closed", "已结束"))),
        Filter("late", "已超期", "bool", _late),
        Filter("region", "区划", "region", lambda code: Q(clue__region__in=within(code)), visible_regions, first=False),
        Filter("opened_on", "启动日期", "day_range", first=False),
    ),
    default_order=("-opened_on",),
    row_url=lambda row: reverse("officer:clue_legs", args=[row.clue.number]),
    unit="件",
    empty="没有符合条件的环节。移送公安、诉讼、支付令、信访等从线索页面的“转入其他程序”启动。",
)


@officer_page(Permission.CLUE_VIEW)
def legs(request: HttpRequest) -> HttpResponseBase:
    """Every leg of police, procuratorate, court and petition on the clues that the person may see."""
    staff = me(request)
    rows = with_due(cases_for(staff).filter(procedure__in=KEYS))
    rows = rows.select_related("clue__employer", "clue__region", "officer", "unit")
    on_export = export_recorded if holds(staff, Permission.EXPORT) else None
    return listing_page(request, LISTING, rows, on_export=on_export)


@officer_page(Permission.CLUE_VIEW)
def clue_legs(request: HttpRequest, number: str) -> HttpResponse:
    """All legs of one clue: where each stands since when, and what is late."""
    clue = clue_of(request, number)
    context = {
        **legs_context(clue),
        "clue": clue,
        "may_write": may(me(request), Permission.CLUE_HANDLE, holder_facts(clue)),
        "may_open": holds(me(request), Permission.INCIDENT_MANAGE),
        "title": title_of(clue),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("司法衔接", reverse("officer:legs")),
            (clue.number, reverse("officer:clue", args=[number])),
            ("各环节", ""),
        ],
    }
    return render(request, "officer/justice/legs.html", context)
