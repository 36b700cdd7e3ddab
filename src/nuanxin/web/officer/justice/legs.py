"""The coordinator's view: all legs of one clue on a page, all legs of an area in a list with what is late."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.db.models.fields import CharField
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, within
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.rights import cases_for
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.justice.court import payment_order, wage_suit
from nuanxin.rights.justice.legs import legs_of
from nuanxin.rights.justice.petition import procedure as petition
from nuanxin.rights.justice.police import procedure as police
from nuanxin.rights.justice.police.following import cleared_on
from nuanxin.rights.justice.police.leniency import Leniency, leniency
from nuanxin.rights.justice.procuratorate import prosecution, support_suit
from nuanxin.rights.cases.steps import steps_taken
from nuanxin.web.officer.cases.ledger import in_state, open_case, procedure_name, step_name
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.clues.page import clue_of
from nuanxin.web.officer.desks.files import file_due, with_due
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.officer.queues import title_of
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

LEGS = (police.V2024_1, prosecution.V2024_1, support_suit.V2024_1, wage_suit.V2024_1, payment_order.V2024_1, petition.V2024_1)
KEYS = tuple(one.key for one in LEGS)


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
        "title": title_of(clue),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("司法衔接", reverse("officer:legs")),
            (clue.number, reverse("officer:clue", args=[number])),
            ("各环节", ""),
        ],
    }
    return render(request, "officer/justice/legs.html", context)


def legs_context(clue: Any) -> dict[str, Any]:
    """The rows of the table, and what paying has changed for the offender, where everybody is paid."""
    return {"legs": legs_of(clue, on=occasion.today()), "leniency": _leniency(clue)}


def legs_tab(found: Case, staff: Staff) -> dict[str, Any]:
    """The same on a file's own page."""
    return legs_context(found.clue)


def _leniency(clue: Any) -> Leniency | None:
    paid = cleared_on(clue)
    if paid is None:
        return None
    days: dict[str, Any] = {}
    for file in Case.objects.filter(clue=clue, procedure__in=(police.KEY, prosecution.KEY)).order_by("pk"):
        for done in steps_taken(file):
            if done.step in ("decide", "reconsider_decide", "file_by_order") and police.FILED.holds(done.facts):
                days["filed_on"] = done.facts["answered_on"]
            for step, day in (("indict", "indicted_on"), ("judged", "judged_on")):
                if done.step == step:
                    days[day] = done.facts[day]
    has_file = Case.objects.filter(clue=clue, procedure=police.KEY).exists()
    return leniency(paid, **days) if has_file else None
