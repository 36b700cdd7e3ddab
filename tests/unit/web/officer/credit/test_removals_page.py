"""The page of removals: the figure opens to its rows, the overdue consumer stands at the menu until it is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import People
from tests.unit.rights.credit.making import take
from tests.unit.rights.credit.test_reaching import CENTRE, PLATFORM, removed

pytestmark = pytest.mark.django_db


def test_the_figure_opens_to_its_rows(people: People, enter: Any) -> None:
    listing = removed(people, date(2024, 1, 5))  # a Friday; today is the Wednesday after
    take(listing.case, "tell_removal", people, date(2024, 1, 8), consumers=[PLATFORM])
    client = enter(people.owner)
    page = client.get("/officer/credit/removals/").content.decode()
    assert "50.0%" in page and "（1 / 2）" in page and page.index(CENTRE) < page.index(PLATFORM)
    badge = 'href="/officer/credit/removals/"'
    assert "1" in page.split(badge)[1].split("</a>")[0]
    in_time = client.get("/officer/credit/removals/?show=in_time").content.decode()
    overdue = client.get("/officer/credit/removals/?show=overdue").content.decode()
    assert PLATFORM in in_time and CENTRE not in in_time
    assert CENTRE in overdue and PLATFORM not in overdue
    assert f"/officer/credit/files/{listing.case_id}/tell/" in overdue
    assert CENTRE not in enter(people.stranger).get("/officer/credit/removals/").content.decode()
