"""Campaigns on the leader's board: which is behind, by how much, who has not taken it up; each number opens at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.progress import Progress, progress_by_unit, progress_of, shares_of
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.opened.seeing import campaigns_for
from nuanxin.command.campaigns.taking_part.standing import standings
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.web.patterns.lights import Light, due_light

SHOWN = 5


@dataclass(frozen=True)
class CampaignLine:
    """One running campaign. `behind`: the unit with most late shares, if any; `idle`: units that have not received or passed on."""

    campaign: Campaign
    light: Light | None
    progress: Progress
    behind: tuple[int, str, Progress] | None
    idle: int
    concrete: tuple[int, int]  # 实事: done, listed


def campaign_lines(staff: Staff, area: Region, on: date) -> list[CampaignLine]:
    """Running campaigns led in the area, the one that ends first on top; a drive stands in the one that it belongs to."""
    rows = (
        campaigns_for(staff)
        .filter(closed_on__isnull=True, within__isnull=True, region__in=within(area.code))
        .order_by("end", "pk")
    )
    return [_line(one, on) for one in rows[:SHOWN]]


def _line(campaign: Campaign, on: date) -> CampaignLine:
    units = progress_by_unit(campaign, on)
    things = shares_of(campaign).filter(task__concrete=True).exclude(state=TaskShare.State.TAKEN_BACK)
    return CampaignLine(
        campaign=campaign,
        light=due_light(due_on=campaign.end, today=on) if campaign.end else None,
        progress=progress_of(campaign, on),
        behind=units[0] if units and units[0][2].late else None,
        idle=sum(bool(one.missing) for one in standings(campaign, on)),
        concrete=(things.filter(state=TaskShare.State.DONE).count(), things.count()),
    )
