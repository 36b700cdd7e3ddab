"""What a page of dispatch is asked for: which area, from when until when, for which campaign. Wrong input is said, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.daily.windows import span_of
from nuanxin.command.dispatch.falls.counting import Asked, asked
from nuanxin.command.dispatch.seeing import campaigns_seen, may_look_over, seen_area
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.web.officer.gate import me

DESK = ("工作台", "/officer/")


@dataclass
class Scope:
    """The question as understood; `complaints` name what could not be read and was left out."""

    area: Region
    campaign: Campaign | None
    campaigns: list[Campaign]
    days: Asked
    complaints: list[str] = field(default_factory=list)

    def query(self, **more: Any) -> str:
        """The same question with something more, for links."""
        said = {
            "region": self.area.pk,
            "start": self.days.start.isoformat(),
            "end": self.days.end.isoformat(),
            "on": self.days.on.isoformat(),
            "campaign": self.campaign.pk if self.campaign else "",
        }
        return urlencode({key: value for key, value in (said | more).items() if value not in ("", None)})


def read_scope(request: HttpRequest) -> Scope:
    """Without a word: the own area; of the running campaigns over it the one that ends first, else the year so far."""
    staff, today = me(request), occasion.today()
    complaints: list[str] = []
    area = seen_area(staff, request.GET.get("region", "").strip())
    campaigns = list(campaigns_seen(staff)[:100])
    number = request.GET.get("campaign", "")
    campaign = next((one for one in campaigns if str(one.pk) == number), None)
    if not any(name in request.GET for name in ("campaign", "start", "end")):
        campaign = _running(campaigns, area, today)
    begin = campaign.start if campaign and campaign.start else today.replace(month=1, day=1)
    finish = campaign.end if campaign and campaign.end else today
    start = _day(request, "start", begin, complaints)
    end = _day(request, "end", finish, complaints)
    on = min(_day(request, "on", today, complaints), today)
    try:
        days = asked(start, end, on)
    except BadInput as wrong:
        complaints += [str(fault) for fault in wrong.faults]
        days = Asked(today.replace(month=1, day=1), today, today)
    return Scope(area, campaign, campaigns, days, complaints)


def _running(campaigns: list[Campaign], area: Region, today: date) -> Campaign | None:
    """The campaign that a leader sees first on the board, too."""
    above = set(RegionReach.objects.filter(member=area.pk).values_list("area", flat=True))
    known = [
        one
        for one in campaigns
        if one.closed_on is None and one.region_id in above and one.end and one.end >= today and span_of(one, today)
    ]
    return min(known, key=lambda one: (one.end, one.pk), default=None)


def _day(request: HttpRequest, name: str, default: date, complaints: list[str]) -> date:
    text = request.GET.get(name, "").strip()
    if not text:
        return default
    try:
        return parse_day(text)
    except ValueError as wrong:
        complaints.append(str(wrong))
        return default


def scope_context(request: HttpRequest, scope: Scope, title: str) -> dict[str, Any]:
    """What the form above every page of dispatch draws."""
    crumbs = [DESK, (title, "")]
    parent = scope.area.parent
    if parent is not None and may_look_over(me(request), parent.pk):
        crumbs.insert(1, (parent.name, f"{request.path}?{scope.query(region=parent.pk)}"))
    return {"scope": scope, "title": title, "crumbs": crumbs, "here": request.path}


def clue_url(number: str) -> str:
    return reverse("officer:clue", args=[number])
