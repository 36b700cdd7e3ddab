"""Petitions: clocks of registering, telling, deciding; reviews; no leak; every visit counted once, beside the year before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import strike_step
from nuanxin.rights.intake.clocks import running_clocks
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.petition.counting import Fall, Visit, compared, count, standing_petitions, year_before
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue, on_day
from tests.unit.rights.justice.making import liaison, opened, take

START = date(2023, 12, 5)
DAY = timedelta(days=1)


def petition(people: People, on: date = START, **facts: Any) -> Case:
    clue = make_clue(people)
    with on_day(on):
        ask_helper(clue=clue, unit=liaison("petition").unit, task="信访", by=people.owner, on=on)
    return opened("petition", clue, on, **facts)


def due(case: Case, term: str) -> date | None:
    clock = running_clocks(case.clue).filter(term=term, about=f"case:{case.pk}").first()
    return clock.due_on if clock else None


@pytest.mark.django_db
def test_clocks_from_registration_to_the_last_word(people: People) -> None:
    case = petition(people)
    assert due(case, "pet.office") == START + 15 * DAY
    take(case, "forward", START + DAY)
    assert due(case, "pet.office") is None
    assert due(case, "pet.tell") == date(2023, 12, 21)
    assert due(case, "pet.objection") == date(2023, 12, 13)
    take(case, "tell", START + 2 * DAY)
    assert due(case, "pet.decide") == date(2024, 2, 5)
    take(case, "extend", START + 30 * DAY)
    assert due(case, "pet.decide") == date(2024, 3, 6)
    take(case, "decide", START + 40 * DAY)
    take(case, "ask_review", START + 50 * DAY)
    assert due(case, "pet.review.answer_review")
    with pytest.raises(Refusal, match="复查还没有意见"):
        take(case, "ended", START + 51 * DAY)
    take(case, "review", START + 60 * DAY)
    take(case, "ask_final", START + 61 * DAY)
    before = due(case, "pet.review.answer_final")
    take(case, "hearing", START + 62 * DAY)
    with pytest.raises(Refusal, match="听证没有结束"):
        take(case, "final", START + 70 * DAY)
    take(case, "hearing_done", START + 72 * DAY)
    after = due(case, "pet.review.answer_final")
    assert before and after and (after - before).days >= 9
    take(case, "final", START + 80 * DAY)
    take(case, "ended", START + 80 * DAY)
    case.refresh_from_db()
    assert case.closing == "信访事项办结"
    assert not Clock.objects.filter(about=f"case:{case.pk}", stopped_on__isnull=True).exists()


@pytest.mark.django_db
def test_objection_in_five_working_days_and_forwarded_again(people: People) -> None:
    case = petition(people)
    take(case, "forward", START)
    with pytest.raises(Refusal, match="五个工作日"):
        take(case, "objection", START + 8 * DAY)
    take(case, "objection", START + 7 * DAY)
    take(case, "forward", START + 8 * DAY, to_organ="新乡县住房和城乡建设局")
    assert due(case, "pet.objection") == date(2023, 12, 20)


@pytest.mark.django_db
def test_led_into_lawful_procedures_is_not_decided(people: People) -> None:
    case = petition(people)
    with pytest.raises(BadInput, match="导入的途径"):
        take(case, "tell", START, result="led")
    take(case, "tell", START, result="led", reason="劳动保障监察")
    with pytest.raises(Refusal, match="没有受理"):
        take(case, "decide", START + DAY)
    take(case, "led", START + DAY)


@pytest.mark.django_db
def test_nothing_is_passed_to_the_accused(people: People) -> None:
    case = petition(people)
    with pytest.raises(Refusal, match="是被反映的单位"):
        take(case, "forward", START, to_organ="新乡甲建筑有限公司")


@pytest.mark.django_db
def test_five_representatives_at_most(people: People) -> None:
    with pytest.raises(BadInput, match="代表人数"):
        petition(people, mass="yes", persons=40)
    with pytest.raises(Refusal, match="超过5人"):
        petition(people, mass="yes", persons=40, representatives=6)
    with pytest.raises(Refusal, match="人数不对"):
        petition(people, mass="yes", persons=1, representatives=1)
    petition(people, mass="yes", persons=40, representatives=5)


@pytest.mark.django_db
def test_counted_by_visit_beside_the_year_before(people: People) -> None:
    petition(people, mass="yes", persons=40, representatives=5)
    case = petition(people, kind="skip_level", persons=2, place="省信访局")
    again = take(case, "again", START + DAY, kind="skip_level", mass="yes", persons=12, representatives=2)
    now, before = compared("410700", START - DAY, START + 5 * DAY)
    assert (now.visits, now.persons, now.mass, now.skip_level, now.either) == (3, 54, 2, 2, 3)
    assert before.visits == 0
    assert compared("410724", START - DAY, START + 5 * DAY)[0].visits == 0
    with on_day(START + 2 * DAY) as on:
        strike_step(row=again, reason="重复登记", by=case.officer, on=on)
    assert compared("410721", START - DAY, START + 5 * DAY)[0].visits == 2
    assert standing_petitions("410721", START, START).count() == 2


VISITS = st.lists(
    st.builds(
        Visit,
        st.dates(date(2023, 1, 1), date(2024, 12, 31)),
        st.sampled_from(("first", "repeat", "skip_level")),
        st.booleans(),
        st.integers(1, 200),
    ),
    max_size=30,
)


@given(VISITS)
def test_twin_of_the_count(visits: list[Visit]) -> None:
    """Slow and obvious: one row after another."""
    found = count(visits)
    either = mass = skip = persons = 0
    for row in visits:
        persons += row.persons
        mass += 1 if row.mass else 0
        skip += 1 if row.kind == "skip_level" else 0
        either += 1 if row.mass or row.kind == "skip_level" else 0
    assert (found.visits, found.persons, found.mass, found.skip_level, found.either) == (
        len(visits), persons, mass, skip, either,
    )  # fmt: skip
    assert max(mass, skip) <= either <= mass + skip


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_fall_of_a_fifth(now: int, before: int) -> None:
    fall = Fall(now, before)
    if before:
        assert fall.enough == (now <= before * 0.8 + 1e-9)
        assert fall.tenths is not None and abs(fall.tenths / 10 - (before - now) / before * 100) <= 0.1
    else:
        assert fall.tenths is None and fall.enough == (True if now == 0 else None)


def test_the_same_window_of_the_year_before() -> None:
    assert year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert year_before(date(2024, 1, 1)) == date(2023, 1, 1)
