"""The desk: what waits, what runs, what is late. Nothing has to be ticked off for the sake of ticking."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common import occasion
from nuanxin.foundation.notifications.odd_reading import ACT as ODD_READING
from nuanxin.foundation.organisations.duties import DUTIES, Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds, posts_of
from nuanxin.web.officer import queues
from nuanxin.web.officer.cases.ledger import procedure_name, step_name
from nuanxin.web.officer.clues.reading.urgent import urgent_before
from nuanxin.web.officer.desks.files import file_due, nearest_files
from nuanxin.web.officer.gate import me, officer_page
from nuanxin.web.patterns.lights import due_light
from nuanxin.web.patterns.listing.watched import kept_by


@officer_page()
def desk(request: HttpRequest) -> HttpResponse:
    """Counters, nearest due days, first-contact queue and tasks of the person, or of the whole unit (`?whose=unit`)."""
    staff, today = me(request), occasion.today()
    posts = posts_of(staff)
    if not holds(staff, Permission.CLUE_VIEW):
        odd = odd_reading_seen_by(staff) if holds(staff, Permission.RIGHTS_MANAGE) else []
        return render(request, "officer/desk_plain.html", {"posts": _posts(posts), "today": today, "odd": odd})
    assigns = holds(staff, Permission.CLUE_ASSIGN)  # whoever assigns looks at the unit first
    whole_unit = request.GET.get("whose", "unit" if assigns else "me") == "unit"
    heard, heard_all = queues.first_contact(staff)
    near = [(clue, due_light(due_on=clue.due_on, today=today)) for clue in queues.due_soon(staff, whole_unit)]
    context = {
        "today": today,
        "posts": _posts(posts),
        "whole_unit": whole_unit,
        "urgent": urgent_before(staff),
        "tallies": queues.tallies(staff, today, whole_unit),
        "near": near,
        "heard": heard,
        "heard_all": heard_all,
        "assigns": assigns,
        "registers": holds(staff, Permission.CLUE_REGISTER),
        "tasks": queues.tasks(staff, today, whole_unit),
        "kept": kept_by(staff),
        "files": _files(staff, today, whole_unit) if holds(staff, Permission.FILE_HANDLE) else None,
    }
    return render(request, "officer/desk.html", context)


def _files(staff: Staff, today: date, whole_unit: bool) -> list[dict[str, object]]:
    """The desk's own files in hand, the most urgent first."""
    return [
        {
            "row": row,
            "light": due_light(due_on=file_due(row), today=today),
            "procedure": procedure_name(row),
            "step": step_name(row),
            "title": queues.title_of(row.clue),
        }
        for row in nearest_files(staff, whole_unit=whole_unit)
    ]


def odd_reading_seen_by(staff: Staff) -> list[AuditEvent]:
    """The latest alerts of odd bulk reading that were told to this security administrator."""
    recent = AuditEvent.objects.filter(act=ODD_READING).order_by("-sequence")[:100]
    return [event for event in recent if staff.pk in event.details.get("told", [])][:10]


def _posts(posts: tuple[object, ...]) -> list[str]:
    return [f"{post.unit} {DUTIES[post.duty].name}" for post in posts]  # type: ignore[attr-defined]
