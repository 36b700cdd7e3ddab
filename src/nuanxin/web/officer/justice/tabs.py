"""The tabs on the files of justice: all legs of the clue; for suits the money recovered as well."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import standing_rows, steps_taken
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.court import payment_order, wage_suit
from nuanxin.rights.justice.court.models import RecoveredShare
from nuanxin.rights.justice.court.recovery import RECOVERED, recovered_fen
from nuanxin.rights.justice.legs import legs_of
from nuanxin.rights.justice.petition import procedure as petition
from nuanxin.rights.justice.police import procedure as police
from nuanxin.rights.justice.police.following import cleared_on
from nuanxin.rights.justice.police.leniency import Leniency, leniency
from nuanxin.rights.justice.procuratorate import prosecution, support_suit

LEGS = (
    police.V2024_1,
    prosecution.V2024_1,
    support_suit.V2024_1,
    wage_suit.V2024_1,
    payment_order.V2024_1,
    petition.V2024_1,
)
KEYS = tuple(one.key for one in LEGS)


def legs_context(clue: Clue) -> dict[str, Any]:
    """The rows of the table, and what paying has changed for the offender, where everybody is paid."""
    return {"legs": legs_of(clue, on=occasion.today()), "leniency": _leniency(clue)}


def legs_tab(found: Case, staff: Staff) -> dict[str, Any]:
    """The same on a file's own page."""
    return legs_context(found.clue)


def _leniency(clue: Clue) -> Leniency | None:
    paid = cleared_on(clue)
    if paid is None:
        return None
    days: dict[str, Any] = {}
    for file in Case.objects.filter(clue=clue, procedure__in=(police.KEY, prosecution.KEY)).order_by("pk"):
        for done in steps_taken(file):
            if done.step in ("decide", "reconsider_decide", "file_by_order") and police.FILED.holds(done.facts):
                days["filed_on"] = done.facts["answered_on"]
            for step, day in (("indict", "indicted_on"), ("judged", "judged_on")):
                if done.step == step:
                    days[day] = done.facts[day]
    has_file = Case.objects.filter(clue=clue, procedure=police.KEY).exists()
    return leniency(paid, **days) if has_file else None


def recovered_tab(found: Case, staff: Staff) -> dict[str, Any]:
    """Every entry of money handed out with its workers; what is still to be recovered."""
    stands = {row.pk for row in standing_rows(found)}
    rows = []
    for row in found.steps.filter(step=RECOVERED).select_related("by").order_by("pk"):
        shares = RecoveredShare.objects.filter(step=row).select_related("payment__claim__worker").order_by("pk")
        rows.append({"row": row, "stands": row.pk in stands, "shares": list(shares)})
    asked = next((done.facts["amount"] for done in reversed(steps_taken(found)) if done.step == "apply"), None)
    whole = recovered_fen(found)
    return {
        "recovered_rows": rows,
        "recovered_fen": whole,
        "asked_fen": asked,
        "rest_fen": max(0, asked - whole) if asked is not None else None,
        **legs_context(found.clue),
    }
