"""Live, not just registered: the share of running projects that sent any data in the last thirty days. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 30


@dataclass(frozen=True)
class Running:
    """A project of the register: known by its code; the days of its run."""

    code: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class LiveIndex:
    """projects: running ones. silent: those without data in the window, each with the day of its last data (None: never)."""

    projects: int
    silent: tuple[tuple[str, date | None], ...]

    @property
    def live(self) -> int:
        return self.projects - len(self.silent)

    @property
    def percent(self) -> float | None:
        return round(100 * self.live / self.projects, 1) if self.projects else None


def live_index(projects: Iterable[Running], last_seen: Mapping[str, date], on: date, days: int = DAYS) -> LiveIndex:
    """The window is the last `days` days, today included. Data dated after today count as of today."""
    since = on - timedelta(days=days - 1)
    count, silent = 0, []
    for one in projects:
        if one.starts_on > on or (one.ends_on is not None and one.ends_on < on):
            continue
        count += 1
        seen = last_seen.get(one.code)
        if seen is None or seen < since:
            silent.append((one.code, seen))
    silent.sort(key=lambda pair: (pair[1] or date.min, pair[0]))
    return LiveIndex(count, tuple(silent))
