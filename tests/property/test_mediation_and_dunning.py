"""Whatever is tried at the desks of mediation and notary: no agreement without both, sums kept, each reminder once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.cases.money import Agreement
from nuanxin.rights.cases.procedures.choosing import LawAt, Taken, judge
from nuanxin.rights.cases.procedures.declared import NO, YES, Fact
from nuanxin.rights.disputes.mediation.doors import doors_after_default
from nuanxin.rights.disputes.mediation.procedure import V2024_1 as MEDIATION
from nuanxin.rights.disputes.notary.dunning import dun_due
from nuanxin.rights.disputes.notary.dunning_days import DunningDays, dunning_now, planned
from nuanxin.rights.disputes.notary.models import Dunning
from nuanxin.rights.disputes.notary.procedure import V2024_1 as NOTARY
from tests.conftest import People
from tests.unit.rights.cases.making import on_day
from tests.unit.rights.disputes.mediation import making as mediating
from tests.unit.rights.disputes.notary import making as notarising

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
START = date(2024, 1, 8)


def a_value(fact: Fact, on: date, draw: st.DataObject) -> Any:
    if fact.kind == "day":
        return on
    if fact.kind in ("choice", "yes_no"):
        return draw.draw(st.sampled_from([key for key, _ in fact.options] or [YES, NO]))
    return {"money": 100, "persons": 2, "lines": ["甲"]}.get(fact.kind, "甲")


@pytest.mark.parametrize("whole", [MEDIATION, NOTARY], ids=lambda one: one.key)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_way_to_an_agreement_without_the_consent_of_both(whole: Any, data: st.DataObject) -> None:
    """Read once more from the plain list of what was done: consent of both, no refusal, no dispute, and the order to the court."""
    on = START
    taken = [Taken("apply", on, {fact.key: a_value(fact, on, data) for fact in whole.steps[0].facts})]
    for _ in range(data.draw(st.integers(5, 45))):
        on += timedelta(days=data.draw(st.sampled_from([0, 1, 7, 31])))
        open_now = [one for one in whole.steps if judge(whole, taken, one, {}, on, law=LAW).allowed]
        step = data.draw(st.sampled_from(open_now or list(whole.steps)))
        facts = {fact.key: a_value(fact, on, data) for fact in step.facts}
        if judge(whole, taken, step, facts, on, law=LAW).allowed:
            taken.append(Taken(step.key, on, facts))
    for place, done in enumerate(taken):
        before = [one.step for one in taken[:place]]
        if done.step in ("agreement", "session"):
            consents = [one for one in taken[:place] if one.step == "consent"]
            assert consents and {"worker_consent_on", "employer_consent_on"} <= set(consents[-1].facts)
            assert not {"refused", "failed", "declined", "withdrawn"} & set(before)
        if done.step == "deed":
            stated = [one.facts for one in taken[:place] if one.step == "statement"][-1]
            examined = [one.facts for one in taken[:place] if one.step == "examine"][-1]
            assert (stated["accepts"], examined["passes"]) == (YES, YES)
            assert stated["presence"] != "absent"
        if done.step == "listing":
            assert "default" in before and "certificate" not in before
        if done.step == "court":
            assert [key for key in ("deed", "default", "check", "certificate") if key not in before] == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_an_enforceable_agreement_is_enforced_and_no_other(data: st.DataObject) -> None:
    facts = {
        "signed": {"wage_only": data.draw(st.sampled_from([YES, NO]))},
        "oral": {"wage_only": data.draw(st.sampled_from([YES, NO]))},
        "confirm_answer": {"answer": data.draw(st.sampled_from(["confirmed", "refused"]))},
        "review_answer": {"answer": data.draw(st.sampled_from(["document", "refused"]))},
    }
    keys = data.draw(st.lists(st.sampled_from(sorted(facts)), unique=True))
    doors = {door.key: door.open for door in doors_after_default([Taken(key, START, facts[key]) for key in keys])}
    bound = ("confirm_answer" in keys and facts["confirm_answer"]["answer"] == "confirmed") or (
        "review_answer" in keys and facts["review_answer"]["answer"] == "document"
    )
    assert doors["enforcement"] == bound
    assert doors["arbitration"] == doors["notary"] == (not bound)
    assert doors["inspection"], "whoever is not paid may always complain"
    assert not (doors["wage_suit"] and bound)


PARTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10**9)), min_size=1, max_size=12)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS)
def test_the_parts_add_up_to_the_agreement(people: People, parts: list[tuple[int, int]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        desk, on = mediating.Desk(), mediating.START
        case = mediating.opened(people, desk)
        mediating.step(case, "accept", desk, on)
        mediating.appoint(case, desk.registered(), desk, on)
        with pytest.raises(Refusal, match="双方同意"):
            mediating.agree(case, desk, on, tuple(parts))
        mediating.step(case, "consent", desk, on)
        mediating.step(case, "session", desk, on)
        agreement: Agreement = mediating.agree(case, desk, on, tuple(parts))
        said = CaseStep.objects.get(case=case, step="agreement").facts
        kept = list(agreement.instalments.values_list("amount_fen", flat=True))
        assert sum(kept) == said["amount"] == sum(fen for _, fen in parts)
        assert said["parts"] == len(kept) == len(parts)
        transaction.set_rollback(True)


DAYS = st.builds(
    DunningDays,
    st.lists(st.integers(0, 20), min_size=1, max_size=4, unique=True).map(tuple),
    st.lists(st.integers(1, 20), min_size=1, max_size=4, unique=True).map(tuple),
)


@given(days=DAYS, rounds=st.lists(st.integers(0, 60), max_size=60), paid=st.none() | st.integers(0, 60))
def test_each_planned_day_once_however_the_rounds_fall(days: DunningDays, rounds: list[int], paid: int | None) -> None:
    due, since = START + timedelta(days=25), START
    sent: list[tuple[date, date]] = []
    for late in sorted(rounds):
        on = START + timedelta(days=late)
        paid_on = START + timedelta(days=paid) if paid is not None and paid <= late else None
        day = dunning_now(due_on=due, paid_on=paid_on, on=on, since=since, days=days, sent_for=[one for one, _ in sent])
        if day:
            assert paid_on is None
            assert day in planned(due, days) and since <= day <= on
            assert (day > due) == (on > due), "before and after are told apart"
            sent.append((day, on))
    assert len({day for day, _ in sent}) == len(sent), "once for each planned day"
    assert len({on for _, on in sent}) == len(sent), "nobody is dunned twice on one day"


def test_a_round_every_day_reminds_on_every_planned_day() -> None:
    days, due = DunningDays((7, 3, 1, 0), (1, 7)), START + timedelta(days=25)
    sent: list[date] = []
    for late in range(60):
        day = dunning_now(
            due_on=due, paid_on=None, on=START + timedelta(days=late), since=START, days=days, sent_for=sent
        )
        sent += [day] if day else []
    assert tuple(sent) == planned(due, days)


@pytest.mark.django_db
def test_the_database_itself_lets_no_second_reminder_in(people: People) -> None:
    notary = notarising.notary_person()
    notarising.deeded(people, notary)
    for late in (9, 9, 10, 10, 11, 11):
        with on_day(notarising.START + timedelta(days=late)) as on:
            dun_due(on=on)
    keys = list(Dunning.objects.values_list("instalment", "planned_on"))
    assert len(keys) == len(set(keys)) == 2
