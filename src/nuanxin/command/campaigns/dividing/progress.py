"""How far a campaign is, counted from the shares: whole, per unit, each number with the condition that opens its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignTask

State = TaskShare.State
_OPEN = (State.GIVEN, State.DOING, State.SAID_DONE)


@dataclass(frozen=True)
class Progress:
    """Shares of a campaign on a day. `late`: open and past their day; taken-back ones count nowhere."""

    given: int
    done: int
    said_done: int
    open: int
    late: int

    @property
    def share_done(self) -> float | None:
        """Done of given; None where nothing was given."""
        return self.done / self.given if self.given else None


def conditions(on: date) -> dict[str, Q]:
    """The figures by key, as conditions on shares: the same that opens the list behind each."""
    still_open = Q(state__in=_OPEN)
    return {
        "given": Q(state__in=(*_OPEN, State.DONE)),
        "done": Q(state=State.DONE),
        "said_done": Q(state=State.SAID_DONE),
        "open": still_open,
        "late": still_open & Q(due_on__lt=on),
    }


def shares_of(campaign: Campaign) -> QuerySet[TaskShare]:
    """Shares of tasks that still stand, of the campaign and of the drives inside it: each stands in one campaign, so it counts once."""
    return TaskShare.objects.filter(task__campaign__in=with_drives(campaign), task__withdrawn_at__isnull=True)


def with_drives(campaign: Campaign) -> list[int]:
    """The campaign and the drives inside it."""
    return [campaign.pk, *campaign.drives.values_list("pk", flat=True)]


def progress_of(campaign: Campaign, on: date) -> Progress:
    return Progress(**shares_of(campaign).aggregate(**_counts(on)))


def progress_by_unit(campaign: Campaign, on: date) -> list[tuple[int, str, Progress]]:
    """(unit, its short name, its progress), most late ones first."""
    rows = shares_of(campaign).values("unit_id", "unit__short_name").annotate(**_counts(on)).order_by("unit_id")
    found = [(row.pop("unit_id"), row.pop("unit__short_name"), Progress(**row)) for row in rows]
    return sorted(found, key=lambda one: (-one[2].late, -one[2].open, one[0]))


def tasks_without_unit(campaign: Campaign) -> int:
    """Tasks that nobody has been given yet."""
    rows = CampaignTask.objects.filter(campaign__in=with_drives(campaign))
    return rows.filter(withdrawn_at__isnull=True, shares__isnull=True).count()


def with_progress(rows: QuerySet[Campaign], on: date) -> QuerySet[Campaign]:
    """Campaigns of a list, each with the figures of `Progress` as attributes: one question for the whole list."""
    return rows.annotate(
        **{
            key: _number(condition, "task__campaign") + _number(condition, "task__campaign__within")
            for key, condition in conditions(on).items()
        }
    )


def _number(condition: Q, path: str) -> Coalesce:
    """How many standing shares under this condition lie in the campaign of the list (or, by `within`, in its drives)."""
    rows = TaskShare.objects.filter(condition, task__withdrawn_at__isnull=True, **{path: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(path).annotate(number=Count("pk")).values("number")), 0)


def _counts(on: date) -> dict[str, Count]:
    return {key: Count("pk", filter=condition) for key, condition in conditions(on).items()}
