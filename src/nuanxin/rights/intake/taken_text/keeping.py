"""The message as it came is kept beside the clue, with what was read and what the person made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.reading import ComplaintReading, Span, read_text
from nuanxin.rights.intake.registration import ClueFacts, admit
from nuanxin.rights.intake.registration.facts import UNKNOWN_EMPLOYER
from nuanxin.rights.intake.registration.linking import employer_for, project_for
from nuanxin.rights.intake.registration.registering import home_of
from nuanxin.rights.intake.sectors import sector_of
from nuanxin.rights.intake.taken_text.filling import FIELDS, spans_of, values_of
from nuanxin.rights.intake.taken_text.records import TextReading
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import clues_for, must_hold

NOTE = "read_from_text"  # in the notes of a clue: what an import read, until a person has answered for it
_FIXED = ("region",)  # a clue changes its area by a transfer, not by a reading


@dataclass(frozen=True)
class Pending:
    """What a machine read for one clue and nobody has answered for: filled in by an import, or only suggested."""

    text: str
    values: Mapping[str, Any]
    spans: Mapping[str, Span]
    filled: frozenset[str]

    @property
    def suggested(self) -> dict[str, Any]:
        return {key: value for key, value in self.values.items() if key not in self.filled}


def pending_of(clue: Clue) -> Pending | None:
    """What waits to be gone over. A stated value is never questioned. Reads, writes nothing."""
    note = clue.notes.get(NOTE)
    text = str(clue.notes.get(note["heading"]) or clue.demand) if isinstance(note, dict) else clue.demand
    if not text.strip() or (note is None and clue.readings.exists()):
        return None
    reading = read_text(text, time=clue.received_on)
    filled = frozenset(note["filled"]) if isinstance(note, dict) else frozenset()
    found = values_of(reading)
    values = {key: getattr(clue, FIELDS[key].column) for key in FIELDS if key in filled}
    values |= {key: value for key, value in found.items() if key not in _FIXED and _blank(clue, key)}
    return Pending(text, values, spans_of(reading, values), filled) if values else None


def _blank(clue: Clue, key: str) -> bool:
    if key == "employer":
        return clue.employer_id is None and clue.employer_said.strip() in UNKNOWN_EMPLOYER
    if key == "sector":
        return not clue.sector_said and not clue.project_said
    return getattr(clue, FIELDS[key].column) in (None, "")


def keep_reading(
    *, clue: Clue, text: str, reading: ComplaintReading, settled: Mapping[str, Any], by: Staff, at: datetime
) -> TextReading:
    """At the counter, within the act that registers the clue: the right was checked there."""
    read = values_of(reading)
    return TextReading.objects.create(
        clue=clue, source=TextReading.Source.COUNTER, text=text, reading=read, spans=spans_of(reading, read),
        settled={key: settled.get(key) for key in FIELDS}, at=at, by=by,
    )  # fmt: skip


@transaction.atomic
def settle_reading(*, clue: Clue, values: Mapping[str, Any], by: Staff, at: datetime, on: date) -> TextReading:
    """A person has gone over what was read: `values` stand from now on, as stated. BadInput, Refusal, NotFound.

    Facts of tables move with `cases.facts.repost_for_clue`, which the caller calls after.
    """
    row = locked(clue)
    must_hold(by, Permission.CLUE_HANDLE, row, doing="核对识读")
    must_be_open(row, doing="核对识读", on=on)
    pending = pending_of(row)
    if pending is None:
        raise Refusal(f"{row.number}没有待核对的识读", why="可能刚由同事核对", remedy="请刷新线索页面")
    asked = {key: values.get(key) for key in pending.values if key not in _FIXED}
    before = {key: getattr(row, FIELDS[key].column) for key in asked}
    _put(row, asked, on)
    row.notes = {key: value for key, value in row.notes.items() if key != NOTE}
    row.save()
    kept = TextReading.objects.create(
        clue=row, source=TextReading.Source.CLUE, text=pending.text, reading=dict(pending.values),
        spans=dict(pending.spans), settled=asked | {key: pending.values[key] for key in _FIXED if key in pending.values},
        at=at, by=by,
    )  # fmt: skip
    names = "、".join(FIELDS[key].label for key in asked)
    write_down(
        "settle_reading", clue=row, by=by, on=on, text=f"已核对从文字中读出的：{names}",
        details={"reading": kept.pk, "before": before, "after": asked},
    )  # fmt: skip
    return kept


def _put(row: Clue, values: Mapping[str, Any], on: date) -> None:
    """The values as stated ones, held to the same rules as a form."""
    facts = ClueFacts(
        channel=Channel(row.channel), region=row.region_id, received_on=row.received_on, kind=ClueKind(row.kind), place=row.place,
        employer_name=row.employer_said, project_name=row.project_said, sector=row.sector_said, demand=row.demand,
        owed_from=row.owed_from, owed_to=row.owed_to, persons=row.persons, migrant_persons=row.migrant_persons,
        amount_fen=row.amount_fen, migrant_amount_fen=row.migrant_amount_fen,
    )  # fmt: skip
    names = {"employer": "employer_name", "project": "project_name"}
    said: dict[str, Any] = {
        names.get(key, key): ("" if value is None and _is_text(key) else value) for key, value in values.items()
    }
    facts = replace(facts, **said)
    admission = admit(facts, max(on, row.received_on))
    if admission.faults:
        raise BadInput(admission.faults)
    for key, value in values.items():
        setattr(row, FIELDS[key].column, (value or "") if _is_text(key) else value)
    home = home_of(row.region)
    if "employer" in values:
        row.employer = employer_for(facts, home) if facts.employer_known else None
    if "project" in values:
        row.project = project_for(facts, row.employer, row.region)
        row.employer = row.employer or (row.project.employer if row.project else None)
    row.sector = sector_of(project_said=row.project_said, sector_said=row.sector_said)


def _is_text(key: str) -> bool:
    return key not in ("persons", "amount_fen")


def readings_seen_by(staff: Staff) -> QuerySet[TextReading]:
    """Settled readings of the clues that the person may see, the newest first."""
    return TextReading.objects.filter(clue__in=clues_for(staff).values("pk")).order_by("-pk")
