"""核查线索 as pages show them: each signal with its rows; a row leads only to what the viewer may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.cases.leads import Lead, Row, leads_of_worker, may_read_leads, read_leads
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.web.officer.gate import me

TAB = "links"


@dataclass(frozen=True)
class ShownRow:
    """One row: words, the clue it stands in (its page, where the viewer may open it)."""

    text: str
    clue: str
    url: str


@dataclass(frozen=True)
class ShownLead:
    """One signal on a page. `about`: the clue whose signal it is, on a person's page."""

    name: str
    says: str
    harmless: str
    rows: tuple[ShownRow, ...]
    about: str = ""
    about_url: str = ""


def leads_on_tab(request: HttpRequest, clue: Clue) -> list[ShownLead] | None:
    """For the open tab only, since each look is written down; None where they do not stand open for the viewer."""
    staff = me(request)
    if request.GET.get("tab") != TAB or not may_read_leads(staff, clue):
        return None
    return _shown(read_leads(clue=clue, by=staff), staff)


def leads_on_person(staff: Staff, worker: Worker, clues: Iterable[Clue]) -> list[ShownLead]:
    """What the signals say of one person, clue by clue."""
    shown = []
    for clue, leads in leads_of_worker(worker=worker, clues=clues, by=staff):
        shown += _shown(leads, staff, about=clue)
    return shown


def _shown(leads: Iterable[Lead], staff: Staff, about: Clue | None = None) -> list[ShownLead]:
    leads = list(leads)
    named = {row.clue for lead in leads for row in lead.rows if row.clue}
    seen = set(clues_for(staff).filter(number__in=named).values_list("number", flat=True))
    return [
        ShownLead(
            lead.name,
            lead.says,
            lead.harmless,
            tuple(_row(row, row.clue in seen) for row in lead.rows),
            about.number if about else "",
            reverse("officer:clue", args=[about.number]) + f"?tab={TAB}#tab" if about else "",
        )
        for lead in leads
    ]


def _row(row: Row, seen: bool) -> ShownRow:
    """What stands in the other clue is told only to who may open it."""
    text = f"{row.text}；{row.inside}" if seen and row.inside else row.text
    return ShownRow(text, row.clue, reverse("officer:clue", args=[row.clue]) if seen else "")
