"""What stands over the page of a clue: urgent signs not yet seen, and what a machine read that nobody has gone over."""

from __future__ import annotations

from typing import Any

from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.intake.alerts.seeing import flags_of
from nuanxin.rights.intake.taken_text.filling import FIELDS
from nuanxin.web.officer.clues.acts.declared import Situation
from nuanxin.web.officer.clues.acts.reading import fits
from nuanxin.web.officer.clues.reading.urgent import shown


def read_by_machine(situation: Situation) -> dict[str, Any]:
    """For the template of the record."""
    pending = situation.pending_reading
    return {
        "urgent_here": [shown(flag) for flag in flags_of(situation.clue) if flag.seen_at is None],
        "pending_lines": [
            (FIELDS[key].label, _words(situation, key, value), key in pending.filled)
            for key, value in pending.values.items()
        ]
        if pending
        else [],
        "may_settle": fits(situation),
    }


def _words(situation: Situation, key: str, value: Any) -> str:
    if key == "amount_fen":
        return f"{yuan(value)} 元"
    if key == "persons":
        return f"{value} 人"
    if key == "sector":
        return str(Sector(value).label)
    return situation.clue.region.name if key == "region" else str(value)
