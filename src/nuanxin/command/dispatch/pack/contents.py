"""What one week shows: overdue, at risk, by unit, promises, next week's checks, slow tasks. Plain data, ready to be frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.by_area import homes, parts_of
from nuanxin.command.dispatch.clearing.open_cases import ALL, open_rows
from nuanxin.command.dispatch.pack.models import DispatchPromise
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.inspection.plans.models import PlannedVisit

WEEK = timedelta(days=7)
MOST_LINES = 1000  # of each list; the numbers beside count all
UNFINISHED = (TaskShare.State.GIVEN, TaskShare.State.DOING, TaskShare.State.SAID_DONE)
_CLUE = (
    "pk", "number", "counts_in", "region__name", "employer__name", "employer_said", "project_said", "received_on", "due_on",
    "then_persons", "then_amount_fen", "unit_id", "unit__short_name", "officer__name",
)  # fmt: skip
Line = dict[str, Any]
Codes = Any  # codes of regions, for `region__in=`: a list, or a subquery for a province


def contents_of(campaign: Campaign, area: Region, start: date, on: date) -> dict[str, Any]:
    """The week from `start` as known on `on`; days as ISO texts, money in 分."""
    end = start + WEEK - timedelta(days=1)
    day = min(end, on)
    below, codes = parts_of(area, day), codes_then(area.code, day)
    home = homes([one.code for one in below], day)
    counties = {one.code: _county(one.code, one.name) for one in below}
    counties[area.code] = _county(area.code, f"{area.name}本级" if below else area.name)
    units: dict[int, Line] = {}
    overdue: list[Line] = []
    at_risk: list[Line] = []
    figures = _figures()
    for row in open_rows(area, day, ALL).order_by("due_on", "pk").values(*_CLUE).iterator(chunk_size=10_000):
        state = _state(row["due_on"], day)
        county = counties[home.get(row["counts_in"], area.code)]
        unit = units.setdefault(row["unit_id"], _unit(row))
        for line in (figures, county, unit):
            line["open"] += 1
            line["overdue"] += state == "overdue"
            line["at_risk"] += state == "at_risk"
        figures["persons"] += row["then_persons"] or 0
        figures["amount_fen"] += row["then_amount_fen"] or 0
        if state == "overdue" and len(overdue) < MOST_LINES:
            overdue.append(_clue(row, day))
        elif state == "at_risk" and len(at_risk) < MOST_LINES:
            at_risk.append(_clue(row, day))
    checks = next_checks(codes, end)
    return {
        "day": day.isoformat(),
        "figures": figures,
        "overdue": overdue,
        "at_risk": at_risk,
        "counties": _worst_first(line for line in counties.values() if below or line["open"]),
        "units": _worst_first(line for line in units.values() if line["overdue"]),
        "promises": [_promise(one) for one in promises_of(campaign, codes, start, day)],
        "checks": [_check(one) for one in checks[:MOST_LINES]],
        "checks_all": checks.count(),
        "slow": [_share(one, day) for one in slow_shares(campaign, codes, day)],
    }


def _state(due_on: date | None, day: date) -> str:
    if due_on is None:
        return ""
    return "overdue" if due_on < day else "at_risk" if due_on <= day + WEEK else ""


def promises_of(campaign: Campaign, codes: Codes, start: date, day: date) -> QuerySet[DispatchPromise]:
    """Promises that fell due in the week, and earlier ones that nobody has settled."""
    due = Q(due_on__range=(start, day)) | Q(due_on__lt=start, kept__isnull=True)
    rows = DispatchPromise.objects.filter(due, campaign=campaign, unit__region_id__in=codes)
    return rows.select_related("unit")[:MOST_LINES]


def slow_shares(campaign: Campaign, codes: Codes, day: date) -> QuerySet[TaskShare]:
    """Shares past their day, of the campaign and of those that carry it out below."""
    which = Q(task__campaign=campaign) | Q(task__campaign__above=campaign)
    rows = TaskShare.objects.filter(which, state__in=UNFINISHED, due_on__lt=day, task__withdrawn_at__isnull=True)
    rows = rows.filter(unit__region_id__in=codes).order_by("due_on", "pk")
    return rows.select_related("task", "unit")[:MOST_LINES]


def next_checks(codes: Codes, end: date) -> QuerySet[PlannedVisit]:
    """Planned visits that fall due in the week after."""
    rows = PlannedVisit.objects.filter(
        region_id__in=codes,
        due_on__gt=end,
        due_on__lte=end + WEEK,
        done_on__isnull=True,
        dropped_on__isnull=True,
    )
    return rows.select_related("employer", "project", "region", "staff").order_by("due_on", "pk")


def _figures() -> Line:
    return {"open": 0, "overdue": 0, "at_risk": 0, "persons": 0, "amount_fen": 0}


def _county(code: str, name: str) -> Line:
    return {"code": code, "name": name, "open": 0, "overdue": 0, "at_risk": 0}


def _unit(row: Mapping[str, Any]) -> Line:
    return {"unit": row["unit_id"], "name": row["unit__short_name"], "open": 0, "overdue": 0, "at_risk": 0}


def _clue(row: Mapping[str, Any], day: date) -> Line:
    return {
        "clue": row["pk"],
        "number": row["number"],
        "region": row["region__name"],
        "employer": row["employer__name"] or row["employer_said"] or "不详",
        "project": row["project_said"],
        "received_on": row["received_on"].isoformat(),
        "due_on": row["due_on"].isoformat(),
        "days": (day - row["due_on"]).days,
        "left": (row["due_on"] - day).days,
        "persons": row["then_persons"],
        "amount_fen": row["then_amount_fen"],
        "unit": row["unit__short_name"],
        "officer": row["officer__name"],
    }


def _promise(one: DispatchPromise) -> Line:
    said = {True: "已兑现", False: "未兑现", None: "未核定"}[one.kept]
    return {
        "promise": one.pk,
        "unit": one.unit.short_name,
        "text": one.text,
        "due_on": one.due_on.isoformat(),
        "kept": one.kept,
        "said": said,
        "reason": one.reason,
    }


def _check(one: PlannedVisit) -> Line:
    about = one.project or one.employer
    return {
        "plan": one.pk,
        "kind": one.get_kind_display(),
        "about": str(about.name) if about else "",
        "region": one.region.name,
        "due_on": one.due_on.isoformat(),
        "staff": one.staff.name if one.staff else "未明确",
    }


def _share(one: TaskShare, day: date) -> Line:
    assert one.due_on is not None
    return {
        "share": one.pk,
        "campaign": one.task.campaign_id,
        "task": one.task.text,
        "unit": one.unit.short_name,
        "due_on": one.due_on.isoformat(),
        "days": (day - one.due_on).days,
        "state": one.get_state_display(),
    }


def _worst_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line["overdue"], -line["at_risk"], -line["open"], line["name"]))
