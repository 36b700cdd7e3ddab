"""A clue that comes again and says something else: put right in the ledger, with the thread telling what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from nuanxin.command.ledger.entering.parties import employer_said, project_said
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import CLUES, UNKNOWN_EMPLOYER
from nuanxin.command.ledger.standing import notes_with
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.receiving import OPERATOR
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from nuanxin.rights.intake.registration import ReporterFacts, reporter_indexes
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.rights.intake.taken_text.keeping import NOTE

if TYPE_CHECKING:
    from nuanxin.command.ledger.entering.clues import ClueImport

IMPORTED, CORRECTED = "import_clue", "correct_clue_by_import"
_COLUMNS = {
    "channel": "channel",
    "received_on": "received_on",
    "employer": "employer_said",
    "project": "project_said",
    "region": "region_id",
    "place": "place",
    "owed_from": "owed_from",
    "owed_to": "owed_to",
    "persons": "persons",
    "migrant_persons": "migrant_persons",
    "amount": "amount_fen",
    "migrant_amount": "migrant_amount_fen",
    "government": "government",
    "state_firm": "state_firm",
    "new_form": "new_form",
    "demand": "demand",
}
_PERSONAL = ("reporter", "id_number", "phone", "migrant")
_NOT_COPIED = frozenset({"id", "recorded_at", "lot"})


def correct_clue(
    *, clue: Clue, reporter: Reporter | None, row: Row, changed: list[str], was: Mapping[str, Any], doing: ClueImport
) -> None:
    """Put the changed columns right, move the facts that tables count along, and write the line of the thread."""
    said, received = row.said, clue.received_on
    if not ClueEvent.objects.filter(clue=clue, kind=IMPORTED).exists():
        keep_earlier(clue, on=doing.on)  # what a file entered is replaced from its first day on, as its facts are
    for name in changed:
        if name in _COLUMNS:
            setattr(clue, _COLUMNS[name], said[name])
    if "received_on" in changed and clue.recorded_on == received:
        clue.recorded_on = said["received_on"]
    if {"employer", "credit_code", "region"} & set(changed) and "employer" not in row.read:
        clue.employer_id = doing.parties.employer(employer_said(row))
    if {"project", "region"} & set(changed) and "project" not in row.read:
        clue.project_id = doing.parties.project(project_said(row))
    if "region" in changed and clue.unit_id == doing.office(was["region"])[0]:
        clue.unit_id, clue.officer_id = doing.office(said["region"])
    if "sector" not in row.read:
        clue.sector_said = said["sector"] or ""
    clue.sector = sector_of(project_said=clue.project_said, sector_said=clue.sector_said)
    clue.notes = _without_read(notes_with(clue.notes, row.notes), changed)
    clue.save()
    if set(_PERSONAL) & set(changed):
        _correct_reporter(clue, reporter, said)
    names = [name for name in changed if name not in _PERSONAL]
    ClueEvent.objects.create(
        clue=clue,
        kind=CORRECTED,
        occurred_on=doing.on,
        by=doing.by,
        text="再次导入时更正：" + "、".join(CLUES.column(name).heading for name in changed or ["附注"]),
        details={
            **doing.mark(row),
            "before": {name: _plain(was[name]) for name in names},
            "after": {name: _plain(said[name]) for name in names},
        },
    )
    move_facts(clue=clue, credit_code=said["credit_code"], on=doing.on)


def _without_read(notes: dict[str, Any], stated: list[str]) -> dict[str, Any]:
    """What a file now states is no longer what a machine read."""
    note = notes.get(NOTE)
    if not isinstance(note, dict):
        return notes
    filled = [name for name in note["filled"] if name not in stated]
    held = [name for name in note["held"] if name.removesuffix("_fen") not in stated]
    left = {key: value for key, value in notes.items() if key != NOTE}
    return {**left, NOTE: {**note, "filled": filled, "held": held}} if filled or held else left


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _correct_reporter(clue: Clue, reporter: Reporter | None, said: Mapping[str, Any]) -> None:
    who = reporter or Reporter(clue=clue)
    who.name, who.id_number, who.phone, who.migrant = (said[name] for name in _PERSONAL)
    who.anonymous = not (who.name or who.id_number or who.phone)
    for column, index in reporter_indexes(ReporterFacts(who.name, who.id_number, who.phone)).items():
        setattr(who, column, index)
    who.save()


def employer_key(credit_code: str, name: str) -> str:
    """How tables tell employers of clues apart: by credit code, else by name; an unknown one is nobody's."""
    return credit_code or ("" if name == UNKNOWN_EMPLOYER else name_key(name))


def move_facts(*, clue: Clue, credit_code: str, on: date) -> None:
    """Place, sector, form or employer of the clue changed: the standing facts follow, each as a new row naming the old."""
    now = {"region_id": clue.region_id, "sector": clue.sector}
    for settlement in Settlement.objects.filter(clue=clue, withdrawn_on=None).select_related("recorded_by"):
        _move(settlement, {**now, "new_form": bool(clue.new_form)}, on)
    for act in OfficialAct.objects.filter(clue=clue, withdrawn_on=None).select_related("recorded_by"):
        _move(act, {**now, "employer_key": employer_key(credit_code, clue.employer_said)}, on)


def _move(fact: Settlement | OfficialAct, now: Mapping[str, Any], on: date) -> None:
    if all(getattr(fact, name) == value for name, value in now.items()):
        return
    recorded = withdraw(fact, on)
    same = {
        field.attname: getattr(fact, field.attname)
        for field in fact._meta.concrete_fields
        if field.attname not in _NOT_COPIED
    }
    fresh = {"withdrawn_on": None, "recorded_on": recorded, "recorded_at": occasion.now(), "corrects_id": fact.pk}
    type(fact)._default_manager.create(**{**same, **now, **fresh})


def withdraw(fact: Any, on: date) -> date:
    """Hold a fact no longer true; returns the day on which its successor counts as recorded.

    An imported fact counts as recorded on the day it happened, so its correction replaces it from that day on; what
    officers recorded here stays true until today for every table as of an earlier day.
    """
    imported = fact.recorded_by is None or fact.recorded_by.username == OPERATOR
    recorded: date = fact.recorded_on if imported else max(on, fact.recorded_on)
    type(fact)._default_manager.filter(pk=fact.pk).update(withdrawn_on=recorded)
    return recorded
