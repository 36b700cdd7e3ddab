"""The list behind a figure, whatever table its rows lie in and wherever it was opened from."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.tables import TABLES
from nuanxin.command.reporting.drill import Drill
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.visibility import clues_for

SHOWN = 200
KINDS = {"entered": "填报", "parts": "分项"}


def cell_page(
    request: HttpRequest,
    opened: Drill,
    *,
    staff: Staff,
    window: Window,
    back: str,
    below: Any = (),
    parts: Any = (),
    typed: Any = (),
) -> HttpResponse:
    """The rows of a figure; the files below it, the cells it adds up, what was typed for it."""
    listed = opened.kind in TABLES
    lines = lines_of(opened.kind, opened.rows) if listed else []
    context = {
        "opened": opened,
        "kind": KINDS.get(opened.kind) or TABLES[opened.kind].name,
        "listed": listed,
        "lines": lines,
        "figure": opened.figure,
        "count": opened.rows.count(),
        "limit": SHOWN,
        "seen": seen_of(staff, lines),
        "window": window,
        "back": back,
        "below": below,
        "parts": parts,
        "typed": typed,
        "crumbs": [("报表", back), (opened.title, "")],
    }
    return render(request, "officer/reports/cell.html", context)


def lines_of(kind: str, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """The first rows as lines of the list."""
    return [_line(kind, row) for row in rows.select_related(*_along(kind))[:SHOWN]]


def seen_of(staff: Staff, lines: list[dict[str, Any]]) -> set[int]:
    """The clues among the lines that the person may open; the others stand in the list without a link."""
    keys = [line["clue"].pk for line in lines if line.get("clue")]
    return set(clues_for(staff).filter(pk__in=keys).values_list("pk", flat=True))


def _along(kind: str) -> tuple[str, ...]:
    table = TABLES[kind]
    return (*table.shown, *filter(None, [table.clue]))


def _line(kind: str, row: Any) -> dict[str, Any]:
    """One row of the list. No worker and no reporter is named: a figure opens to files, not to people."""
    table = TABLES[kind]
    day = table.day_of(row)
    if kind == "visits":
        return {
            "day": day,
            "name": row.employer.name,
            "project": row.project.name if row.project else row.project_key,
            "region": row.region.name,
            "what": f"职工{row.workforce}人，农民工{row.migrants}人" + ("，查实欠薪" if row.arrears_found else ""),
            "persons": row.arrears_persons,
            "amount_fen": row.arrears_fen,
        }
    if kind == "advice":
        line = {"day": day, "name": row.employer or "不详", "project": row.project, "region": row.region.name}
        return line | {"what": row.get_way_display(), "persons": row.persons, "amount_fen": row.amount_fen}
    clue = row
    for part in (table.clue or "").split("__"):
        clue = getattr(clue, part) if part else clue
    said: dict[str, Any] = {"persons": None, "amount_fen": None}  # a paper counts as one, whoever it concerns
    return {
        "clue": clue,
        "day": day,
        "name": clue.employer.name if clue.employer else clue.employer_said or "不详",
        "project": clue.project_said,
        "region": getattr(row, "region", clue.region).name,
    } | (said | _content(kind, row, clue))


def _content(kind: str, row: Any, clue: Any) -> dict[str, Any]:
    if kind == "settlements":
        return {"what": row.get_solved_by_display(), "persons": row.persons, "amount_fen": row.amount_fen}
    if kind == "acts":
        return {"what": f"{row.get_kind_display()} {row.number}".strip()}
    if kind == "petitions":
        return {"what": row.get_kind_display() + ("，集体" if row.mass else ""), "persons": row.persons}
    if kind == "legal_aid":
        return {"what": "指派法律援助", "persons": max(row.then_persons or 1, 1)}
    if kind == "relief":
        return {"what": "先行救助" if row.urgent else "临时救助金", "persons": 1, "amount_fen": row.amount_fen}
    if kind == "advances":
        return {"what": row.get_nature_display(), "persons": 1, "amount_fen": row.amount_fen}
    what = "集中接访" if kind == "clues" else clue.get_channel_display()
    then = {name: getattr(row, f"then_{name}", getattr(clue, name)) for name in ("persons", "amount_fen")}
    return {"what": what, **then}
