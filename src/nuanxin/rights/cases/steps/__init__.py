"""Steps of a case: what stands, what may come next, taking one, striking a wrong one."""

from nuanxin.rights.cases.steps.accompanying import declared_paper, its_time, make_paper, papers_beside, void_made_paper
from nuanxin.rights.cases.steps.offering import offers
from nuanxin.rights.cases.steps.papers import paper_prefill, prefill_of
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
    "declared_paper",
    "declared_step",
    "its_time",
    "last_step_id",
    "law_at",
    "lock_case",
    "make_paper",
    "offers",
    "paper_prefill",
    "papers_beside",
    "prefill_of",
    "record_step",
    "standing_rows",
    "step_of",
    "steps_taken",
    "strike_step",
    "take_step",
    "void_made_paper",
    "void_wrong_service",
]
