"""A small folder of wage tables as a bureau hands it in, and what the warehouse holds afterwards, byte for byte."""

from __future__ import annotations

import copy
import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb

from nuanxin.foundation.warehouse.keeping import files_of, what_holds
from nuanxin.foundation.warehouse.tables import TABLES

Tables = dict[str, list[dict[str, Any]]]
CARD = "6217000000000000{:03d}"  # nineteen digits


def good_tables(months: tuple[int, ...] = (1, 2), projects: tuple[str, ...] = ("P1", "P2"), workers: int = 3) -> Tables:
    """Two projects with three workers in January and February 2024, nothing wrong with them."""
    tables: Tables = {table.name: [] for table in TABLES}
    for p, key in enumerate(projects):
        tables["projects"].append(
            {"project_id": key, "name": f"工程{key}", "region_code": "410721", "general_contractor": "甲公司",
             "minimum_wage_fen": 200000, "starts_on": "2023-06-01"}
        )  # fmt: skip
        tables["deposits"].append({"project_id": key, "kind": "cash", "amount_fen": 10000000})
        for w in range(workers):
            who, card = f"W{w}", CARD.format(p * 100 + w)
            tables["workers"].append(
                {"project_id": key, "worker_id": who, "name": "张三", "card": card, "contract_signed": "是"}
            )
            for month in months:
                first = date(2024, month, 1)
                for n in range(20):
                    on = first + timedelta(days=n)
                    tables["attendance"].append({"project_id": key, "worker_id": who, "on": on, "hours": 8})
                tables["payroll"].append(
                    {"project_id": key, "worker_id": who, "month": f"{first:%Y-%m}", "due_on": f"2024-{month + 1:02d}-15",
                     "amount_due_fen": 600000, "paid_on": f"2024-{month + 1:02d}-10", "amount_paid_fen": 600000, "card": card}
                )  # fmt: skip
        for month in months:
            tables["account_flows"].append(
                {"project_id": key, "on": date(2024, month, 5), "kind": "labour_fee_in", "amount_fen": 5000000}
            )
    return tables


def with_row(tables: Tables, table: str, **changed: object) -> Tables:
    """The same with one more row: the last one, changed."""
    more = copy.deepcopy(tables)
    more[table].append({**more[table][-1], **changed})
    return more


def as_csv(tables: Tables, folder: Path, *, encoding: str = "utf-8", only: tuple[str, ...] = ()) -> Path:
    """Write them as CSV files into a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        if only and table.name not in only:
            continue
        with (folder / f"{table.name}.csv").open("w", newline="", encoding=encoding) as file:
            writer = csv.DictWriter(file, [column.name for column in table.columns])
            writer.writeheader()
            writer.writerows(tables[table.name])
    return folder


def as_parquet(tables: Tables, folder: Path) -> Path:
    """The same as Parquet, every value text but for what the engine tells of CSV."""
    as_csv(tables, folder)
    for path in folder.glob("*.csv"):
        columns = "{" + ", ".join(f"'{one}': 'VARCHAR'" for one in ("card", "month")) + "}"
        with duckdb.connect() as con:
            con.execute(
                f"COPY (FROM read_csv('{path}', header = true, types = {columns if path.stem == 'payroll' else '{}'})) TO '{path.with_suffix('.parquet')}'"
            )
        path.unlink()
    return folder


def bytes_of(home: Path) -> dict[str, bytes]:
    """Every file of the warehouse."""
    return {path.name: path.read_bytes() for path in sorted(home.glob("*")) if path.is_file()}


def rows_of(home: Path, table: str) -> list[dict[str, Any]]:
    """What the warehouse says of a table, in order."""
    files = files_of(home, what_holds(home), table)
    with duckdb.connect() as con:
        read = con.execute(f"SELECT * FROM read_parquet({[str(one) for one in files]}) ORDER BY ALL")
        names = [column[0] for column in read.description or ()]
        return [dict(zip(names, row, strict=True)) for row in read.fetchall()]
