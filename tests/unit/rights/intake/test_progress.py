"""The worker's page: like a parcel, honest about time, silent about others."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from nuanxin.rights.intake.acceptance import accept_clue, ask_supplement
from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.merging import merge_clues
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.progress import Progress, progress_facts, progress_of
from nuanxin.rights.intake.registration import ReporterFacts
from nuanxin.rights.intake.transfer import send_clue
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db


def page(clue: Clue, on: date = TODAY) -> Progress:
    return progress_of(progress_facts(Clue.objects.get(pk=clue.pk)), on)


def test_fresh(people: People) -> None:
    shown = page(a_clue(people.owner))
    assert shown.headline == "已登记，正在核对" and shown.officer == "王承办" and shown.phone == "0373-5550000"
    assert [(step.name, step.on, step.now) for step in shown.steps][:2] == [
        ("已登记", TODAY, True),
        ("已受理", None, False),
    ]
    assert shown.days_left == 7 and shown.countdown == "投诉受理并立案最迟2024年1月17日，还有7天"
    assert shown.due_why and "若干规定" in shown.citation and not shown.may_raise and not shown.may_say_not_paid


@pytest.mark.parametrize(
    ("on", "words", "may_raise"),
    [
        (date(2024, 1, 17), "就是今天", False),
        (date(2024, 1, 18), "已超期1天", True),
        (date(2024, 2, 17), "已超期31天", True),
    ],
)
def test_time_is_told_as_it_is(people: People, on: date, words: str, may_raise: bool) -> None:
    shown = page(a_clue(people.owner), on)
    assert words in shown.countdown and shown.may_raise is may_raise


def test_without_a_statutory_day_none_is_invented(people: People) -> None:
    shown = page(accept_clue(clue=a_clue(people.owner), by=people.owner, on=TODAY))
    assert shown.due_on is None and "没有正在计算的法定期限" in shown.countdown and not shown.may_raise


def test_waiting_for_the_worker(people: People) -> None:
    shown = page(ask_supplement(clue=a_clue(people.owner), items=["合同照片"], by=people.owner, on=TODAY))
    assert "暂停计算" in shown.countdown and any("合同照片" in line.words for line in shown.lines)


def test_on_its_way_the_first_officer_is_named(people: People) -> None:
    clue = a_clue(people.owner)
    send_clue(clue=clue, to_unit=people.stranger.unit, cause="area", reason="外县", by=people.owner, on=TODAY)
    shown = page(clue)
    assert shown.officer == "王承办" and "接手以前" in shown.next_step and shown.due_on == date(2024, 1, 17)


def test_closed(people: People) -> None:
    clue = a_clue(people.owner)
    close_clue(clue=clue, conclusion=Conclusion.UNFOUNDED, basis="核实", answer="工资已付清", by=people.owner, on=TODAY)
    shown = page(clue)
    assert shown.headline == "已办结：不属实" and shown.may_say_not_paid and shown.steps[-1].now
    assert shown.countdown == "2024年1月10日办结"


def test_a_merged_clue_goes_on_under_its_own_number_and_tells_nothing_of_the_other(people: People) -> None:
    mine = a_clue(people.owner, reporters=(ReporterFacts(name="李四", phone="13900001234"),))
    other = a_clue(people.owner, reporters=(ReporterFacts(name="张三", phone="13800001234"),), demand="张三的诉求")
    merge_clues(kept=other, merged=mine, by=people.owner, on=TODAY)
    other.refresh_from_db()
    accept_clue(clue=other, by=people.owner, on=TODAY)
    shown = page(mine)
    assert (shown.number, shown.code, shown.headline) == (mine.number, mine.receipt_code, "已受理")
    said = " ".join(str(getattr(shown, one.name)) for one in fields(shown))
    assert not any(word in said for word in ("张三", "13800001234", other.number, other.receipt_code or "?"))
