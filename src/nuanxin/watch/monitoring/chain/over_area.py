"""The money of all running projects of an area: planned, there, paid on, by project; and those of which nobody wrote anything down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.watch.monitoring.chain.models import ProjectFunding
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.register.shares import running


@dataclass(frozen=True)
class Funding:
    """One project: its kinds of money together, in 分. as_of: the oldest of their latest days; None: nothing was written down.

    missing_fen: planned but not there; held_fen: there but not paid on, each kind of money for itself.
    """

    project: MonitoredProject
    planned_fen: int = 0
    arrived_fen: int = 0
    paid_fen: int = 0
    missing_fen: int = 0
    held_fen: int = 0
    as_of: date | None = None


@dataclass(frozen=True)
class AreaFunding:
    """lines: those with a gap first, the largest on top; the unknown last."""

    lines: tuple[Funding, ...]

    @property
    def known(self) -> int:
        """Projects of which anything was written down."""
        return sum(one.as_of is not None for one in self.lines)

    @property
    def unknown(self) -> int:
        """Projects of which nothing was: no gap is claimed of them."""
        return len(self.lines) - self.known

    def total(self, name: str) -> int:
        """The sum of one column."""
        return sum(int(getattr(one, name)) for one in self.lines)


def funding_over(codes: Collection[str], on: date) -> AreaFunding:
    """Of every running project of these regions, as it was known to stand on that day."""
    projects = list(running(codes, on))
    rows = ProjectFunding.objects.filter(project__in=[one.pk for one in projects], as_of__lte=on)
    latest: dict[tuple[int, str], ProjectFunding] = {
        (row.project_id, row.kind): row for row in rows.order_by("as_of", "pk")
    }
    by_project: dict[int, list[ProjectFunding]] = {}
    for (project, _), row in latest.items():
        by_project.setdefault(project, []).append(row)
    lines = [_line(one, by_project.get(one.pk, [])) for one in projects]
    lines.sort(key=lambda one: (one.as_of is None, -(one.missing_fen + one.held_fen), one.project.name, one.project.pk))
    return AreaFunding(tuple(lines))


def _line(project: MonitoredProject, rows: Sequence[ProjectFunding]) -> Funding:
    return Funding(
        project,
        planned_fen=sum(one.planned_fen for one in rows),
        arrived_fen=sum(one.arrived_fen for one in rows),
        paid_fen=sum(one.paid_fen for one in rows),
        missing_fen=sum(max(0, one.planned_fen - one.arrived_fen) for one in rows),
        held_fen=sum(max(0, one.arrived_fen - one.paid_fen) for one in rows),
        as_of=min((one.as_of for one in rows), default=None),
    )
