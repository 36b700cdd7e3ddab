"""What a machine reads into a clue: measured by what people left, suggested where blank, stated only once a person answered."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.rights.intake.reading.lexicon import lexicon
from nuanxin.rights.intake.reading.reading import read_text
from nuanxin.rights.intake.taken_text.doors import door_words, told_of
from nuanxin.rights.intake.taken_text.filling import FIELDS, values_of
from nuanxin.rights.intake.taken_text.keeping import pending_of, readings_seen_by, settle_reading
from nuanxin.rights.intake.taken_text.measuring import scores
from nuanxin.rights.intake.taken_text.telling import tell_elsewhere, told_by_units
from tests.conftest import TODAY, People, at
from tests.unit.rights.intake.clues import a_clue

TEXT = "我们6个人在新乡县阳光花园项目干活，河南宏达建设有限公司拖欠我们工资共3万元，从2023年6月到2023年8月。"


class One(NamedTuple):
    reading: dict[str, Any]
    settled: dict[str, Any]


VALUES = st.one_of(st.none(), st.sampled_from(["", "甲公司", "乙公司", 6]))
ROWS = st.lists(st.builds(lambda read, left: One({"employer": read}, {"employer": left}), VALUES, VALUES), max_size=8)


@given(ROWS)
def test_scores_agree_with_counting_by_hand(rows: list[One]) -> None:
    pairs = [(one.reading["employer"] or None, one.settled["employer"] or None) for one in rows]
    score = next(one for one in scores(rows) if one.field.key == "employer")
    assert score.kept == sum(1 for read, left in pairs if read and read == left)
    assert score.read == sum(1 for read, _ in pairs if read)
    assert score.final == sum(1 for _, left in pairs if left)
    assert score.missed == sum(1 for read, left in pairs if left and not read)


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("我在工地摔伤，老板不给认定工伤，怎么申请工伤认定", "injury"),
        ("公司没有给我交社保，怎么补缴养老保险", "social_insurance"),
        ("我买的房子开发商不退购房款，也不办房产证", "housing_department"),
        ("我们是乡镇中心小学在编教师，县财政拖欠绩效工资三个月", "other"),
    ],
)
def test_who_came_to_the_wrong_door_is_told_the_right_one(text: str, door: str) -> None:
    reading = read_text(text)
    words = told_of(reading)
    assert reading.right_channel == door and words is not None and words.say


def test_every_door_has_its_words() -> None:
    for door in lexicon().doors.shown:
        assert door_words(door, is_arrears=False) is not None
    for door in {*lexicon().doors.claimed, "injury", "court"}:
        assert door_words(door, is_arrears=True) is not None
    assert door_words("labour_inspection", is_arrears=True) is None


def test_only_what_is_said_is_a_value() -> None:
    assert values_of(read_text("请帮忙讨要工资")) == {}
    found = values_of(read_text(TEXT))
    assert (found["persons"], found["amount_fen"], found["sector"]) == (6, 3_000_000, "construction")
    assert set(found) <= set(FIELDS)


@pytest.mark.django_db
def test_a_demand_suggests_and_changes_nothing_until_a_person_answers(people: People) -> None:
    clue = a_clue(people.owner, demand=TEXT, amount_fen=2_400_000, persons=None)
    pending = pending_of(clue)
    assert pending is not None and pending.values["persons"] == 6
    assert "amount_fen" not in pending.values  # stated: never questioned
    assert clue.persons is None
    with pytest.raises(NotAllowed):
        settle_reading(clue=clue, values={"persons": 6}, by=people.stranger, at=at(TODAY), on=TODAY)
    with pytest.raises(BadInput):
        settle_reading(clue=clue, values={**pending.values, "persons": 0}, by=people.owner, at=at(TODAY), on=TODAY)
    row = settle_reading(clue=clue, values={**pending.values, "persons": 7}, by=people.owner, at=at(TODAY), on=TODAY)
    clue.refresh_from_db()
    assert (clue.persons, clue.amount_fen) == (7, 2_400_000)
    assert (row.reading["persons"], row.settled["persons"], row.text) == (6, 7, TEXT)
    assert clue.events.filter(kind="settle_reading", by=people.owner).count() == 1
    assert pending_of(clue) is None
    with pytest.raises(Refusal):
        settle_reading(clue=clue, values={}, by=people.owner, at=at(TODAY), on=TODAY)
    assert [readings_seen_by(one).count() for one in (people.colleague, people.superior, people.stranger)] == [1, 1, 0]


@pytest.mark.django_db
def test_an_answer_given_is_kept_without_a_clue(people: People) -> None:
    from nuanxin.rights.intake.channels import Channel

    with pytest.raises(BadInput):
        tell_elsewhere(channel=Channel.VISIT, door="moon", about="", answer="去", by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        tell_elsewhere(channel=Channel.VISIT, door="injury", about="", answer="去", by=people.statistician, on=TODAY)
    tell_elsewhere(channel=Channel.VISIT, door="injury", about="摔伤", answer="请到窗口", by=people.owner, on=TODAY)
    seen = (people.colleague, people.superior, people.stranger)
    assert [told_by_units(one).count() for one in seen] == [1, 1, 0]
