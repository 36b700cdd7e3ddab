"""How well the reader reads, from what people corrected before they confirmed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.campaigns.measuring import scores
from nuanxin.command.campaigns.seeing import notices_for
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.web.officer.gate import me, officer_page


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def notice_reader(request: HttpRequest) -> HttpResponse:
    """A line per field: read, right as read, there in the end."""
    confirmed = notices_for(me(request)).filter(confirmed_at__isnull=False).prefetch_related("corrections")
    crumbs = [("工作台", reverse("officer:desk")), ("来文台账", reverse("officer:notices")), ("识读准确率", "")]
    drawn = {"scores": scores(confirmed), "confirmed": len(confirmed), "crumbs": crumbs}
    return render(request, "officer/notices/reader.html", drawn)
