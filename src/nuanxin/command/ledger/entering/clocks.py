"""The acceptance term of clues that come in a file: whatever the door, the clock runs from the day of receipt.

A term that ran out before the file was imported is history, which the reports count and no bell rings for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from nuanxin.command.ledger.entering.pouring import Funnel, change_rows
from nuanxin.foundation.law.book import Law
from nuanxin.rights.intake.clocks.calendars import calendar_of, local_setting
from nuanxin.rights.intake.clocks.reckoning import RECKONED, Reckoned, Running, moment_of, reckon, rings_on
from nuanxin.rights.intake.models import Clock, Clue

ACCEPTANCE = "insp.accept"
# Five working days never reach over two months, whatever the holidays; older receipts need no reckoning.
_SURELY_OVER = timedelta(days=60)
_CLOCK = Funnel(Clock, ("clue_id", "term", "started_at", "ring_on", *RECKONED))


@dataclass
class AcceptanceClocks:
    """Reckoned once for each place and day."""

    on: date
    known: dict[tuple[str, date], Reckoned | None] = field(default_factory=dict)

    def start(self, clues: Iterable[tuple[int, str, date]]) -> int:
        """Open the clocks still running for new clues, given as key, region and day of receipt; how many."""
        running = [
            (pk, received, found)
            for pk, region, received in clues
            if self.on - received <= _SURELY_OVER and (found := self._reckoned(region, received))
        ]
        _CLOCK.pour(
            (pk, ACCEPTANCE, moment_of(received), rings_on(received, found.shown, 0), *found.stored.values())
            for pk, received, found in running
        )
        change_rows(Clue, ("due_on",), [(pk, {"due_on": found.shown}) for pk, _, found in running])
        return len(running)

    def _reckoned(self, region: str, received: date) -> Reckoned | None:
        key = (region, received)
        if key not in self.known:
            promise = local_setting(f"promise.{ACCEPTANCE}", region, received)
            found = reckon(
                Running(ACCEPTANCE, received, region), law=Law.load(), calendar=calendar_of(region), promise=promise
            )
            self.known[key] = found if found.due_on and found.due_on >= self.on else None
        return self.known[key]
