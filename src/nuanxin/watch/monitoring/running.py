"""One run over a span of months: every indicator, their sums, and the files that others read on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from nuanxin.foundation.warehouse.engines import READERS
from nuanxin.foundation.warehouse.loading import brought_up
from nuanxin.watch.monitoring.asking import NOTHING, Sums, found_in, sums_of, wages_in
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.watch.monitoring.passes import asked_months, found_in_passes
from nuanxin.watch.monitoring.risk.declared import WARNED
from nuanxin.watch.monitoring.risk.grading import RiskGrade


@dataclass(frozen=True)
class Run:
    """project_months: how many were asked about; found: rows (indicator, project_id, month, workers, amount_fen); sums by key."""

    project_months: int
    found: pa.Table
    sums: dict[str, Sums]

    def by_indicator(self) -> dict[str, list[dict[str, Any]]]:
        """The rows of each indicator, as risk is graded from."""
        rows: dict[str, list[dict[str, Any]]] = {key: [] for key in self.sums}
        for row in self.found.to_pylist():
            rows[row.pop("indicator")].append(row)
        return rows

    def count_grades(self, grades: Iterable[RiskGrade]) -> dict[str, int]:
        """Project-months by grade; those of which no rule speaks have none."""
        coloured: Counter[str] = Counter(one.grade for one in grades if one.grade != "none")
        counts: dict[str, int] = {grade: coloured[grade] for grade in WARNED}
        return {**counts, "none": self.project_months - coloured.total()}


def run_indicators(
    home: Path,
    *,
    first: date,
    last: date,
    as_of: date,
    regions: Collection[str] | None = None,
    engine: str = "duckdb",
    indicators: Sequence[Indicator] = INDICATORS,
) -> Run:
    """Ask the indicators of the warehouse at `home`, as it stands when the run begins. An empty warehouse has no months."""
    kept = brought_up(home)
    if not kept.parts:
        return Run(0, NOTHING, sums_of(NOTHING, indicators))
    if engine == "duckdb":
        found = found_in_passes(home, kept, first, last, as_of, regions, indicators)
        asked = sum(len(projects) for _, projects in asked_months(home, kept, first, last, regions))
        return Run(asked, found, sums_of(found, indicators))
    with READERS[engine](home) as read:
        wages = wages_in(read, home, kept, first, last, regions)
        found = found_in(wages, as_of, indicators)
        return Run(int(wages.months.count().execute()), found, sums_of(found, indicators))


def write_run(run: Run, grades: Iterable[RiskGrade], folder: Path) -> None:
    """`indicators.parquet`, sorted by project, month and indicator, and `risk.parquet`."""
    folder.mkdir(parents=True, exist_ok=True)
    order = [("project_id", "ascending"), ("month", "ascending"), ("indicator", "ascending")]
    pq.write_table(run.found.sort_by(order), folder / "indicators.parquet")
    rows = [one.as_row() for one in grades]
    pq.write_table(pa.Table.from_pylist(rows, schema=_RISK), folder / "risk.parquet")


_RISK = pa.schema(
    [("project_id", "string"), ("month", "date32"), ("score", "int64"), ("grade", "string"), ("workers", "int64"),
     ("amount_fen", "int64"), ("reasons", "string")]
)  # fmt: skip
