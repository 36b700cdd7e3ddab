"""From warning to money paid: how many warnings of a time came how far, and what was paid on the clues they became."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from nuanxin.rights.cases.ledger import WAGE, claims_on
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.watch.monitoring.risk.declared import ASKED
from nuanxin.watch.monitoring.warnings.models import Outcome, RiskWarning


@dataclass(frozen=True)
class Funnel:
    """Warnings raised in a time, and how many of them came to each step; on their clues workers with money verified, those
    paid something, those paid all that was verified, and 分 verified and paid."""

    raised: int = 0
    told: int = 0
    answered: int = 0
    checked: int = 0
    confirmed: int = 0
    clues: int = 0
    workers_verified: int = 0
    verified_fen: int = 0
    workers_paid: int = 0
    workers_in_full: int = 0
    paid_fen: int = 0


def funnel(regions: Collection[str], first: date, last: date) -> Funnel:
    """Of warnings raised from first to last, both included; blue ones are only watched and left out."""
    rows = RiskWarning.objects.filter(region__in=regions, raised_on__gte=first, raised_on__lte=last, grade__in=ASKED)
    steps = rows.aggregate(
        raised=Count("pk"),
        told=Count("pk", filter=Q(told_on__isnull=False)),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        checked=Count("pk", filter=Q(checked_on__isnull=False)),
        confirmed=Count("pk", filter=Q(outcome=Outcome.CONFIRMED)),
        clues=Count("clue", distinct=True),
    )
    became = list(rows.filter(clue__isnull=False).values_list("clue_id", "clue__merged_into_id"))
    return Funnel(**steps, **_money({merged or clue for clue, merged in became}))


def _money(clues: Collection[int]) -> dict[str, int]:
    """Per worker: two claims of one worker are one worker; a payment withdrawn is none."""
    claims = claims_on(clues).filter(withdrawn_on__isnull=True).values("pk")
    verified = Verification.objects.filter(claim__in=claims, replaced_by__isnull=True, verified_fen__gt=0)
    paid = Payment.objects.filter(claim__in=claims, kind=WAGE, withdrawn_on__isnull=True)
    owed = dict(verified.values_list("claim__worker").annotate(fen=Sum("verified_fen")))
    had = dict(paid.values_list("claim__worker").annotate(fen=Sum("amount_fen")))
    return {
        "workers_verified": len(owed),
        "verified_fen": sum(owed.values()),
        "workers_paid": len(had),
        "workers_in_full": sum(had.get(worker, 0) >= fen for worker, fen in owed.items()),
        "paid_fen": sum(had.values()),
    }
