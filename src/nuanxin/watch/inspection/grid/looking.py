"""Who answers for what on a day; what nobody answers for; whose person has left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuanxin.foundation.organisations.models import Post, Staff
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.grid.models import GridAssignment


@dataclass(frozen=True)
class Coverage:
    """Employers and projects of an area, how many have a person, and how many of these persons have left."""

    employers: int
    employers_named: int
    projects: int
    projects_named: int
    left: int

    @property
    def without(self) -> int:
        """How many have nobody."""
        return self.employers - self.employers_named + self.projects - self.projects_named


def in_force(on: date) -> Q:
    """Rows that hold on that day."""
    return Q(since__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def assignment_of(target: Employer | Project, on: date) -> GridAssignment | None:
    """Who answers for it on that day."""
    own = Q(project=target) if isinstance(target, Project) else Q(employer=target)
    rows = GridAssignment.objects.filter(own & in_force(on)).select_related("staff__unit", "region")
    return rows.order_by("-pk").first()


def employers_of(area: str) -> QuerySet[Employer]:
    """Employers of an area, each once however many records were merged into it."""
    return Employer.objects.filter(region__in=codes_of(area), merged_into__isnull=True)


def projects_of(area: str) -> QuerySet[Project]:
    """Projects of an area, each once."""
    return Project.objects.filter(region__in=codes_of(area), merged_into__isnull=True)


def uncovered_employers(area: str) -> QuerySet[Employer]:
    """Employers of the area with no open row."""
    held = GridAssignment.objects.filter(employer=OuterRef("pk"), ended_on__isnull=True)
    return employers_of(area).filter(~Exists(held))


def uncovered_projects(area: str) -> QuerySet[Project]:
    """Projects of the area with no open row."""
    held = GridAssignment.objects.filter(project=OuterRef("pk"), ended_on__isnull=True)
    return projects_of(area).filter(~Exists(held))


def gone(on: date) -> Q:
    """Rows whose person's account is closed or who holds no post on that day."""
    posts = Post.objects.filter(staff=OuterRef("staff"), valid_from__lte=on)
    serving = posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return Q(staff__is_active=False) | ~Q(Exists(serving))


def left_behind(area: str, on: date) -> QuerySet[GridAssignment]:
    """Open rows of the area whose person has left: to be handed over."""
    return GridAssignment.objects.filter(gone(on), region__in=codes_of(area), ended_on__isnull=True)


def held_by(staff: Staff, on: date) -> QuerySet[GridAssignment]:
    """What a person answers for on that day."""
    rows = GridAssignment.objects.filter(in_force(on), staff=staff)
    return rows.select_related("employer", "project", "region")


def coverage(area: str, on: date) -> Coverage:
    """The count of an area today."""
    employers, projects = employers_of(area).count(), projects_of(area).count()
    return Coverage(
        employers=employers,
        employers_named=employers - uncovered_employers(area).count(),
        projects=projects,
        projects_named=projects - uncovered_projects(area).count(),
        left=left_behind(area, on).count(),
    )
