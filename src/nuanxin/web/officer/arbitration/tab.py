"""What the arbitration tab of a file shows: papers owed, elements, finality, hearings, people, targets."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import law_at, steps_taken
from nuanxin.rights.cases.steps.rights import may_act
from nuanxin.rights.disputes.arbitration.answers import elements_of, final_test
from nuanxin.rights.disputes.arbitration.decisions.elements import STATES, Compared, answered, open_elements
from nuanxin.rights.disputes.arbitration.decisions.promises import promises
from nuanxin.rights.disputes.arbitration.missing_papers import missing_of
from nuanxin.rights.disputes.arbitration.models import Hearing
from nuanxin.rights.disputes.arbitration.taking_part import (
    inspection_cases,
    is_collective,
    joint_of,
    shared_evidence,
    standing_participants,
)


def case_url(number: int) -> str:
    """The file, at this room's tab."""
    return reverse("officer:case", args=[number]) + "?tab=arbitration#tab"


def shown_row(row: Compared) -> dict[str, Any]:
    """One element in words."""
    return {
        "element": row.element,
        "worker": answered(row.element, row.worker),
        "employer": answered(row.element, row.employer),
        "panel": answered(row.element, row.panel),
        "state": STATES[row.state],
        "open": row.open,
        "agreed": row.state in ("agreed", "found"),
    }


def tab_context(case: Case, staff: Staff) -> dict[str, Any]:
    """Everything that the tab shows, computed once."""
    today = occasion.today()
    workers = [
        {
            "worker": one,
            "rows": [shown_row(row) for row in one.rows if row.state != "empty"],
            "open": len(open_elements(one.rows)),
        }
        for one in elements_of(case)
    ]
    targets = promises(steps_taken(case), law=law_at(case.clue))
    return {
        "arb_may": case.closed_on is None and may_act(staff, Permission.FILE_HANDLE, case),
        "arb_missing": list(missing_of(case)),
        "arb_workers": workers,
        "arb_test": final_test(case, case.closed_on or today),
        "arb_hearings": Hearing.objects.filter(case=case).select_related("room").order_by("starts_at", "pk"),
        "arb_people": standing_participants(case),
        "arb_joint": joint_of(case),
        "arb_evidence": shared_evidence(case),
        "arb_inspections": inspection_cases(case).exists(),
        "arb_collective": is_collective(case),
        "arb_promises": [(one, one.broken(today)) for one in targets],
    }
