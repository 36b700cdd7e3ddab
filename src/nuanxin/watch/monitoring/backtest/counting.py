"""Warnings that would have been raised, held against the claims that came: hits, misses, days of lead. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Forewarning:
    """A warning that would have been raised: project, month of the wages, day of the run, rules that gave points."""

    project: str
    month: date
    raised_on: date
    grade: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Arrears:
    """A claim about a project that came by another way than watching. clue: its number."""

    project: str
    came_on: date
    clue: str = ""
    persons: int = 0
    amount_fen: int = 0


@dataclass(frozen=True)
class Tally:
    """raised: warnings. confirmed: a claim came within the window. open: the window is not over and none came yet."""

    raised: int = 0
    confirmed: int = 0
    open: int = 0

    @property
    def decided(self) -> int:
        return self.raised - self.open

    @property
    def percent(self) -> float | None:
        """Share confirmed of those decided; None where none is."""
        return round(100 * self.confirmed / self.decided, 1) if self.decided else None


@dataclass(frozen=True)
class Result:
    """months: by the month of the wages ("2024-01"). missed: claims without a warning before them within the window.
    lead_days: the median over caught claims, from the earliest warning within the window."""

    project_months: int
    whole: Tally
    months: Mapping[str, Tally] = field(default_factory=dict)
    rules: Mapping[str, Tally] = field(default_factory=dict)
    arrears: int = 0
    missed: tuple[Arrears, ...] = ()
    lead_days: float | None = None

    @property
    def caught(self) -> int:
        return self.arrears - len(self.missed)

    @property
    def caught_percent(self) -> float | None:
        return round(100 * self.caught / self.arrears, 1) if self.arrears else None

    def kept(self) -> dict[str, Any]:
        """As plain values; of the missed at most 200 are named."""
        plain = asdict(self) | {"missed": [asdict(one) for one in self.missed[:200]], "missed_count": len(self.missed)}
        plain |= {"percent": self.whole.percent, "caught": self.caught, "caught_percent": self.caught_percent}
        for name in ("months", "rules"):
            plain[name] = {key: asdict(one) | {"percent": one.percent} for key, one in getattr(self, name).items()}
        for one in plain["missed"]:
            one["came_on"] = one["came_on"].isoformat()
        return plain


def hold_against(
    raised: Iterable[Forewarning],
    arrears: Iterable[Arrears],
    *,
    window_days: int,
    known_until: date,
    project_months: int,
) -> Result:
    """One sweep per project over both lists by day."""
    window = timedelta(days=window_days)
    came: dict[str, list[Arrears]] = defaultdict(list)
    for one in sorted(arrears, key=lambda one: (one.came_on, one.clue)):
        came[one.project].append(one)
    runs: dict[str, list[Forewarning]] = defaultdict(list)
    for run in sorted(raised, key=lambda run: (run.raised_on, run.month)):
        runs[run.project].append(run)
    tallies: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for project, mine in runs.items():
        for run in mine:
            hit = any(run.raised_on <= one.came_on <= run.raised_on + window for one in came[project])
            waits = not hit and run.raised_on + window > known_until
            for kind, key in (
                ("whole", ""),
                ("months", f"{run.month:%Y-%m}"),
                *(("rules", rule) for rule in run.rules),
            ):
                row = tallies[kind, key]
                row[0] += 1
                row[1] += hit
                row[2] += waits
    leads, missed = [], []
    for project, claims in came.items():
        for one in claims:
            before = [run.raised_on for run in runs[project] if one.came_on - window <= run.raised_on <= one.came_on]
            if before:
                leads.append((one.came_on - min(before)).days)
            else:
                missed.append(one)

    def told(kind: str) -> dict[str, Tally]:
        return {key: Tally(*row) for (of, key), row in sorted(tallies.items()) if of == kind}

    return Result(
        project_months, told("whole").get("", Tally()), told("months"), told("rules"), len(leads) + len(missed),
        tuple(sorted(missed, key=lambda one: (one.came_on, one.project))), float(median(leads)) if leads else None,
    )  # fmt: skip
