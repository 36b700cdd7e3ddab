"""下一步怎么走 on the file's page: at most five doors in plain words, with what to do today."""

from __future__ import annotations

from datetime import date

from nuanxin.rights.advice.gathering import advice_on
from nuanxin.rights.advice.wording import PlainDoor, for_worker
from nuanxin.rights.intake.models import Claim, Clue


def ways_of(clue: Clue, on: date, own: Claim | None) -> tuple[PlainDoor, ...]:
    """The doors for the worker whose file this is; for the clue as a whole where he named nobody."""
    return for_worker(advice_on(clue.merged_into or clue, on, own))
