"""Sheet 线索 into the ledger: chunk by chunk, each clue once, with a named officer, its reporter sealed, its thread begun."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from nuanxin.command.ledger.ahead import Sign
from nuanxin.command.ledger.entering.clocks import AcceptanceClocks
from nuanxin.command.ledger.entering.corrections import CORRECTED, IMPORTED, correct_clue
from nuanxin.command.ledger.entering.parties import Parties, employer_said, project_said
from nuanxin.command.ledger.entering.possible import Repetitions
from nuanxin.command.ledger.entering.pouring import Funnel, reserve_ids, rows_among
from nuanxin.command.ledger.entering.sifting import REPORTER_COLUMNS, SAID_COLUMNS, Batch
from nuanxin.command.ledger.rows import Ready, Row, Tally
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.command.ledger.standing import clue_says, differing, notes_say
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.receiving import head_of, operator, receiving_unit
from nuanxin.rights.intake.alerts.raising import Found, raise_flags, signs_in
from nuanxin.rights.intake.destruction.records import destroyed_among
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from nuanxin.rights.intake.numbers import take_number_blocks

RECENT_DAYS = 60  # no legal figure: in a whole ledger, what came in longer ago is history
_OWN_NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6,}", re.ASCII)

_CLUE = Funnel(
    Clue,
    (
        "id", "number", "employer_id", "project_id", "unit_id", "officer_id", "first_officer_id", "recorded_at",
        *SAID_COLUMNS,
    ),
    stored=SAID_COLUMNS,
)  # fmt: skip
_REPORTER = Funnel(Reporter, ("clue_id", *REPORTER_COLUMNS), stored=REPORTER_COLUMNS)
_EVENT = Funnel(
    ClueEvent,
    ("clue_id", "kind", "occurred_on", "recorded_at", "by_id", "text", "details"),
    stored=("occurred_on", "details"),
)
_RECEIVED = SAID_COLUMNS.index("received_on")


Known = tuple[int, Row]  # a clue that is there already, and what a row says of it


class Change(NamedTuple):
    """What a row would put right in its clue: the names of the columns (none: its notes), and what stood before."""

    clue: Clue
    reporter: Reporter | None
    row: Row
    changed: list[str]
    was: Mapping[str, Any]


@dataclass
class ClueImport:
    """One import while its file goes by. refused: external number → row that was sent back.

    wanted: where another process reads ahead, whether it shall make rows ready to be entered. history: a whole ledger.
    """

    by: Staff
    on: date
    file: str
    tally: Tally
    parties: Parties
    ready: Callable[[Row], Ready]
    wanted: Sign | None = None
    history: bool = False
    refused: dict[str, int] = field(default_factory=dict)
    clocks: AcceptanceClocks = field(init=False)
    repetitions: Repetitions = field(init=False)
    _offices: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clocks = AcceptanceClocks(self.on)
        self.repetitions = Repetitions(self.on)

    def take(self, batch: Batch) -> list[Row]:
        """Count what became of a batch before it got here; what remains is to be written."""
        self.tally.join(batch.tally)
        self.refused = batch.refused | self.refused
        return batch.rows

    def forget(self) -> None:
        """After a transaction that did not come through."""
        self.parties.forget()
        self.repetitions.forget()

    def write(self, rows: list[Row]) -> dict[str, int]:
        """Write one chunk; returns what it did. The caller holds the transaction."""
        fresh, again, differ = self.sorted_out(rows)
        self._settle([*fresh, *(row for _, row in differ)])
        repeated = self._enter(fresh) if fresh else 0
        updated = 0
        for change in self.changes(differ):
            correct_clue(**change._asdict(), doing=self)
            updated += 1
        if self.wanted:
            self.wanted.up = len(fresh) >= len(again)  # what comes next is most likely of the same kind
        done = {"created": len(fresh), "updated": updated, "unchanged": len(again) - updated}
        return {**done, "possible_duplicates": repeated}

    def sorted_out(self, rows: list[Row]) -> tuple[list[Row], list[Known], list[Known]]:
        """New rows; those of clues that are there already; and of these the ones that do not come as last time."""
        standing = find_clues([row.said["external_number"] for row in rows])
        fresh = [row for row in rows if row.said["external_number"] not in standing]
        again = [
            (standing[row.said["external_number"]], row) for row in rows if row.said["external_number"] in standing
        ]
        marks = _last_marks([pk for pk, _ in again]) if again else {}
        return fresh, again, [(pk, row) for pk, row in again if marks.get(pk) != row.digest]

    def _settle(self, rows: list[Row]) -> None:
        if rows:
            self.parties.settle(dict.fromkeys(map(employer_said, rows)), dict.fromkeys(map(project_said, rows)))

    def _enter(self, rows: list[Row]) -> int:
        entered = [
            (pk, row, row.ready or self.ready(row)) for pk, row in zip(reserve_ids(Clue, len(rows)), rows, strict=True)
        ]
        now = occasion.now()
        _CLUE.pour(self._clues(entered, now))
        _REPORTER.pour((pk, *ready.reporter) for pk, _, ready in entered if ready.reporter)
        _EVENT.pour(
            (pk, IMPORTED, ready.columns[_RECEIVED], now, self.by.pk, "由台账导入", json.dumps(self.mark(row)))
            for pk, row, ready in entered
        )
        self.clocks.start((pk, row.said["region"], row.said["received_on"]) for pk, row, _ in entered)
        self._flag(entered)
        return self.repetitions.index_and_queue(entered)

    def _flag(self, entered: list[tuple[int, Row, Ready]]) -> None:
        """Urgent signs in what comes in; the history of a whole ledger is no alarm."""
        since = self.on - timedelta(days=RECENT_DAYS) if self.history else date.min
        signs = {
            pk: found
            for pk, row, _ in entered
            if row.said["received_on"] >= since
            and (found := signs_in("\n".join(filter(None, (row.said["demand"], row.text))), row.said["persons"]))
        }
        if signs:
            clues = Clue.objects.select_related("unit__region", "officer").in_bulk(list(signs))
            raise_flags(found=[Found(clues[pk], found) for pk, found in signs.items()])

    def _clues(self, entered: list[tuple[int, Row, Ready]], now: datetime) -> Iterator[tuple[Any, ...]]:
        """Each clue as `_CLUE` takes it; numbers and offices are asked for before the first one."""
        series = [(row.said["region"][:6], row.said["received_on"].year) for _, row, _ in entered]
        numbers = {named: iter(block) for named, block in take_number_blocks(Counter(series)).items()}
        offices = {region: self.office(region) for region in {row.said["region"] for _, row, _ in entered}}
        employer, project = self.parties.employer, self.parties.project
        for named, (pk, row, ready) in zip(series, entered, strict=True):
            unit, officer = offices[row.said["region"]]
            parties = employer(employer_said(row)), project(project_said(row))
            yield (pk, next(numbers[named]), *parties, unit, officer, officer, now, *ready.columns)

    def mark(self, row: Row) -> dict[str, Any]:
        """By this the row is known when the same file comes again."""
        return {"digest": row.digest, "file": self.file, "row": row.number}

    def office(self, region: str) -> tuple[int, int]:
        """Who receives for a region, and the named officer (首问负责): its head, else the operator of this system."""
        if region not in self._offices:
            unit = receiving_unit(Region.objects.get(pk=region))
            officer = head_of(unit) or operator()
            self._offices[region] = (unit.pk, officer.pk)
        return self._offices[region]

    def changes(self, differ: list[Known]) -> Iterator[Change]:
        """Which of the rows that do not come as last time say something else than the ledger."""
        clues = Clue.objects.select_related("employer").in_bulk([pk for pk, _ in differ])
        # What was destroyed past its period does not come back with an old workbook.
        gone = set(destroyed_among(clues))
        reporters: dict[int, Reporter] = {}
        for one in Reporter.objects.filter(clue__in=clues).order_by("-pk"):
            reporters[one.clue_id] = one
        for pk, row in differ:
            if pk in gone:
                continue
            clue, reporter = clues[pk], reporters.get(pk)
            now = clue_says(clue, reporter)
            # What a machine read in the row contradicts nobody; nor does a blank for which the message speaks.
            held = row.note["held"] if row.note else ()
            unsaid = {"external_number", *row.read, *(name.removesuffix("_fen") for name in held)}
            changed = [name for name in differing(CLUES, now, row.said) if name not in unsaid]
            if changed or notes_say(clue.notes) != row.notes:
                yield Change(clue, reporter, row, changed, now)


def find_clues(numbers: list[str]) -> dict[str, int]:
    """Numbers as the workbook knows them (of another system, else our own) → clues."""
    found = dict(rows_among(Clue, "external_number", numbers, ("external_number", "id")))
    own = [number for number in numbers if number not in found and _OWN_NUMBER.fullmatch(number)]
    if own:
        found.update(Clue.objects.filter(Q(external_number=None), number__in=own).values_list("number", "pk"))
    return {str(number): pk for number, pk in found.items()}


def _last_marks(clues: list[int]) -> dict[int, str]:
    """Clues → the digest of the row by which a file last entered or corrected them."""
    each = (
        "json_array_elements_text(%s::json)::bigint"
        if connection.vendor == "postgresql"
        else "value FROM json_each(%s)"
    )
    statement = f"""
        SELECT clue_id, details ->> 'digest' FROM {ClueEvent._meta.db_table}
         WHERE clue_id IN (SELECT {each}) AND kind IN (%s, %s) ORDER BY id"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(clues), IMPORTED, CORRECTED])
        return {pk: mark or "" for pk, mark in cursor.fetchall()}
