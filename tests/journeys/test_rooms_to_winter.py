"""Claims that ended at the desks of other bodies, listings and referrals, as the winter form counts them: items 2–5 and 7, columns 10–14."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.command.reporting.counting import winter_report
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import record_payment, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.court.recovery import Handed, record_recovery
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, on_day, pay_all
from tests.unit.rights.credit.making import listed
from tests.unit.rights.disputes.arbitration import making as arbitrating
from tests.unit.rights.disputes.arbitration.test_whole_way import minimum
from tests.unit.rights.disputes.mediation import making as mediating
from tests.unit.rights.justice import making as justice
from tests.unit.rights.justice.test_court import enforced
from tests.unit.rights.justice.test_police import seen

pytestmark = pytest.mark.django_db
START, END = date(2023, 11, 15), date(2024, 2, 10)
DAY = timedelta(days=1)


def report() -> Any:
    return winter_report("410721", START, END, TODAY)


def settle(case: Case, by: Any, on: date, *, paid: bool = False) -> None:
    """Everybody paid and asked, the file closed at its own desk."""
    with on_day(on):
        for claim in claims(case.clue):
            if not paid:
                verify_claim(claim=claim, verified_fen=1_000_000, basis="工资表", by=by, on=on)
                record_payment(
                    claim=claim, source="employer", amount_fen=1_000_000, paid_on=on, voucher=f"回单{claim.pk}", by=by, on=on
                )  # fmt: skip
            record_confirmation(claim=claim, answer="received", method="call", asked_on=on, by=by, on=on)
        settle_and_close(case=case, by=by, on=on)


def mediated(people: People, **about: Any) -> Clue:
    desk = mediating.Desk()
    case = mediating.agreed(people, desk)
    Clue.objects.filter(pk=case.clue_id).update(**about)
    mediating.step(case, "performed", desk, mediating.START + 2 * DAY)
    settle(Case.objects.get(pk=case.pk), desk.mediator, mediating.START + 3 * DAY)
    return case.clue


def arbitrated(people: People) -> Clue:
    minimum()
    desk = arbitrating.Desk()
    case = arbitrating.make_file(people, desk)
    arbitrating.to_hearing(case, desk)
    arbitrating.walk(case, "award_final final_to_worker final_to_employer effective", desk, date(2024, 1, 8))
    pay_all(case.clue, people, date(2024, 1, 9))
    arbitrating.walk(case, "performed", desk, date(2024, 1, 9))
    settle(Case.objects.get(pk=case.pk), desk.arbitrator, TODAY, paid=True)
    return case.clue


def enforced_by_court(people: People) -> Clue:
    case = enforced(people)
    on = date(2024, 1, 9)
    with on_day(on):
        shares = {claim.pk: 1_000_000 for claim in claims(case.clue)}
        record_recovery(case=case, handed=Handed(shares, 3_000_000, on, "执款1"), by=case.officer, on=on)
    settle(case, case.officer, on, paid=True)
    return case.clue


def test_items_three_and_four_and_two_come_from_the_desks(people: People) -> None:
    empty = report().items
    assert {empty[f"{item}.cases"] for item in ("mediation_arbitration", "court", "industry", "new_forms")} == {0}
    mediated(people, new_form=True)
    got = report().items
    assert (got["mediation_arbitration.cases"], got["mediation_arbitration.persons"]) == (1, 3)
    assert got["mediation_arbitration.amount_fen"] == 3_000_000
    assert (got["new_forms.cases"], got["new_forms.persons"], got["new_forms.amount_fen"]) == (1, 3, 3_000_000)
    assert report().rows["total"]["5"] == 0  # columns 4–9 are labour inspection's own


def test_an_award_paid_counts_in_item_three(people: People) -> None:
    arbitrated(people)
    got = report().items
    assert (got["mediation_arbitration.cases"], got["mediation_arbitration.amount_fen"]) == (1, 3_000_000)


def test_money_recovered_by_the_court_counts_in_item_four(people: People) -> None:
    enforced_by_court(people)
    got = report().items
    assert (got["court.cases"], got["court.persons"], got["court.amount_fen"]) == (1, 3, 3_000_000)


def test_a_referral_and_the_police_s_filing_fill_columns_thirteen_and_fourteen_once(people: People) -> None:
    case, sent = justice.referred(people)
    seen(case, people, sent)
    police = justice.opened("police_case", case.clue, sent + DAY)
    justice.take(police, "decide", sent + 2 * DAY)
    got = report().rows["total"]
    assert (got["10"], got["13"], got["14"]) == (1, 1, 1)


def test_a_listing_counts_in_item_seven_with_the_order_behind_it(people: People) -> None:
    listed(people)
    got = report()
    assert got.items["listed"] == 1 and got.rows["total"]["10"] == 1
