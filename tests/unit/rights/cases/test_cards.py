"""The bank card to which wages go: check digit at entry, sealed where it lies, out only in the whole hand-over."""

from __future__ import annotations

import pytest
from django.db import connection

from nuanxin.command.ledger.handover import own_columns
from nuanxin.foundation.common.errors import BadInput
from nuanxin.rights.cases.roster import add_claim, import_roster
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.registration.facts import ClaimFacts
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue

pytestmark = pytest.mark.django_db
CARD = "6222021234567890128"  # invented; passes the Luhn check


def test_kept_without_spaces_and_sealed(people: People) -> None:
    clue = make_clue(people, workers=1)
    claim = add_claim(
        clue=clue, facts=ClaimFacts(name="钱工", card="6222 0212 3456 7890 128"), by=people.owner, on=TODAY
    )
    assert Claim.objects.get(pk=claim.pk).card == CARD
    with connection.cursor() as cursor:
        cursor.execute("SELECT card FROM intake_claim WHERE id = %s", [claim.pk])
        assert CARD not in cursor.fetchone()[0]
    assert CARD in own_columns(clue)["逐人名单"]


def test_one_wrong_digit(people: People) -> None:
    clue = make_clue(people, workers=1)
    wrong = CARD[:-1] + "9"
    with pytest.raises(BadInput, match="校验位不符"):
        add_claim(clue=clue, facts=ClaimFacts(name="钱工", card=wrong), by=people.owner, on=TODAY)
    rows = [ClaimFacts(name="钱工", card=wrong), ClaimFacts(name="孙工", card=CARD), ClaimFacts(name="李工")]
    done = import_roster(clue=clue, rows=rows, by=people.owner, on=TODAY)
    assert (done.added, [fault.row for fault in done.faults]) == (2, [1])
