"""Which days the falls are counted over: the year, and each running campaign from its first day to its last. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.falls.judging import year_before


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included; the last may lie ahead."""

    start: date
    end: date


def year_of(on: date) -> Span:
    return Span(date(on.year, 1, 1), date(on.year, 12, 31))


def span_of(campaign: Campaign, on: date) -> Span | None:
    """The days of a campaign; None where it has none, begins later, or is longer than the year it is compared with."""
    if campaign.start is None or campaign.end is None or campaign.start > on:
        return None
    return None if year_before(campaign.end) >= campaign.start else Span(campaign.start, campaign.end)


def spans(campaigns: Iterable[Campaign], on: date) -> list[Span]:
    """The year, and every span of a campaign once."""
    found = dict.fromkeys([year_of(on)])
    found |= dict.fromkeys(span for one in campaigns if (span := span_of(one, on)))
    return list(found)
