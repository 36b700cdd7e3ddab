"""The columns of what is kept, beside those that are handed in, and what a kept table is read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nuanxin.foundation.warehouse.engine import named, parquet
from nuanxin.foundation.warehouse.tables import NAMES, STORED, TABLES

# What a load works out: a worker's month, the sums of a project's month, what moved on its account, and all of it in one row.
WORKER_MONTHS, PROJECT_SUMS, FLOW_SUMS, PROJECT_MONTHS = "worker_months", "project_sums", "flow_sums", "project_months"

_KEY = {"project_id": "string", "month": "date"}
_OF_THE_MONTH = {
    **dict.fromkeys(("undated",), "int64"), **dict.fromkeys(("last_due_on", "first_paid_on", "last_paid_on"), "date"),
    **dict.fromkeys(("least_due_fen", "most_due_fen"), "int64"), **dict.fromkeys(("least_days", "most_days"), "int8"),
    **dict.fromkeys(("least_map", "most_map"), "int64"), **dict.fromkeys(("least_hours", "most_hours"), "float64"),
}  # fmt: skip
_SUMMED = ("came", "signed", "days", "listed", "due_fen", "paid_fen")
# Every table that is asked, by its name: column → type, as Ibis and Arrow call it.
COLUMNS: dict[str, dict[str, str]] = {
    **{table.name: {one.name: NAMES[STORED[one.kind]] for one in table.columns} for table in TABLES if not table.month_of},
    WORKER_MONTHS: {
        "project_id": "string", "worker_id": "string", "month": "date", "days": "int8", "hours": "float64", "day_map": "int64",
        "due_on": "date", "amount_due_fen": "int64", "paid_on": "date", "amount_paid_fen": "int64",
        "card": "string", "own_card": "string", "card_is_own": "boolean", "contract_signed": "boolean", "minimum_wage_fen": "int64",
        "left_on": "date", **dict.fromkeys(("outside_stay", "card_shared", "elsewhere"), "boolean"),
    },
    PROJECT_SUMS: {**_KEY, **dict.fromkeys((*_SUMMED, "unpaid"), "int64"), **_OF_THE_MONTH},
    FLOW_SUMS: {
        **_KEY, **dict.fromkeys(("fee_fen", "other_in_fen", "wage_out_fen", "other_out_fen"), "int64"), "first_fee_day": "int8",
    },
    PROJECT_MONTHS: {
        **_KEY, "following": "date", "labour_fee_due_day": "int8", "permit_on": "date", "starts_on": "date",
        **dict.fromkeys(_SUMMED, "int64"), **_OF_THE_MONTH,
        **dict.fromkeys((f"before_{name}" for name in ("came", "days", "listed", "due_fen", "paid_fen")), "int64"), "next_due_fen": "int64",
        "deposits": "int64", "deposits_dated": "int64", "deposit_last": "date",
        "fee_fen": "int64", "first_fee_day": "int8",
        **dict.fromkeys(("other_out_fen", "came_in_fen", "balance_fen", "wages_out_fen"), "int64"),
    },
}  # fmt: skip
_TYPES = {plain: sql for sql, plain in NAMES.items()}


def relation(name: str, files: Sequence[Path]) -> str:
    """What a table is read from; nothing, where there are no files."""
    if files:
        return f"(FROM {parquet(files)})"
    columns = (f"CAST(NULL AS {_TYPES[kind]}) AS {named(column)}" for column, kind in COLUMNS[name].items())
    return f"(SELECT {', '.join(columns)} WHERE false)"
