"""The leader's door of an invented province: door, city, county, the rows behind, the case, the screen (limit 2 s each)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.figures import Report
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions
from nuanxin.web.terminal.benchmarks.province import Province

ROWS = 1_000_000
DATABASES = ("postgresql", "sqlite")
_INVENTED_UNTIL = date(2024, 1, 1)  # the three years of the invented ledger are moved so that they end today
_GOVERNMENT = 20  # each so-manieth clue is of a government project


def measure(report: Report) -> None:
    if not Clue.objects.exists():  # a kept database is loaded once
        _load(report.rows)


def _load(rows: int) -> None:
    """An invented province whose last clue came today."""
    make_regions()
    unit, officer = make_officer()
    today = occasion.today()
    province, later = Province(today), today - _INVENTED_UNTIL
    province.settle()

    def life(facts: ClueFacts) -> dict[str, Any]:
        row = province.life_of(facts)
        received = (facts.received_on or today) + later
        closed = row["closed_on"] and min(row["closed_on"] + later, today)
        moved = {"received_on": received, "recorded_on": received, "closed_on": closed}
        return (
            row | moved | {"government": facts.clue_id % _GOVERNMENT == 0, "accepted_on": received + timedelta(days=1)}
        )

    load_clues(Ledger(5, rows), unit, officer, people=False, keys=False, life=life)
    province.write_beside()
