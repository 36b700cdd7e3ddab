"""What the file and the ledger say about a listing: the orders to pay, what is missing, new arrears, the police's answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q

from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.ledger import WorkerLine, standing
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Referral, Verification
from nuanxin.rights.cases.procedures import labour_inspection
from nuanxin.rights.cases.referral import assess
from nuanxin.rights.cases.steps import standing_rows, steps_taken
from nuanxin.rights.credit.listing.clocks import NONE, PENDING, EarlyFacts
from nuanxin.rights.credit.listing.conditions import ListingFacts, OrderToPay
from nuanxin.rights.credit.models import Listing
from nuanxin.rights.intake.models import Clue

_ORDERS = (("order", "order_served"), ("decision", "decision_served"))


def whole_employer(employer: Employer | int) -> Q:
    """Clues of an employer and of the records merged into it."""
    key = employer if isinstance(employer, int) else employer.merged_into_id or employer.pk
    return Q(employer__in=Employer.objects.filter(Q(pk=key) | Q(merged_into=key)).values("pk"))


def orders_to_pay(clue: Clue) -> tuple[OrderToPay, ...]:
    """The orders and decisions to pay of the inspection cases on a clue and on those merged into it."""
    found: list[OrderToPay] = []
    whole = Clue.objects.filter(Q(pk=clue.pk) | Q(merged_into=clue)).values("pk")
    cases = Case.objects.filter(clue__in=whole, procedure=labour_inspection.KEY)
    for case in cases.select_related("clue").order_by("pk"):
        said = {one.step: one.facts for one in steps_taken(case)}
        papers = {row.step: str(row.paper) for row in standing_rows(case) if row.paper}
        for key, served in _ORDERS:
            due_on = said.get(key, {}).get("due_on")
            if isinstance(due_on, date):
                on = said.get(served, {}).get("served_on")
                found.append(OrderToPay(papers.get(key, "责令支付文书"), on, due_on, "performed" in said))
    return tuple(found)


def missing_fen(clue: Clue) -> int:
    """Wages of a clue still to be paid, in 分: as verified, else as claimed (the listing is about what is not paid)."""
    return sum(_open(line) for line in standing(clue) if not line.withdrawn)


def _open(line: WorkerLine) -> int:
    owed = line.claimed_fen or 0 if line.verified_fen is None else line.verified_fen
    return max(0, owed - line.paid_fen)


def listing_facts(clue: Clue, said: Mapping[str, Any], on: date) -> ListingFacts:
    """The conditions' facts: from the ledger, and what the officer states of an incident and of the persons."""
    amount = assess(clue, on=on)
    return ListingFacts(
        orders=orders_to_pay(clue),
        missing_fen=missing_fen(clue),
        threshold=amount.result,
        threshold_why=amount.why,
        incident=str(said.get("incident") or ""),
        incident_on=said.get("incident_on"),
        representative=str(said.get("representative") or ""),
    )


def new_arrears(listing: Listing, on: date) -> tuple[str, ...]:
    """Clues received since the employer was listed on which wages were found to be owed."""
    if listing.decided_on is None:
        return ()
    later = Clue.objects.filter(
        whole_employer(listing.employer), received_on__gt=listing.decided_on, received_on__lte=on, merged_into=None
    ).exclude(pk=listing.case.clue_id)
    owed = Verification.objects.filter(claim__clue__in=later.values("pk"), replaced_by=None, verified_fen__gt=0)
    return tuple(later.filter(pk__in=owed.values("claim__clue")).order_by("pk").values_list("number", flat=True))


def criminal_on_file(listing: Listing) -> str:
    """PENDING where a referral was sent and not finally refused; what became of it later the officer states."""
    sent = Referral.objects.filter(whole_clue(listing), sent_on__isnull=False)
    refused = Q(police_answer="refused") & ~Q(reconsider_answer="立案")
    return PENDING if sent.exclude(refused).exists() else NONE


def whole_clue(listing: Listing) -> Q:
    """Referrals of the employer, whichever clue they were made on."""
    key = listing.employer.merged_into_id or listing.employer_id
    return Q(case__clue__employer=key) | Q(case__clue__employer__merged_into=key)


def early_facts(listing: Listing, said: Mapping[str, Any], on: date) -> EarlyFacts:
    """What early removal asks, from the application and from the ledger."""
    assert listing.decided_on is not None
    return EarlyFacts(
        listed_on=listing.restarted_on or listing.decided_on,
        corrected_on=said.get("corrected_on"),
        promised_on=said.get("promised_on"),
        missing_fen=missing_fen(listing.case.clue),
        new_arrears=new_arrears(listing, on),
        criminal=str(said.get("criminal") or NONE),
    )
