"""Clues just imported that may repeat another one: put among the keys, paired, and queued for a person to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.command.ledger.rows import Ready, Row
from nuanxin.command.ledger.sheets import UNKNOWN_EMPLOYER
from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.rights.intake.duplicates.gathering import people_named
from nuanxin.rights.intake.duplicates.match_keys import write_first_keys
from nuanxin.rights.intake.duplicates.pairing import likely_pairs, write_pairs

_REMEMBERED = 200_000  # clues of this import, so that nobody is unsealed whom we have just sealed


@dataclass
class Repetitions:
    """While a file goes by: the facts of the clues that it brought."""

    on: date
    known: dict[int, ClueFacts] = field(default_factory=dict)

    def index_and_queue(self, new: list[tuple[int, Row, Ready]]) -> int:
        """How many of these new clues look like an earlier one, in the ledger or in the same file."""
        facts = [facts_said(pk, row.said, ready.people) for pk, row, ready in new]
        keyed = {pk: ready.keys for pk, _, ready in new}
        write_first_keys(keyed)
        pairs = likely_pairs(facts, keyed=keyed, at_hand=self.known)
        write_pairs(pairs, self.on)
        if len(self.known) < _REMEMBERED:
            self.known.update((one.clue_id, one) for one in facts)
        return len({pair.clue_b for pair in pairs} & keyed.keys())

    def forget(self) -> None:
        """After a transaction that did not come through."""
        self.known.clear()


def facts_said(pk: int, said: Mapping[str, Any], people: tuple[PersonFacts, ...] | None = None) -> ClueFacts:
    """What a row says about the matter, as it is compared; with the people where they are known already."""
    firm, project = said["employer"], said["project"]
    return ClueFacts(
        clue_id=pk,
        people=tuple(people_named(said["reporter"], said["id_number"], said["phone"])) if people is None else people,
        firms=(firm,) if firm and firm != UNKNOWN_EMPLOYER else (),
        credit_code=said["credit_code"],
        projects=(project,) if project else (),
        region=said["region"],
        place=said["place"],
        owed_from=said["owed_from"],
        owed_to=said["owed_to"],
        persons=said["persons"],
        amount_fen=said["amount"],
        received_on=said["received_on"],
    )
