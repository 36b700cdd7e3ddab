"""A county's watch: one who watches, one who lets out, a stranger of the next county, and quick ways to an item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.opinion.collecting.entering import Entered, enter_item
from nuanxin.watch.opinion.collecting.facts import ItemFacts
from tests.conftest import TODAY, People, at, person

STORY = "牧野鼎盛建设有限公司承建的滨河学府工地拖欠工资，45名工人共86万元，马上过年了一直没有结清，求大家帮忙转发关注。"


@dataclass
class Watch:
    """Who does what in these tests; the moment is Wednesday nine o'clock unless told otherwise."""

    officer: Any
    second: Any
    head: Any
    stranger: Any
    people: People
    region: Region

    def enter(
        self, title: str = "滨河学府工地欠薪", text: str = STORY, *, when: datetime | None = None, **facts: Any
    ) -> Entered:
        told = ItemFacts(title=title, text=text, **{"medium": "weibo", **facts})
        return enter_item(facts=told, region=self.region, by=self.officer, at=when or at(TODAY))


@pytest.fixture
def watch(people: People) -> Watch:
    county, other = people.owner.unit, people.stranger.unit
    return Watch(
        officer=person("opinion", "柳舆情", county, "opinion_officer"),
        second=person("opinion2", "蒋夜班", county, "opinion_officer"),
        head=people.head,
        stranger=person("stranger_opinion", "外县舆情", other, "opinion_officer"),
        people=people,
        region=Region.objects.get(pk="410721"),
    )
