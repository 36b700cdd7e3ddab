"""What campaigns ask of one's own unit: to receive, to pass on, tasks with their days; the late ones first."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.command.campaigns.dividing.giving import OVER
from nuanxin.command.campaigns.opened.seeing import may_report, participants_for, shares_for
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.campaigns.page import share_light
from nuanxin.web.officer.gate import me, officer_page


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_REPORT)
def own_work(request: HttpRequest) -> HttpResponse:
    """Open shares and open receipts of the units that the person speaks for."""
    who = me(request)
    waiting = [
        row
        for row in participants_for(who).filter(campaign__closed_on__isnull=True)
        if may_report(who, row.unit) and (row.received_at is None or (row.role == "lower" and row.own_id is None))
    ]
    open_shares = shares_for(who).filter(task__withdrawn_at__isnull=True, task__campaign__closed_on__isnull=True)
    rows = open_shares.exclude(state__in=OVER).order_by(F("due_on").asc(nulls_last=True), "pk")
    mine = [(row, share_light(row)) for row in rows if may_report(who, row.unit)]
    return render(request, "officer/campaigns/own_work.html", {"waiting": waiting, "shares": mine})
