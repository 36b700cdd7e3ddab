"""An invented province at work: a bureau with officers in every county, clues in every state, some transferred or helped with."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import Post, Region, Staff, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.cases.models import Supervision
from nuanxin.rights.intake.channels import OPEN_STATES, Channel, ClueState, Conclusion
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.models import HelperTask, Transfer
from nuanxin.web.terminal.benchmarks.load import write_rows

_SINCE = date(2019, 1, 1)
_OFFICERS = 3
_CLOSED, _REFUSED = 0.80, 0.85  # most of a ledger of three years is done with
_MOVED, _HELPED, _PRESSED = 0.02, 0.02, 0.0005


@dataclass
class Province:
    """Holders by region, and what happened beside the clues; made once, then asked clue by clue."""

    today: date
    rng: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311
    holders: dict[str, tuple[Unit, list[Staff]]] = field(default_factory=dict)
    beside: dict[type[Any], list[dict[str, Any]]] = field(default_factory=dict)

    def settle(self) -> None:
        """A receiving unit and its inspectors for every county that there is."""
        for region in Region.objects.filter(level="county"):
            unit = receiving_unit(region)
            staff = [
                Staff(username=f"b{region.code}{n}", name=f"监察员{n}", unit=unit, phone="") for n in range(_OFFICERS)
            ]
            made = Staff.objects.bulk_create(staff)
            Post.objects.bulk_create(
                Post(staff=one, unit=unit, duty="inspector", region=region, valid_from=_SINCE) for one in made
            )
            self.holders[region.code] = unit, made

    def life_of(self, facts: ClueFacts) -> dict[str, Any]:
        """The columns of a clue that tell who holds it and how far it has come."""
        unit, staff = self.holders[facts.region]
        rng = self.rng
        officer = rng.choice(staff)
        lot, days = rng.random(), rng.randrange(3, 90)
        closed = lot < _REFUSED
        state = ClueState.CLOSED if lot < _CLOSED else ClueState.REFUSED if closed else rng.choice(OPEN_STATES)
        received = facts.received_on or self.today
        self._beside(facts.clue_id, unit, officer, received)
        return {
            "unit_id": unit.pk,
            "officer_id": officer.pk,
            "first_officer_id": staff[0].pk,
            "channel": str(rng.choice(Channel.values)),
            "state": str(state),
            "due_on": None if closed else self.today + timedelta(days=rng.randrange(-30, 60)),
            "conclusion": str(rng.choice(Conclusion.values)) if closed else "",
            "closed_on": received + timedelta(days=days) if closed else None,
        }

    def _beside(self, clue: int, unit: Unit, officer: Staff, on: date) -> None:
        lot = self.rng.random()
        other = self.rng.choice(list(self.holders.values()))[0]
        if lot < _MOVED:
            row = {
                "clue_id": clue,
                "from_unit_id": other.pk,
                "to_unit_id": unit.pk,
                "cause": "area",
                "reason": "不属本辖区",
            }
            row |= {"sent_on": on, "sent_at": f"{on} 09:00:00+08:00", "sent_by_id": officer.pk, "accepted_on": on}
            row |= {"accepted_by_id": officer.pk, "return_cause": "", "return_reason": "", "state_before": "received"}
            self.beside.setdefault(Transfer, []).append(row)
        elif lot < _MOVED + _HELPED:
            row = {"clue_id": clue, "unit_id": other.pk, "task": "协助核实", "asked_on": on, "done_on": on, "reply": ""}
            row |= {"done_by_id": officer.pk, "signed_by": "", "withdrawn": False}
            self.beside.setdefault(HelperTask, []).append(row)
        elif lot < _MOVED + _HELPED + _PRESSED:
            row = {
                "clue_id": clue,
                "kind": "press",
                "by_id": officer.pk,
                "since": on,
                "ended_why": "",
                "reason": "",
                "basis": "",
            }
            self.beside.setdefault(Supervision, []).append(row)

    def write_beside(self) -> None:
        """Transfers, helper tasks and supervisions; after the clues that they name."""
        for model, rows in self.beside.items():
            write_rows(model, rows)
