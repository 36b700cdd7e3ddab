"""The rows behind one figure of a paper; two versions beside one another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from nuanxin.command.bulletins.counting.served import service
from nuanxin.command.bulletins.opening import Opened, opened
from nuanxin.command.bulletins.outline import outline
from nuanxin.command.bulletins.seeing import seen_bulletin
from nuanxin.command.bulletins.versions import difference
from nuanxin.command.bulletins.writing import figures_of, version_of
from nuanxin.command.counters.tables import TABLES
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.gate import me, officer_page

SHOWN = 200


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def bulletin_figure(request: HttpRequest, number: int, version: int, key: str) -> HttpResponse:
    """How the figure was counted, its rows, and what the same question answers now."""
    found = seen_bulletin(me(request), number)
    figures = figures_of(version_of(found, version))
    if key not in figures:
        raise NotFound("没有找到这个数", why="这一稿中没有这个数", remedy="请从正文点开")
    figure = figures[key]
    back = f"{reverse('officer:bulletin', args=[found.pk])}?version={version}"
    context: dict[str, Any] = {
        "figure": figure,
        "days": figure.days,
        "region": Region.objects.get(pk=figure.region),
        "back": back,
        "crumbs": [("通报与报告", reverse("officer:bulletins")), (outline(found.kind).name, back), (figure.label, "")],
    }
    if figure.parts:
        context["parts"] = [
            (figures[part], reverse("officer:bulletin_figure", args=[found.pk, version, part])) for part in figure.parts
        ]
        return render(request, "officer/bulletins/figure.html", context)
    behind = opened(figure, occasion.today())
    rows = list(behind.rows[:SHOWN])
    context |= {
        "behind": behind,
        "count": behind.rows.count(),
        "limit": SHOWN,
        "moved": behind.now is not None and behind.now != figure.value,
        "lines": [_line(behind, row) for row in rows],
    }
    context["seen"] = _seen(me(request), context["lines"])
    return render(request, "officer/bulletins/figure.html", context)


def _line(behind: Opened, row: Any) -> dict[str, Any]:
    """One row, whatever table it comes from: day, clue, who, what, how much it adds."""
    if behind.table == "shares":
        day = row.done_on or row.due_on
        what = f"{row.task.text[:80]}（{row.get_state_display()}，期限{row.due_on or '未定'}）"
        return {"day": day, "clue": None, "name": row.unit.name, "what": what, "adds": 1}
    if behind.table == "participants":
        day = row.received_at or row.sent_at
        return {"day": day.date(), "clue": None, "name": row.unit.name, "what": "已签收" if row.received_at else "未签收", "adds": 1}  # fmt: skip
    if behind.table == "tasks":
        return {"day": row.due_on, "clue": None, "name": "", "what": row.text[:120], "adds": 1}
    if behind.table == "filed":
        url = reverse("officer:report_cell", args=[row.pk, behind.figure.cell])
        day = row.filed_at and row.filed_at.astimezone(BEIJING).date()
        return {
            "day": day,
            "clue": None,
            "name": row.unit.name,
            "what": row.round.title,
            "url": url,
            "adds": behind.figure.value,
        }
    if behind.table == "services":
        of = service(behind.figure.counter)
        return {
            "day": getattr(row, of.day),
            "clue": None,
            "name": row.unit.name,
            "what": of.name,
            "adds": _adds(behind, row),
        }
    table = TABLES[behind.table]
    clue = _clue(row, table.clue)
    who = getattr(row, "employer", None) or (clue.employer if clue else None)
    said = clue.employer_said if clue else ""
    return {
        "day": table.day_of(row),
        "clue": clue,
        "name": who.name if who else said or "不详",
        "what": table.name,
        "adds": getattr(row, "measured", None) if behind.figure.source == "counter" else _adds(behind, row),
    }


def _adds(behind: Opened, row: Any) -> int:
    """How much one row of a figure that is no counter's adds."""
    if behind.figure.source == "settlement" or behind.figure.unit == "天":
        return behind.figure.value
    return getattr(row, behind.adds) or 0 if behind.adds else 1


def _clue(row: Any, way: str | None) -> Clue | None:
    """The clue that a row belongs to, along the way that its table names."""
    if way is None:
        return None
    at = row
    for step in filter(None, way.split("__")):
        at = getattr(at, step)
    return at if isinstance(at, Clue) else None


def _seen(staff: Staff, lines: list[dict[str, Any]]) -> set[int]:
    """The clues among the rows that the person may open; the others stand in the list without a link."""
    keys = [line["clue"].pk for line in lines if line["clue"]]
    return set(clues_for(staff).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


@officer_page(P.CAMPAIGN_VIEW, P.CAMPAIGN_MANAGE)
def bulletin_compare(request: HttpRequest, number: int, before: int, after: int) -> HttpResponse:
    """What changed from one version to another."""
    found = seen_bulletin(me(request), number)
    old, new = version_of(found, before), version_of(found, after)
    back = reverse("officer:bulletin", args=[found.pk])
    context = {
        "found": found,
        "old": old,
        "new": new,
        "between": difference(old, new),
        "back": back,
        "crumbs": [("通报与报告", reverse("officer:bulletins")), (outline(found.kind).name, back), ("稿本比较", "")],
    }
    return render(request, "officer/bulletins/compare.html", context)
