"""The legs of justice as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import pytest

from nuanxin.rights.cases.procedures.versions import newest
from tests.spec.procedure_paths import Row, never_tried, one_gap_says, read_paths, scenarios, walk

ROWS = read_paths("justice_paths.csv")
KEYS = ("police_case", "prosecution", "support_suit", "wage_suit", "payment_order", "petition")


@pytest.mark.parametrize("rows", scenarios(ROWS, "程序", "案例"))
def test_path(rows: list[Row]) -> None:
    walk(rows, (newest(rows[0]["程序"]),), refused=one_gap_says)


@pytest.mark.parametrize("key", KEYS)
def test_every_step_is_in_the_table(key: str) -> None:
    assert never_tried([row for row in ROWS if row["程序"] == key], (newest(key),)) == set()
