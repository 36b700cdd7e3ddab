"""A dry run: what an import would do, found by looking alone. Nothing is written, locked or numbered; nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from nuanxin.command.ledger.entering.clues import ClueImport
from nuanxin.command.ledger.entering.corrections import employer_key
from nuanxin.command.ledger.entering.outcomes import ClueTold
from nuanxin.command.ledger.entering.parties import EmployerSaid, Parties, ProjectSaid
from nuanxin.command.ledger.entering.possible import facts_said
from nuanxin.command.ledger.rows import Row
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.pairing import likely_pairs
from nuanxin.rights.intake.sectors import sector_of

_AT_ONCE = 100_000  # new clues held in memory; of two that lie further apart in one file a repetition is not foreseen
_NO_ROW = -(10**9)  # clues that are no rows are counted up from here, in the order of the file, all below zero


class TrialParties(Parties):
    """Parties that are not known yet get numbers below zero instead of rows."""

    def _enter_employers(self, said: list[EmployerSaid]) -> None:
        for one in said:
            if one.key and one.key not in self.employers:
                self.employers[one.key] = -1 - len(self.employers)

    def _learn_names(self, said: list[EmployerSaid]) -> None:
        """Nothing is learned from what is only tried."""

    def _enter_projects(self, said: list[ProjectSaid]) -> None:
        for one in said:
            if one.key and one.key not in self.projects:
                self.projects[one.key] = -1 - len(self.projects)


@dataclass
class ClueTrial(ClueImport):
    """Counts what `ClueImport` would do. told: the clues as they would stand, for the sheets that hang on them."""

    told: dict[str, ClueTold] = field(default_factory=dict)
    _new: list[ClueFacts] = field(default_factory=list)

    def write(self, rows: list[Row]) -> dict[str, int]:
        """What a chunk would do; possible duplicates only by and by."""
        fresh, again, differ = self.sorted_out(rows)
        for row in fresh:
            self._foretell(_NO_ROW + row.number, row)
            self._new.append(facts_said(_NO_ROW + row.number, row.said))
        updated = 0
        for change in self.changes(differ):
            self._foretell(change.clue.pk, change.row)
            updated += 1
        found = self.repetitions_found() if len(self._new) >= _AT_ONCE else 0
        done = {"created": len(fresh), "updated": updated, "unchanged": len(again) - updated}
        return {**done, "possible_duplicates": found}

    def repetitions_found(self) -> int:
        """How many of the new clues gathered so far look like an earlier one, in the ledger or in the file."""
        pairs = likely_pairs(self._new)
        self._new.clear()
        return len({pair.clue_b if pair.clue_b < 0 else pair.clue_a for pair in pairs})

    def _foretell(self, pk: int, row: Row) -> None:
        said = row.said
        sector = sector_of(project_said=said["project"], sector_said=said["sector"] or "")
        employer = employer_key(said["credit_code"], said["employer"])
        self.told[said["external_number"]] = ClueTold(
            pk, said["received_on"], said["region"], sector, said["new_form"], employer
        )
