"""The file's page for the worker: where it is, until when, who answers, and everything he may do now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.answer.said import MARKS
from nuanxin.rights.intake.channels import OPEN_STATES, ClueKind, ClueState
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.progress import Progress, progress_facts, progress_of
from nuanxin.rights.intake.similar import Similar, similar_closed
from nuanxin.web.worker import opened
from nuanxin.web.worker.confirming import confirm_path, paid_line
from nuanxin.web.worker.progress.desks import desks
from nuanxin.web.worker.progress.looks import looks
from nuanxin.web.worker.progress.ways import ways_of
from nuanxin.web.worker.report import group
from nuanxin.web.worker.tries import HOUR

View = Callable[[HttpRequest, Clue], HttpResponse]


@dataclass(frozen=True)
class Stop:
    """One stop of the way as drawn: done, now or next."""

    name: str
    on: object
    state: str


def with_file(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Only where a file was opened on this phone; else ask for the code first."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        clue = opened.opened_file(request)
        return view(request, clue) if clue else redirect("worker:find")

    return checked


@never_cache
@require_GET
@with_file
def file(request: HttpRequest, clue: Clue) -> HttpResponse:
    """One page, most important first: step, days left, who, what may be done."""
    held = clue.merged_into or clue
    on = occasion.today()
    told = progress_of(progress_facts(clue), on)
    own = opened.own_claim(request, clue)
    line = paid_line(own) if own else None
    drawn = {
        "own": own_details(request, clue),
        "similar": usual_time(held, on) if held.state in OPEN_STATES else None,
        "clue": clue,
        "told": told,
        "lines": tuple(reversed(told.lines)),
        "stops": stops(told, ended=held.state not in OPEN_STATES),
        "days_over": -(told.days_left or 0),
        "raised": held.events.filter(kind="raise_clue", occurred_on=on).exists(),
        "open": held.state in OPEN_STATES,
        "ended": held.state in (ClueState.SETTLED, ClueState.CLOSED, ClueState.REFUSED),
        "complaint": clue.kind == ClueKind.COMPLAINT,
        "by_code": opened.has_code(request),
        "line": line,
        "confirm_url": confirm_path(own) if own and line and line.paid_fen and opened.has_code(request) else "",
        "evidence": clue.evidence.filter(from_worker=True).order_by("pk"),
        "looks": looks(held),
        "desks": desks(held),
        "group": group.of_clue(request, clue),
        "ways": ways_of(clue, on, own) if held.state in OPEN_STATES or held.state == ClueState.REFUSED else (),
        "ways_open": held.state == ClueState.REFUSED,
        "marks": [(mark, _(words)) for mark, words in MARKS.items()],
    }
    return render(request, "worker/file.html", drawn)


def usual_time(clue: Clue, on: date) -> Similar | None:
    """How long similar matters took; looked up once an hour for a place."""
    key = f"similar-{clue.region_id}-{clue.kind}-{on}"
    found: Similar | str | None = cache.get(key)
    if found is None:
        found = similar_closed(clue=clue, on=on) or ""
        cache.set(key, found, HOUR)
    return found if isinstance(found, Similar) else None


@dataclass(frozen=True)
class Own:
    """What the file says of this person and he may complete."""

    migrant: bool | None
    has_number: bool


def own_details(request: HttpRequest, clue: Clue) -> Own | None:
    """None where nobody is named: an anonymous report, or a file opened without the code."""
    person = opened.own_claim(request, clue)
    reporter = opened.own_reporter(request, clue)
    if not opened.has_code(request) or (person is None and (reporter is None or reporter.anonymous)):
        return None
    if person is not None:
        return Own(person.worker.migrant, bool(person.worker.id_number))
    assert reporter is not None
    return Own(reporter.migrant, bool(reporter.id_number))


def stops(told: Progress, *, ended: bool) -> list[Stop]:
    """The stages of intake, each marked as done, now or next; at the end everything is done."""
    now = next((n for n, step in enumerate(told.steps) if step.now), 0)
    return [
        Stop(_(step.name), step.on, "done" if n < now or (ended and n == now) else "now" if n == now else "next")
        for n, step in enumerate(told.steps)
    ]
