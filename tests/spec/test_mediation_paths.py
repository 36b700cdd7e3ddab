"""Mediation and notarised repayment as tables that an official can read: which step is open on which day, and why not."""

from __future__ import annotations

import pytest

from nuanxin.rights.cases.procedures.versions import newest
from tests.spec.procedure_paths import Row, never_tried, one_gap_says, read_paths, scenarios, walk

MEDIATION, NOTARY = read_paths("mediation_paths.csv"), read_paths("notary_paths.csv")


@pytest.mark.parametrize("rows", scenarios(MEDIATION))
def test_mediation_path(rows: list[Row]) -> None:
    walk(rows, (newest("people_mediation"),), refused=one_gap_says)


@pytest.mark.parametrize("rows", scenarios(NOTARY))
def test_notary_path(rows: list[Row]) -> None:
    walk(rows, (newest("notarised_repayment"),), refused=one_gap_says)


def test_every_step_is_in_its_table() -> None:
    assert never_tried(MEDIATION, (newest("people_mediation"),)) == set()
    assert never_tried(NOTARY, (newest("notarised_repayment"),)) == set()
