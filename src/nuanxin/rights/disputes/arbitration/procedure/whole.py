"""劳动人事争议仲裁（速裁）, version 2026.1: from the application to the award, the money and the closed file."""

from __future__ import annotations

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import Kept, Opening, Procedure
from nuanxin.rights.disputes.arbitration.procedure import afterwards, beginning, deciding, hearing

KEY = "arbitration"
V2026_1 = Procedure(
    KEY,
    "2026.1",
    "劳动仲裁（速裁）",
    (*beginning.STEPS, *hearing.STEPS, *deciding.STEPS, *afterwards.STEPS),
    opening=Opening(unit_kinds=(UnitKind.ARBITRATION,), number_word="劳人仲案字", solved_by="arbitration"),
    kept=(
        Kept("arb.file_retention.award", "award_final"),
        Kept("arb.file_retention.award", "award_nonfinal"),
        Kept("arb.file_retention.mediation"),
    ),
)
