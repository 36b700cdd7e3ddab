"""法律援助, version 2026.1: from the application to the closing report (法律援助法 第三十一条, 第四十二条 to 第五十五条; law.md §9).

The law's terms are seven days for the decision and three for the assignment; both on the same day is the promise.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import Opening, Procedure
from nuanxin.rights.disputes.legal_aid.procedure import carrying, giving
from nuanxin.rights.disputes.legal_aid.procedure.gates import KEY

__all__ = ["KEY", "V2026_1"]

# As the desk meets them: the usual way first, then what may come between, then how it may end otherwise.
_ORDER = [
    "application",
    "accepted",
    "grant",
    "assign",
    "authorisation",
    "report",
    "archived",
    "work",
    "supplemented",
    "supplement",
    "first_aid",
    "refuse",
    "replace",
    "terminate",
    "deemed_withdrawn",
    "withdrawn",
    "objection",
    "objection_decided",
    "regrant",
    "refused_filed",
]
_STEPS = {step.key: step for step in (*giving.STEPS, *carrying.STEPS)}
V2026_1 = Procedure(
    KEY,
    "2026.1",
    "法律援助",
    tuple(_STEPS[key] for key in _ORDER),
    opening=Opening(unit_kinds=(UnitKind.LEGAL_AID,), number_word="援字"),
)
