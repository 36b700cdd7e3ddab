"""The narrow key by which settlements are counted holds exactly what it is made of."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from nuanxin.command.reporting.presummed.shares import difference
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.models import Settlement, SolvedBy, read_lot
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue


@pytest.mark.django_db
def test_every_lot_reads_back(people: People) -> None:
    clue, day = make_clue(people), date(2024, 1, 5)
    kinds = set(product(Sector.values, SolvedBy.values, (False, True)))
    for sector, way, memo in kinds:
        Settlement.objects.create(
            clue=clue, region_id=clue.region_id, sector=sector, solved_by=way, new_form=memo, recorded_on=day,
            filed_on=day, solved_on=day, persons=2, migrant_persons=1, amount_fen=300, migrant_amount_fen=200,
        )  # fmt: skip
    rows = Settlement.objects.values_list("lot", "sector", "solved_by", "new_form")
    assert {read_lot(lot): (sector, way, memo) for lot, sector, way, memo in rows} == {kind: kind for kind in kinds}


def test_a_share_under_several_areas_differs_for_each() -> None:
    before = {"410000 410700": {"2024-01-05": {"3": 2, "4": 1}}}
    after = {"410000 410700": {"2024-01-05": {"3": 2}, "2024-01-06": {"4": 1}}}
    assert sorted(difference(before, after)) == [
        ("410000", "2024-01-05", {"4": -1}),
        ("410000", "2024-01-06", {"4": 1}),
        ("410700", "2024-01-05", {"4": -1}),
        ("410700", "2024-01-06", {"4": 1}),
    ]
    assert not list(difference(after, after))
