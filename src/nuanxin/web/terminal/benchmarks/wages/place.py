"""An invented place on disk: its raw tables, its truth and its warehouse; and the bare readings that ratios are against."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from nuanxin.foundation.warehouse.columns import WORKER_MONTHS
from nuanxin.foundation.warehouse.engine import engine, named, quoted
from nuanxin.foundation.warehouse.keeping import Kept, files_of, what_holds
from nuanxin.foundation.warehouse.loading import COMPACTED, Loaded, load_wages
from nuanxin.foundation.warehouse.records import RECORDS
from nuanxin.watch.monitoring.indicators import INDICATORS
from nuanxin.watch.monitoring.indicators.declared import Indicator
from nuanxin.web.terminal.benchmarks.wages.by_hand import engine_for
from nuanxin.web.terminal.benchmarks.wages.inventing import TRUTH, invent_wages
from nuanxin.web.terminal.benchmarks.wages.sizes import Size

# The raw columns that the twelve indicators ask.
_ASKED = {
    "attendance/*": ("project_id", "worker_id", "on"),
    "payroll/*": ("project_id", "worker_id", "month", "due_on", "amount_due_fen", "amount_paid_fen", "card"),
    "workers": ("project_id", "worker_id", "card", "contract_signed"),
    "projects": ("project_id", "region_code", "starts_on", "ends_on", "labour_fee_due_day", "minimum_wage_fen"),
    "account_flows": ("project_id", "on", "kind", "amount_fen"),
    "deposits": ("project_id", "valid_to"),
}


@dataclass(frozen=True)
class Place:
    """folder: tables/, truth.parquet and house/ (the warehouse) of a place of this size."""

    size: Size
    folder: Path

    @property
    def tables(self) -> Path:
        return self.folder / "tables"

    @property
    def home(self) -> Path:
        return self.folder / "house"

    @property
    def kept(self) -> Kept:
        return what_holds(self.home)

    def invent(self) -> None:
        """Nothing where it is there already (`bench --keep`)."""
        if not (self.folder / TRUTH).exists():
            invent_wages(self.size, self.folder)

    def load(self) -> Loaded:
        """Take the tables into the warehouse, as the first load of it."""
        shutil.rmtree(self.home, ignore_errors=True)
        return load_wages(self.tables, self.home)

    def rewrite(self) -> None:
        """Read every raw table and write it again as it is."""
        to = f"{quoted(self.folder / 'rewritten')} (FORMAT parquet, COMPRESSION zstd)"
        with engine(self.folder) as con:
            for name in _ASKED:
                con.execute(f"COPY (FROM {self._raw(name)}) TO {to}")

    def scan(self) -> None:
        """A checksum of every row of the raw columns that the indicators ask."""
        checksums = {name: f"bit_xor(hash({', '.join(map(named, columns))}))" for name, columns in _ASKED.items()}
        with engine_for(files_of(self.home, self.kept, WORKER_MONTHS), self.folder) as con:
            for name, one in checksums.items():
                con.execute(f"SELECT {one} FROM {self._raw(name)}").fetchall()

    def compact(self) -> None:
        """Make the month records of all months out of the raw rows, which a run without compaction would need."""
        with engine(self.folder) as con:
            for month in range(1, self.size.months + 1):
                self._compact(con, month)

    def _compact(self, con: duckdb.DuckDBPyConnection, month: int) -> None:
        file = f"{self.size.last.year}-{month:02d}.parquet"
        con.execute(f"CREATE OR REPLACE TEMP VIEW typed_attendance AS FROM {self._raw(f'attendance/{file}')}")
        pay = f"""(SELECT * REPLACE (CAST(month || '-01' AS DATE) AS month) FROM {self._raw(f"payroll/{file}")})"""
        con.execute(f"CREATE OR REPLACE TEMP TABLE came AS {COMPACTED}")
        records = RECORDS.format(
            attendance="came", payroll=pay, workers=self._raw("workers"), projects=self._raw("projects")
        )
        con.execute(f"CREATE OR REPLACE TEMP TABLE compacted AS {records}")

    def differing(self, found: pa.Table, indicators: Iterable[Indicator] = INDICATORS) -> int:
        """Rows that are in the truth of these alone or in what was found alone."""
        keys = ", ".join(quoted(one.key) for one in indicators)
        with engine(self.folder) as con:
            con.register("found", found)
            truth = f"FROM {self._raw(TRUTH, self.folder)} WHERE indicator IN ({keys})"
            row = con.execute(
                f"SELECT count(*) FROM ((FROM found EXCEPT ALL {truth}) UNION ALL ({truth} EXCEPT ALL FROM found))"
            ).fetchone()
            return int(row[0]) if row else 0

    def _raw(self, name: str, folder: Path | None = None) -> str:
        suffix = "" if name.endswith(".parquet") else ".parquet"
        return f"read_parquet({quoted((folder or self.tables) / (name + suffix))})"
