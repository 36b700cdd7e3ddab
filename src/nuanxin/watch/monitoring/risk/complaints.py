"""Claims that workers brought themselves, as rows beside the indicators: many complaints raise a project's risk (DZ-02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from nuanxin.rights.intake.channels import Channel, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.register.models import MonitoredProject

KEY = "complaints"
# Ends which say that there were no arrears here, or that the same claim is counted elsewhere.
NO_ARREARS = (
    Conclusion.UNFOUNDED, Conclusion.PROJECT_MONEY, Conclusion.DUPLICATE, Conclusion.UNVERIFIABLE, Conclusion.WITHDRAWN,
    Conclusion.ELSEWHERE, Conclusion.NOT_WAGES,
)  # fmt: skip


def clues_on(projects: Iterable[MonitoredProject], first: date, last: date) -> list[tuple[MonitoredProject, Clue]]:
    """Each project with its clues received in that span, by the day: not those that watching itself brought, nor doubles.

    Two clues about one project stand twice; a clue about a project that is watched under two numbers stands under both.
    """
    by_party: dict[int, list[MonitoredProject]] = defaultdict(list)
    for one in projects:
        by_party[one.project_id].append(one)
    clues = (
        Clue.objects.filter(
            Q(project__in=by_party) | Q(project__merged_into__in=by_party),
            received_on__range=(first, last),
            merged_into__isnull=True,
        )
        .exclude(channel=Channel.MONITORING)
        .exclude(conclusion__in=NO_ARREARS)
        .select_related("project")
        .order_by("received_on", "pk")
    )
    pairs = []
    for clue in clues:
        assert clue.project is not None
        for one in by_party.get(clue.project_id or 0) or by_party[clue.project.merged_into_id or 0]:
            pairs.append((one, clue))
    return pairs


def complaint_rows(projects: Iterable[MonitoredProject], first: date, last: date) -> list[dict[str, Any]]:
    """Rows as an indicator gives them: project_id, month, workers (persons said; a claim that says none counts one), amount_fen."""
    sums: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0])
    for one, clue in clues_on(projects, first, last):
        row = sums[one.code, clue.received_on.replace(day=1)]
        row[0] += clue.persons or 1
        row[1] += clue.amount_fen or 0
    return [
        {"project_id": project, "month": month, "workers": workers, "amount_fen": fen}
        for (project, month), (workers, fen) in sorted(sums.items())
    ]
