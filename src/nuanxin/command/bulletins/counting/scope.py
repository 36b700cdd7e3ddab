"""What a paper speaks of: a campaign, an area, a window, perhaps one unit; as known on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.counters.facts import Window
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.organisations.models import Region, Unit


@dataclass(frozen=True)
class Scope:
    """`subject`: the one unit that a notice of interview or a row of a list is about."""

    campaign: Campaign
    region: Region
    start: date
    end: date
    as_of: date
    subject: Unit | None = None

    @property
    def last(self) -> date:
        """The last day that counts."""
        return min(self.end, self.as_of)

    @property
    def window(self) -> Window:
        return Window(self.region.pk, self.start, self.end, self.as_of)

    def over(self, which: str) -> Scope:
        """The same for the stretch before, or for all since the campaign began."""
        if which == "whole":
            began = self.campaign.start or self.campaign.issued_on or self.start
            return replace(self, start=min(began, self.start))
        if which == "before":
            return replace(self, start=_before(self.start, self.end), end=self.start - timedelta(days=1))
        return self

    def facts(self) -> dict[str, str]:
        """What the text may name."""
        campaign = self.campaign
        above: Any = campaign.above or campaign
        unit = campaign.unit
        taking_part = campaign.participants.select_related("unit").order_by("unit__region_id", "unit_id")
        return {
            "campaign": campaign.title,
            "campaign_number": campaign.document_number,
            "region": self.region.name,
            "unit": unit.name,
            "period": period(self.start, self.end),
            "day": chinese_day(self.last),
            "subject": self.subject.name if self.subject else "",
            "addressees": "、".join(one.unit.name for one in taking_part) or "【主送机关】",
            "goals": "；".join(map(str, campaign.goals)) or "【目标】",
            "basis": "、".join(map(str, campaign.basis)) or campaign.title,
            "above_title": above.title,
            "above_number": f"（{above.document_number}）" if above.document_number else "",
            "above_issuer": "、".join(map(str, above.issuer)) or above.unit.name,
        }


def _before(start: date, end: date) -> date:
    """Where the stretch before begins: the month before a whole month, else as many days."""
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and start.month == end.month:
        return (start - timedelta(days=1)).replace(day=1)
    return start - (end - start) - timedelta(days=1)


def period(start: date, end: date) -> str:
    """2024年1月 for a whole month, else from day to day."""
    if start.day == 1 and (end + timedelta(days=1)).day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start.year}年{start.month}月"
    return f"{chinese_day(start)}至{chinese_day(end)}"
