"""若干规定 第十八条: three conditions, one supplement, and a refusal that never comes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.notifications.models import Message
from nuanxin.rights.intake.acceptance import (
    AcceptanceFacts,
    Elsewhere,
    Ground,
    Outcome,
    Remedies,
    accept_clue,
    acceptance_facts,
    ask_supplement,
    examine,
    identify_employer,
    receive_supplement,
    refuse_clue,
)
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.registration import ReporterFacts
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue, papers_ready

pytestmark = pytest.mark.django_db
PLAIN = AcceptanceFacts(
    kind=ClueKind.COMPLAINT, received_on=TODAY, last_month=date(2023, 10, 31), ended_on=None, employer_known=True
)
REMEDIES = Remedies(reconsideration_organ="新乡县人民政府", court="新乡县人民法院")


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.ACCEPT),
        ({"last_month": None}, Outcome.ACCEPT),
        ({"last_month": date(2022, 1, 10)}, Outcome.ACCEPT),
        ({"last_month": date(2020, 5, 31)}, Outcome.JUDGE),
        ({"last_month": date(2020, 5, 31), "ended_on": date(2023, 1, 1)}, Outcome.ACCEPT),
        ({"ended_on": date(2021, 1, 1)}, Outcome.JUDGE),
        ({"employer_known": False}, Outcome.SUPPLEMENT),
        ({"employer_known": False, "kind": ClueKind.REPORT}, Outcome.ACCEPT),
        ({"in_place": False}, Outcome.OTHER_OFFICE),
        ({"in_remit": False, "employer_known": False}, Outcome.OTHER_OFFICE),
        ({"elsewhere": Elsewhere.ARBITRATION}, Outcome.OTHER_ROUTE),
        ({"elsewhere": Elsewhere.SUIT, "in_place": False}, Outcome.OTHER_ROUTE),
    ],
)
def test_the_test_of_acceptance(changes: dict[str, Any], outcome: Outcome) -> None:
    advice = examine(replace(PLAIN, **changes), law=Law.load(), calendar=WorkingCalendar())
    assert advice.outcome == outcome
    assert all(test.cites and test.why for test in advice.tests) and len(advice.tests) == 4


def test_the_facts_come_from_the_clue(people: People) -> None:
    facts = acceptance_facts(a_clue(people.owner))
    assert (facts.last_month, facts.employer_known) == (date(2023, 10, 31), True)
    assert not acceptance_facts(a_clue(people.owner, employer_name="不详")).employer_known


def test_who_may_accept(people: People) -> None:
    clue = a_clue(people.owner)
    for by in (people.superior, people.stranger, people.housing, people.leader, people.auditor, people.reviewer):
        with pytest.raises(Refusal, match="没有权限受理"):
            accept_clue(clue=clue, by=by, on=TODAY)
    assert accept_clue(clue=clue, by=people.colleague, on=TODAY).officer == people.owner
    with pytest.raises(Refusal, match="不需要再次受理"):
        accept_clue(clue=clue, by=people.owner, on=TODAY)


def test_the_notice_names_what_was_accepted(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = accept_clue(clue=a_clue(people.owner), by=people.owner, on=TODAY)
    paper = Paper.objects.get()
    text = str(sheet_of(paper).as_dict())
    assert "张三" in text and "河南甲建筑有限公司" in text and "60个工作日" in text
    assert clue.events.get(kind="accept_clue").paper_id == paper.pk
    assert Message.objects.filter(template="clue_accepted").count() == 1


def test_without_a_number_word_the_file_says_so(people: People) -> None:
    clue = accept_clue(clue=a_clue(people.owner), by=people.owner, on=TODAY)
    assert not Paper.objects.exists()
    assert "没有设置机关代字、地址" in clue.events.get(kind="accept_clue").text


def test_a_complaint_against_nobody_is_not_accepted_but_a_report_is(people: People) -> None:
    clue = a_clue(people.owner, employer_name="不详")
    with pytest.raises(Refusal, match="用人单位不明确"):
        accept_clue(clue=clue, by=people.owner, on=TODAY)
    identify_employer(clue=clue, employer_name="查明的公司", by=people.owner, on=TODAY)
    assert accept_clue(clue=clue, by=people.owner, on=TODAY).employer is not None
    report = a_clue(people.owner, employer_name="不详", kind=ClueKind.REPORT, reporters=(ReporterFacts(anonymous=True),))
    assert accept_clue(clue=report, by=people.owner, on=TODAY).state == "accepted"


def test_a_supplement_is_asked_once_and_stands_still_meanwhile(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = a_clue(people.owner, employer_name="不详")
    clue = ask_supplement(clue=clue, items=["公司全称", " "], by=people.owner, on=date(2024, 1, 11))
    assert (clue.state, clue.due_on) == ("supplement", None)
    assert Paper.objects.get().kind == "supplement_notice"
    with pytest.raises(Refusal, match="不能受理"):
        accept_clue(clue=clue, by=people.owner, on=date(2024, 1, 12))
    clue = receive_supplement(clue=clue, text="是甲公司", employer_name="甲公司", by=None, on=date(2024, 1, 16))
    clue.refresh_from_db()
    assert (clue.state, clue.due_on) == ("received", date(2024, 1, 22))
    assert clue.employer is not None and clue.employer.name == "甲公司" and clue.employer_said == "不详"
    with pytest.raises(Refusal, match="已经一次性告知过"):
        ask_supplement(clue=clue, items=["合同"], by=people.owner, on=date(2024, 1, 17))
    with pytest.raises(Refusal, match="没有正在等待"):
        receive_supplement(clue=clue, text="再补", by=None, on=date(2024, 1, 17))


def test_a_supplement_of_nothing_is_none(people: People) -> None:
    with pytest.raises(Refusal, match="没有写明需要补正什么"):
        ask_supplement(clue=a_clue(people.owner), items=[" "], by=people.owner, on=TODAY)


def refusal_of(clue: Any, by: Any, **changes: Any) -> Any:
    given: dict[str, Any] = {
        "ground": Ground.REMIT,
        "reason": "反映的是工程款",
        "right_channel": "向人民法院起诉",
        "remedies": REMEDIES,
        "on": TODAY,
    }
    return refuse_clue(clue=clue, by=by, **{**given, **changes})


def test_a_refusal_is_written_and_teaches_the_remedy(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = refusal_of(a_clue(people.owner), people.owner)
    assert (clue.state, clue.conclusion, clue.closed_on) == ("refused", "not_wages", TODAY)
    text = str(sheet_of(Paper.objects.get()).as_dict())
    assert "先向新乡县人民政府申请行政复议" in text and "向人民法院起诉" in text
    assert not clue.clocks.filter(stopped_on__isnull=True).exists()


def test_a_refusal_without_a_number_word_does_not_happen(people: People) -> None:
    clue = a_clue(people.owner)
    with pytest.raises(Refusal):
        refusal_of(clue, people.owner)
    clue.refresh_from_db()
    assert clue.state == "received"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"reason": " "}, "没有书面写明理由"),
        ({"right_channel": ""}, "没有告知正确的维权途径"),
        ({"ground": Ground.LIMITATION}, "没有核实欠薪行为何时终了"),
        ({"ground": Ground.LIMITATION, "conduct_ended_on": date(2022, 1, 10)}, "没有超过二年"),
    ],
)
def test_what_is_no_ground_for_refusing(people: People, changes: dict[str, Any], why: str) -> None:
    papers_ready(people.owner.unit)
    with pytest.raises(Refusal, match=why):
        refusal_of(a_clue(people.owner), people.owner, **changes)


def test_out_of_time_wants_the_day_it_ended(people: People) -> None:
    papers_ready(people.owner.unit)
    clue = refusal_of(a_clue(people.owner), people.head, ground=Ground.LIMITATION, conduct_ended_on=date(2021, 12, 1))
    assert clue.conclusion == "out_of_time"


def test_who_may_refuse(people: People) -> None:
    papers_ready(people.owner.unit)
    for by in (people.superior, people.stranger, people.housing):
        with pytest.raises(Refusal, match="没有权限"):
            refusal_of(a_clue(people.owner), by)
