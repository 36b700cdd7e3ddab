"""The log for the audit administrator: filters, and whether the chain holds."""

from __future__ import annotations

import json

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nuanxin.foundation.audit.chain import record, verify_chain
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import RegionReach, Unit
from nuanxin.foundation.organisations.permission import areas
from nuanxin.web.officer.gate import me, officer_page, only_post
from nuanxin.web.patterns.listing.columns import Column, Listing
from nuanxin.web.patterns.listing.filters import Filter
from nuanxin.web.patterns.listing.page import listing_page

SHOWN_BREAKS = 50
LISTING = Listing(
    "audit",
    "审计记录",
    (
        Column("sequence", "序号", kind="int", sortable="sequence", frozen=True),
        Column("at", "时间", kind="moment", sortable="sequence"),
        Column("actor", "操作人"),
        Column("unit", "单位代码"),
        Column("act", "事项"),
        Column("about", "对象", lambda row: f"{row.about_kind} {row.about_id}"),
        Column("reason", "理由"),
        Column("source", "来源"),
        Column("details", "内容", lambda row: json.dumps(row.details, ensure_ascii=False)[:300], default=False),
        Column("digest", "摘要", lambda row: row.digest[:16], default=False),
    ),
    (
        Filter("q", "操作人、理由", lookup=("actor", "reason")),
        Filter("act", "事项", lookup="act"),
        Filter("about_kind", "对象类别", lookup="about_kind"),
        Filter("about_id", "对象编号", lookup="about_id"),
        Filter("at", "时间", "day_range"),
        Filter("source", "来源", lookup="source", first=False),
    ),
    default_order=("-sequence",),
    unit="条",
)


@officer_page(Permission.AUDIT_READ)
def audit(request: HttpRequest) -> HttpResponseBase:
    """Who did what, when, about what, why, from where: by the units of the own area, and by nobody's unit (workers, commands)."""
    reach = RegionReach.objects.filter(area__in=areas(me(request), Permission.AUDIT_READ)).values("member")
    units = Unit.objects.filter(region__in=reach).values("code")
    rows = AuditEvent.objects.filter(Q(unit__in=units) | Q(unit=""))
    return listing_page(request, LISTING, rows, template="officer/office/audit.html")


@officer_page(Permission.AUDIT_READ)
def audit_check(request: HttpRequest) -> HttpResponse:
    """Walk the whole chain and say whether anything was changed, removed or put in."""
    only_post(request)
    count, breaks = verify_chain()
    record(
        "check_audit_chain", about=("audit", "chain"), by=me(request), details={"events": count, "breaks": len(breaks)}
    )
    context = {
        "count": count,
        "breaks": breaks[:SHOWN_BREAKS],
        "more": max(0, len(breaks) - SHOWN_BREAKS),
        "crumbs": [("工作台", reverse("officer:desk")), ("审计记录", reverse("officer:audit")), ("校验结果", "")],
    }
    return render(request, "officer/office/audit_check.html", context)
