"""From a figure of a paper to the rows behind it, as they were counted; and what the same question answers now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from nuanxin.command.bulletins.counting.campaign import measure
from nuanxin.command.bulletins.counting.served import served, service
from nuanxin.command.bulletins.counting.stepped import added, stepped
from nuanxin.command.bulletins.figures import Figure
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import CampaignTask
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import counter
from nuanxin.command.reporting.models import Report
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.models import Clue
from nuanxin.services.events.counting import Window as ServiceWindow

_OF_CAMPAIGN: dict[str, tuple[Any, tuple[str, ...]]] = {
    "shares": (TaskShare, ("task", "unit")),
    "participants": (Participant, ("unit",)),
    "tasks": (CampaignTask, ()),
}


@dataclass(frozen=True)
class Opened:
    """The rows of a figure. `table`: how a row is shown; `definition`: what exactly was counted; `sum` what the rows amount to;
    `adds`: the field of a row that says how much it adds, where that is not one."""

    figure: Figure
    table: str
    name: str
    definition: str
    rows: QuerySet[Any]
    sum: int
    now: int | None  # the same question asked today; None where that has no answer of its own
    adds: str = ""


def opened(figure: Figure, today: date) -> Opened:
    """Rows of a counter, of the campaign, or one settlement. A share or a change has no rows: see its two figures."""
    if figure.source == "counter":
        return _counter(figure, today)
    if figure.source == "service":
        return _service(figure, today)
    if figure.source == "filed":
        return _filed(figure, today)
    if figure.source == "step":
        return _step(figure)
    if figure.source == "settlement":
        rows = Settlement.objects.filter(pk__in=figure.rows or ()).select_related("region", "clue__employer")
        total = int(rows.aggregate(n=Sum(figure.counter))["n"] or 0)
        return Opened(figure, "settlements", "解决记录", "一件解决记录登记的数", rows, total, total)
    of = measure(figure.counter)
    model, also = _OF_CAMPAIGN[of.table]
    rows = model.objects.filter(pk__in=figure.rows or ()).select_related(*also)
    return Opened(figure, of.table, of.name, of.name, rows, rows.count(), None)


def _counter(figure: Figure, today: date) -> Opened:
    of = counter(figure.counter)
    start, end, as_of = figure.days
    window = Window(figure.region, start, end, as_of)
    rows = of.rows(window, figure.where)
    also = of.table.shown
    total = of.number(window, figure.where)
    now = of.number(replace(window, as_of=max(today, as_of)), figure.where)
    ordered = rows.select_related(*also).order_by(f"-{of.table.day}", "pk")
    return Opened(figure, of.table.key, of.table.name, of.entry.definition, ordered, total, now)


def _filed(figure: Figure, today: date) -> Opened:
    """The report that said it, beside it what the ledger counts now."""
    rows = Report.objects.filter(pk__in=figure.rows or ()).select_related("round", "unit")
    of, now = counter(figure.counter), _counter(figure, today).now
    said = f"{of.entry.definition}；以上报报表中“{figure.cell}”一格的数为准，不随台账变动"
    return Opened(figure, "filed", "上报的报表", said, rows, figure.value, now)


def _service(figure: Figure, today: date) -> Opened:
    of = service(figure.counter)
    start, end, as_of = figure.days
    window = ServiceWindow(figure.region, start, end, as_of)
    now = served(figure.counter, replace(window, as_of=max(today, as_of)))
    rows = of.rows(window).select_related("unit").order_by(f"-{of.day}", "pk")
    return Opened(figure, "services", of.name, of.definition, rows, served(figure.counter, window), now, of.adds)


def _step(figure: Figure) -> Opened:
    """Rows that a step names; of days late the one row that is late."""
    of = stepped(figure.counter)
    shares = of.table == "shares"
    rows: QuerySet[Any] = (TaskShare if shares else Clue).objects.filter(pk__in=figure.rows or ())
    rows = rows.select_related(*(("task", "unit") if shares else ("employer", "region"))).order_by("pk")
    if figure.unit == "天":
        return Opened(figure, of.table, figure.label, "至统计截止日超过期限的天数", rows, figure.value, None)
    total = added(rows, of.adds)
    said = f"督促措施及其上一级措施关联的{of.name}，以取数时登记的为准"
    return Opened(figure, of.table, of.name, said, rows, total, total, of.adds)
