"""The end of a case: its day and way, the task by which its desk saw the thread, and whether it was the last one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.versions import beside_the_clue
from nuanxin.rights.cases.steps.rights import has_own_desk
from nuanxin.rights.intake.models import HelperTask


def end_case(case: Case, by: Staff, on: date, closing: str) -> None:
    """Close the row. The desk's own helper task ends with its last file; what it was told it still sees."""
    case.closed_on, case.closing = on, closing
    case.save(update_fields=["closed_on", "closing"])
    if has_own_desk(case) and not other_open_cases(case).filter(unit=case.unit).exists():
        HelperTask.objects.filter(clue=case.clue, unit=case.unit, done_on__isnull=True).update(
            done_on=on, done_by=by, reply=f"{case}：{closing}"
        )


def other_open_cases(case: Case) -> QuerySet[Case]:
    """The files on the same clue that still run and for which the clue waits."""
    others = Case.objects.filter(clue=case.clue, closed_on__isnull=True).exclude(pk=case.pk)
    return others.exclude(procedure__in=beside_the_clue())
