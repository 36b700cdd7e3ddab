"""A wrong service: voided with its step, or corrected in its place; what ran from the wrong day is reckoned anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.foundation.documents.models import ServiceOfPaper
from nuanxin.foundation.documents.serving import Proof, serve_paper, served_on
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import correct_service, standing_rows, step_of, void_wrong_service
from nuanxin.rights.intake.clocks import running_clocks
from tests.conftest import People
from tests.unit.rights.cases.making import facts_for, make_case, on_day, step, walk

pytestmark = pytest.mark.django_db
START = date(2023, 12, 6)


def served(people: People) -> tuple[Case, CaseStep]:
    case = make_case(people)
    walk(case, "evidence investigated order order_served", people, START)
    return case, next(row for row in standing_rows(case) if row.step == "order_served")


def right_facts(day: date, **also: Any) -> dict[str, Any]:
    return {**facts_for("order_served", day), **also}


def test_a_voided_service_takes_its_step_along(people: People) -> None:
    case, row = served(people)
    assert row.service is not None
    assert not running_clocks(case.clue).filter(term="insp.serve").exists()
    day = START + timedelta(days=5)
    with on_day(day):
        void_wrong_service(service=row.service, clue=case.clue, reason="送错了人", by=people.owner, on=day)
    clock = running_clocks(case.clue).get(term="insp.serve")
    assert clock.due_on == date(2023, 12, 19)  # seven working days from the order of 2023-12-08, as before
    assert [one.step for one in standing_rows(case)][-1] == "order"
    assert row.paper is None and served_on(row.service.paper) is None
    assert step_of(row.service) is None
    said = list(case.clue.events.order_by("pk").values_list("text", flat=True))
    assert "送达限期改正指令书" in said[-2] and "送错了人" in said[-1]
    step(case, "order_served", people, day)
    assert ServiceOfPaper.objects.count() == 2


def test_nothing_is_voided_under_a_later_step(people: People) -> None:
    case, row = served(people)
    assert row.service is not None
    step(case, "expired", people, date(2023, 12, 20))
    with on_day(date(2023, 12, 21)), pytest.raises(Refusal, match="查明逾期未改正"):
        void_wrong_service(
            service=row.service, clue=case.clue, reason="送错了人", by=people.owner, on=date(2023, 12, 21)
        )


def test_a_corrected_day_is_reckoned_through(people: People) -> None:
    case, _ = served(people)
    last = walk(
        case, "expired handling_notice handling_notice_served handling_statement handling_review decision decision_served",
        people, date(2023, 12, 20),
    ) - timedelta(days=1)  # fmt: skip
    row = next(one for one in standing_rows(case) if one.step == "decision_served")
    assert last == date(2023, 12, 26)
    step(case, "urge", people, date(2024, 5, 6))
    step(case, "urge_served", people, date(2024, 5, 6))
    today = date(2024, 5, 20)
    with on_day(today):
        with pytest.raises(BadInput, match="没有填写"):
            correct_service(row=row, facts={}, reason="日期写错", by=people.owner, on=today)
        with pytest.raises(Refusal, match="“催告履行”（2024-05-06）不能成立"):
            correct_service(row=row, facts=right_facts(date(2024, 5, 10)), reason="日期写错", by=people.owner, on=today)
        correct_service(row=row, facts=right_facts(date(2023, 12, 29)), reason="日期写错", by=people.owner, on=today)
    assert not running_clocks(case.clue).filter(term="insp.serve").exists()
    now = [one for one in standing_rows(case) if one.step == "decision_served"]
    assert [one.facts["served_on"] for one in now] == ["2023-12-29"]
    # six months run from the right day now: 2024-06-29 is a Saturday, so until Monday 2024-07-01
    with pytest.raises(Refusal, match="起诉期限还没有届满，2024年7月1日届满"):
        step(case, "enforcement", people, date(2024, 7, 1))
    step(case, "enforcement", people, date(2024, 7, 2))


def test_who_may_and_what_is_no_service(people: People) -> None:
    case, row = served(people)
    order = next(one for one in standing_rows(case) if one.step == "order")
    day = START + timedelta(days=5)
    with on_day(day):
        with pytest.raises(Refusal, match="没有权限"):
            correct_service(row=row, facts=right_facts(day), reason="错", by=people.stranger, on=day)
        with pytest.raises(Refusal, match="不是送达"):
            correct_service(row=order, facts=right_facts(day), reason="错", by=people.owner, on=day)
        with pytest.raises(Refusal, match="没有写明理由"):
            correct_service(row=row, facts=right_facts(day), reason=" ", by=people.owner, on=day)


def test_a_service_registered_at_the_paper(people: People) -> None:
    case, row = served(people)
    assert row.service is not None
    paper, day = row.service.paper, START + timedelta(days=5)
    with on_day(day):
        other = serve_paper(
            paper=paper, recipient="张三", recipient_role="法定代表人", method="direct", sent_on=day, served_on=day,
            by=people.owner, on=day, proof=Proof(receiver="张三"),
        )  # fmt: skip
        with pytest.raises(Refusal, match="没有权限"):
            void_wrong_service(service=other, clue=case.clue, reason="非本人", by=people.stranger, on=day)
        void_wrong_service(service=other, clue=case.clue, reason="非本人签收", by=people.owner, on=day)
    assert [one.step for one in standing_rows(case)][-1] == "order_served"
    assert "非本人签收" in case.clue.events.order_by("pk").values_list("text", flat=True).last()


def test_leaving_a_paper_needs_its_recording(people: People) -> None:
    case = make_case(people)
    day = walk(case, "evidence investigated order", people, START)
    with pytest.raises(BadInput, match="执法全过程记录"):
        step(case, "order_served", people, day, method="left", witness="居委会吴某")
    step(case, "order_served", people, day, method="left", witness="居委会吴某", recording="AV-9")
