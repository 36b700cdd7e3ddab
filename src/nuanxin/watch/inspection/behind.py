"""The visits that belong to a clue: the one it came from, and those to its employer while it was being worked on."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from nuanxin.rights.intake.models import Clue
from nuanxin.watch.inspection.models import Visit

MARK = "visit:"  # the 外部编号 of a clue that a visit brought


def visits_behind(clue: Clue, *, until: date) -> list[Visit]:
    """Standing visits, earliest first. Where the clue has a project, only those to it or to no project."""
    wanted = Q(pk__in=_standing_of(clue))
    if clue.employer_id:
        during = Q(employer=clue.employer_id, visited_on__gte=clue.received_on, visited_on__lte=until)
        if clue.project_id:
            during &= Q(project=clue.project_id) | Q(project__isnull=True)
        wanted |= during
    rows = Visit.objects.filter(wanted, withdrawn_on__isnull=True)
    return list(rows.select_related("employer", "project", "recorded_by").order_by("visited_on", "pk"))


def _standing_of(clue: Clue) -> list[int]:
    """The visit that brought the clue, as it was corrected last."""
    number = clue.external_number or ""
    if not number.startswith(MARK) or not number.removeprefix(MARK).isdecimal():
        return []
    found = int(number.removeprefix(MARK))
    while newer := Visit.objects.filter(corrects=found).values_list("pk", flat=True).first():
        found = newer
    return [found]
