"""The register: nobody is struck out, load is counted from open files, the suggestion gives its reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.disputes.mediation.appointing import mediator_of, suggestions
from nuanxin.rights.disputes.mediation.models import MediatorAppointment
from nuanxin.rights.disputes.mediation.register import (
    OrganisationFacts,
    add_organisation,
    end_mediator,
    end_organisation,
    standing_appointments,
)
from nuanxin.rights.disputes.mediation.suggesting import Candidate, Wanted, suggest
from tests.conftest import TODAY, People
from tests.unit.rights.disputes.mediation.making import START, Desk, appoint, opened, step


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


@pytest.mark.django_db
def test_appointing_by_suggestion_changing_and_leaving(desk: Desk, people: People) -> None:
    other = desk.registered("钱老三", trade="catering")
    first = desk.registered("何调解")
    case = opened(people, desk)
    step(case, "accept", desk, START)
    assert [one.candidate.name for one in suggestions(case, START)] == ["何调解", "钱老三"]
    assert suggestions(case, START)[0].words == "本地；熟悉本行业；在办0件"
    appoint(case, first, desk, START)
    assert standing_appointments(first) == 1
    with pytest.raises(Refusal, match="已由其主持"):
        appoint(case, first, desk, START)
    with pytest.raises(Refusal, match="还有1件在办"):
        end_mediator(mediator=first, until=TODAY, reason="退休", by=desk.head, on=TODAY)
    appoint(case, other, desk, START)
    assert mediator_of(case) == other
    assert MediatorAppointment.objects.get(mediator=first).ended_on == START
    end_mediator(mediator=first, until=TODAY, reason="退休", by=desk.head, on=TODAY)
    assert [one.candidate.name for one in suggestions(case, TODAY + timedelta(days=1))] == ["钱老三"]
    with pytest.raises(Refusal, match="当日不在任"):
        appoint(case, first, desk, TODAY + timedelta(days=1))


@pytest.mark.django_db
def test_only_the_head_keeps_the_register(desk: Desk) -> None:
    facts = OrganisationFacts(name="某村调委会", kind="people", region=Region.objects.get(code="410721"), since=START)
    with pytest.raises(NotAllowed):
        add_organisation(unit=desk.unit, facts=facts, by=desk.mediator, on=TODAY)
    row = add_organisation(unit=desk.unit, facts=facts, by=desk.head, on=TODAY)
    with pytest.raises(Refusal, match="已经登记"):
        add_organisation(unit=desk.unit, facts=facts, by=desk.head, on=TODAY)
    end_organisation(organisation=row, until=TODAY, reason="并入乡镇调委会", by=desk.head, on=TODAY)
    with pytest.raises(Refusal, match="已经撤销"):
        end_organisation(organisation=row, until=TODAY, reason="再次", by=desk.head, on=TODAY)


@pytest.mark.django_db
def test_an_organisation_with_people_stays(desk: Desk) -> None:
    person = desk.registered()
    with pytest.raises(Refusal, match="还有1名调解员在任"):
        end_organisation(organisation=person.organisation, until=TODAY, reason="撤", by=desk.head, on=TODAY)
    with pytest.raises(Refusal, match="离任日期不对"):
        end_mediator(mediator=person, until=date(2019, 1, 1), reason="退休", by=desk.head, on=TODAY)


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 10**6),
        name=st.just("某"),
        organisation=st.just("某"),
        near=st.integers(0, 2),
        trades=st.frozensets(st.sampled_from(["construction", "catering"])),
        languages=st.frozensets(st.sampled_from(["彝语", "粤语"])),
        open_files=st.integers(0, 20),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(rows=CANDIDATES, wanted=st.builds(Wanted, st.sampled_from(["", "catering"]), st.sampled_from(["", "彝语"])))
def test_nobody_better_stands_behind(rows: list[Candidate], wanted: Wanted) -> None:
    """The slow twin: of any two in the list, the later one is not better at the first thing in which they differ."""
    found = [one.candidate for one in suggest(rows, wanted)]
    assert sorted(found, key=lambda c: c.key) == sorted(rows, key=lambda c: c.key)
    for place, earlier in enumerate(found):
        for later in found[place + 1 :]:
            merits = [
                (wanted.language in one.languages or not wanted.language, wanted.trade in one.trades or not wanted.trade,
                 one.near, -one.open_files, -one.key)
                for one in (earlier, later)
            ]  # fmt: skip
            assert merits[0] > merits[1]
