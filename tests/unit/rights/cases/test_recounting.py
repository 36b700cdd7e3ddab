"""户口 put right after the money was paid: the settlement is written anew, the old one stays for tables of earlier days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.facts import recount_migrants, standing_settlement
from nuanxin.rights.cases.models import Settlement
from nuanxin.rights.intake.personal import OwnDetails, correct_details
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_coordination, pay_all

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=9)


def test_the_settlement_is_written_anew_beside_the_old(people: People) -> None:
    case = make_coordination(people)
    pay_all(case.clue, people, date(2023, 12, 12))
    old = settle_and_close(case=case, by=people.owner, on=TODAY)
    assert recount_migrants(clue=case.clue, by=people.owner, on=LATER) is None
    town = next(claim for claim in claims(case.clue) if claim.worker.migrant is False)
    correct_details(
        clue=case.clue, reporter=None, claim=town, details=OwnDetails(migrant=True), by=people.owner, on=LATER,
        reason="核对了户口本",
    )  # fmt: skip
    new = recount_migrants(clue=case.clue, by=people.owner, on=LATER)
    assert new is not None and new == standing_settlement(case.clue) and new.corrects == old
    assert (old.migrant_persons, new.migrant_persons, new.persons) == (2, 3, 3)
    assert (new.amount_fen, new.migrant_amount_fen, new.solved_on) == (3_000_000, 3_000_000, old.solved_on)
    old.refresh_from_db()
    assert (old.withdrawn_on, new.recorded_on, old.migrant_amount_fen) == (LATER, LATER, 2_000_000)
    case.clue.refresh_from_db()
    assert case.clue.migrant_persons == 3


def test_what_was_counted_otherwise_is_left_alone(people: People) -> None:
    case = make_coordination(people)
    assert recount_migrants(clue=case.clue, by=None, on=TODAY) is None  # nothing solved yet
    pay_all(case.clue, people, date(2023, 12, 12))
    settle_and_close(case=case, by=people.owner, on=TODAY)
    Settlement.objects.update(persons=9)  # as an imported row may say
    worker = claims(case.clue)[2].worker
    worker.migrant = True
    worker.save()
    assert recount_migrants(clue=case.clue, by=None, on=LATER) is None
