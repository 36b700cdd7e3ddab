"""立案: who may, the three conditions, two inspectors; and the list of what should have been filed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.rights.cases.filing import FilingFacts, file_case, filing_test, should_have_been_filed
from nuanxin.rights.cases.models import Case
from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.models import Clock, Clue
from tests.conftest import People
from tests.unit.rights.cases.making import make_case, make_clue, make_coordination, on_day

ON = date(2023, 12, 5)
pytestmark = pytest.mark.django_db


def file(people: People, clue: Clue, by: object = None, officers: object = None) -> Case:
    with on_day(ON):
        return file_case(
            clue=clue,
            by=by or people.head,
            officers=officers or [people.owner, people.colleague],
            on=ON,
        )


def test_the_head_files_with_two_inspectors(people: People) -> None:
    clue = make_clue(people)
    case = file(people, clue)
    clue.refresh_from_db()
    assert case.number == "新人社监立字〔2023〕1号"
    assert (case.officer, case.second_officer, case.approved_by) == (people.owner, people.colleague, people.head)
    assert (clue.state, clue.accepted_on) == (ClueState.HANDLING, ON)
    clock = Clock.objects.get(clue=clue, term="insp.invest")
    assert clock.due_on == date(2024, 3, 4)  # by hand: 18 days in December, 22, 18 (two make-up Sundays), 2 in March
    assert not Clock.objects.filter(clue=clue, term="insp.accept", stopped_on__isnull=True).exists()


@pytest.mark.parametrize(
    "name", ["owner", "colleague", "superior", "stranger", "housing", "reviewer", "leader", "auditor"]
)
def test_nobody_but_the_head_of_the_unit_approves(people: People, name: str) -> None:
    clue = make_clue(people)
    with pytest.raises(Refusal, match="没有权限批准立案"):
        file(people, clue, by=getattr(people, name))


def test_two_different_inspectors_of_the_unit(people: People) -> None:
    clue = make_clue(people)
    with pytest.raises(Refusal, match="不少于两名监察员.*第十六条"):
        file(people, clue, officers=[people.owner, people.owner])
    with pytest.raises(Refusal, match="钱外县不是承办单位的监察员"):
        file(people, clue, officers=[people.owner, people.stranger])


def test_twice_is_refused_and_a_merged_clue_too(people: People) -> None:
    case = make_case(people)
    with pytest.raises(Refusal, match="已经立案"):
        file(people, case.clue)


def test_filing_ends_a_coordination(people: People) -> None:
    coordination = make_coordination(people)
    file(people, coordination.clue)
    coordination.refresh_from_db()
    assert (coordination.closed_on, coordination.closing) == (ON, "转立案")


def test_unknown_employer_is_refused_with_article_and_remedy(people: People) -> None:
    clue = make_clue(people, employer_name="不详", project_name="")
    with pytest.raises(Refusal, match="用人单位不明确.*补正.*第十八条"):
        file(people, clue)


def ask(**changes: object) -> FilingFacts:
    facts = {"place": "410721", "reported_on": ON, "employer_known": True, "in_area": True, **changes}
    return FilingFacts(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "failed"),
    [
        ({}, []),
        ({"employer_known": False}, ["employer"]),
        ({"in_area": False}, ["remit"]),
        ({"wages": False}, ["remit"]),
        ({"elsewhere": True}, ["remit"]),
        ({"ended_on": date(2021, 12, 4)}, ["limitation"]),
        ({"ended_on": date(2021, 12, 5)}, []),
        ({"last_owed": "2019-05"}, []),  # unpaid wages go on: an old month alone never fails
        ({"employer_known": False, "in_area": False}, ["employer", "remit"]),
    ],
)
def test_the_three_conditions(changes: dict[str, object], failed: list[str]) -> None:
    assert [test.key for test in filing_test(ask(**changes), law=Law.load()).failed] == failed


@given(st.dates(date(2010, 1, 1), date(2024, 1, 1)), st.booleans(), st.booleans(), st.booleans())
def test_twin_of_the_filing_test(ended: date, known: bool, area: bool, elsewhere: bool) -> None:
    facts = ask(ended_on=ended, employer_known=known, in_area=area, elsewhere=elsewhere)
    fresh = ended >= date(2021, 12, 5)
    assert filing_test(facts, law=Law.load()).passed == (fresh and known and area and not elsewhere)


def test_an_old_month_is_marked_for_checking() -> None:
    test = filing_test(ask(last_owed="2019-05"), law=Law.load()).tests[0]
    assert test.ok is None
    assert "继续状态" in test.why


def test_should_have_been_filed_lists_what_was_closed_unfiled(people: People) -> None:
    def closed(conclusion: Conclusion, on: date, **about: object) -> Clue:
        clue = make_clue(people, **about)
        with on_day(on):
            return close_clue(clue=clue, conclusion=conclusion, basis="依据", answer="答复", by=people.owner, on=on)

    january = date(2024, 1, 10)
    missed = closed(Conclusion.ARBITRATION, january)
    closed(Conclusion.UNFOUNDED, january)
    closed(Conclusion.ARBITRATION, january, employer_name="不详", project_name="")
    closed(Conclusion.ARBITRATION, january - timedelta(days=20))
    make_case(people)
    for area in ("410721", "410700"):
        assert [one.clue for one in should_have_been_filed(region=area, year=2024, month=1)] == [missed]
    assert should_have_been_filed(region="410724", year=2024, month=1) == []
