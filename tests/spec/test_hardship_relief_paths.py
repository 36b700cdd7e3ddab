"""Hardship relief as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import pytest

from nuanxin.rights.cases.procedures.versions import newest
from tests.spec.procedure_paths import Row, never_tried, one_gap_says, read_paths, scenarios, walk

ROWS = read_paths("hardship_relief_paths.csv")
WHOLE = newest("hardship_relief")


@pytest.mark.parametrize("rows", scenarios(ROWS))
def test_path(rows: list[Row]) -> None:
    walk(rows, (WHOLE,), refused=one_gap_says)


def test_every_step_is_in_the_table() -> None:
    assert never_tried(ROWS, (WHOLE,)) == set()
