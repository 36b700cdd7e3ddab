"""The signals of real rows: who may look, that the look is on record, and that the file is handled the same with them."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed
from nuanxin.foundation.parties.models import Employer, Worker
from nuanxin.rights.cases.filing import file_case
from nuanxin.rights.cases.leads import leads_of_worker, may_read_leads, read_leads
from nuanxin.rights.cases.leads.gathering import facts_for
from nuanxin.rights.intake.acceptance import accept_clue
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration.facts import ReporterFacts
from tests.conftest import People
from tests.unit.rights.cases.making import make_clue, on_day

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 5)


def two_sites(people: People) -> tuple[Clue, Clue]:
    """The same five people, months and sum at two sites; the reporter of the second is its representative."""
    first = make_clue(people, workers=5)
    other = make_clue(
        people,
        workers=5,
        employer_name="新乡乙建筑有限公司",
        project_name="乙大厦",
        reporters=(ReporterFacts(name="张三", phone="13900000001"),),
    )
    return first, other


def test_signals_of_a_clue(people: People) -> None:
    first, other = two_sites(people)
    leads = {lead.key: lead for lead in read_leads(clue=other, by=people.owner)}
    assert set(leads) == {"several_sites", "own_company", "same_amount"}
    assert [row.clue for row in leads["several_sites"].rows] == [first.number]
    assert "5人相同" in leads["several_sites"].rows[0].text
    assert "张*" in leads["own_company"].rows[0].text
    assert "张三" not in str(leads)


def test_the_look_is_on_record_and_the_right_is_asked(people: People) -> None:
    _, other = two_sites(people)
    for who in (people.colleague, people.stranger, people.leader, people.superior, people.statistician):
        assert not may_read_leads(who, other)
        with pytest.raises(NotAllowed):
            read_leads(clue=other, by=who)
    assert AuditEvent.objects.filter(act="read_leads").count() == 0
    assert read_leads(clue=other, by=people.head)
    event = AuditEvent.objects.get(act="read_leads")
    assert (event.actor_id, event.about_id) == (people.head.pk, str(other.pk))
    assert event.details == {"signals": ["several_sites", "own_company", "same_amount"]}


def test_a_clue_without_signals_leaves_no_record(people: People) -> None:
    alone = make_clue(people, workers=2)
    assert read_leads(clue=alone, by=people.owner) == ()
    assert not AuditEvent.objects.filter(act="read_leads").exists()


def test_of_one_person(people: People) -> None:
    first, other = two_sites(people)
    worker = Claim.objects.select_related("worker").filter(clue=other)[0].worker
    found = leads_of_worker(worker=worker, clues=[first, other], by=people.owner)
    assert {clue.number for clue, _ in found} == {first.number, other.number}
    assert {lead.key for _, leads in found for lead in leads} == {"several_sites"}
    assert all(row.worker == worker.pk for _, leads in found for lead in leads for row in lead.rows)
    assert leads_of_worker(worker=worker, clues=[first, other], by=people.colleague) == []


def test_the_file_goes_its_way_with_signals_as_without(people: People) -> None:
    """Acceptance and filing of a clue with three signals: the same state and answer as of one with none."""
    _, signalled = two_sites(people)
    plain = make_clue(people, workers=1, employer_name="新乡丙建筑有限公司", project_name="丙厂房")
    Claim.objects.filter(clue=plain).update(worker=Worker.objects.create(name="别人"))
    assert read_leads(clue=signalled, by=people.owner)
    assert read_leads(clue=plain, by=people.owner) == ()
    ends = []
    for clue in (signalled, plain):
        with on_day(DAY):
            accept_clue(clue=clue, by=people.owner, on=DAY)
            file_case(clue=clue, by=people.head, officers=[people.owner, people.colleague], on=DAY)
        clue.refresh_from_db()
        ends.append((clue.state, clue.accepted_on, clue.conclusion, clue.unit_id, clue.due_on))
    assert ends[0] == ends[1]


def test_facts_follow_merges_and_take_few_statements(people: People, django_assert_max_num_queries: object) -> None:
    first, other = two_sites(people)
    twin = Employer.objects.create(name="新乡甲建", region_id="410721", legal_representative="赵六")
    Employer.objects.filter(pk__in=[first.employer_id]).update(merged_into=twin)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        facts = facts_for(Clue.objects.get(pk=first.pk))
    assert {contact.name for contact in facts.contacts} >= {"赵六", "张三"}
    assert len(facts.own) == len(facts.elsewhere) == 5
    assert all(own.site.employer == twin.pk for own in facts.own)
    assert facts_for(other).elsewhere[0].site.employer == twin.pk
