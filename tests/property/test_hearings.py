"""Whatever is booked, postponed and cancelled in whatever order: no room, arbitrator or party is ever in two places at once."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import steps_taken
from nuanxin.rights.disputes.arbitration.decisions.overlap import Slot, clashes
from nuanxin.rights.disputes.arbitration.gates import decision_clock
from nuanxin.rights.disputes.arbitration.hearings import planned_hearing
from nuanxin.rights.disputes.arbitration.models import Hearing, HearingBooking
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue
from tests.unit.rights.disputes.arbitration.making import Desk, hearing, make_file, step, walk

START = datetime(2024, 1, 8, 8, tzinfo=BEIJING)
KEYS = ("room:1", "room:2", "arbitrator:1", "arbitrator:2", "party:1", "party:2")


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    first = draw(st.integers(0, 40))
    length = draw(st.integers(1, 12))
    starts = START + timedelta(minutes=10 * first)
    return Slot(draw(st.sampled_from(KEYS)), "某", starts, starts + timedelta(minutes=10 * length))


def minutes(slot: Slot) -> set[tuple[str, datetime]]:
    """The slow twin: every minute that the thing is taken."""
    whole = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
    return {(slot.key, slot.starts_at + timedelta(minutes=n)) for n in range(whole)}


@given(st.lists(slots(), max_size=4), st.lists(slots(), max_size=12))
def test_a_clash_is_a_common_minute(wanted: list[Slot], taken: list[Slot]) -> None:
    found = {(clash.wanted, clash.taken) for clash in clashes(wanted, taken)}
    assert found == {(one, other) for one in wanted for other in taken if minutes(one) & minutes(other)}


@given(st.lists(slots(), max_size=30))
def test_taking_only_what_does_not_clash_leaves_nothing_double(tried: list[Slot]) -> None:
    kept: list[Slot] = []
    for slot in tried:
        if not clashes([slot], kept):
            kept.append(slot)
    assert all(not minutes(one) & minutes(other) for one, other in combinations(kept, 2))


def nobody_twice() -> None:
    standing = list(HearingBooking.objects.filter(released=False).select_related("resource"))
    for one, other in combinations(standing, 2):
        if one.resource_id == other.resource_id:
            assert one.ends_at <= other.starts_at or other.ends_at <= one.starts_at, one.resource.key


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_register_never_holds_anybody_twice(people: People, seed: int) -> None:
    dice, desk, on = random.Random(seed), Desk(), date(2023, 12, 6)
    cases = []
    for n in range(4):
        employer = {} if n < 2 else {"employer_name": f"公司{n}"}
        case = make_file(people, desk, clue=make_clue(people, workers=1 + n % 2, **employer))
        step(case, "accept", desk, on)
        step(case, "panel", desk, on, chief=dice.choice(("齐仲裁", "鲁仲裁", "外聘某")))
        cases.append(case)
    booked = 0
    for _ in range(30):
        on += timedelta(days=dice.choice((0, 0, 1)))
        case = dice.choice(cases)
        if planned_hearing(case) and dice.random() < 0.5:
            step(case, "hearing_cancelled", desk, on)
        else:
            booked += _try(case, desk, on, dice)
        nobody_twice()
    assert booked > 4 and Hearing.objects.filter(state="cancelled").count() > 0


def _try(case: Case, desk: Desk, on: date, dice: random.Random) -> int:
    starts = dice.choice((9, 10, 11))
    room = dice.choice((desk.room, desk.second_room))
    before = Hearing.objects.count()
    try:
        hearing(
            case,
            desk,
            on + timedelta(days=dice.choice((12, 13))),
            on=on,
            starts=time(starts),
            ends=time(starts + 2),
            room=room,
        )
    except Refusal as refused:
        assert str(refused)
        assert Hearing.objects.count() == before
        return 0
    return 1


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_the_clock_of_the_award_never_runs_backwards(people: People, seed: int) -> None:
    """Pauses and the extension only lengthen it; started anew it runs its whole term from that day."""
    dice, desk, on = random.Random(seed), Desk(), date(2023, 12, 6)
    case = make_file(people, desk)
    walk(case, "accept panel", desk, on)
    for _ in range(12):
        on += timedelta(days=dice.choice((0, 1, 3, 7)))
        if on > date(2024, 1, 9):
            break
        key = dice.choice(("suspend", "resume", "clock_reset", "extend"))
        before = decision_clock(case)
        assert before is not None
        try:
            step(case, key, desk, on)
        except Refusal:
            continue
        after = decision_clock(case)
        assert after is not None and after.due_on is not None and before.due_on is not None
        if key == "clock_reset":
            assert after.pk != before.pk and after.due_on >= on + timedelta(days=45)
        else:
            assert after.pk == before.pk and after.due_on >= before.due_on
    days = [done.on for done in steps_taken(case)]
    assert days == sorted(days)
