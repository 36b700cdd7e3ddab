"""What legal aid shows on the page of its own file: who carries it, who carried it, who was told when."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps.rights import may_act
from nuanxin.rights.disputes.legal_aid.models import AidAssignment, AidSharing
from nuanxin.rights.disputes.legal_aid.same_day import applied_of, minutes_to_assign
from nuanxin.web.patterns.record import Section


def aid_context(case: Case, staff: Staff) -> dict[str, Any]:
    """Assignments with their grounds, the units told, and whether the promise of the same day was kept."""
    return {
        "assignments": AidAssignment.objects.filter(case=case).select_related("lawyer", "by").order_by("-pk"),
        "sharings": AidSharing.objects.filter(clue=case.clue).select_related("unit", "by", "task"),
        "applied": applied_of(case),
        "minutes": minutes_to_assign(case),
        "may_handle": case.closed_on is None and may_act(staff, Permission.FILE_HANDLE, case),
    }


AID_SECTION = Section("legal_aid", "指派与告知", "officer/legal_aid/tab.html")
