"""Why an area stands red: one line a cause, with the unit and the person in charge and the day, the oldest day first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.dividing.progress import conditions
from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.pack.models import DispatchPromise
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.foundation.organisations.receiving import heads_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.open_clues import open_of
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.watch.monitoring.warnings.models import RiskWarning
from nuanxin.web.leader.links import link_to, warnings_url
from nuanxin.web.patterns.lights import Light, due_light

SHOWN = 10  # lines of each kind


@dataclass
class Cause:
    """`who`: the person in charge; `until`: the day that was to be kept, the earliest where there are many."""

    kind: str
    words: str
    url: str
    unit: Unit | None
    who: Staff | None
    until: date | None
    light: Light | None = None


def causes(area: Region, clues: QuerySet[Clue], *, on: date, watches: bool) -> list[Cause]:
    """`clues`: those of the area that the person may see. `watches`: he may see warnings."""
    codes = codes_of(area.pk)
    found = [*_overdue(area, clues, on), *_shares(codes, on), *_promises(codes, on), *_measures(codes)]
    if watches:
        found += _warnings(area, codes, on)
    heads = heads_of(one.unit.pk for one in found if one.unit and one.who is None)
    for one in found:
        one.who = one.who or (heads.get(one.unit.pk) if one.unit else None)
        one.light = due_light(due_on=one.until, today=on)
    return sorted(found, key=lambda one: (one.until is None, one.until or on))


def _overdue(area: Region, clues: QuerySet[Clue], on: date) -> list[Cause]:
    late = (
        open_of(clues).filter(due_on__lt=on).order_by().values("unit_id").annotate(n=Count("pk"), first=Min("due_on"))
    )
    rows = list(late.order_by("-n", "unit_id")[:SHOWN])
    units = Unit.objects.in_bulk([row["unit_id"] for row in rows])
    return [
        Cause("线索超期", f"{row['n']:,}件", link_to(area.pk, "overdue", unit=row["unit_id"]), units[row["unit_id"]], None, row["first"])
        for row in rows
    ]  # fmt: skip


def _shares(codes: Any, on: date) -> list[Cause]:
    late = TaskShare.objects.filter(
        conditions(on)["late"], task__withdrawn_at__isnull=True, task__campaign__closed_on__isnull=True, unit__region_id__in=codes
    )  # fmt: skip
    return [
        Cause("任务逾期", one.task.text, reverse("officer:campaign_share", args=[one.pk]), one.unit, None, one.due_on)
        for one in late.select_related("task", "unit").order_by("due_on", "pk")[:SHOWN]
    ]


def _promises(codes: Any, on: date) -> list[Cause]:
    broken = DispatchPromise.objects.filter(unit__region_id__in=codes, due_on__lt=on).exclude(kept=True)
    running = broken.filter(campaign__closed_on__isnull=True).select_related("unit").order_by("due_on", "pk")
    return [
        Cause("承诺未兑现" if one.kept is False else "承诺到期未核定", one.text, reverse("officer:dispatch_promise", args=[one.pk]), one.unit, None, one.due_on)
        for one in running[:SHOWN]
    ]  # fmt: skip


def _measures(codes: Any) -> list[Cause]:
    """Steps of supervision that are not closed: their cause was written down when they were taken."""
    open_ = UnitMeasure.objects.filter(region_id__in=codes, closed_on__isnull=True).select_related("unit")
    return [
        Cause(f"{one.get_rung_display()}未销号", one.get_cause_display(), reverse("officer:dispatch_measure", args=[one.pk]), one.unit, one.answered_by, one.answer_due_on)
        for one in open_.order_by("answer_due_on", "pk")[:SHOWN]
    ]  # fmt: skip


def _warnings(area: Region, codes: Any, on: date) -> list[Cause]:
    late = RiskWarning.objects.filter(region_id__in=codes, ended_on__isnull=True, grade__in=ASKED, due_on__lt=on)
    by_owner = (
        late.order_by().values("owner_id").annotate(n=Count("pk"), first=Min("due_on")).order_by("-n", "owner_id")
    )
    rows = list(by_owner[:SHOWN])
    owners = {
        one.pk: one for one in Staff.objects.filter(pk__in=[row["owner_id"] for row in rows]).select_related("unit")
    }
    return [
        Cause("预警超期未处置", f"{row['n']:,}条", warnings_url(area.pk, overdue="1", grade=ASKED, owner=owners[row["owner_id"]].name), owners[row["owner_id"]].unit, owners[row["owner_id"]], row["first"])
        for row in rows
    ]  # fmt: skip
