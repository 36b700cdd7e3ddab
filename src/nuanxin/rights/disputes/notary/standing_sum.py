"""What is still to be paid under a deed: agreed, less what reached the workers since; and until when each part is enforceable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.money import Agreement, Payment
from nuanxin.rights.cases.procedures.choosing import LawAt

TIME_LIMIT = "not.time_limit"


@dataclass(frozen=True)
class Balance:
    """Sums in 分: agreed in the deed, paid as wages since it was agreed, still owed."""

    agreed_fen: int
    paid_fen: int

    @property
    def owed_fen(self) -> int:
        return max(0, self.agreed_fen - self.paid_fen)


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
