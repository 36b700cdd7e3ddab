"""Clues over the interface: seen by right, handed in once, wrong content named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.tokens import Scope
from nuanxin.rights.intake.models import Clue
from nuanxin.web.api import clues as door
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue
from tests.unit.web.api.conftest import System

pytestmark = pytest.mark.django_db
Connect = Callable[..., System]
BODY: dict[str, Any] = {
    "external_number": "12345-20240110-0001",
    "channel": "12345",
    "received_on": "2024-01-09",
    "region": "410721",
    "employer_name": "河南甲建筑有限公司",
    "persons": 3,
    "amount_fen": 4_500_000,
    "demand": "要求支付工资",
    "reporter": {"name": "张三", "phone": "13800001234"},
}


def numbers(answer: Any) -> list[str]:
    return [clue["number"] for clue in answer.json()["clues"]]


def test_one_clue_in_words_and_numbers(people: People, system: Connect) -> None:
    clue = a_clue(people.owner, persons=2)
    answer = system(people.colleague).get(f"clues/{clue.number}")
    assert answer.status_code == 200
    assert answer.json() == {
        "number": clue.number, "external_number": None, "channel": "visit", "received_on": "2024-01-10", "region": "410721",
        "employer": "河南甲建筑有限公司", "project": "", "sector": clue.sector, "persons": 2, "amount_fen": 2_400_000,
        "state": "received", "unit": clue.unit.name, "officer": "王承办", "due_on": str(clue.due_on), "conclusion": "",
    }  # fmt: skip
    told = system(people.colleague).get(f"clues/{clue.number}/events").json()
    assert next(event["kind"] for event in told) == "register_clue"
    assert "张三" not in answer.content.decode() + str(told)


def test_out_of_sight_and_not_there_are_one_answer(people: People, system: Connect) -> None:
    clue = a_clue(people.owner)
    stranger = system(people.stranger)
    for part in ("", "/events"):
        hidden, missing = stranger.get(f"clues/{clue.number}{part}"), stranger.get(f"clues/410724-2024-99999{part}")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.content == missing.content
    assert numbers(stranger.get("clues")) == []
    assert system(people.auditor).get("clues").json() == {"clues": [], "next": None}


def test_the_list_narrows(people: People, system: Connect) -> None:
    old = a_clue(people.owner, received_on=TODAY - timedelta(days=9))
    new = a_clue(people.colleague)
    other = a_clue(people.stranger, region="410724")
    city = system(people.superior, Scope.CLUES_READ)
    assert numbers(city.get("clues")) == [other.number, new.number, old.number]
    assert numbers(city.get("clues", region="410721")) == [new.number, old.number]
    assert numbers(city.get("clues", received_from=TODAY)) == [other.number, new.number]
    assert numbers(city.get("clues", received_to="2024-01-05", state="received")) == [old.number]
    assert numbers(city.get("clues", state="closed")) == []


def test_page_by_page(people: People, system: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PAGE", 2)
    made = [a_clue(people.owner, employer_name=f"第{n}公司").number for n in range(5)]
    asking, seen, after = system(people.owner), [], ""
    while after is not None:
        answer = asking.get("clues", after=after)
        seen += numbers(answer)
        after = answer.json()["next"]
    assert seen == made[::-1]


def test_a_clue_is_handed_in_once(people: People, system: Connect) -> None:
    hotline = system(people.owner, Scope.CLUES_WRITE)
    first = hotline.post("clues", BODY)
    again = hotline.post("clues", BODY | {"persons": 99, "external_number": " 12345-20240110-0001 "})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["created"] is True
    assert again.json() == {"number": first.json()["number"], "created": False}
    clue = Clue.objects.get(external_number=BODY["external_number"])
    assert (clue.persons, clue.amount_fen, clue.officer) == (3, 4_500_000, people.owner)


def test_a_number_of_somebody_else_is_not_betrayed(people: People, system: Connect) -> None:
    made = system(people.owner).post("clues", BODY).json()["number"]
    answer = system(people.stranger).post("clues", BODY | {"region": "410724"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["column"] == "external_number"
    assert made not in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"channel": "telegraph"}, "channel"),
        ({"received_on": "31.12.2023"}, "received_on"),
        ({"persons": 0}, "persons"),
        ({"amount_fen": -1}, "amount_fen"),
        ({"external_number": "   "}, "external_number"),
        ({"external_number": None}, "external_number"),
        ({"demand": "\x00"}, "demand"),
        ({"reporter": {"name": "名" * 61}}, "reporter.name"),
        ({"region": "999999"}, "区划代码"),
        ({"received_on": "2024-01-11"}, "收到日期"),
        ({"migrant_persons": 4}, "其中农民工"),
    ],
)
def test_wrong_content_is_named(people: People, system: Connect, wrong: dict[str, Any], column: str) -> None:
    answer = system(people.owner).post("clues", BODY | wrong)
    assert answer.status_code == 422
    assert column in [fault["column"] for fault in answer.json()["faults"]]
    assert not Clue.objects.exists()


def test_no_right_for_the_place(people: People, system: Connect) -> None:
    for account in (people.stranger, people.housing, people.auditor):
        answer = system(account).post("clues", BODY)
        assert answer.status_code == 403
        assert answer.json()["what"].startswith("您没有权限登记新乡县的线索")
    assert not Clue.objects.exists()


def test_not_readable(people: People, system: Connect) -> None:
    assert system(people.owner).post("clues", "{").status_code == 400
    assert system(people.owner).get("clues", after="x").json()["faults"][0]["column"] == "after"
