"""Asking workers: the same draw for the same seed, by risk; one answer; a no opens one clue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import NotAllowed, NotFound, Refusal
from nuanxin.foundation.notifications.models import Message
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.watch.monitoring.asking_workers.asking import (
    answer_asked,
    asked_by_code,
    call_list,
    open_round,
    record_call,
)
from nuanxin.watch.monitoring.asking_workers.brought import brought_by
from nuanxin.watch.monitoring.asking_workers.models import AskRound
from nuanxin.watch.monitoring.asking_workers.sampling import Contact, digest_of, draw, read_contacts
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import DECEMBER, monitor, warning, watched


def crew(code: str, count: int = 4) -> list[Contact]:
    return [Contact(code, f"工人{n}", f"1390000{code[1:]:0>2}{n:02d}") for n in range(count)]


@given(st.permutations(crew("P1") + crew("P2")), st.integers(0, 2**31), st.integers(0, 10))
def test_the_draw_depends_on_seed_and_people_alone(people: list[Contact], seed: int, size: int) -> None:
    scores = {"P1": 80}
    drawn = draw(people, scores, size=size, seed=seed)
    assert drawn == draw(sorted(people, key=lambda one: one.phone), scores, size=size, seed=seed)
    assert len(drawn) == len(set(drawn)) == min(size, 8) and digest_of(people) == digest_of(sorted(people, key=str))
    assert draw(people, scores, size=size + 1, seed=seed)[:size] == drawn


def test_risk_is_asked_more_often_and_nobody_is_out_of_reach() -> None:
    people = crew("P1", 50) + crew("P2", 50)
    hits = [sum(one.project == "P1" for one in draw(people, {"P1": 80}, size=20, seed=seed)) for seed in range(60)]
    assert sum(hits) / 60 > 14 and min(hits) < 20


def test_a_list_is_read_line_by_line() -> None:
    good, faults = read_contacts(
        "项目编号,姓名,电话\nP1，张三，13900000001\nP1\t李四\t13900000002\n\nP1,王五,12\nP1,张三,13900000001\nP1\n"
    )
    assert [one.name for one in good] == ["张三", "李四"]
    assert [(fault.row, fault.message) for fault in faults] == [
        (5, "不是手机号码"), (6, "同一项目同一号码重复"), (7, "应当有项目编号、姓名、电话三列"),
    ]  # fmt: skip


def opened(by: Any, size: int = 4, contacts: list[Contact] | None = None) -> AskRound:
    return open_round(
        region=Region.objects.get(pk="410721"), month=DECEMBER, contacts=contacts or crew("P1"), size=size, seed=7, by=by,
        on=TODAY,
    )  # fmt: skip


@pytest.mark.django_db
def test_drawn_written_to_and_answered_once(people: People) -> None:
    mine = monitor(people)
    watched("P1")
    told = opened(mine, contacts=crew("P1") + crew("P9"))
    assert told.asked.count() == told.contacts == Message.objects.filter(template="worker_asked").count() == 4
    first, second, third, _ = told.asked.order_by("pk")
    assert [one.to for one in Message.objects.all() if first.code in one.body] == [first.phone]
    assert asked_by_code(f" {first.code[:4].lower()} {first.code[4:]}") == first
    answer_asked(code=first.code, said="paid", on=TODAY)
    with pytest.raises(Refusal, match="已经答复过"):
        answer_asked(code=first.code, said="not_paid", on=TODAY)
    no = answer_asked(code=second.code, said="not_paid", missing_fen=600_000, note="老板说月底", on=TODAY)
    assert no.clue is not None
    clue = Clue.objects.get()
    assert (clue.channel, clue.external_number, clue.project) == (
        Channel.MONITORING,
        f"asked:{second.pk}",
        first.project.project,
    )
    assert (clue.persons, clue.amount_fen) == (1, 600_000) and "老板说月底" in clue.demand
    assert Claim.objects.get().worker.name == second.name
    record_call(asked=third, by=mine, on=TODAY)
    assert list(call_list(told))[-1] == third
    short = answer_asked(code=third.code, said="short", on=TODAY, by=mine)
    assert short.taken_by == mine and Clue.objects.count() == 2
    reach = brought_by([told])[1].reach
    assert (reach.asked, reach.answered, reach.paid, reach.short, reach.not_paid, reach.clues, reach.calls) == (
        4,
        3,
        1,
        1,
        1,
        2,
        1,
    )
    assert reach.rung == 2  # one in vain, one that brought an answer
    assert (reach.reach_percent, reach.hit_percent) == (75.0, 66.7)


@pytest.mark.django_db
def test_what_is_refused(people: People) -> None:
    mine = monitor(people)
    watched("P1")
    for more in ({"contacts": crew("P9")}, {"size": 0}):
        with pytest.raises(Refusal):
            opened(mine, **more)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        opened(people.stranger)
    told = opened(mine, size=1)
    one = told.asked.get()
    for code in ("", "ABCDEFGH", one.code[:7]):
        with pytest.raises(NotFound):
            answer_asked(code=code, said="paid", on=TODAY)
    for said, fen in (("maybe", None), ("paid", 5), ("short", -1)):
        with pytest.raises(Refusal):
            answer_asked(code=one.code, said=said, missing_fen=fen, on=TODAY)
    with pytest.raises(NotAllowed):
        answer_asked(code=one.code, said="paid", on=TODAY, by=people.stranger)


@pytest.mark.django_db
def test_the_riskier_project_is_drawn_first(people: People) -> None:
    mine = monitor(people)
    warning(mine, "P1")
    watched("P2")
    drawn = opened(mine, size=4, contacts=crew("P1", 20) + crew("P2", 20))
    assert drawn.asked.filter(project__code="P1").count() >= 3
    assert drawn.month == date(2023, 12, 1)
