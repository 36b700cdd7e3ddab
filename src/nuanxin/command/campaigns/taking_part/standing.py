"""How far each unit has come: received, liaison named, own plan made, sent further down; and who has not, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.campaigns.taking_part.models import Liaison, Participant, Role


@dataclass(frozen=True)
class Standing:
    """One unit on one day. `plan_needed`: only a lower unit makes a plan of its own; `waits`: days since it was sent."""

    participant: Participant
    received: bool
    waits: int
    liaison: Liaison | None
    liaison_late: bool
    plan_needed: bool
    plan: Campaign | None
    plan_late: bool
    sent_on: int
    received_below: int

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still wanting, in plain words."""
        wants = []
        if not self.received:
            wants.append("未签收")
        if self.participant.liaison_due_on and self.liaison is None:
            wants.append("联络员逾期未报" if self.liaison_late else "未报联络员")
        if self.plan_needed and self.plan is None:
            wants.append("逾期未部署" if self.plan_late else "未部署")
        if self.plan is not None and self.sent_on > self.received_below:
            wants.append(f"下级{self.sent_on - self.received_below}家未签收")
        return tuple(wants)


def standings(campaign: Campaign, on: date) -> list[Standing]:
    """Every unit that the campaign was sent to, those with most wanting first."""
    rows = list(campaign.participants.select_related("unit", "unit__region", "own", "received_by"))
    named = Liaison.objects.filter(participant__in=rows, replaced_by__isnull=True)
    liaisons = {one.participant_id: one for one in named}
    below = _below([row.own_id for row in rows if row.own_id])
    found = [_standing(row, liaisons.get(row.pk), below.get(row.own_id or 0, (0, 0)), on) for row in rows]
    return sorted(found, key=lambda one: (-len(one.missing), one.participant.unit.region_id, one.participant.unit.code))


def _below(campaigns: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Own campaign → units that it was sent to, and how many of them have received it."""
    found: dict[int, tuple[int, int]] = {}
    rows = Participant.objects.filter(campaign__in=list(campaigns)).values_list("campaign_id", "received_at")
    for campaign, received_at in rows:
        sent, received = found.get(campaign, (0, 0))
        found[campaign] = (sent + 1, received + (received_at is not None))
    return found


def _standing(row: Participant, liaison: Liaison | None, below: tuple[int, int], on: date) -> Standing:
    return Standing(
        participant=row,
        received=row.received_at is not None,
        waits=(on - localdate(row.sent_at)).days,
        liaison=liaison,
        liaison_late=liaison is None and row.liaison_due_on is not None and row.liaison_due_on < on,
        plan_needed=row.role == Role.LOWER,
        plan=row.own,
        plan_late=row.own_id is None and row.due_on is not None and row.due_on < on,
        sent_on=below[0],
        received_below=below[1],
    )


@dataclass(frozen=True)
class Branch:
    """A unit in the tree of a campaign that was passed on, with what hangs below it."""

    standing: Standing
    depth: int


def cascade(campaign: Campaign, on: date) -> list[Branch]:
    """The whole tree, each unit followed by those below it: province → city → county → town."""
    return list(_branches(campaign, on, 0))


def _branches(campaign: Campaign, on: date, depth: int) -> Iterable[Branch]:
    for one in sorted(
        standings(campaign, on), key=lambda one: (one.participant.unit.region_id, one.participant.unit.code)
    ):
        yield Branch(one, depth)
        if one.plan is not None:
            yield from _branches(one.plan, on, depth + 1)
