"""What is owed under a plan: the clues, files and payments of the firm and its projects there, found by themselves; every number has its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.permission import codes_of
from nuanxin.rights.cases.ledger import WAGE, claims_on
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.relief.firms.models import FirmPlan


@dataclass(frozen=True)
class Owed:
    """One worker's claim. verified None: not verified yet; payments: (day, 分) of wages that stand; open: the clue still is."""

    clue: int
    worker: int
    claimed_fen: int | None
    verified_fen: int | None
    payments: tuple[tuple[date, int], ...] = ()
    open: bool = True

    @property
    def paid_fen(self) -> int:
        return sum(fen for _, fen in self.payments)

    @property
    def missing_fen(self) -> int:
        """Verified wages not yet paid, never below 0."""
        return max(0, (self.verified_fen or 0) - self.paid_fen)

    @property
    def unverified(self) -> bool:
        """Nobody has found yet what is owed; of a clue that ended without a finding, nobody will."""
        return self.verified_fen is None and self.open

    @property
    def unsettled(self) -> bool:
        """Not verified, or verified and not paid."""
        return self.unverified or self.missing_fen > 0


@dataclass(frozen=True)
class Sums:
    """The plan's numbers, in distinct persons and 分. claimed_fen: of claims not verified yet; nameless: open clues without a worker."""

    persons: int
    waiting_persons: int
    verified_fen: int
    missing_fen: int
    paid_fen: int
    paid_since_fen: int
    paid_since_persons: int
    unverified: int
    claimed_fen: int
    nameless: int

    @property
    def unpaid(self) -> tuple[str, ...]:
        """Why the wages under the plan cannot be called paid; empty where they are."""
        found = []
        if self.missing_fen:
            found.append(f"核实的工资还有{yuan(self.missing_fen)}元没有支付")
        if self.unverified:
            found.append(f"还有{self.unverified}人次的主张没有核实")
        if self.nameless:
            found.append(f"还有{self.nameless}件在办线索没有登记劳动者")
        return tuple(found)


def reckon(rows: Iterable[Owed], *, since: date, until: date, nameless: int = 0) -> Sums:
    """Add up standing claims (withdrawn ones left out). Pure; both days included."""
    every = list(rows)
    new = [(row, [fen for day, fen in row.payments if since <= day <= until]) for row in every]
    return Sums(
        persons=len({row.worker for row in every}),
        waiting_persons=len({row.worker for row in every if row.unsettled}),
        verified_fen=sum(row.verified_fen or 0 for row in every),
        missing_fen=sum(row.missing_fen for row in every),
        paid_fen=sum(row.paid_fen for row in every),
        paid_since_fen=sum(sum(fens) for _, fens in new),
        paid_since_persons=len({row.worker for row, fens in new if fens}),
        unverified=sum(row.unverified for row in every),
        claimed_fen=sum(row.claimed_fen or 0 for row in every if row.unverified),
        nameless=nameless,
    )


def clues_of(plan: FirmPlan) -> QuerySet[Clue]:
    """Clues of the firm, of its projects, and of the projects that the plan names, in the plan's place: open, or closed since it began."""
    key = plan.employer.merged_into_id or plan.employer_id
    named = list(plan.parts.filter(project__isnull=False).values_list("project", "project__merged_into"))
    projects = {number for pair in named for number in pair if number}
    about = (
        Q(employer=key)
        | Q(employer__merged_into=key)
        | Q(project__employer=key)
        | Q(project__employer__merged_into=key)
        | Q(project__in=projects)
        | Q(project__merged_into__in=projects)
    )
    then = Q(state__in=OPEN_STATES) | Q(closed_on__gte=plan.registered_on)
    rows = Clue.objects.filter(about, then, region__in=codes_of(plan.region_id), merged_into__isnull=True)
    return rows.filter(received_on__lte=plan.ended_on) if plan.ended_on else rows


@dataclass(frozen=True)
class ClueLine:
    """One clue under the plan with its own numbers."""

    clue: Clue
    sums: Sums


@dataclass(frozen=True)
class PlanWages:
    """The plan's numbers and the lines behind them."""

    lines: Sequence[ClueLine]
    sums: Sums
    rows: Sequence[Owed] = ()
    since: date = date.min
    until: date = date.max

    def of(self, clues: Iterable[int]) -> Sums:
        """The numbers of some of the plan's clues, persons distinct among them."""
        keys = set(clues)
        nameless = sum(line.sums.nameless for line in self.lines if line.clue.pk in keys)
        chosen = [row for row in self.rows if row.clue in keys]
        return reckon(chosen, since=self.since, until=self.until, nameless=nameless)


def wages_of(plan: FirmPlan, *, on: date) -> PlanWages:
    """What is owed now, and what was paid from the day of registration to `on` (or to the closing)."""
    clues = list(
        clues_of(plan).select_related("employer", "project", "region", "officer").order_by("received_on", "pk")
    )
    keys = [clue.pk for clue in clues]
    claims = claims_on(keys).filter(withdrawn_on__isnull=True).select_related("worker", "clue")
    rows = _rows(list(claims), {clue.pk for clue in clues if clue.state in OPEN_STATES})
    until = plan.ended_on or on
    behind: dict[int, list[Owed]] = {key: [] for key in keys}
    for row in rows:
        behind[row.clue].append(row)
    blank = {clue.pk for clue in clues if clue.state in OPEN_STATES and not behind[clue.pk]}
    lines = [
        ClueLine(clue, reckon(behind[clue.pk], since=plan.registered_on, until=until, nameless=int(clue.pk in blank)))
        for clue in clues
    ]
    whole = reckon(rows, since=plan.registered_on, until=until, nameless=len(blank))
    return PlanWages(lines, whole, rows, plan.registered_on, until)


def _rows(claims: Sequence[Claim], live: set[int]) -> list[Owed]:
    keys = [claim.pk for claim in claims]
    verified = dict(
        Verification.objects.filter(claim__in=keys, replaced_by__isnull=True).values_list("claim", "verified_fen")
    )
    paid: dict[int, list[tuple[date, int]]] = {}
    for payment in payments_on(keys):
        paid.setdefault(payment.claim_id, []).append((payment.paid_on, payment.amount_fen))
    return [
        Owed(
            claim.clue.merged_into_id or claim.clue_id,
            claim.worker.merged_into_id or claim.worker_id,
            claim.claimed_fen,
            verified.get(claim.pk),
            tuple(paid.get(claim.pk, ())),
            claim.clue.state in OPEN_STATES or claim.clue.merged_into_id in live,
        )
        for claim in claims
    ]


def payments_on(claims: Iterable[int]) -> QuerySet[Payment]:
    """Wages that reached these claims and stand, by day."""
    rows = Payment.objects.filter(claim__in=list(claims), kind=WAGE, withdrawn_on__isnull=True)
    return rows.order_by("paid_on", "pk")


def paid_since(plan: FirmPlan, clues: Iterable[int], *, on: date) -> QuerySet[Payment]:
    """The payments behind “paid since the plan began”, on these clues."""
    claims = claims_on(list(clues)).filter(withdrawn_on__isnull=True)
    rows = payments_on(claims.values_list("pk", flat=True))
    return rows.filter(paid_on__gte=plan.registered_on, paid_on__lte=plan.ended_on or on)
