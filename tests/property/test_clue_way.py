"""Whatever happens to a clue: one responsible officer, no third return, and due days that never move backwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.acceptance import accept_clue, ask_supplement, identify_employer, receive_supplement
from nuanxin.rights.intake.answer import close_clue, reopen_clue, withdraw_clue
from nuanxin.rights.intake.channels import OPEN_STATES, Conclusion
from nuanxin.rights.intake.clocks import open_clock, ring_due, shown_due
from nuanxin.rights.intake.models import Clock, Clue, Transfer
from nuanxin.rights.intake.thread import must_be_open
from nuanxin.rights.intake.transfer import (
    accept_transfer,
    assign_clue,
    call_arbiter,
    decide_transfer,
    return_transfer,
    send_clue,
)
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
Step = Callable[[Clue, People, Any, date], object]


def latest(clue: Clue) -> Transfer:
    found = Transfer.objects.filter(clue=clue).order_by("-pk").first()
    if found is None:
        raise Refusal("没有转办")
    return found


def file_clock(clue: Clue, by: Any, on: date) -> Clock:
    """What filing a case does to the clocks; like every act it asks first whether the clue is open."""
    must_be_open(clue, doing="立案", on=on)
    return open_clock(clue=clue, term="insp.invest", start=on, by=by, on=on, about="case:1")


STEPS: dict[str, Step] = {
    "accept": lambda clue, _, by, on: accept_clue(clue=clue, by=by, on=on),
    "ask": lambda clue, _, by, on: ask_supplement(clue=clue, items=["合同"], by=by, on=on),
    "bring": lambda clue, _, by, on: receive_supplement(clue=clue, text="合同", by=None, on=on),
    "identify": lambda clue, _, by, on: identify_employer(clue=clue, employer_name="甲", by=by, on=on),
    "send out": lambda clue, p, by, on: send_clue(
        clue=clue, to_unit=p.stranger.unit, cause="area", reason="外县", by=by, on=on
    ),
    "send over": lambda clue, p, by, on: send_clue(
        clue=clue, to_unit=p.housing.unit, cause="remit", reason="工程款", by=by, on=on
    ),
    "send back": lambda clue, p, by, on: send_clue(
        clue=clue, to_unit=p.owner.unit, cause="area", reason="本县", by=by, on=on
    ),
    "take": lambda clue, _, by, on: accept_transfer(transfer=latest(clue), by=by, on=on),
    "return": lambda clue, _, by, on: return_transfer(
        transfer=latest(clue), cause="not_area", reason="不在", by=by, on=on
    ),
    "appeal": lambda clue, _, by, on: call_arbiter(transfer=latest(clue), reason="不同意", by=by, on=on),
    "decide": lambda clue, p, by, on: decide_transfer(
        transfer=latest(clue), unit=p.stranger.unit, reason="用工地", by=p.superior, on=on
    ),
    "assign": lambda clue, p, by, on: assign_clue(clue=clue, officer=p.colleague, by=p.head, on=on),
    "close": lambda clue, _, by, on: close_clue(
        clue=clue, conclusion=Conclusion.UNFOUNDED, basis="核实", answer="已付", by=by, on=on
    ),
    "withdraw": lambda clue, _, by, on: withdraw_clue(clue=clue, reason="算了", by=by, on=on),
    "reopen": lambda clue, _, by, on: reopen_clue(clue=clue, reason="not_paid", by=None, on=on),
    "file": lambda clue, _, by, on: file_clock(clue, by, on),
    "ring": lambda clue, _, by, on: ring_due(on=on),
}
_WHO = ("owner", "colleague", "head", "stranger", "housing")
_WAY = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(_WHO), st.integers(0, 3)), max_size=14)


def check(clue: Clue, before: dict[int, tuple[date | None, list[Any]]]) -> None:
    """What holds at every moment."""
    clue.refresh_from_db()
    assert clue.officer_id and clue.officer.is_active and clue.first_officer_id
    if clue.state in OPEN_STATES:
        assert clue.officer.posts.filter(unit=clue.unit).exists(), "the officer belongs to the unit that holds the clue"
    assert Transfer.objects.filter(clue=clue, returned_on__isnull=False).count() <= 2
    assert Transfer.objects.filter(clue=clue, accepted_on=None, returned_on=None).count() <= 1
    running = list(Clock.objects.filter(clue=clue, stopped_on__isnull=True))
    assert clue.due_on == min((day for clock in running if (day := shown_due(clock))), default=None)
    if clue.state not in OPEN_STATES:
        assert not running and clue.closed_on and clue.conclusion
    for clock in Clock.objects.filter(clue=clue):
        due, _ = before.get(clock.pk, (None, []))
        assert due is None or (clock.due_on is not None and clock.due_on >= due)


def walk(people: People, way: list[tuple[str, str, int]]) -> None:
    clue, day = a_clue(people.owner), TODAY
    for step, who, days in way:
        day += timedelta(days=days)
        before = {clock.pk: (clock.due_on, clock.pauses) for clock in Clock.objects.filter(clue=clue)}
        try:
            with transaction.atomic():
                STEPS[step](clue, people, getattr(people, who), day)
        except Refusal:
            pass
        check(clue, before)
    assert verify_chain()[1] == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_WAY)
def test_any_way(people: People, way: list[tuple[str, str, int]]) -> None:
    with transaction.atomic():
        walk(people, way)
        transaction.set_rollback(True)


def test_the_longest_dispute(people: People) -> None:
    """The ping-pong that bureaux play: it ends with the arbiter."""
    ping: list[tuple[str, str, int]] = [("send out", "owner", 0), ("return", "stranger", 1)] * 5
    walk(people, [*ping, ("decide", "superior", 1), ("send back", "stranger", 0), ("return", "owner", 0)])
    clue = Clue.objects.get()
    assert Transfer.objects.filter(return_no__isnull=False).count() == 2
    assert clue.officer == people.stranger and clue.state == "received"
