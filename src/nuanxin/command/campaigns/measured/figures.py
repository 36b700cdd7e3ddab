"""The ordered quantities of a campaign as numbers: each from its counter, over the campaign's own period and area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, Target
from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import counter, numbers


@dataclass(frozen=True)
class Counted:
    """A target or figure with its number; None where nobody has said what counts for it."""

    row: Target | CampaignFigure
    number: int | None
    unit: str
    definition: str


def window_of(campaign: Campaign, as_of: date, region: str = "") -> Window:
    """From the campaign's first day (else the day of its paper, else its opening) to its last, as known on a day."""
    start = campaign.start or campaign.issued_on or campaign.opened_at.date()
    return Window(region or campaign.region_id, start, campaign.end or max(start, as_of), as_of)


def counted(campaign: Campaign, as_of: date, region: str = "") -> list[Counted]:
    """Every target and figure of the campaign, counted in one pass over the tables that they need."""
    rows: list[Target | CampaignFigure] = [*campaign.targets.all(), *campaign.figures.all()]
    asked = [(row.counter, row.where) for row in rows if row.counter]
    found = iter(numbers(window_of(campaign, as_of, region), asked)) if asked else iter(())
    return [_counted(row, next(found) if row.counter else None) for row in rows]


def _counted(row: Target | CampaignFigure, number: int | None) -> Counted:
    if not row.counter:
        return Counted(row, None, row.unit, "")
    told = counter(row.counter).entry
    return Counted(row, number, told.unit, told.definition)
