"""The fund on any day: allocated − advanced + recovered, how much of it is promised, and how much came back. Rows behind each number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from nuanxin.rights.relief.fund.models import (
    EmergencyFund,
    FundAdvance,
    FundAdvanceLine,
    FundAllocation,
    FundRecovery,
    RecoveryKind,
)


@dataclass(frozen=True)
class FundMovement:
    """in: allocated; out: advanced to a worker; back: recovered. 分."""

    kind: str
    fen: int
    on: date


@dataclass(frozen=True)
class Standing:
    """The fund at the end of a day, in 分. rate None: nothing was advanced."""

    allocated: int
    advanced: int
    recovered: int

    @property
    def balance(self) -> int:
        return self.allocated - self.advanced + self.recovered

    @property
    def outstanding(self) -> int:
        return self.advanced - self.recovered

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.recovered, self.advanced) if self.advanced else None


def stand(movements: Iterable[FundMovement], on: date) -> Standing:
    """Sums up to and with that day. Pure."""
    sums = {"in": 0, "out": 0, "back": 0}
    for one in movements:
        if one.on <= on:
            sums[one.kind] += one.fen
    return Standing(sums["in"], sums["out"], sums["back"])


def lowest(rows: Iterable[FundMovement], since: date) -> int:
    """The smallest balance on that day or any later one on which something moved. Pure."""
    every = list(rows)
    return min(stand(every, day).balance for day in {since, *(one.on for one in every if one.on > since)})


def fund_on(fund: EmergencyFund, on: date) -> Standing:
    """The standing of a fund on that day."""
    return stand(movements(fund), on)


def movements(fund: EmergencyFund) -> list[FundMovement]:
    """Every movement that counts, in no order."""
    found = [FundMovement("in", row.amount_fen, row.allocated_on) for row in allocations(fund)]
    found += [FundMovement("out", row.amount_fen, row.paid_on) for row in payouts(fund) if row.paid_on]
    return found + [FundMovement("back", row.amount_fen, row.done_on) for row in recovered(fund)]


def allocations(fund: EmergencyFund) -> QuerySet[FundAllocation]:
    return FundAllocation.objects.filter(fund=fund, withdrawn_on__isnull=True)


def payouts(fund: EmergencyFund) -> QuerySet[FundAdvanceLine]:
    """Lines paid; wages taken back in the ledger do not count."""
    rows = FundAdvanceLine.objects.filter(advance__fund=fund, paid_on__isnull=False)
    return rows.exclude(payment__withdrawn_on__isnull=False).select_related("advance__clue", "claim__worker")


def recovered(fund: EmergencyFund) -> QuerySet[FundRecovery]:
    rows = FundRecovery.objects.filter(advance__fund=fund, kind=RecoveryKind.RECOVERED, withdrawn_on__isnull=True)
    return rows.select_related("advance__clue")


def promised(fund: EmergencyFund) -> int:
    """Approved and not paid yet, in 分: it may not be promised again."""
    rows = FundAdvanceLine.objects.filter(advance__fund=fund, advance__state=FundAdvance.State.APPROVED)
    rows = rows.filter(Q(paid_on__isnull=True) | Q(payment__withdrawn_on__isnull=False))
    return sum(rows.values_list("amount_fen", flat=True))


def outstanding_of(advance: FundAdvance) -> int:
    """What the employer still owes the fund for this advance, in 分."""
    paid = payouts(advance.fund).filter(advance=advance).values_list("amount_fen", flat=True)
    back = recovered(advance.fund).filter(advance=advance).values_list("amount_fen", flat=True)
    return sum(paid) - sum(back)


def unrecovered(on: date) -> Q:
    """The clues on which an advance is not wholly back in the fund, or not yet paid out after its approval (as a condition)."""
    open_ones = [FundAdvance.State.APPLIED, FundAdvance.State.APPROVED]
    paid = FundAdvanceLine.objects.filter(advance=OuterRef("pk"), paid_on__isnull=False)
    paid = paid.exclude(payment__withdrawn_on__isnull=False).order_by()
    back = FundRecovery.objects.filter(
        advance=OuterRef("pk"), kind=RecoveryKind.RECOVERED, withdrawn_on__isnull=True
    ).order_by().values("advance")  # fmt: skip
    owing = FundAdvance.objects.annotate(
        out=Coalesce(Subquery(paid.values("advance").annotate(fen=Sum("amount_fen")).values("fen")), 0),
        back=Coalesce(Subquery(back.annotate(fen=Sum("amount_fen")).values("fen")), 0),
    ).filter(Q(out__gt=F("back")) | Q(state__in=open_ones))
    return Q(pk__in=owing.values("clue"))
