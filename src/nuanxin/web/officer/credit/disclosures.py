"""行政执法决定公示 at the desk: what is due and late, the preview of exactly what will be public, publishing, taking back."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import FileFacts, holds, may, visible, within
from nuanxin.rights.credit.disclosure.duties import standing_entry, waiting_duties
from nuanxin.rights.credit.disclosure.models import (
    DecisionKind,
    DisclosureDuty,
    DutyState,
)
from nuanxin.rights.credit.disclosure.publishing import (
    digest_of,
    public_cells,
)
from nuanxin.rights.credit.disclosure.states import is_overdue
from nuanxin.web.officer.clues.ledger import export_recorded, visible_regions
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import Light, due_light
from nuanxin.web.patterns.listing.columns import Column
from nuanxin.web.patterns.listing.columns import Listing as ListPage
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import Action, listing_page

SEEN = (Permission.CREDIT_MANAGE, Permission.CREDIT_DECIDE, Permission.REPORT_VIEW)
LATE = (("overdue", "超期未公示"), ("waiting", "待公示、待审批"), ("late", "超期公示"), ("take_back", "应当撤回"))


def light(duty: DisclosureDuty) -> Light:
    """How near the last day is, or how it ended."""
    if duty.state in (DutyState.WITHDRAWN, DutyState.DROPPED):
        return Light("none", duty.get_state_display())
    if duty.state == DutyState.TO_WITHDRAW:
        return Light("overdue", "应当撤回")
    return due_light(due_on=duty.due_on, today=occasion.today(), done_on=duty.done_on)


def _standing(words: list[str]) -> Q:
    """The condition behind a choice of LATE."""
    open_still, today = Q(state__in=(DutyState.DUE, DutyState.ASKED)), occasion.today()
    found = {
        "overdue": open_still & Q(due_on__lt=today),
        "waiting": open_still,
        "late": Q(done_on__gt=F("due_on")) & ~Q(state=DutyState.WITHDRAWN),
        "take_back": Q(state=DutyState.TO_WITHDRAW),
    }
    whole = Q(pk__in=[])
    for word in words:
        whole |= found[word]
    return whole


LISTING = ListPage(
    "disclosures",
    "执法决定公示",
    (
        Column("number", "决定书文号", lambda row: row.number or "（没有文号）", "link", frozen=True),
        Column("kind", "种类", "get_kind_display", sortable="kind"),
        Column("party", "当事人"),
        Column("decided_on", "作出决定", kind="day", sortable="decided_on"),
        Column("due_on", "应当公示", kind="day", sortable="due_on"),
        Column("light", "期限", light, "light"),
        Column("state", "状态", "get_state_display", sortable="state"),
        Column("done_on", "公示（决定不公示）", kind="day", sortable="done_on"),
        Column("region", "区划", "region.name", default=False),
        Column("unit", "执法机关", "unit.short_name"),
        Column("officer", "承办人", "case.officer.name"),
    ),
    (
        Filter("q", "当事人、文号", lookup=("party", "number")),
        Filter("standing", "办理", "choice", _standing, LATE),
        Filter("state", "状态", "choice", choices=DutyState.choices),
        Filter("kind", "种类", "choice", choices=DecisionKind.choices),
        Filter("region", "区划", "region", lambda code: Q(region__in=within(code)), visible_regions, first=False),
        Filter("decided_on", "作出决定日期", "day_range", first=False),
    ),
    default_order=("-decided_on", "-pk"),
    row_url=lambda row: reverse("officer:disclosure", args=[row.pk]),
    empty="没有需要公示的执法决定。作出行政处理、处罚决定以后，这里自动列出，并开始计算公示期限。",
)


def seen_duties(request: HttpRequest) -> QuerySet[DisclosureDuty]:
    """The duties that the person may see: of the area, or of the own unit."""
    rows = DisclosureDuty.objects.select_related(
        "case__officer", "case__clue__employer", "region", "unit", "step__paper"
    )
    return visible(rows, me(request), Permission.CLUE_VIEW, owner="case__officer")


def duty_of(request: HttpRequest, number: int) -> DisclosureDuty:
    found = seen_duties(request).filter(pk=number).first()
    if found is None:
        raise NotFound("没有找到这个公示事项", remedy="请从执法决定公示的列表打开")
    return found


@officer_page(*SEEN)
def disclosures(request: HttpRequest) -> HttpResponseBase:
    """Every decision with its time limit for publication; `?standing=overdue` those past it."""
    actions = [
        Action("超期未公示", reverse("officer:disclosures") + "?standing=overdue", "alert"),
        Action("公众看到的页面", reverse("worker:decisions"), "search"),
    ]
    on_export = export_recorded if holds(me(request), Permission.EXPORT) else None
    return listing_page(request, LISTING, seen_duties(request), on_export=on_export, actions=actions)


@officer_page(*SEEN)
def disclosure(request: HttpRequest, number: int) -> HttpResponse:
    """One decision: what is public, the draft as it would be public, what was taken back, what was asked to be withheld."""
    duty, staff, today = duty_of(request, number), me(request), occasion.today()
    facts = FileFacts(duty.region_id, duty.unit_id, duty.case.officer_id)
    manages = may(staff, Permission.CREDIT_MANAGE, facts)
    public, draft = standing_entry(duty), duty.entries.filter(published_on=None).first()
    served = duty.case.steps.filter(step=f"{duty.step.step}_served", strikes=None, struck_by=None).exists()
    gone = duty.entries.exclude(published_on=None).exclude(pk=public.pk if public else 0)
    context = {
        "duty": duty,
        "light": light(duty),
        "overdue": is_overdue(duty.state, duty.due_on, today),
        "served": served,
        "public": public,
        "public_cells": public_cells(public) if public else [],
        "draft": draft,
        "draft_cells": public_cells(draft) if draft else [],
        "seen": digest_of(draft) if draft else "",
        "may_publish": manages and duty.state in (DutyState.DUE, DutyState.PUBLISHED),
        "may_withdraw": manages and public is not None,
        "may_ask": manages and duty.state == DutyState.DUE,
        "decides": may(staff, Permission.CREDIT_DECIDE, facts),
        "gone": [(one, getattr(one, "withdrawal", None)) for one in gone.select_related("withdrawal")],
        "withholdings": duty.withholdings.select_related("asked_by", "decided_by"),
        "crumbs": [
            ("工作台", reverse("officer:desk")),
            ("执法决定公示", reverse("officer:disclosures")),
            (f"{duty}", ""),
        ],
    }
    return render(request, "officer/credit/disclosure.html", context)


def late_disclosures(staff: Staff) -> int:
    """The number at the menu line: decisions past their day, or public though they fell."""
    return waiting_duties(staff, occasion.today()) if holds(staff, Permission.CREDIT_MANAGE) else 0
