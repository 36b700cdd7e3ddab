"""Many rows at once are the rows that were given; what the table refuses is told in Django's words."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from nuanxin.foundation.organisations.models import Region, RegionReach
from nuanxin.foundation.rows.pouring import pour

pytestmark = pytest.mark.django_db

COLUMNS = ("code", "name", "full_name", "level", "kind", "parent_id")


def given() -> list[tuple[str | None, ...]]:
    return [
        ("990000", "甲省", "甲省", "province", "division", None),
        ("990100", "乙\t市\\", "甲省\n乙市", "city", "division", "990000"),
    ]


def test_rows_stand_as_given() -> None:
    pour(Region, COLUMNS, iter(given()))
    assert list(Region.objects.filter(code__startswith="99").order_by("code").values_list(*COLUMNS)) == given()


def test_no_rows_are_no_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        pour(Region, COLUMNS, [])


def test_a_row_that_is_there_already_is_an_integrity_error() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        pour(Region, COLUMNS, [*given(), *given()])
    assert not Region.objects.filter(code__startswith="99").exists()


def test_an_error_in_making_the_rows_is_raised_as_it_is() -> None:
    def broken() -> object:
        yield given()[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        pour(Region, COLUMNS, broken())  # type: ignore[arg-type]
    assert not RegionReach.objects.filter(member_id="990000").exists()
    assert not Region.objects.filter(code="990000").exists()
