"""However the list is shared and removed: the file is only put away when every consumer told of the listing was told of the
removal, and item 7 of the winter form counts each decision that stands exactly once."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.steps import standing_rows, strike_step
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.models import Listing, Told
from tests.conftest import People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.credit.making import listed, take

pytestmark = pytest.mark.django_db
NAMES = ["信用平台", "交易中心", "住建局", "农商行"]


def obvious(listing: Listing) -> set[str]:
    """The slow twin: everybody ever told of the listing, less everybody told of the removal after that."""
    waiting: set[str] = set()
    for row in Told.objects.filter(listing=listing, withdrawn_on=None).order_by("pk").select_related("consumer"):
        (waiting.discard if row.removal else waiting.add)(row.consumer.name)
    return waiting


@pytest.mark.parametrize("seed", range(4))
def test_the_removal_reaches_every_consumer(people: People, seed: int) -> None:
    rng, listing = random.Random(seed), listed(people, until="publish")
    case, on = listing.case, date(2024, 1, 8)
    for _ in range(rng.randrange(1, 5)):
        row = take(case, "share", people, on, consumers=rng.sample(NAMES, rng.randrange(1, 4)))
        if rng.random() < 0.3:
            with on_day(on):
                strike_step(row=row, reason="没有发出", by=people.owner, on=on)
        on += timedelta(days=1)
    assert {one.name for one in still_to_tell(listing)} == obvious(listing)
    take(case, "annul", people, on)
    take(case, "remove", people, on, cause="annulled")
    while waiting := sorted(obvious(listing)):
        with pytest.raises(Refusal, match="还没有告知移出"):
            take(case, "archive", people, on)
        with pytest.raises(Refusal, match="没有被告知过列入"):
            take(case, "tell_removal", people, on, consumers=["从未告知的单位"])
        take(case, "tell_removal", people, on, consumers=rng.sample(waiting, rng.randrange(1, len(waiting) + 1)))
        on += timedelta(days=1)
    take(case, "archive", people, on)
    listing.refresh_from_db()
    assert listing.state == "removed" and still_to_tell(listing) == []


@pytest.mark.parametrize("seed", range(3))
def test_item_seven_counts_each_standing_decision_once(people: People, seed: int) -> None:
    rng, standing = random.Random(seed), 0
    for place in range(3):
        listing = listed(people, until="", project_name=f"{place}号工地", employer_name=f"新乡{place}建筑有限公司")
        way = rng.choice(["stays", "annulled", "annulled by mistake", "struck and decided again"])
        standing += way != "annulled"
        on = date(2024, 1, 9)
        if way.startswith("annulled"):
            row = take(listing.case, "annul", people, on)
            if way == "annulled by mistake":
                with on_day(on):
                    strike_step(row=row, reason="录错案卷", by=people.head, on=on)
        elif way == "struck and decided again":
            for key in ("decision_served", "decision"):
                row = next(row for row in standing_rows(listing.case) if row.step == key)
                with on_day(on):
                    strike_step(row=row, reason="文书有误", by=people.head, on=on)
            take(listing.case, "decision", people, on)
    day = date(2024, 1, 10)
    assert winter_report("410721", date(2023, 11, 1), day, day).items["listed"] == standing
