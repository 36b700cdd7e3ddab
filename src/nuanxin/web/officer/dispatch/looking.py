"""数据核查 (what looks too good) and 大案督办 (clues that a leader or a task force took charge of, with the weekly notes)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.command.dispatch.frauds.judging import measures_on
from nuanxin.command.dispatch.frauds.listing import KINDS, suspicions
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.rights.cases.models import Supervision, SupervisionNote
from nuanxin.rights.cases.supervision import NOTE_EVERY, PRESS, is_silent
from nuanxin.rights.intake.reception.roster import turns_of
from nuanxin.web.officer.dispatch.scope import read_scope, scope_context
from nuanxin.web.officer.gate import officer_page

SHOWN = 300


@officer_page(P.CLUE_SUPERVISE)
def dispatch_frauds(request: HttpRequest) -> HttpResponse:
    """Four lists for the supervisor; nothing decides by them."""
    scope = read_scope(request)
    found = suspicions(scope.area, scope.days.start, scope.days.end, scope.days.on)
    context = {
        **scope_context(request, scope, "数据核查"),
        "kinds": [(key, name, [one for one in found if one.kind == key]) for key, name in KINDS.items()],
        "measures": measures_on(scope.days.on),
    }
    return render(request, "officer/dispatch/frauds.html", context)


@officer_page(P.CAMPAIGN_VIEW)
def dispatch_big(request: HttpRequest) -> HttpResponse:
    """Open supervisions of the area: who took charge, the last weekly note, whether one is missing."""
    scope = read_scope(request)
    on = scope.days.on
    rows = (
        Supervision.objects.filter(clue__region_id__in=codes_then(scope.area.pk, on), ended_on__isnull=True)
        .exclude(kind=PRESS)
        .select_related("clue__region", "clue__employer", "clue__unit", "clue__officer", "leader", "unit", "by")
        .prefetch_related("members__unit")
        .order_by("since", "pk")[:SHOWN]
    )
    notes = SupervisionNote.objects.filter(supervision__in=[row.pk for row in rows], written_on__lte=on)
    last = {note.supervision_id: note for note in notes}  # the latest stands last
    lines = [_line(row, last.get(row.pk), on) for row in rows]
    turns = turns_of(scope.area, on, on + NOTE_EVERY)
    context = {**scope_context(request, scope, "大案督办"), "lines": lines, "turns": turns}
    return render(request, "officer/dispatch/big.html", context)


def _line(row: Supervision, note: SupervisionNote | None, on: date) -> dict[str, Any]:
    units = list(dict.fromkeys(one.unit.short_name for one in row.members.all() if one.left_on is None))
    return {
        "row": row,
        "note": note,
        "late": is_silent(row.since, note.written_on if note else None, on),
        "units": units,
    }
