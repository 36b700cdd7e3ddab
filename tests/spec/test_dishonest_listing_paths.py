"""Listing of dishonest employers as a table that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import pytest

from nuanxin.rights.credit.listing.procedure import V2022_1
from tests.spec.procedure_paths import Row, never_tried, read_paths, scenarios, walk

ROWS = read_paths("dishonest_listing_paths.csv")


@pytest.mark.parametrize("rows", scenarios(ROWS))
def test_path(rows: list[Row]) -> None:
    walk(rows, (V2022_1,))


def test_every_step_is_in_the_table() -> None:
    assert never_tried(ROWS, (V2022_1,)) == set()
