"""What rounds of asking brought: who was reached, who said no, and the wages since paid on the clues their noes opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nuanxin.rights.cases.ledger import WAGE, claims_on
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.intake.models import Claim
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound, Said


@dataclass(frozen=True)
class Answer:
    """One worker asked. clue: the one his no opened; root: the clue this one was merged into, else itself."""

    round: int
    said: str = ""
    calls: int = 0
    by_phone: bool = False
    named_fen: int | None = None
    on: date | None = None
    clue: int | None = None
    root: int | None = None


@dataclass(frozen=True)
class Wage:
    """One claim as the money ledger has it; `paid`: its standing payments of wages as (day, 分)."""

    claim: int
    clue: int
    root: int
    worker: int
    verified_fen: int = 0
    paid: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True)
class Reach:
    """Asked, answered, of these short / not paid, rung up in vain (`calls`) and answered on the telephone, clues (MW-12)."""

    asked: int
    answered: int
    short: int
    not_paid: int
    clues: int
    calls: int
    by_phone: int = 0

    @property
    def paid(self) -> int:
        return self.answered - self.short - self.not_paid

    @property
    def open(self) -> int:
        """Still to be rung up."""
        return self.asked - self.answered

    @property
    def rung(self) -> int:
        """Calls made: those in vain and those that brought an answer."""
        return self.calls + self.by_phone

    @property
    def reach_percent(self) -> float | None:
        return round(100 * self.answered / self.asked, 1) if self.asked else None

    @property
    def hit_percent(self) -> float | None:
        """Those who said no, of those who answered."""
        return round(100 * (self.short + self.not_paid) / self.answered, 1) if self.answered else None


@dataclass(frozen=True)
class ClueMoney:
    """One clue that noes opened (as it stands after merging): 分 named by the asked, verified, and paid since the first no."""

    root: int
    opened: tuple[int, ...]
    since: date
    noes: int
    named_fen: int
    wages: tuple[Wage, ...]

    @property
    def verified_fen(self) -> int:
        return sum(one.verified_fen for one in self.wages)

    @property
    def paid_fen(self) -> int:
        return sum(fen for one in self.wages for day, fen in one.paid if day >= self.since)

    @property
    def paid_workers(self) -> frozenset[int]:
        return frozenset(one.worker for one in self.wages if any(day >= self.since for day, _ in one.paid))


@dataclass(frozen=True)
class Brought:
    """Rounds together: whom they reached, and the money clue by clue, each clue once."""

    reach: Reach
    named_fen: int
    unnamed: int  # noes without a sum
    clues: tuple[ClueMoney, ...]

    @property
    def verified_fen(self) -> int:
        return sum(one.verified_fen for one in self.clues)

    @property
    def paid_fen(self) -> int:
        return sum(one.paid_fen for one in self.clues)

    @property
    def workers_paid(self) -> int:
        return len(frozenset[int]().union(*(one.paid_workers for one in self.clues)))


def brought(answers: Iterable[Answer], wages: Iterable[Wage]) -> Brought:
    """Pure. Of a clue merged into another the claims that are its own count, and those of the same workers beside it.

    What others on the joined clue were paid is not the round's doing, nor what was paid before the first no.
    """
    rows = list(answers)
    noes: dict[int, list[Answer]] = {}
    for one in rows:
        if one.root is not None:
            noes.setdefault(one.root, []).append(one)
    by_root: dict[int, list[Wage]] = {}
    for wage in wages:
        by_root.setdefault(wage.root, []).append(wage)
    said = [one.said for one in rows]
    reach = Reach(
        len(rows), sum(map(bool, said)), said.count(Said.SHORT), said.count(Said.NOT_PAID), len(noes),
        sum(one.calls for one in rows), sum(one.by_phone for one in rows),
    )  # fmt: skip
    no = [one for one in rows if one.said in (Said.SHORT, Said.NOT_PAID)]
    return Brought(
        reach,
        named_fen=sum(one.named_fen or 0 for one in no),
        unnamed=sum(not one.named_fen for one in no),
        clues=tuple(_money(root, group, by_root.get(root, [])) for root, group in sorted(noes.items())),
    )


def _money(root: int, noes: Sequence[Answer], wages: Sequence[Wage]) -> ClueMoney:
    opened = {one.clue for one in noes if one.clue is not None}
    workers = {one.worker for one in wages if one.clue in opened}
    return ClueMoney(
        root, tuple(sorted(opened)), min(one.on for one in noes if one.on), len(noes),
        sum(one.named_fen or 0 for one in noes),
        tuple(one for one in wages if one.clue in opened or one.worker in workers),
    )  # fmt: skip


def brought_by(rounds: Collection[AskRound]) -> tuple[Mapping[int, Brought], Brought]:
    """What each round brought, by its key, and all of them together (a clue of two rounds counts once)."""
    answers = _answers([one.pk for one in rounds])
    wages = _wages({one.root for one in answers if one.root is not None})
    each = {row.pk: brought((one for one in answers if one.round == row.pk), wages) for row in rounds}
    return each, brought(answers, wages)


def _answers(rounds: Collection[int]) -> list[Answer]:
    rows = AskedWorker.objects.filter(round__in=rounds).values_list(
        "round", "said", "calls", "taken_by", "missing_fen", "answered_on", "clue", "clue__merged_into"
    )
    return [
        Answer(one, said, calls, by is not None, fen, on, clue, merged or clue)
        for one, said, calls, by, fen, on, clue, merged in rows
    ]


def _wages(roots: Collection[int]) -> list[Wage]:
    """The standing claims of these clues and of what was merged into them. A payment withdrawn is none."""
    rows = list(claims_on(roots).filter(withdrawn_on__isnull=True).select_related("worker", "clue").order_by("pk"))
    keys = [one.pk for one in rows]
    found = Verification.objects.filter(claim__in=keys, replaced_by__isnull=True)
    verified = dict(found.values_list("claim", "verified_fen"))
    paid: dict[int, list[tuple[date, int]]] = {}
    for claim, day, fen in payments_of(keys).values_list("claim", "paid_on", "amount_fen"):
        paid.setdefault(claim, []).append((day, fen))
    return [_wage(one, verified.get(one.pk, 0), paid.get(one.pk, [])) for one in rows]


def payments_of(claims: Collection[int]) -> QuerySet[Payment]:
    """Their standing payments of wages, in the order of their days."""
    rows = Payment.objects.filter(claim__in=claims, kind=WAGE, withdrawn_on__isnull=True)
    return rows.order_by("paid_on", "pk")


def _wage(one: Claim, verified: int, paid: Sequence[tuple[date, int]]) -> Wage:
    worker, root = one.worker.merged_into_id or one.worker_id, one.clue.merged_into_id or one.clue_id
    return Wage(one.pk, one.clue_id, root, worker, verified, tuple(paid))
