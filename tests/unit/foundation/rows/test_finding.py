"""An object found is the one that a query set gives."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.foundation.parties.models import Worker
from nuanxin.foundation.rows.finding import found
from tests.conftest import People

pytestmark = pytest.mark.django_db


def test_sealed_texts_json_days_and_nulls_are_read(people: People) -> None:
    Worker.objects.create(name="张三", id_number="410721198506152017", id_index="x", migrant=None)
    LocalSetting.objects.create(
        key="甲", value={"注": ["乙", None]}, region_id="410721", source="某文", valid_from=date(2024, 1, 1)
    )
    for model in (Worker, LocalSetting, Region):
        table = model._meta.db_table
        seen = {one.pk: one.__dict__ for one in model._default_manager.all()}
        read = {one.pk: one.__dict__ for one in found(model, f"SELECT * FROM {table}")}
        assert {pk: without_state(one) for pk, one in read.items()} == {
            pk: without_state(one) for pk, one in seen.items()
        }


def test_a_row_found_is_no_new_row_and_keeps_what_stands_beside(people: People) -> None:
    region = found(Region, "SELECT 7 AS beside, r.* FROM organisations_region r WHERE code = %s", ["410721"])[0]
    assert (region.beside, region.pk, region._state.adding) == (7, "410721", False)  # type: ignore[attr-defined]
    region.name = "某县"
    region.save()
    assert Region.objects.get(pk="410721").name == "某县"
    assert found(Region, "SELECT * FROM organisations_region WHERE code = %s", ["none"]) == []


def without_state(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name != "_state"}
