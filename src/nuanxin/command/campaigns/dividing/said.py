"""What units say of quantities: per figure, target or task the units, what was asked, said, accepted, and the sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from nuanxin.command.campaigns.dividing.asking import can_be_said, name_of
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign, CampaignFigure, CampaignTask, Target

State = TaskShare.State


@dataclass(frozen=True)
class SaidUnit:
    """One unit's share with what it said so far, and how many of its entries carry a file."""

    share: TaskShare
    said: int
    proofs: int

    @property
    def accepted(self) -> int:
        """What the leading unit has accepted."""
        return self.said if self.share.state == State.DONE else 0

    @property
    def percent(self) -> int | None:
        """Said of asked, at most 100; None where no number was asked."""
        asked = self.share.quantity
        return min(100, self.said * 100 // asked) if asked else None


@dataclass(frozen=True)
class SaidTable:
    """One quantity. `row` is the figure or target that nothing counts; without one it is a task with a number of its own."""

    name: str
    unit: str
    row: Target | CampaignFigure | None
    task: CampaignTask | None
    units: tuple[SaidUnit, ...]

    @property
    def asked(self) -> int:
        return sum(one.share.quantity or 0 for one in self.units)

    @property
    def said(self) -> int:
        return sum(one.said for one in self.units)

    @property
    def accepted(self) -> int:
        return sum(one.accepted for one in self.units)


def said_tables(campaign: Campaign) -> list[SaidTable]:
    """Figures and targets without a counter first, asked for or not; then tasks given with a number."""
    shares = [one for one in with_said(_standing(campaign)) if one.task.figure_id or one.task.target_id or one.quantity]
    by_figure = _grouped(shares, lambda one: one.task.figure_id)
    by_target = _grouped(shares, lambda one: one.task.target_id)
    by_task = _grouped(shares, lambda one: None if one.task.figure_id or one.task.target_id else one.task_id)
    found = []
    rows: list[tuple[Target | CampaignFigure, dict[int, list[Any]]]] = [
        *((row, by_figure) for row in campaign.figures.filter(counter="")),
        *((row, by_target) for row in campaign.targets.filter(counter="") if can_be_said(row)),
    ]
    for row, groups in rows:
        units = groups.get(row.pk, [])
        found.append(SaidTable(name_of(row), row.unit, row, units[0].task if units else None, _units(units)))
    for units in by_task.values():
        found.append(SaidTable(units[0].task.text, units[0].quantity_unit, None, units[0].task, _units(units)))
    return found


def with_said(rows: QuerySet[TaskShare]) -> QuerySet[Any]:
    """Shares with `said`, the sum of what was said of the quantity, and `proofs`: one question for a list."""
    return rows.select_related("unit", "task", "task__campaign").annotate(
        said=Sum("entries__amount", default=0), proofs=Count("entries", filter=~Q(entries__proof_path=""))
    )


def concrete_shares(shares: QuerySet[TaskShare]) -> QuerySet[Any]:
    """实事清单: the shares of concrete things that stand, the one due first on top."""
    rows = shares.filter(task__concrete=True, task__withdrawn_at__isnull=True).exclude(state=State.TAKEN_BACK)
    return with_said(rows).order_by(F("due_on").asc(nulls_last=True), "task__position", "pk")


def units_of(rows: Iterable[Any]) -> list[SaidUnit]:
    """Each share with its numbers."""
    return [SaidUnit(one, one.said, one.proofs) for one in rows]


def _standing(campaign: Campaign) -> QuerySet[TaskShare]:
    rows = TaskShare.objects.filter(task__campaign=campaign, task__withdrawn_at__isnull=True)
    return rows.exclude(state=State.TAKEN_BACK).order_by("task__position", "unit__region_id", "unit_id")


def _grouped(shares: Iterable[Any], key: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for one in shares:
        at = key(one)
        if at is not None:
            found.setdefault(at, []).append(one)
    return found


def _units(rows: Iterable[Any]) -> tuple[SaidUnit, ...]:
    return tuple(units_of(rows))
