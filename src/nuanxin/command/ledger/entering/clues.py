"""Sheet 线索 into the ledger: chunk by chunk, each clue once, with a named officer, its reporter sealed, its thread begun."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from nuanxin.command.ledger.entering.clocks import AcceptanceClocks
from nuanxin.command.ledger.entering.corrections import CORRECTED, correct_clue
from nuanxin.command.ledger.entering.parties import EmployerSaid, Parties, ProjectSaid, employer_said, project_said
from nuanxin.command.ledger.entering.possible import Repetitions
from nuanxin.command.ledger.entering.pouring import Funnel, reserve_ids, rows_among
from nuanxin.command.ledger.entering.sifting import REPORTER_COLUMNS, Batch
from nuanxin.command.ledger.rows import Row, Tally
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.command.ledger.standing import clue_says, differing, notes_say
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.receiving import head_of, operator, receiving_unit
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from nuanxin.rights.intake.numbers import take_number_blocks
from nuanxin.rights.intake.sectors import sector_of

IMPORTED = "import_clue"
_OWN_NUMBER = re.compile(r"\d{6,9}-\d{4}-\d{6,}", re.ASCII)

_CLUE = Funnel(
    Clue,
    (
        "id", "number", "external_number", "channel", "received_on", "recorded_on", "recorded_at", "employer_id",
        "employer_said", "project_id", "project_said", "sector_said", "sector", "region_id", "place", "owed_from",
        "owed_to", "persons", "migrant_persons", "amount_fen", "migrant_amount_fen", "government", "state_firm",
        "new_form", "demand", "notes", "unit_id", "officer_id", "first_officer_id",
    ),
)  # fmt: skip
_REPORTER = Funnel(Reporter, ("clue_id", *REPORTER_COLUMNS), stored=REPORTER_COLUMNS)
_EVENT = Funnel(ClueEvent, ("clue_id", "kind", "occurred_on", "recorded_at", "by_id", "text", "details"))


# Row number → the parties that the row names.
Named = dict[int, tuple[EmployerSaid, ProjectSaid]]


@dataclass
class ClueImport:
    """One import while its file goes by. refused: external number → row that was sent back."""

    by: Staff
    on: date
    file: str
    tally: Tally
    parties: Parties
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
        standing = find_clues([row.said["external_number"] for row in rows])
        fresh = [row for row in rows if row.said["external_number"] not in standing]
        again = [
            (standing[row.said["external_number"]], row) for row in rows if row.said["external_number"] in standing
        ]
        named = {row.number: (employer_said(row), project_said(row)) for row in rows}
        self.parties.settle(
            dict.fromkeys(employer for employer, _ in named.values()),
            dict.fromkeys(project for _, project in named.values()),
        )
        repeated = self._enter(fresh, named) if fresh else 0
        updated = self._compare(again) if again else 0
        done = {"created": len(fresh), "updated": updated, "unchanged": len(again) - updated}
        return {**done, "possible_duplicates": repeated}

    def _enter(self, rows: list[Row], named: Named) -> int:
        ids = reserve_ids(Clue, len(rows))
        numbers = _numbers(rows)
        now = occasion.now()
        for region in {row.said["region"] for row in rows}:
            self.office(region)
        _CLUE.pour(
            self._clue_values(pk, row, numbers[_series(row)].pop(), named[row.number], now)
            for pk, row in zip(ids, rows, strict=True)
        )
        _REPORTER.pour((pk, *row.reporter) for pk, row in zip(ids, rows, strict=True) if row.reporter)
        _EVENT.pour(
            (pk, IMPORTED, row.said["received_on"], now, self.by.pk, "由台账导入", self.mark(row))
            for pk, row in zip(ids, rows, strict=True)
        )
        self.clocks.start((pk, row.said["region"], row.said["received_on"]) for pk, row in zip(ids, rows, strict=True))
        return self.repetitions.index_and_queue(list(zip(ids, rows, strict=True)))

    def mark(self, row: Row) -> dict[str, Any]:
        """By this the row is known when the same file comes again."""
        return {"digest": row.digest, "file": self.file, "row": row.number}

    def _clue_values(
        self, pk: int, row: Row, number: str, named: tuple[EmployerSaid, ProjectSaid], now: datetime
    ) -> tuple[Any, ...]:
        said = row.said
        unit, officer = self.office(said["region"])
        received = said["received_on"]
        sector_named = said["sector"] or ""
        return (
            pk,
            number,
            said["external_number"],
            said["channel"],
            received,
            received,
            now,
            self.parties.employer(named[0]),
            said["employer"],
            self.parties.project(named[1]),
            said["project"],
            sector_named,
            sector_of(project_said=said["project"], sector_said=sector_named),
            said["region"],
            said["place"],
            said["owed_from"],
            said["owed_to"],
            said["persons"],
            said["migrant_persons"],
            said["amount"],
            said["migrant_amount"],
            said["government"],
            said["state_firm"],
            said["new_form"],
            said["demand"],
            row.notes,
            unit,
            officer,
            officer,
        )

    def office(self, region: str) -> tuple[int, int]:
        """Who receives for a region, and the named officer (首问负责): its head, else the operator of this system."""
        if region not in self._offices:
            unit = receiving_unit(Region.objects.get(pk=region))
            officer = head_of(unit) or operator()
            self._offices[region] = (unit.pk, officer.pk)
        return self._offices[region]

    def _compare(self, pairs: list[tuple[int, Row]]) -> int:
        """Rows for clues that are there already: the same as last time, the same as now, or a correction."""
        marks = _last_marks([pk for pk, _ in pairs])
        open_pairs = [(pk, row) for pk, row in pairs if marks.get(pk) != row.digest]
        clues = Clue.objects.select_related("employer").in_bulk([pk for pk, _ in open_pairs])
        reporters: dict[int, Reporter] = {}
        for one in Reporter.objects.filter(clue__in=clues).order_by("-pk"):
            reporters[one.clue_id] = one
        updated = 0
        for pk, row in open_pairs:
            clue, reporter = clues[pk], reporters.get(pk)
            now = clue_says(clue, reporter)
            changed = [name for name in differing(CLUES, now, row.said) if name != "external_number"]
            if changed or notes_say(clue.notes) != row.notes:
                correct_clue(clue=clue, reporter=reporter, row=row, changed=changed, was=now, doing=self)
                updated += 1
        return updated


def find_clues(numbers: list[str]) -> dict[str, int]:
    """Numbers as the workbook knows them (of another system, else our own) → clues."""
    found = dict(rows_among(Clue, "external_number", numbers, ("external_number", "id")))
    own = [number for number in numbers if number not in found and _OWN_NUMBER.fullmatch(number)]
    if own:
        found.update(Clue.objects.filter(Q(external_number=None), number__in=own).values_list("number", "pk"))
    return {str(number): pk for number, pk in found.items()}


def _series(row: Row) -> tuple[str, int]:
    return row.said["region"][:6], row.said["received_on"].year


def _numbers(rows: list[Row]) -> dict[tuple[str, int], list[str]]:
    """Our own numbers for new clues, per region and year, the first row's last (they are popped)."""
    blocks = take_number_blocks(Counter(map(_series, rows)))
    return {series: numbers[::-1] for series, numbers in blocks.items()}


def _last_marks(clues: list[int]) -> dict[int, str]:
    events = ClueEvent.objects.filter(clue__in=clues, kind__in=(IMPORTED, CORRECTED)).order_by("pk")
    return {pk: details.get("digest", "") for pk, details in events.values_list("clue_id", "details")}
