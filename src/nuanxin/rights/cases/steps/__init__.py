"""Steps of a case: what stands, what may come next, taking one, striking a wrong one."""

from nuanxin.rights.cases.steps.offering import offers
from nuanxin.rights.cases.steps.papers import paper_prefill
from nuanxin.rights.cases.steps.reading import (
    STRUCK,
    declared_step,
    last_step_id,
    law_at,
    lock_case,
    standing_rows,
    steps_taken,
)
from nuanxin.rights.cases.steps.striking import strike_step
from nuanxin.rights.cases.steps.taking import record_step, take_step
from nuanxin.rights.cases.steps.wrong_service import correct_service, step_of, void_wrong_service

__all__ = [
    "STRUCK",
    "correct_service",
    "declared_step",
    "last_step_id",
    "law_at",
    "lock_case",
    "offers",
    "paper_prefill",
    "record_step",
    "standing_rows",
    "step_of",
    "steps_taken",
    "strike_step",
    "take_step",
    "void_wrong_service",
]
