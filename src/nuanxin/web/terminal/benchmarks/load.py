"""Putting an invented ledger into an empty database as fast as it takes rows (COPY, or executemany)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models, transaction

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.organisations.regions import RegionRow, builtin_rows, load_regions
from nuanxin.foundation.parties.models import id_index, phone_index
from nuanxin.foundation.parties.places import place_names
from nuanxin.foundation.rows.pouring import pour
from nuanxin.foundation.vault.fields import seal
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.match_keys import index_facts
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.web.terminal.benchmarks import words
from nuanxin.web.terminal.benchmarks.invent import COUNTIES

_AT_ONCE = 20_000
_RECORDED = datetime(2023, 12, 31, 9, 0, tzinfo=BEIJING)


def make_regions() -> None:
    """The built-in regions, and invented counties for every city of the words, where they are missing."""
    rows = [RegionRow("410000", "河南省", "province", "")]
    for number, place in enumerate(words.PLACES, 1):
        city = f"41{number:02d}00"
        rows.append(RegionRow(city, f"{place}市", "city", "410000"))
        rows += [RegionRow(city[:4] + end, f"{place}第{end}县", "county", city) for end in COUNTIES]
    load_regions(builtin_rows())
    load_regions(rows)
    place_names.cache_clear()


def make_officer() -> tuple[Unit, Staff]:
    """A county's receiving unit and an officer who may register and import."""
    unit = receiving_unit(Region.objects.get(code="410721"))
    officer = Staff.objects.filter(username="bench").first()
    if officer is None:
        officer = Staff.objects.create_user(username="bench", name="测速员", unit=unit, phone="0373-0000000")
        Post.objects.create(staff=officer, unit=unit, duty="inspector", region_id="410721", valid_from=date(2019, 1, 1))
    return unit, officer


Life = Callable[[ClueFacts], dict[str, Any]]  # who holds a clue and what became of it: columns that differ


def load_clues(
    ledger: Iterable[ClueFacts],
    unit: Unit,
    officer: Staff,
    *,
    people: bool = True,
    keys: bool = True,
    life: Life = lambda facts: {},
) -> int:
    """Rows of clues, of their reporters (sealed) and of their keys; ids are those of the facts. Returns how many."""
    count, source = 0, iter(ledger)
    while batch := list(islice(source, _AT_ONCE)):
        with transaction.atomic():
            write_rows(Clue, [_clue_row(facts, unit, officer) | life(facts) for facts in batch])
            if people:
                write_rows(Reporter, [_reporter_row(facts, person) for facts in batch for person in facts.people])
            if keys:
                index_facts(batch)
        count += len(batch)
    _after_load()
    return count


def _clue_row(facts: ClueFacts, unit: Unit, officer: Staff) -> dict[str, Any]:
    return {
        "id": facts.clue_id,
        "number": facts.number,
        "channel": "12345",
        "kind": "complaint",
        "received_on": facts.received_on,
        "recorded_on": facts.received_on,
        "recorded_at": _RECORDED,
        "employer_said": "".join(facts.firms[:1]),
        "project_said": "".join(facts.projects[:1]),
        "sector_said": "",
        "sector": "construction" if facts.projects else "other",
        "region_id": facts.region,
        "place": facts.place,
        "owed_from": facts.owed_from,
        "owed_to": facts.owed_to,
        "persons": facts.persons,
        "amount_fen": facts.amount_fen,
        "demand": "",
        "notes": "{}",
        "state": "received",
        "unit_id": unit.pk,
        "officer_id": officer.pk,
        "first_officer_id": officer.pk,
        "due_on": None,
        "conclusion": "",
        "closed_on": None,
    }


def _reporter_row(facts: ClueFacts, person: Any) -> dict[str, Any]:
    return {
        "clue_id": facts.clue_id,
        "name": seal(person.name, "reporter"),
        "id_number": seal(person.id_number, "reporter"),
        "phone": seal(person.phone, "reporter"),
        "id_index": id_index(person.id_number),
        "phone_index": phone_index(person.phone),
        "anonymous": False,
    }


def write_rows(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Rows with the same columns into the table of a model; columns not named stay null."""
    if not rows:
        return
    pour(model, list(rows[0]), ([_as_text(value) for value in row.values()] for row in rows))


def _as_text(value: Any) -> Any:
    """Moments and days as both databases take them."""
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None if connection.vendor == "sqlite" else UTC))
    return str(value) if isinstance(value, date) else value


def _after_load() -> None:
    """Move the sequence behind the ids written, and let the planner know the tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            table = Clue._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")  # noqa: S608
        cursor.execute("ANALYZE")
