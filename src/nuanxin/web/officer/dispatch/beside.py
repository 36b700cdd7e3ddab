"""What stands over a clue, for its page and its cases': supervision with notes, the task force, steps taken on units because of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from nuanxin.command.dispatch.ladder.models import UnitMeasure
from nuanxin.command.dispatch.ladder.taking import measures_on
from nuanxin.command.dispatch.seeing import measures_seen
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Supervision
from nuanxin.rights.cases.supervision import NOTED, is_silent
from nuanxin.rights.intake.models import Clue
from nuanxin.web.officer.gate import me


def watched_on_tab(request: HttpRequest, tab: str, clue: Clue, supervisions: Iterable[Supervision]) -> dict[str, Any]:
    """For the open tab only. Steps on units are shown to those who may see them; the others learn nothing of them."""
    if request.GET.get("tab") != tab:
        return {}
    return {"watched": [_line(one) for one in supervisions], "unit_steps": steps_seen(clue, me(request))}


def steps_seen(clue: Clue, staff: Staff) -> list[UnitMeasure]:
    """The steps of the ladder that name the clue, as far as the person may see them."""
    found = measures_on(clue)
    seen = (
        set(measures_seen(staff).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)) if found else ()
    )
    return [one for one in found if one.pk in seen]


def _line(one: Supervision) -> dict[str, Any]:
    notes = list(one.notes.all())
    running = one.ended_on is None and one.kind in NOTED
    last = max((note.written_on for note in notes), default=None)
    return {
        "one": one,
        "notes": notes,
        "members": list(one.members.all()),
        "late": running and is_silent(one.since, last, occasion.today()),
    }
