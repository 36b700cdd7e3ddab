"""The arbitration procedure as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import pytest

from nuanxin.rights.disputes.arbitration.procedure.whole import V2026_1
from tests.spec.procedure_paths import Row, never_tried, read_paths, scenarios, walk

ROWS = read_paths("arbitration_paths.csv")


@pytest.mark.parametrize("rows", scenarios(ROWS))
def test_path(rows: list[Row]) -> None:
    walk(rows, (V2026_1,))


def test_every_step_is_in_the_table() -> None:
    assert never_tried(ROWS, (V2026_1,)) == set()
