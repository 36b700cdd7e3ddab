"""What the house does by itself: after each load, and once a day, the last months are graded and warnings raised."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from nuanxin.foundation.warehouse.keeping import what_holds
from nuanxin.watch.monitoring.months import month_before
from nuanxin.watch.monitoring.register.taking import project_rows, take_register
from nuanxin.watch.monitoring.running import run_indicators
from nuanxin.watch.monitoring.warnings.own_figures import found_by_own_figures
from nuanxin.watch.monitoring.warnings.raising import Raised, raise_from

_MARK = "watched.json"  # which load was looked at on which day


def watch_wages(home: Path, *, on: date) -> Raised:
    """This month and the two before. The same load on the same day is not looked at twice; an empty warehouse not at all."""
    kept, mark = what_holds(home), home / _MARK
    looked = {"version": kept.version, "on": on.isoformat()}
    if not kept.parts or (mark.exists() and json.loads(mark.read_text(encoding="utf-8")) == looked):
        return Raised()
    take_register(rows=project_rows(home), on=on)
    first = month_before(month_before(on.replace(day=1)))
    run = run_indicators(home, first=first, last=on, as_of=on)
    own = found_by_own_figures(home, first=first, last=on, on=on)
    raised = raise_from(found=run.by_indicator(), on=on, own=own)
    mark.write_text(json.dumps(looked), encoding="utf-8")
    return raised
