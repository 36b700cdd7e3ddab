"""What our own ledger says of a contractor: arrears found to be true, listings, its first deposit. The rows stay named."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, Sum

from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.cases.facts import employer_key
from nuanxin.rights.cases.models import ActKind, OfficialAct
from nuanxin.rights.cases.money import Verification
from nuanxin.rights.relief.deposit.models import DepositEntry, EntryKind, Guarantee
from nuanxin.rights.relief.deposit.rates import Arrears, Listed, Record


def record_of(contractor: Employer, on: date) -> Record:
    """The record as known on that day. Arrears count from the day the clue came: its own and those of its projects."""
    return Record(_arrears(contractor, on), _listings(contractor, on), _first_stored(contractor, on))


def _arrears(contractor: Employer, on: date) -> tuple[Arrears, ...]:
    names = Q(claim__clue__employer=contractor) | Q(claim__clue__employer__merged_into=contractor)
    works = Q(claim__clue__project__employer=contractor) | Q(claim__clue__project__employer__merged_into=contractor)
    standing = Verification.objects.filter(
        names | works, replaced_by__isnull=True, verified_fen__gt=0, verified_on__lte=on, claim__withdrawn_on__isnull=True
    )  # fmt: skip
    rows = (
        standing.values("claim__clue__number", "claim__clue__received_on")
        .annotate(persons=Count("claim__worker", distinct=True), fen=Sum("verified_fen"))
        .order_by("claim__clue__received_on", "claim__clue__number")
    )
    return tuple(
        Arrears(row["claim__clue__received_on"], row["claim__clue__number"], row["persons"], row["fen"]) for row in rows
    )


def _listings(contractor: Employer, on: date) -> tuple[Listed, ...]:
    acts = OfficialAct.objects.filter(kind=ActKind.LISTING, employer_key=employer_key(contractor), done_on__lte=on)
    return tuple(Listed(act.done_on, act.number, act.withdrawn_on) for act in acts.order_by("done_on", "pk"))


def _first_stored(contractor: Employer, on: date) -> date | None:
    stored = DepositEntry.objects.filter(
        deposit__contractor=contractor, kind=EntryKind.STORED, withdrawn_on__isnull=True, occurred_on__lte=on
    )
    papers = Guarantee.objects.filter(deposit__contractor=contractor, received_on__lte=on)
    days = [stored.order_by("occurred_on").values_list("occurred_on", flat=True).first()]
    days.append(papers.order_by("received_on").values_list("received_on", flat=True).first())
    return min((day for day in days if day), default=None)
