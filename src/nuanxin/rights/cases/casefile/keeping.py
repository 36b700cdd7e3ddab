"""How long files are kept at least: some procedures have periods of their own beside that of the place."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.rights.cases.ledger import WAGE
from nuanxin.rights.cases.models import Case, CaseStep, Settlement
from nuanxin.rights.cases.money import Instalment, Payment, Verification
from nuanxin.rights.cases.procedures.declared import Kept
from nuanxin.rights.cases.procedures.versions import all_procedures, procedure
from nuanxin.rights.cases.steps import standing_rows
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Claim
from nuanxin.rights.intake.retention.periods import first_kept


def kept_until(case: Case) -> date | None:
    """The last day on which the closed file must still be there by its own procedure; None where it has no period."""
    if case.closed_on is None:
        return None
    done = {row.step for row in standing_rows(case)}
    for kept in procedure(case.procedure, case.procedure_version).kept:
        if not kept.step or kept.step in done:
            return shift_months(case.closed_on, 12 * _years(kept, case.closed_on))
    return None


def still_kept(on: date) -> Q:
    """The clues whose files no place may put away on that day: the same rule, as a condition."""
    kept = Q(pk__in=[])
    for whole in all_procedures():
        files = Case.objects.filter(procedure=whole.key, procedure_version=whole.version)
        for one in whole.kept:
            fitting = files.filter(steps__step=one.step, steps__struck_by__isnull=True) if one.step else files
            kept |= Q(pk__in=fitting.filter(closed_on__gte=first_kept(on, _years(one, on))).values("clue"))
            files = files.exclude(pk__in=fitting.values("pk"))
    return kept


def open_files(on: date) -> Q:
    """The clues on which a file of whatever desk is still open, also one for which the clue itself did not wait."""
    return _with_main(Case.objects.filter(closed_on__isnull=True), "clue")


def unpaid(on: date) -> Q:
    """The clues with wages verified and not paid, agreed and not paid, or left to another body with nothing known of payment."""
    wages = Payment.objects.filter(claim=OuterRef("claim"), kind=WAGE, withdrawn_on__isnull=True).order_by()
    paid = Coalesce(Subquery(wages.values("claim").annotate(fen=Sum("amount_fen")).values("fen")), 0)
    found = Verification.objects.filter(replaced_by__isnull=True, claim__withdrawn_on__isnull=True)
    short = found.annotate(paid=paid).filter(verified_fen__gt=F("paid"))
    verified = found.values("claim__clue")
    agreed = Instalment.objects.filter(paid_on__isnull=True).exclude(agreement__case__clue__in=verified)
    elsewhere = (
        Claim.objects.filter(withdrawn_on__isnull=True, clue__conclusion__in=_LEFT_TO_OTHERS)
        .exclude(pk__in=found.values("claim"))
        .exclude(clue__in=Settlement.objects.filter(withdrawn_on__isnull=True).values("clue"))
    )
    return (
        _with_main(short, "claim__clue") | _with_main(agreed, "agreement__case__clue") | _with_main(elsewhere, "clue")
    )


_LEFT_TO_OTHERS = (Conclusion.ARBITRATION, Conclusion.POLICE, Conclusion.INDUSTRY)


def _with_main(rows: QuerySet[Any], clue: str) -> Q:
    """The clues of these rows, and those into which they were merged."""
    main = f"{clue}__merged_into"
    return Q(pk__in=rows.values(clue)) | Q(pk__in=rows.filter(**{f"{main}__isnull": False}).values(main))


def declared_words(row: CaseStep) -> frozenset[str]:
    """The facts of a step that are one of a declared list of answers: codes, by which the procedure is read."""
    case = row.case
    step = procedure(case.procedure, case.procedure_version).step(row.step)
    return frozenset(fact.key for fact in step.facts if fact.options)


def _years(kept: Kept, on: date) -> int:
    return Law.load().term(kept.term, on=on).value
