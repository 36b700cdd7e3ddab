"""A worker's 户口 was put right after the matter was solved: the standing settlement is withdrawn and written anew beside it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.facts import Solved, post_settlement, standing_settlement, withdraw_fact
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.cases.models import Settlement, SolvedBy
from nuanxin.rights.intake.models import Clue


@transaction.atomic
def recount_migrants(*, clue: Clue, by: Staff | None, on: date) -> Settlement | None:
    """The new settlement, or None where the old one stands: nothing solved, counted otherwise than by the ledger, or equal.

    A table as of an earlier day still shows the old row. `by` None: the worker's own correction.
    """
    clue = clue.merged_into or clue
    held = standing_settlement(clue)
    if held is None:
        return None
    sums = totals(standing(clue))
    from_ledger = (held.persons, held.amount_fen) == (sums.paid_persons, sums.paid_fen)
    equal = (held.migrant_persons, held.migrant_amount_fen) == (sums.migrant_paid_persons, sums.migrant_paid_fen)
    if not from_ledger or equal:
        return None
    recorder = by or operator()
    withdraw_fact(fact=held, by=recorder, on=on, reason="劳动者户口信息已更正")
    return post_settlement(
        clue=clue,
        solved_by=SolvedBy(held.solved_by),
        solved_on=held.solved_on,
        filed_on=held.filed_on,
        solved=Solved(sums.paid_persons, sums.migrant_paid_persons, sums.paid_fen, sums.migrant_paid_fen),
        by=recorder,
        on=on,
        corrects=held,
        notes=held.notes,
    )
