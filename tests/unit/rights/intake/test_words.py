"""Finding clues by a few characters: the index of signs against looking at every clue; it follows every change."""

from __future__ import annotations

import random

import pytest

from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.words import SAID, said
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue

pytestmark = pytest.mark.django_db
TOLD = (
    ("宏达建筑劳务有限公司", "牧野区安置房二期", "平原路 12 号"),
    ("新乡市宏图电子厂", "", "高新区"),
    ("ABC 物流", "", "107国道%旁"),
    ("", "达宏工地", "宏_达"),
    ("𠮷野餐饮", "", ""),
    ("", "", ""),
)
WORDS = (
    "宏达",
    "宏",
    "达宏",
    "建筑劳务",
    "abc",
    "Abc 物",
    "12",
    "%",
    "_",
    "𠮷野",
    "二期平",
    "没有这样的单位",
    "410721-2023-",
    "国道%",
    "期",
)


def written(people: People) -> list[Clue]:
    clues = []
    for employer, project, place in TOLD:
        clue = make_clue(people)
        Clue.objects.filter(pk=clue.pk).update(employer_said=employer, project_said=project, place=place)
        clues.append(Clue.objects.get(pk=clue.pk))
    return clues


def obvious(word: str, clues: list[Clue]) -> set[int]:
    """Every clue looked at, text by text; of the number only where the word could be a part of one."""
    numberlike = all(sign in "0123456789-" for sign in word)
    return {
        clue.pk
        for clue in clues
        if any(word.upper() in getattr(clue, path).upper() for path in SAID) or (numberlike and word in clue.number)
    }


def found(word: str) -> set[int]:
    return set(Clue.objects.filter(said(word)).values_list("pk", flat=True))


@pytest.mark.parametrize("word", WORDS)
def test_index_finds_what_looking_at_every_clue_finds(word: str, people: People) -> None:
    clues = written(people)
    assert found(word) == obvious(word, clues)


def test_whole_number_finds_its_clue(people: People) -> None:
    clues = written(people)
    assert found(clues[2].number) == {clues[2].pk}


def test_index_follows_changes_and_rollbacks(people: People) -> None:
    clues = written(people)
    dice = random.Random(4)
    for _ in range(30):
        clue = dice.choice(clues)
        setattr(clue, dice.choice(SAID), "".join(dice.choices("宏达建筑新乡A1 ", k=dice.randrange(0, 6))))
        clue.save()
        for word in ("宏", "达建", "新乡", "a1", "筑"):
            assert found(word) == obvious(word, clues), word
