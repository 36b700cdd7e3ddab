"""劳动人事争议仲裁（速裁）, version 2026.1: from the application to the award, the money and the closed file."""

from __future__ import annotations

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import Kept, Opening, Procedure, Step
from nuanxin.rights.disputes.arbitration.procedure import afterwards, beginning, deciding, hearing

KEY = "arbitration"
# The page offers open steps in this order: the one furthest on first, what goes beside the main line last.
_MAIN_LINE = (
    "close",
    "performed",
    "effective",
    "mediation_effective",
    "final_to_worker",
    "final_to_employer",
    "nonfinal_to_worker",
    "nonfinal_to_employer",
    "mediation_to_worker",
    "mediation_to_employer",
    "mediation_document",
    "award_final",
    "award_nonfinal",
    "hearing",
    "notice_to_worker",
    "notice_to_employer",
    "defence_forwarded",
    "no_defence",
    "defence",
    "claim_served",
    "response_notice",
    "accept",
    "mediation_tried",
    "hearing_set",
    "panel",
)
_EVERY = (*beginning.STEPS, *hearing.STEPS, *deciding.STEPS, *afterwards.STEPS)


def _as_offered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    first, rest = steps[0], steps[1:]
    rank = {key: place for place, key in enumerate(_MAIN_LINE)}
    return (first, *sorted(rest, key=lambda step: rank.get(step.key, len(rank))))


V2026_1 = Procedure(
    KEY,
    "2026.1",
    "劳动仲裁（速裁）",
    _as_offered(_EVERY),
    opening=Opening(unit_kinds=(UnitKind.ARBITRATION,), number_word="劳人仲案字", solved_by="arbitration"),
    kept=(
        Kept("arb.file_retention.award", "award_final"),
        Kept("arb.file_retention.award", "award_nonfinal"),
        Kept("arb.file_retention.mediation"),
    ),
)
