"""How long files are kept at least: some procedures have periods of their own beside that of the place."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import Kept
from nuanxin.rights.cases.procedures.versions import all_procedures, procedure
from nuanxin.rights.cases.steps import standing_rows
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


def _years(kept: Kept, on: date) -> int:
    return Law.load().term(kept.term, on=on).value
