"""What is still to be paid under a deed: agreed, less what reached the workers since; and until when each part is enforceable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Agreement, Payment
from nuanxin.rights.cases.procedures.choosing import LawAt
from nuanxin.rights.cases.procedures.declared import YES
from nuanxin.rights.cases.steps import standing_rows

TIME_LIMIT = "not.time_limit"


@dataclass(frozen=True)
class Balance:
    """Sums in 分: agreed in the deed, paid as wages since it was agreed, still owed."""

    agreed_fen: int
    paid_fen: int

    @property
    def owed_fen(self) -> int:
        return max(0, self.agreed_fen - self.paid_fen)


@dataclass(frozen=True)
class Due:
    """One part: the day by which it was to be paid, and 分."""

    due_on: date
    amount_fen: int


def certifiable(parts: Sequence[Due], *, paid_fen: int, on: date, accelerates: bool, certified_on: date | None) -> int:
    """What an execution certificate of that day may state, in 分: the parts overdue, less what was paid, less what an
    earlier certificate covers already. Where it was agreed that one part overdue makes all due, all of them. Pure.
    """
    due = _overdue(parts, on, accelerates)
    covered = _overdue(parts, certified_on, accelerates) if certified_on else 0
    return max(0, min(due - paid_fen, due - covered))


def _overdue(parts: Sequence[Due], on: date, accelerates: bool) -> int:
    late = [part for part in parts if part.due_on < on]
    return sum(part.amount_fen for part in (parts if late and accelerates else late))


def to_certify(case: Case, on: date) -> int:
    """The same, for a file as it stands."""
    agreement = agreement_of(case)
    if agreement is None:
        return 0
    said = {row.step: row for row in standing_rows(case)}
    stated, certified = said.get("statement"), said.get("certificate")
    return certifiable(
        [Due(part.due_on, part.amount_fen) for part in agreement.instalments.all()],
        paid_fen=balance_of(case).paid_fen,
        on=on,
        accelerates=bool(stated and stated.facts.get("accelerates") == YES),
        certified_on=certified.done_on if certified else None,
    )


def not_yet_due(case: Case, on: date) -> bool:
    """Whether parts lie ahead for which no certificate can be had yet."""
    agreement = agreement_of(case)
    if agreement is None:
        return False
    stated = next((row for row in reversed(standing_rows(case)) if row.step == "statement"), None)
    accelerates = bool(stated and stated.facts.get("accelerates") == YES)
    return not accelerates and any(part.due_on >= on and not part.paid_on for part in agreement.instalments.all())


def agreement_of(case: Case) -> Agreement | None:
    """The agreement under the deed: the last one signed."""
    return Agreement.objects.filter(case=case).prefetch_related("instalments").order_by("-pk").first()


def balance_of(case: Case) -> Balance:
    """From the instalments and the vouchers; nothing that anybody typed as a sum."""
    agreement = agreement_of(case)
    if agreement is None:
        return Balance(0, 0)
    agreed = sum(part.amount_fen for part in agreement.instalments.all())
    paid = Payment.objects.filter(
        claim__clue=case.clue, kind="wage", withdrawn_on__isnull=True, paid_on__gte=agreement.signed_on
    ).aggregate(fen=Sum("amount_fen"))["fen"]
    return Balance(agreed, paid or 0)


def last_days(due_days: list[date], law: LawAt) -> list[date | None]:
    """Until when each part may be enforced: it runs for every part from its own due day (法释〔2018〕18号 art. 9)."""
    return [law.after((TIME_LIMIT,), day) for day in due_days]
