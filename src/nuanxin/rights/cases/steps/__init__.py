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

__all__ = [
    "STRUCK",
    "declared_step",
    "last_step_id",
    "law_at",
    "lock_case",
    "offers",
    "paper_prefill",
    "record_step",
    "standing_rows",
    "steps_taken",
    "strike_step",
    "take_step",
]
