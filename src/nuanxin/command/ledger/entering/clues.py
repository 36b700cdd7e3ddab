"""Sheet 线索 into the ledger: chunk by chunk, each clue once, with a named officer, its reporter sealed, its thread begun."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from nuanxin.command.ledger.entering import possible
from nuanxin.command.ledger.entering.corrections import CORRECTED, correct_clue
from nuanxin.command.ledger.entering.parties import Parties, employer_said, project_said
from nuanxin.command.ledger.entering.pouring import Funnel, reserve_ids
from nuanxin.command.ledger.rows import Row, Tally, digest
from nuanxin.command.ledger.sheets import CLUES
from nuanxin.command.ledger.standing import clue_says, differing, notes_say
from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.receiving import head_of, operator, receiving_unit
from nuanxin.rights.intake.models import Clue, ClueEvent, Reporter
from nuanxin.rights.intake.numbers import take_clue_numbers
from nuanxin.rights.intake.registration import ReporterFacts, reporter_indexes
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
_INDEXES = ("id_index", "phone_index", "name_index")
_REPORTER = Funnel(
    Reporter,
    ("clue_id", "name", "id_number", "phone", "migrant", "anonymous", *_INDEXES),
)
_EVENT = Funnel(ClueEvent, ("clue_id", "kind", "occurred_on", "recorded_at", "by_id", "text", "details"))


@dataclass
class ClueImport:
    """One import while its file goes by. `seen`: external number → (row number, digest) of its first row."""

    by: Staff
    on: date
    file: str
    tally: Tally
    parties: Parties
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    _offices: dict[str, tuple[int, int]] = field(default_factory=dict)

    def sift(self, rows: list[Row]) -> list[Row]:
        """Send the bad rows back, leave out repetitions; what remains is to be written."""
        good = []
        for row in rows:
            self.tally.read += 1
            number = row.said["external_number"]
            if not row.faults:
                row.digest = digest(row)
                first = self.seen.setdefault(number, (row.number, row.digest))
                if first[0] != row.number and first[1] == row.digest:
                    self.tally.unchanged += 1
                    continue
                if first[0] != row.number:
                    row.fault(f"与第{first[0]}行外部编号相同，内容不同", "外部编号", "请保留正确的一行")
                else:
                    good.append(row)
                    continue
            self.tally.reject(row)
            if number:
                self.refused.setdefault(number, row.number)
        return good

    def write(self, rows: list[Row]) -> dict[str, int]:
        """Write one chunk; returns what it did. The caller holds the transaction."""
        standing = find_clues([row.said["external_number"] for row in rows])
        fresh = [row for row in rows if row.said["external_number"] not in standing]
        again = [
            (standing[row.said["external_number"]], row) for row in rows if row.said["external_number"] in standing
        ]
        self.parties.settle([employer_said(row) for row in rows], [project_said(row) for row in rows])
        repeated = self._enter(fresh) if fresh else 0
        updated = self._compare(again) if again else 0
        done = {"created": len(fresh), "updated": updated, "unchanged": len(again) - updated}
        return {**done, "possible_duplicates": repeated}

    def _enter(self, rows: list[Row]) -> int:
        ids = reserve_ids(Clue, len(rows))
        numbers = _numbers(rows)
        now = occasion.now()
        _CLUE.pour(self._clue_values(pk, row, numbers, now) for pk, row in zip(ids, rows, strict=True))
        _REPORTER.pour(reporter_values(pk, row) for pk, row in zip(ids, rows, strict=True) if names_somebody(row))
        _EVENT.pour(
            (pk, IMPORTED, row.said["received_on"], now, self.by.pk, "由台账导入", self.mark(row))
            for pk, row in zip(ids, rows, strict=True)
        )
        return possible.index_and_queue(list(zip(ids, rows, strict=True)), on=self.on)

    def mark(self, row: Row) -> dict[str, Any]:
        """By this the row is known when the same file comes again."""
        return {"digest": row.digest, "file": self.file, "row": row.number}

    def _clue_values(self, pk: int, row: Row, numbers: dict[tuple[str, int], list[str]], now: Any) -> tuple[Any, ...]:
        said = row.said
        unit, officer = self.office(said["region"])
        received = said["received_on"]
        sector_named = said["sector"] or ""
        return (
            pk,
            numbers[_series(row)].pop(),
            said["external_number"],
            said["channel"],
            received,
            received,
            now,
            self.parties.employer(employer_said(row)),
            said["employer"],
            self.parties.project(project_said(row)),
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


def names_somebody(row: Row) -> bool:
    said = row.said
    return bool(said["reporter"] or said["id_number"] or said["phone"] or said["migrant"] is not None)


def reporter_values(clue_id: int, row: Row) -> tuple[Any, ...]:
    """The reporter as one row; sealed when written."""
    said = row.said
    name, number, phone = said["reporter"], said["id_number"], said["phone"]
    indexes = reporter_indexes(ReporterFacts(name=name, id_number=number, phone=phone))
    nobody = not (name or number or phone)
    return (clue_id, name, number, phone, said["migrant"], nobody, *(indexes[column] for column in _INDEXES))


def find_clues(numbers: list[str]) -> dict[str, int]:
    """Numbers as the workbook knows them (of another system, else our own) → clues."""
    found = dict(Clue.objects.filter(external_number__in=numbers).values_list("external_number", "pk"))
    own = [number for number in numbers if number not in found and _OWN_NUMBER.fullmatch(number)]
    if own:
        found.update(Clue.objects.filter(Q(external_number=None), number__in=own).values_list("number", "pk"))
    return {str(number): pk for number, pk in found.items()}


def _series(row: Row) -> tuple[str, int]:
    return row.said["region"][:6], row.said["received_on"].year


def _numbers(rows: list[Row]) -> dict[tuple[str, int], list[str]]:
    """Our own numbers for new clues, per region and year, the first row's last (they are popped)."""
    wanted: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        wanted[_series(row)] += 1
    return {
        series: take_clue_numbers(region=series[0], year=series[1], count=count)[::-1]
        for series, count in sorted(wanted.items())
    }


def _last_marks(clues: list[int]) -> dict[int, str]:
    events = ClueEvent.objects.filter(clue__in=clues, kind__in=(IMPORTED, CORRECTED)).order_by("pk")
    return {pk: details.get("digest", "") for pk, details in events.values_list("clue_id", "details")}
