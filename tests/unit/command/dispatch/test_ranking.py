"""Honest denominators: small ones without a rank, ties, scores that a county can reckon again; appeals answered once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from nuanxin.command.dispatch.ranking.publishing import answer_appeal, appeal, publish_ranking
from nuanxin.command.dispatch.ranking.reckoning import HIGH, LOW, Part, places, scores
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import LocalSetting, Region
from tests.conftest import TODAY, People, at
from tests.unit.command.dispatch.scene import clue_of

CLOSED = Part("办结率", "clues_closed", "clues_received")


def test_ties_share_a_rank_and_small_numbers_have_none() -> None:
    found = places({"a": (9, 10), "b": (18, 20), "c": (1, 1), "d": (5, 10), "e": (0, 0)}, better=HIGH, smallest=5)
    assert {area: one.rank for area, one in found.items()} == {"a": 1, "b": 1, "c": None, "d": 3, "e": None}
    assert (found["c"].percent, found["e"].percent) == ("100.0%", "—")
    assert places({"a": (1, 10), "b": (2, 10)}, better=LOW, smallest=None)["a"].rank == 1


def test_a_score_is_the_weighted_mean_over_the_parts_in_which_an_area_is_ranked() -> None:
    one = places({"a": (9, 10), "b": (5, 10)}, better=HIGH, smallest=None)
    two = places({"a": (9, 10), "b": (0, 0)}, better=LOW, smallest=None)
    found = scores([(CLOSED, one), (Part("x", "x", "x", LOW, 3), two)])
    assert (found["a"].points, found["a"].rank) == (100, 1)
    assert (found["b"].points, found["b"].weight, found["b"].rank) == (Fraction(50), 1, 2)


@pytest.mark.django_db
def test_a_published_ranking_names_the_smallest_base_and_takes_one_appeal_an_area(people: People) -> None:
    city = Region.objects.get(pk="410700")
    for n in range(2):
        clue_of(people.owner, f"A{n}", days=5, closed_on=TODAY, state="closed", conclusion="unfounded")
    clue_of(people.stranger, "B1", days=5)
    LocalSetting.objects.create(
        key="dispatch.smallest_base", region_id="410700", value=2, source="市办会议", valid_from=date(2024, 1, 1)
    )
    asked = {"area": city, "parts": [CLOSED], "title": "办结率", "start": date(2024, 1, 1), "end": TODAY, "on": TODAY}
    with pytest.raises(NotAllowed):
        publish_ranking(**asked, unit=people.superior.unit, by=people.head)
    with pytest.raises(BadInput):
        publish_ranking(
            **asked | {"parts": [Part("x", "nothing", "clues_received")]}, unit=people.superior.unit, by=people.superior
        )
    sheet = publish_ranking(**asked, unit=people.superior.unit, by=people.superior)
    lines = {line["code"]: line for line in sheet.lines}
    assert (lines["410721"]["rank"], lines["410721"]["parts"][0]["percent"]) == (1, "100.0%")
    assert (lines["410724"]["rank"], lines["410724"]["parts"][0]["bottom"]) == (None, 1)
    assert sheet.smallest_base == 2
    whole = publish_ranking(
        **asked | {"parts": [Part("办结率", "clues_closed", "clues_closed", plus="open_clues")]},
        unit=people.superior.unit, by=people.superior,
    )  # fmt: skip
    shares = {line["code"]: (line["parts"][0]["top"], line["parts"][0]["bottom"]) for line in whole.lines}
    assert (shares["410721"], shares["410724"]) == ((2, 2), (0, 1))
    told = Message.objects.filter(template="ranking_published", channel="in_site", about_id=sheet.pk)
    assert [row.to for row in told] == ["head"]  # the bureau of each ranked county, where anybody speaks for it
    assert "新乡县在内" in told[0].body and "对本地名次申诉" in told[0].body and "办结率" not in told[0].notice
    county = Region.objects.get(pk="410721")
    with pytest.raises(NotAllowed):
        appeal(sheet=sheet, region=county, unit=people.head.unit, text="少算一件", by=people.stranger)
    made = appeal(sheet=sheet, region=county, unit=people.head.unit, text="少算一件", by=people.head)
    with pytest.raises(Refusal):
        appeal(sheet=sheet, region=county, unit=people.head.unit, text="再说一遍", by=people.head)
    with pytest.raises(NotAllowed):
        answer_appeal(made=made, upheld=True, answer="自己答复", by=people.head, at=at(TODAY))
    answer_appeal(made=made, upheld=False, answer="该件收到在期外", by=people.superior, at=at(TODAY))
    back = Message.objects.get(template="ranking_appeal_answered", channel="in_site")
    assert back.to == "head" and "未采纳" in back.body
    asked_of = Message.objects.filter(template="ranking_appealed", channel="in_site").values_list("to", flat=True)
    assert set(asked_of) == {"superior", "coordinator"}
    sheet.refresh_from_db()
    assert {line["code"]: line for line in sheet.lines} == lines
