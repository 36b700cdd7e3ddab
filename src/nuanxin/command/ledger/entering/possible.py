"""Clues just imported that may repeat another one: put among the keys, paired, and queued for a person to decide."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import UNKNOWN_EMPLOYER
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.gathering import people_named
from nuanxin.rights.intake.duplicates.match_keys import index_facts
from nuanxin.rights.intake.duplicates.pairing import likely_pairs, write_pairs


def index_and_queue(new: list[tuple[int, Row]], *, on: date) -> int:
    """How many of these new clues look like an earlier one, in the ledger or in the same file."""
    facts = [_facts(pk, row.said) for pk, row in new]
    index_facts(facts)
    pairs = likely_pairs(facts)
    write_pairs(pairs, on)
    return len({pair.clue_b for pair in pairs} & {pk for pk, _ in new})


def _facts(pk: int, said: dict[str, Any]) -> ClueFacts:
    firm = said["employer"]
    return ClueFacts(
        clue_id=pk,
        people=tuple(people_named(said["reporter"], said["id_number"], said["phone"])),
        firms=(firm,) if firm and firm != UNKNOWN_EMPLOYER else (),
        credit_code=said["credit_code"],
        projects=(said["project"],) if said["project"] else (),
        region=said["region"],
        place=said["place"],
        owed_from=said["owed_from"],
        owed_to=said["owed_to"],
        persons=said["persons"],
        amount_fen=said["amount"],
        received_on=said["received_on"],
    )
