"""What the ledger says now, in the words of the workbook: the same values that a row of a file is read into.

The export prints them, the import compares with them; so a workbook that went out comes back as "unchanged".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nuanxin.command.ledger import cells
from nuanxin.command.ledger.sheets import CLUES, UNKNOWN_EMPLOYER, Kind, Sheet
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.rights.intake.taken_text.keeping import NOTE
from nuanxin.watch.inspection.models import Visit

Said = dict[str, Any]
# What a cell says where nothing is said. An area must always be said: it stays.
_UNSAID: Said = {
    "employer": UNKNOWN_EMPLOYER,
    "project": "",
    "sector": None,
    "place": "",
    "owed_from": "",
    "owed_to": "",
}
_FREE_TEXT = frozenset({Kind.TEXT, Kind.NUMBER_TEXT})


def clue_says(clue: Clue, reporter: Reporter | None) -> Said:
    employer = clue.employer
    return {
        **_stated(clue, employer, reporter),
        **{name: blank for name, blank in _UNSAID.items() if name in read_names(clue.notes)},
    }


def read_names(notes: Mapping[str, Any]) -> list[str]:
    """The columns that a machine filled and nobody has gone over: as long as that is so, they are not said."""
    note = notes.get(NOTE)
    return list(note["filled"]) if isinstance(note, dict) else []


def _stated(clue: Clue, employer: Employer | None, reporter: Reporter | None) -> Said:
    return {
        "external_number": number_of(clue),
        "channel": clue.channel,
        "received_on": clue.received_on,
        "reporter": reporter.name if reporter else "",
        "id_number": reporter.id_number if reporter else "",
        "phone": reporter.phone if reporter else "",
        "migrant": reporter.migrant if reporter else None,
        "employer": clue.employer_said or (employer.name if employer else UNKNOWN_EMPLOYER),
        "credit_code": (employer.credit_code or "") if employer else "",
        "project": clue.project_said,
        "sector": clue.sector_said or None,
        "region": clue.region_id,
        "place": clue.place,
        "owed_from": clue.owed_from,
        "owed_to": clue.owed_to,
        "persons": clue.persons,
        "migrant_persons": clue.migrant_persons,
        "amount": clue.amount_fen,
        "migrant_amount": clue.migrant_amount_fen,
        "government": clue.government,
        "state_firm": clue.state_firm,
        "new_form": clue.new_form,
        "demand": clue.demand,
    }


def number_of(clue: Clue) -> str:
    """The number under which the workbook knows a clue: that of the system it came from, else our own."""
    return clue.external_number or clue.number


def settlement_says(settlement: Settlement) -> Said:
    return {
        "solved_by": settlement.solved_by,
        "filed_on": settlement.filed_on,
        "solved_on": settlement.solved_on,
        "persons": settlement.persons,
        "migrant_persons": settlement.migrant_persons,
        "amount": settlement.amount_fen,
        "migrant_amount": settlement.migrant_amount_fen,
    }


def act_says(act: OfficialAct) -> Said:
    return {"kind": act.kind, "done_on": act.done_on, "number": act.number}


def visit_says(visit: Visit) -> Said:
    return {
        "employer": visit.employer.name,
        "credit_code": visit.employer.credit_code or "",
        "visited_on": visit.visited_on,
        "workforce": visit.workforce,
        "migrants": visit.migrants,
        "sector": visit.sector,
        "region": visit.region_id,
        "project": visit.project.name if visit.project else "",
        "government": visit.government,
        "state_firm": visit.state_firm,
        "arrears_found": visit.arrears_found,
        "arrears_persons": visit.arrears_persons,
        "arrears": visit.arrears_fen,
        "recording": visit.recording,
    }


def notes_say(notes: Mapping[str, Any]) -> dict[str, str]:
    """Notes as cells hold them; what the house itself keeps among them (marks, lists) is no cell."""
    said = {heading: cells.text(value) for heading, value in notes.items() if isinstance(value, str)}
    return {heading: value for heading, value in said.items() if value}


def notes_with(notes: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Any]:
    """The notes of a row in place of those before; what the house itself keeps stays."""
    return {heading: value for heading, value in notes.items() if not isinstance(value, str)} | dict(said)


def differing(sheet: Sheet, now: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """Names of the columns in which a row says something else than the ledger; what the row does not have is left out."""
    return [
        column.name
        for column in sheet.columns
        if column.name in now
        and now[column.name] != said[column.name]
        and not _same(_as_read(column.name, sheet, now[column.name]), said[column.name])
    ]


def _as_read(name: str, sheet: Sheet, value: Any) -> Any:
    """A value of ours as it would come back from a cell: rows from the pages may hold spaces that a cell loses."""
    column = sheet.column(name)
    if not isinstance(value, str) or not value:
        return value
    if column.kind in _FREE_TEXT:
        return cells.text(value)
    if column.kind == Kind.CHOICE:
        return value
    try:
        return cells.reader_of(column)(value)
    except ValueError:
        return value


def _same(now: Any, said: Any) -> bool:
    if now in (None, "") and said in (None, ""):
        return True
    # A cell ends at 32 767 signs; what the ledger knows beyond is not contradicted by it.
    longest = CLUES.column("demand").longest
    if isinstance(now, str) and isinstance(said, str) and len(now) > longest >= len(said):
        return now[:longest].strip() == said
    return bool(now == said)
