"""Planted frauds are found, each with its clues; honest work beside them is not listed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.command.dispatch.frauds.listing import suspicions
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.models import Claim, Clock, ClueEvent
from tests.conftest import TODAY, People, at
from tests.unit.command.dispatch.scene import clue_of
from tests.unit.rights.cases.making import id_number

pytestmark = pytest.mark.django_db
START, DEADLINE = date(2023, 11, 15), TODAY


def test_four_planted_frauds_are_found_and_honest_work_is_not(people: People) -> None:
    closed = {"state": "closed", "conclusion": "unfounded"}
    rush = [clue_of(people.owner, f"R{n}", closed_on=TODAY - timedelta(days=1), **closed) for n in range(6)]
    calm = [
        clue_of(people.stranger, f"C{n}", days=30, closed_on=TODAY - timedelta(days=n * 2), **closed) for n in range(9)
    ]
    bare = clue_of(
        people.stranger, "V0", days=40, closed_on=TODAY - timedelta(days=20), state="closed", conclusion="coordinated"
    )
    good = clue_of(
        people.stranger, "V1", days=40, closed_on=TODAY - timedelta(days=20), state="closed", conclusion="coordinated"
    )
    _pay(good, people)
    for n, clue in enumerate(rush):
        _answer(clue, "您反映的情况经核实不属实，予以办结。" if n < 3 else f"第{n}件已经当面说明，工资已结清。", people)
    for clue in calm[:4]:
        _answer(clue, "已办结", people)
    again = clue_of(people.owner, "K1")
    ClueEvent.objects.create(clue=calm[0], kind="reopen_clue", occurred_on=TODAY, by=people.stranger)
    for clue in (again, calm[0]):  # the second was reopened, so its term rightly runs anew
        for stopped in (TODAY, None):
            Clock.objects.create(clue=clue, term="t", name="受理", started_at=at(TODAY), stopped_on=stopped)
    Clock.objects.create(clue=bare, term="t", name="受理", started_at=at(TODAY))
    found = suspicions(Region.objects.get(pk="410700"), START, DEADLINE, TODAY)
    assert {(one.kind, one.unit): sorted(clue.number for clue in one.clues) for one in found} == {
        ("rush", people.owner.unit_id): [f"R{n}" for n in range(6)],
        ("no_voucher", people.stranger.unit_id): ["V0"],
        ("same_text", people.owner.unit_id): ["R0", "R1", "R2"],
        ("restarted", people.owner.unit_id): ["K1"],
    }
    assert suspicions(Region.objects.get(pk="410105"), START, DEADLINE, TODAY) == []


def _answer(clue: object, text: str, people: People) -> None:
    ClueEvent.objects.create(clue=clue, kind="close_clue", occurred_on=TODAY, by=people.owner, details={"answer": text})


def _pay(clue: object, people: People) -> None:
    from nuanxin.foundation.parties.models import Worker

    worker = Worker.objects.create(name="张三", id_number=id_number(1))
    claim = Claim.objects.create(clue=clue, worker=worker)
    Payment.objects.create(claim=claim, source="employer", amount_fen=100, paid_on=TODAY, voucher="1", by=people.owner)
