"""Signals from outside as rows beside the indicators: each kind that has a dated rule gives points, and says its day and office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from nuanxin.foundation.parties.models import Employer
from nuanxin.watch.monitoring.chain.models import FirmRole, ProjectFirm
from nuanxin.watch.monitoring.months import month_after, months_between
from nuanxin.watch.monitoring.outside.kinds import Kind
from nuanxin.watch.monitoring.outside.models import OutsideSignal
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.risk.declared import Figures

Rows = dict[str, list[dict[str, Any]]]


def standing() -> QuerySet[OutsideSignal]:
    """Signals that no later line has replaced."""
    return OutsideSignal.objects.filter(replaced_at__isnull=True)


def signal_rows(projects: Iterable[MonitoredProject], first: date, last: date, figures: Figures | None = None) -> Rows:
    """Key of a kind → rows (project_id, month, workers 1, amount_fen, value, note), for the months in which a project runs.

    Of several signals of one kind the greatest stands in the row; the note says how many there are. A signal counts from
    its own day on, not from the day on which we learned of it: the back-test sees what could have been known. figures: of a
    place's rules, where they are not the house's.
    """
    running = list(projects)
    until = month_after(last.replace(day=1)) - timedelta(days=1)
    of_firm: dict[str, list[OutsideSignal]] = defaultdict(list)
    of_site: dict[int, list[OutsideSignal]] = defaultdict(list)
    for one in standing().filter(happened_on__lte=until).order_by("happened_on", "pk"):
        if one.project_id:
            of_site[one.project_id].append(one)
        else:
            of_firm[one.credit_code].append(one)
    if not (of_firm or of_site):
        return {}
    contractors, owners = _contractors(running), _owners(running)
    rows: Rows = defaultdict(list)
    for project in running:
        mine = [(one, "contractor") for code in contractors[project.pk] for one in of_firm.get(code, ())]
        mine += [(one, "owner") for code in owners[project.pk] for one in of_firm.get(code, ())]
        heard = [(one, one.declared) for one, role in mine if one.declared and role in one.declared.firms]
        heard += [(one, one.declared) for one in of_site.get(project.pk, ()) if one.declared]
        for month in months_between(first, last):
            if project.starts_on < month_after(month) and (project.ends_on is None or project.ends_on >= month):
                _add(rows, project, month, heard, figures or {})
    return dict(rows)


def _add(
    rows: Rows, project: MonitoredProject, month: date, heard: Iterable[tuple[OutsideSignal, Kind]], figures: Figures
) -> None:
    counting: dict[str, dict[int, OutsideSignal]] = defaultdict(dict)
    for one, kind in heard:
        if kind.counts_in(month, one.happened_on, one.until, figures.get(one.kind, {}).get("days")):
            counting[one.kind][one.pk] = one
    for key, found in counting.items():
        signals = list(found.values())
        gravest = max(signals, key=lambda one: (one.amount_fen or 0, one.value or 0, one.happened_on, -one.pk))
        rows[key].append(
            {
                "project_id": project.code, "month": month, "workers": 1, "amount_fen": gravest.amount_fen or 0,
                "value": gravest.value or 0, "note": _note(gravest, len(signals)),
            }
        )  # fmt: skip


def _note(one: OutsideSignal, count: int) -> str:
    """Whose, what, when, from whom."""
    said = [one.subject_name, one.shown, one.happened_on.isoformat(), one.office]
    more = f"；共{count}条" if count > 1 else ""
    return "，".join(part for part in said if part) + more


def codes_of(employer: Employer) -> set[str]:
    """The credit codes under which a firm is known, those merged with it among them."""
    kept = employer.merged_into_id or employer.pk
    family = Employer.objects.filter(Q(pk=kept) | Q(merged_into=kept), credit_code__isnull=False)
    return {code for code in family.values_list("credit_code", flat=True) if code}


def _contractors(projects: Iterable[MonitoredProject]) -> Mapping[int, set[str]]:
    """Project → credit codes of its general contractor."""
    kept = {one.pk: one.employer.merged_into_id or one.employer_id for one in projects}
    family = Employer.objects.filter(credit_code__isnull=False)
    codes: dict[int, set[str]] = defaultdict(set)
    for pk, merged, code in family.filter(Q(pk__in=kept.values()) | Q(merged_into__in=kept.values())).values_list(
        "pk", "merged_into", "credit_code"
    ):
        codes[merged or pk].add(str(code))
    return {project: codes[employer] for project, employer in kept.items()}


def _owners(projects: Iterable[MonitoredProject]) -> Mapping[int, set[str]]:
    """Project → credit codes of its 建设单位 as registered."""
    found: dict[int, set[str]] = defaultdict(set)
    firms = ProjectFirm.objects.filter(role=FirmRole.OWNER, withdrawn_on__isnull=True).exclude(credit_code="")
    for project, code in firms.filter(project__in=[one.pk for one in projects]).values_list("project", "credit_code"):
        found[project].add(code)
    return found
