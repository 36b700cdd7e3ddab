"""The credit side of an employer's page: orders and decisions, risks, lists, publications, honours, grades, who was told."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import holds
from nuanxin.foundation.parties.models import Employer
from nuanxin.rights.credit.history import employer_history
from nuanxin.rights.intake.visibility import clues_for


def employer_credit(employer: Employer, staff: Staff) -> dict[str, Any]:
    """What the page shows, narrowed to the clues that the viewer may see; what was published is for everybody."""
    key = employer.merged_into_id or employer.pk
    seen = clues_for(staff).filter(Q(employer=key) | Q(employer__merged_into=key))
    return {"lines": employer_history(employer, seen), "manages": holds(staff, Permission.CREDIT_MANAGE)}
