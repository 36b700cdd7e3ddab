"""What a user would take instead: the same twelve of the same month records by pandas and by Polars, and by Polars of the raw rows.

Each gives indicator → (project-months, workers, 分) of January to the last month, so that it is known to have done the same work.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow.dataset as ds

Sums = dict[str, tuple[int, int, int]]
_KEYS = ["project_id", "month"]
_WORKER = ["project_id", "worker_id", "month"]
_OF_MONTHS = [
    "came", "signed", "next_due_fen", "balance_fen", "before_came", "labour_fee_due_day", "first_fee_day", "deposits", "deposits_dated",
    "deposit_last",
]  # fmt: skip


def by_polars(files: Mapping[str, list[Path]], as_of: date) -> Sums:
    """files: table of the warehouse → its files, months in order: worker_months, project_months."""
    return _polars(pl.scan_parquet(files["worker_months"]), files, as_of)


def by_polars_raw(tables: Path, files: Mapping[str, list[Path]], as_of: date) -> Sums:
    """The same from the rows as they were handed in: compacted and joined by Polars on the way."""
    day = pl.col("on")
    came = pl.scan_parquet(tables / "attendance" / "*.parquet").with_columns(month=day.dt.truncate("1mo"))
    came = came.group_by(_WORKER).agg(days=day.n_unique())
    pay = pl.scan_parquet(tables / "payroll" / "*.parquet").with_columns(month=(pl.col("month") + "-01").str.to_date())
    roster = pl.scan_parquet(tables / "workers.parquet").select("project_id", "worker_id", own_card="card")
    projects = pl.scan_parquet(tables / "projects.parquet").select("project_id", "minimum_wage_fen")
    records = came.join(pay, on=_WORKER, how="full", coalesce=True).join(roster, on=_WORKER[:2], how="left")
    records = records.join(projects, on="project_id", how="left")
    paid = pl.col("amount_paid_fen") > 0
    owners = records.filter(paid, pl.col("card").is_not_null()).group_by("card", "month").agg(
        owners=pl.col("worker_id").n_unique()
    )  # fmt: skip
    records = records.join(owners, on=["card", "month"], how="left").with_columns(
        card_is_own=pl.col("card") == pl.col("own_card"), card_shared=paid & (pl.col("owners") > 1)
    )
    return _polars(records, files, as_of)


def _polars(records: pl.LazyFrame, files: Mapping[str, list[Path]], as_of: date) -> Sums:
    due, paid = pl.col("amount_due_fen"), pl.col("amount_paid_fen")
    late, least = pl.col("due_on") < as_of, pl.col("minimum_wage_fen")
    single = {
        "wages_overdue": ((paid == 0) & late, due),
        "wages_part_paid": ((paid > 0) & (paid < due) & late, due - paid),
        "below_minimum_wage": ((pl.col("days") >= 20) & (paid > 0) & (paid < least), least - paid),
        "attendance_without_pay": (pl.col("days").is_not_null() & due.is_null(), pl.lit(0)),
        "pay_without_attendance": (pl.col("days").is_null() & due.is_not_null(), due),
        "card_not_own": (~pl.col("card_is_own"), paid),
        "shared_card": (pl.col("card_shared"), paid),
    }
    columns = [
        one
        for key, (true, money) in single.items()
        for one in (true.sum().alias(key), pl.when(true).then(money).sum().alias(f"{key} fen"))
    ]
    wide = records.group_by(_KEYS).agg(columns).collect()
    found = {key: _told(wide.filter(pl.col(key) > 0)[[key, f"{key} fen"]].rows()) for key in single}
    return found | rest_by_pandas(files, as_of)


def by_pandas(files: Mapping[str, list[Path]], as_of: date) -> Sums:
    """files: as above."""
    columns = [
        *_WORKER,
        "days",
        "due_on",
        "amount_due_fen",
        "amount_paid_fen",
        "card_is_own",
        "card_shared",
        "minimum_wage_fen",
    ]
    rows = _frame(files["worker_months"], columns)
    due, paid, late = rows.amount_due_fen, rows.amount_paid_fen, pd.to_datetime(rows.due_on) < pd.Timestamp(as_of)
    low = (rows.days >= 20) & (paid > 0) & (paid < rows.minimum_wage_fen)
    other = rows.card_is_own.eq(False)  # None where either is not known
    single: dict[str, tuple[Any, Any]] = {
        "wages_overdue": ((paid == 0) & late, due),
        "wages_part_paid": ((paid > 0) & (paid < due) & late, due - paid),
        "below_minimum_wage": (low, rows.minimum_wage_fen - paid),
        "attendance_without_pay": (rows.days.notna() & due.isna(), due * 0),
        "pay_without_attendance": (rows.days.isna() & due.notna(), due),
        "card_not_own": (other, paid),
        "shared_card": (rows.card_shared.eq(True), paid),
    }
    found = {}
    for key, (true, money) in single.items():
        index = true[true].index
        one = rows.loc[index, _KEYS].assign(fen=money.loc[index].fillna(0)).groupby(_KEYS).fen.agg(["size", "sum"])
        found[key] = _told(list(one.itertuples(index=False)))
    return found | rest_by_pandas(files, as_of)


def rest_by_pandas(files: Mapping[str, list[Path]], as_of: date) -> Sums:
    """What asks the few rows of projects; Polars takes it from here too, it is nothing beside the rest."""
    rows = _frame(files["project_months"], [*_KEYS, *_OF_MONTHS])
    rows = rows.fillna(dict.fromkeys(("came", "signed", "next_due_fen", "balance_fen", "before_came"), 0))
    covered = (rows.deposits > rows.deposits_dated) | (pd.to_datetime(rows.deposit_last) >= pd.Timestamp(as_of))
    first, lacking = rows.first_fee_day, rows.next_due_fen - rows.balance_fen
    zero, one = rows.came * 0, rows.came * 0 + 1
    whole = {
        "account_short": (lacking > 0, one, lacking),
        "labour_fee_late": (first.isna() | (first > rows.labour_fee_due_day), one, zero),
        "real_name_low": (rows.signed * 10 < rows.came * 9, rows.came - rows.signed, zero),
        "deposit_missing": (~covered, one, zero),
        "headcount_drop": (
            (rows.before_came >= 20) & (rows.came * 2 < rows.before_came),
            rows.before_came - rows.came,
            zero,
        ),
    }
    return {key: (int(true.sum()), int(n[true].sum()), int(fen[true].sum())) for key, (true, n, fen) in whole.items()}


def _frame(files: list[Path], columns: list[str] | None = None) -> pd.DataFrame:
    frame = ds.dataset([str(one) for one in files]).to_table(columns=columns).to_pandas()
    frame["month"] = pd.to_datetime(frame["month"]).astype("datetime64[s]")
    return frame


def _told(rows: list[Any]) -> tuple[int, int, int]:
    return len(rows), int(sum(n for n, _ in rows)), int(sum(fen or 0 for _, fen in rows))
