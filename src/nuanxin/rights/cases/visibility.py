"""Which cases a member of staff sees: those of the clues he sees."""

from __future__ import annotations

from django.db.models import QuerySet

from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.visibility import clues_for


def cases_for(staff: Staff) -> QuerySet[Case]:
    """The cases of the clues this person may see; the right to act is asked at each act."""
    return Case.objects.filter(clue__in=clues_for(staff).values("pk"))
