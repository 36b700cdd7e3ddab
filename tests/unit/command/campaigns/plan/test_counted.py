"""What counts for a target is proposed by its words, and only a counter that exists; what a plan says stands."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.command.campaigns.plan.counted import CountedBy, _entries, counted_by
from nuanxin.command.counters.book import slips


def test_every_entry_names_a_counter_that_takes_its_conditions() -> None:
    assert [slips(one["counter"], one.get("where") or {}) for one in _entries()] == [[]] * len(_entries())


@pytest.mark.parametrize(
    ("row", "counter"),
    [
        ({"name": "制发宣传手册数量"}, "brochures_made"),
        ({"name": "农民工返岗出行人数"}, ""),
        ({"subject": "政府投资类项目发生欠薪问题", "comparison": "zero"}, "government_projects_owing"),
        ({"subject": "政府投资项目欠薪", "comparison": "decrease"}, ""),
        ({"subject": "查实的欠薪案件", "text": "全部办结", "comparison": "all"}, "open_clues"),
        ({"subject": "拖欠农民工工资案件", "comparison": "decrease"}, "clues_received"),
        ({"subject": "集体上访", "comparison": "decrease"}, "mass_petitions"),
        ({"subject": "联络员", "comparison": "equal"}, ""),
    ],
)
def test_by_its_words(row: dict[str, Any], counter: str) -> None:
    assert counted_by(row).counter == counter


def test_what_the_plan_says_stands() -> None:
    said = {"name": "开展活动场次", "counter": "media_posts", "where": {}}
    assert counted_by(said) == CountedBy("media_posts", {})
