"""The facts behind the check for double payments, from the one ledger and from what deposit and fund have planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Count, F, Q, QuerySet

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.facts import employer_key
from nuanxin.rights.cases.money import Coming, Payment, PaymentSource, Verification
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.visibility import clues_for
from nuanxin.rights.relief.deposit.models import DrawDownLine
from nuanxin.rights.relief.fund.models import FundAdvance, FundAdvanceLine
from nuanxin.rights.relief.hardship.models import ReliefGrant
from nuanxin.rights.relief.once.doubles import REFUSED, RELIEF, WAGE, Finding, Money, Owed, find_doubles

MOST = 2000
_LEDGER = "保障农民工工资支付条例第十五条、第六十三条"


def facts_of(workers: Collection[int]) -> tuple[list[Owed], list[Money]]:
    """Every claim and all money of these workers, those merged into them included."""
    claims = Claim.objects.filter(Q(worker__in=workers) | Q(worker__merged_into__in=workers))
    rows = list(claims.select_related("worker", "clue__employer").order_by("pk"))
    keys = [row.pk for row in rows]
    verified = {
        row.claim_id: row.verified_fen for row in Verification.objects.filter(claim__in=keys, replaced_by__isnull=True)
    }
    owed = [
        Owed(
            claim=row.pk,
            worker=row.worker.merged_into_id or row.worker_id,
            name=row.worker.name,
            clue=row.clue.number,
            employer=employer_key(row.clue.employer) or row.clue.employer_said,
            verified_fen=verified.get(row.pk),
            months=(row.owed_from, row.owed_to or row.owed_from),
            withdrawn_on=row.withdrawn_on,
        )
        for row in rows
    ]
    return owed, [*_payments(keys), *_notices(keys), *_advances(keys), *_grants(keys)]


def _payments(keys: list[int]) -> list[Money]:
    rows = list(Payment.objects.filter(claim__in=keys, withdrawn_on__isnull=True).order_by("pk"))
    ids = [row.pk for row in rows]
    backed = {
        PaymentSource.DEPOSIT: set(DrawDownLine.objects.filter(payment__in=ids).values_list("payment", flat=True)),
        PaymentSource.FUND: set(FundAdvanceLine.objects.filter(payment__in=ids).values_list("payment", flat=True)),
    }
    return [
        Money(
            f"支付{row.pk}", row.claim_id, row.source, row.kind, row.amount_fen, row.paid_on, row.voucher,
            backed=row.pk in backed.get(PaymentSource(row.source), {row.pk}),
        )
        for row in rows
    ]  # fmt: skip


def _notices(keys: list[int]) -> list[Money]:
    waiting = DrawDownLine.objects.filter(claim__in=keys, dropped_on__isnull=True).filter(
        Q(payment__isnull=True) | Q(payment__withdrawn_on__isnull=False)
    )
    return [
        Money(f"支付名单{row.pk}", row.claim_id, "deposit", WAGE, row.amount_fen, row.drawdown.noticed_on, planned=True)
        for row in waiting.select_related("drawdown")
    ]


def _advances(keys: list[int]) -> list[Money]:
    rows = FundAdvanceLine.objects.filter(claim__in=keys).exclude(advance__state=FundAdvance.State.REFUSED)
    found = []
    for row in rows.select_related("advance", "payment"):
        paid = row.paid_on is not None and (row.payment is None or row.payment.withdrawn_on is None)
        if paid and row.nature == WAGE:
            continue  # stands in the ledger of wages
        day = row.paid_on or row.advance.applied_on
        found.append(
            Money(f"垫付{row.pk}", row.claim_id, "fund", row.nature, row.amount_fen, day, row.voucher, planned=not paid)
        )
    return found


def _grants(keys: list[int]) -> list[Money]:
    return [
        Money(f"救助{row.pk}", row.claim_id, "relief", RELIEF, row.amount_fen, row.paid_on, row.voucher)
        for row in ReliefGrant.objects.filter(claim__in=keys, withdrawn_on__isnull=True)
    ]


def findings_on(clue: Clue) -> tuple[Finding, ...]:
    """What concerns the workers of one clue, wherever else they were paid."""
    pairs = Claim.objects.filter(clue=clue).values_list("worker", "worker__merged_into")
    return find_doubles(*facts_of({merged or worker for worker, merged in pairs}))


def findings_for(staff: Staff) -> tuple[Finding, ...]:
    """The list of everything suspicious on clues the person may see; workers with one plain payment are not looked at."""
    seen = clues_for(staff).values("pk")
    mine = Claim.objects.filter(clue__in=seen)
    workers = {
        merged or worker for worker, merged in _suspects(mine).values_list("worker", "worker__merged_into")[:MOST]
    }
    numbers = set(Clue.objects.filter(pk__in=seen, claims__worker__in=workers).values_list("number", flat=True))
    return tuple(one for one in find_doubles(*facts_of(workers)) if one.clue in numbers)


def _suspects(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims whose worker was paid more than once, beyond what was verified, from deposit or fund, or waits for either."""
    live = Payment.objects.filter(withdrawn_on__isnull=True)
    often = live.values("claim__worker").annotate(n=Count("pk")).filter(n__gt=1).values("claim__worker")
    special = live.filter(source__in=(PaymentSource.DEPOSIT, PaymentSource.FUND)).values("claim__worker")
    too_much = live.filter(claim__in=Verification.objects.filter(replaced_by__isnull=True).values("claim")).filter(
        amount_fen__gt=F("claim__claimed_fen")
    )
    unproved = live.exclude(claim__in=Verification.objects.filter(replaced_by__isnull=True).values("claim"))
    explained = live.exclude(explained="")
    waiting = Q(worker__in=DrawDownLine.objects.values("claim__worker")) | Q(worker__in=FundAdvanceLine.objects.values("claim__worker"))  # fmt: skip
    return claims.filter(
        Q(worker__in=often)
        | Q(worker__in=special)
        | Q(pk__in=too_much.values("claim"))
        | Q(pk__in=unproved.values("claim"))
        | Q(pk__in=explained.values("claim"))
        | waiting
    ).order_by("pk")


def refuse_double(coming: Coming) -> None:
    """The gate of the ledger: a payment that looks paid already is refused unless it is explained; then it stays a finding."""
    if coming.explained.strip():
        return
    worker = coming.claim.worker.merged_into_id or coming.claim.worker_id
    owed, money = facts_of({worker})
    new = Money("本笔支付", coming.claim.pk, coming.source, coming.kind, coming.fen, coming.on, coming.voucher)
    before = {(one.kind, one.rows) for one in find_doubles(owed, money)}
    for one in find_doubles(owed, [*money, new]):
        if one.kind in REFUSED and (one.kind, one.rows) not in before:
            raise Refusal(
                f"不能登记{one.name}的支付",
                why=one.why,
                remedy=f"{one.remedy}；确属另一笔工资的，写明原因",
                cites=_LEDGER,
            )


def doubles_ahead(shares: Mapping[int, int], *, doing: str, source: str = "deposit") -> None:
    """Refuse a notice or an advance that, with what is paid and planned already, would pay a worker twice."""
    rows = Claim.objects.filter(pk__in=shares).select_related("worker").order_by("pk")
    workers = {row.worker.merged_into_id or row.worker_id for row in rows}
    owed, money = facts_of(workers)
    day = max((one.on for one in money), default=None)
    if day is None:
        return
    plan = [Money("本次计划", claim, source, WAGE, fen, day, planned=True) for claim, fen in shares.items()]
    before = {(one.kind, one.worker) for one in find_doubles(owed, money)}
    for one in find_doubles(owed, [*money, *plan]):
        if one.kind in ("planned_over", "two_notices", "two_advances") and (one.kind, one.worker) not in before:
            raise Refusal(f"不能{doing}", why=f"{one.name}：{one.why}", remedy=one.remedy, cites=_LEDGER)
