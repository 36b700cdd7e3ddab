"""The candidate list: one wrong digit, a name by ear, a firm and a site told in short."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.duplicates.facts import ClueFacts, PersonFacts
from nuanxin.rights.intake.duplicates.gathering import facts_of
from nuanxin.rights.intake.duplicates.lookup import candidates
from nuanxin.rights.intake.duplicates.match_keys import MatchKey, index_clue, index_many, reindex
from nuanxin.rights.intake.duplicates.pairing import count_possible, likely_pairs, queue_pairs
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.rights.intake.pairs import DuplicatePair
from nuanxin.rights.intake.registration import ClueFacts as Registered
from nuanxin.rights.intake.registration import ReporterFacts, register_clue

ZHANG = PersonFacts("张伟明", "410721198506152013", "13837312345")
STATED = ClueFacts(
    people=(ZHANG,),
    firms=("新乡市宏达建筑劳务有限公司",),
    projects=("新乡县阳光花园二期工程项目",),
    region="410721",
    place="阳光花园工地",
    owed_from="2023-09",
    owed_to="2023-12",
    persons=1,
    amount_fen=1_860_000,
    received_on=date(2024, 1, 3),
)


def make_clue(people: Any, facts: ClueFacts, number: str) -> Clue:
    clue = Clue.objects.create(
        number=number,
        channel="visit",
        received_on=facts.received_on,
        recorded_on=facts.received_on,
        employer_said="".join(facts.firms[:1]),
        project_said="".join(facts.projects[:1]),
        sector="construction",
        region_id=facts.region,
        place=facts.place,
        owed_from=facts.owed_from,
        owed_to=facts.owed_to,
        persons=facts.persons,
        amount_fen=facts.amount_fen,
        unit=people.owner.unit,
        officer=people.owner,
        first_officer=people.owner,
    )
    for person in facts.people:
        Reporter.objects.create(clue=clue, name=person.name, id_number=person.id_number, phone=person.phone)
    return clue


def indexed(people: Any, facts: ClueFacts, number: str) -> Clue:
    clue = make_clue(people, facts, number)
    index_clue(clue)
    return clue


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(replace(STATED, people=(PersonFacts("", "410721198506152013", ""),)), id="number alone"),
        pytest.param(replace(STATED, people=(PersonFacts("张伟明", "", "13837312346"),)), id="one wrong digit"),
        pytest.param(replace(STATED, people=(PersonFacts("", "", "13837312346"),)), id="wrong digit, no name"),
        pytest.param(replace(STATED, people=(PersonFacts("章卫民", "", ""),)), id="homophone"),
        pytest.param(
            replace(STATED, people=(PersonFacts("张伟明"),), firms=("宏达劳务",), projects=("阳光花园2期",)),
            id="nicknames",
        ),
        pytest.param(replace(STATED, people=(PersonFacts("张伟明"),), firms=("洪达",), projects=()), id="firm by ear"),
        pytest.param(replace(STATED, people=()), id="nobody named"),
        pytest.param(replace(STATED, region="410700"), id="received by the city"),
    ],
)
def test_a_clue_told_again_is_found(people: Any, typed: ClueFacts) -> None:
    clue = indexed(people, STATED, "410721-2024-000001")
    found = candidates(typed)
    assert [c.clue_id for c in found] == [clue.pk]
    assert found[0].number == "410721-2024-000001"
    assert found[0].score >= 70
    assert found[0].reasons


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(
            replace(STATED, people=(PersonFacts("李国强", "410721198001011235", "13937399999"),)), id="workmate"
        ),
        pytest.param(
            replace(STATED, people=(ZHANG,), owed_from="2021-01", owed_to="2021-03", received_on=date(2021, 5, 1)),
            id="arrears of another year",
        ),
        pytest.param(replace(STATED, firms=("郑州富华服饰有限公司",), projects=()), id="another employer"),
    ],
)
def test_another_matter_is_not_likely(people: Any, typed: ClueFacts) -> None:
    indexed(people, STATED, "410721-2024-000001")
    assert all(found.score < 70 for found in candidates(typed))


def test_the_rule_of_the_house_is_certain(people: Any) -> None:
    indexed(people, STATED, "410721-2024-000001")
    (found,) = candidates(replace(STATED, people=(ZHANG,), owed_from="2023-12", owed_to="2024-01"))
    assert found.score == 100
    assert found.reasons[0] == "同一证件号码、同一用人单位、欠薪时段重叠"


def test_queue_is_filled_once(people: Any) -> None:
    clues = [make_clue(people, STATED, f"410721-2024-{n:06d}") for n in range(3)]
    assert index_many(clues) > 0
    assert index_many(clues) > 0  # again: nothing new
    assert count_possible(clues) == 3
    assert queue_pairs(clues, date(2024, 1, 10)) == 3
    assert queue_pairs(clues, date(2024, 1, 10)) == 0
    assert DuplicatePair.objects.count() == 3
    keys = set(MatchKey.objects.values_list("key", "clue_id"))
    reindex(everything=True)
    assert set(MatchKey.objects.values_list("key", "clue_id")) == keys


def test_a_trial_run_needs_no_rows(people: Any) -> None:
    indexed(people, STATED, "410721-2024-000001")
    stranger = replace(STATED, people=(PersonFacts("赵六六", "", "15600001111"),), firms=("鑫源服饰厂",), projects=())
    rows = [replace(STATED, clue_id=-1), replace(stranger, clue_id=-2), replace(stranger, clue_id=-3)]
    pairs = likely_pairs(rows)
    assert {clue for pair in pairs for clue in (pair.clue_a, pair.clue_b) if clue < 0} == {-1, -2, -3}


def test_a_merged_clue_stands_for_the_one_kept(people: Any) -> None:
    kept = indexed(people, replace(STATED, people=(PersonFacts("张伟明"),), projects=()), "410721-2024-000001")
    merged = indexed(people, STATED, "410721-2024-000002")
    Clue.objects.filter(pk=merged.pk).update(merged_into=kept)
    found = candidates(replace(STATED, people=(ZHANG,)))
    assert [(c.clue_id, c.number) for c in found] == [(kept.pk, kept.number)]


def test_nothing_readable_lies_in_the_key_table(people: Any) -> None:
    clue = indexed(people, STATED, "410721-2024-000001")
    assert facts_of([clue.pk])[0].people == (ZHANG,)
    assert all(str(13837312345) not in str(key) for key in MatchKey.objects.values_list("key", flat=True))


def test_few_queries_whatever_the_ledger(people: Any, django_assert_max_num_queries: Any) -> None:
    for n in range(30):
        indexed(people, STATED, f"410721-2024-{n:06d}")
    candidates(STATED)  # region names are read once a process
    with django_assert_max_num_queries(1):
        assert len(candidates(STATED)) == 5


def test_registering_the_same_matter_at_another_door_queues_the_pair(people: Any) -> None:
    first = register_clue(facts=filed_by_phone(), by=people.owner, on=date(2024, 1, 9))
    assert not DuplicatePair.objects.exists()
    second = register_clue(facts=filed_by_phone(channel="visit"), by=people.colleague, on=date(2024, 1, 10))
    pair = DuplicatePair.objects.get()
    assert (pair.clue_a, pair.clue_b, pair.decision) == (first, second, "")
    assert "证件号码相同" in pair.reasons


def filed_by_phone(channel: str = "12345") -> Registered:
    return Registered(
        channel=Channel(channel),
        received_on=date(2024, 1, 9),
        region="410721",
        reporters=(ReporterFacts(name="张伟明", id_number="410721198506152013", phone="13837312345"),),
        employer_name="新乡市宏达建筑劳务有限公司",
        project_name="阳光花园二期",
        owed_from="2023-09",
        owed_to="2023-12",
        persons=1,
        amount_fen=1_860_000,
        demand="拖欠工资",
    )
