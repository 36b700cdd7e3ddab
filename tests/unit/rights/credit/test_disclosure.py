"""A single decision made public: the clock, the masked draft, looked at before it goes out, corrected, taken back, withheld."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import standing_rows, strike_step
from nuanxin.rights.credit.disclosure.duties import standing_entry, waiting_duties
from nuanxin.rights.credit.disclosure.models import DisclosedDecision, DisclosureDuty
from nuanxin.rights.credit.disclosure.publishing import (
    Written,
    digest_of,
    draft_disclosure,
    public_cells,
    publish_decision,
    withdraw_disclosure,
)
from nuanxin.rights.credit.disclosure.reading import in_its_place, once_public, public_decisions
from nuanxin.rights.credit.disclosure.withholding import ask_to_withhold, decide_withholding
from nuanxin.rights.intake.models import Clock
from tests.conftest import People
from tests.unit.rights.cases.making import make_case, on_day, step, walk

pytestmark = pytest.mark.django_db
HANDLED = "evidence investigated order order_served"
NOTICED = "expired handling_notice handling_notice_served handling_statement handling_review"
TEXT = {
    "matter": "拖欠劳动者工资案",
    "facts": "新乡甲建筑有限公司（法定代表人张三）拖欠工人0、工人1等3人工资30000元",
    "basis": "《劳动保障监察条例》第二十六条",
    "content": "责令支付工资30000元",
}


def decided(people: People, **about: Any) -> Case:
    """A case in which the handling decision was made on Tuesday 2024-01-02."""
    case = make_case(people, **about)
    walk(case, HANDLED, people, date(2023, 12, 6))
    walk(case, NOTICED, people, date(2023, 12, 18))
    step(case, "decision", people, date(2024, 1, 2))
    return case


def fined(people: People, **about: Any) -> Case:
    """A case in which a fine was decided on the same day."""
    case = make_case(people, **about)
    walk(case, HANDLED, people, date(2023, 12, 6))
    walk(
        case,
        "expired penalty_notice penalty_notice_served penalty_statement penalty_review",
        people,
        date(2023, 12, 18),
    )
    step(case, "penalty", people, date(2024, 1, 2))
    return case


def duty_of(case: Case) -> DisclosureDuty:
    return DisclosureDuty.objects.get(case=case)


def drafted(people: People, duty: DisclosureDuty, *, reason: str = "", **changes: Any) -> DisclosedDecision:
    with on_day(date(2024, 1, 4)) as on:
        return draft_disclosure(
            duty=duty, written=Written(**{**TEXT, **changes}), by=people.owner, on=on, reason=reason
        )


def published(people: People, entry: DisclosedDecision, on: date = date(2024, 1, 5)) -> DisclosedDecision:
    with on_day(on):
        return publish_decision(entry=entry, seen=digest_of(entry), by=people.owner, on=on)


def withdrawn(people: People, entry: DisclosedDecision, cause: str, reason: str = "复议决定撤销") -> None:
    with on_day(date(2024, 1, 9)) as on:
        withdraw_disclosure(entry=entry, cause=cause, reason=reason, by=people.owner, on=on)


@pytest.mark.parametrize(
    ("make", "term", "due_on"),
    [(decided, "gov.exec_disclose.decision", date(2024, 1, 30)), (fined, "gov.exec_disclose.permit_penalty", date(2024, 1, 11))],
)  # fmt: skip
def test_the_decision_opens_the_duty_with_its_clock(people: People, make: Any, term: str, due_on: date) -> None:
    case = make(people)
    duty = duty_of(case)
    assert (duty.term, duty.due_on, duty.state, duty.missing) == (term, due_on, "due", "")
    clock = Clock.objects.get(term=term, stopped_on=None)
    assert clock.due_on == due_on and "执法公示制度" in clock.citation
    assert waiting_duties(people.owner, due_on) == 0
    assert waiting_duties(people.owner, date(2024, 2, 1)) == 1
    assert waiting_duties(people.stranger, date(2024, 2, 1)) == 0


def test_published_as_it_was_looked_at_and_without_a_person_in_it(people: People) -> None:
    duty = duty_of(decided(people))
    entry = drafted(people, duty)
    assert list(public_decisions()) == []
    told = dict(public_cells(entry))
    assert told["主要违法事实"] == "新乡甲建筑有限公司（法定代表人张某）拖欠工某、工某等3人工资30000元"
    published(people, entry)
    duty.refresh_from_db()
    assert (duty.state, duty.done_on) == ("published", date(2024, 1, 5))
    assert not Clock.objects.filter(term=duty.term, stopped_on=None).exists()
    assert [one.pk for one in public_decisions(region="410721", words="甲建筑")] == [entry.pk]
    assert not public_decisions(region="410724").exists() and not public_decisions(words="乙公司").exists()
    assert AuditEvent.objects.filter(act="publish_decision").count() == 1
    assert duty.case.clue.events.filter(kind="disclose_decision").exists()


def test_what_was_not_looked_at_is_not_published(people: People) -> None:
    duty = duty_of(decided(people))
    seen = digest_of(drafted(people, duty))
    entry = drafted(people, duty, content="责令支付工资31000元")
    assert DisclosedDecision.objects.count() == 1
    with pytest.raises(Refusal, match="预览以后内容又有改动"), on_day(date(2024, 1, 5)) as on:
        publish_decision(entry=entry, seen=seen, by=people.owner, on=on)


@pytest.mark.parametrize("number", ["41072119800101123X", "13812345678", "6222020200112233445"])
def test_no_number_of_a_person(people: People, number: str) -> None:
    with pytest.raises(Refusal, match="公示不含个人信息"):
        drafted(people, duty_of(decided(people)), facts=f"拖欠工资，账号{number}")


def test_a_natural_person_by_surname_and_secrets_left_out(people: People) -> None:
    duty = duty_of(decided(people, employer_name="欧阳建国", project_name="村道硬化"))
    entry = drafted(
        people,
        duty,
        natural=True,
        facts="包工头欧阳建国与钱会计拖欠工资，所用配方七号",
        names=["钱会计"],
        secrets=["配方七号"],
    )
    told = dict(public_cells(entry))
    assert told["当事人"] == "欧阳某" and told["统一社会信用代码"] == ""
    assert told["主要违法事实"] == "包工头欧阳某与钱某拖欠工资，所用（略）"
    assert "欧阳建国" not in str(told)


def test_a_correction_is_a_new_row_in_its_place(people: People) -> None:
    duty = duty_of(decided(people))
    first = published(people, drafted(people, duty))
    with pytest.raises(Refusal, match="写明理由"):
        drafted(people, duty, content="责令支付工资29000元")
    draft = drafted(people, duty, content="责令支付工资29000元", reason="金额有误")
    assert [one.pk for one in public_decisions()] == [first.pk]  # the old one stands until the new is published
    second = published(people, draft, date(2024, 1, 8))
    assert [one.pk for one in public_decisions()] == [second.pk]
    old = once_public(first.pk)
    assert old is not None and in_its_place(old) == second
    duty.refresh_from_db()
    assert duty.done_on == date(2024, 1, 5)  # public since then


def test_taken_back_because_the_decision_fell(people: People) -> None:
    duty = duty_of(decided(people))
    entry = published(people, drafted(people, duty))
    with pytest.raises(Refusal, match="没有写明理由"):
        withdrawn(people, entry, "revoked", " ")
    withdrawn(people, entry, "revoked", "张三申请复议，决定被撤销")
    assert entry.withdrawal.reason == "张某申请复议，决定被撤销"
    duty.refresh_from_db()
    assert duty.state == "withdrawn" and not public_decisions().exists()
    with pytest.raises(Refusal, match="已撤回"):
        drafted(people, duty)


def test_wrong_information_leaves_the_duty_open(people: People) -> None:
    duty = duty_of(decided(people))
    entry = published(people, drafted(people, duty))
    drafted(people, duty, content="另稿", reason="改")
    withdrawn(people, entry, "wrong", "当事人名称有误")
    duty.refresh_from_db()
    assert duty.state == "due" and Clock.objects.filter(term=duty.term, stopped_on=None).exists()
    again = published(people, duty.entries.get(published_on=None), date(2024, 1, 10))
    assert standing_entry(duty) == again and again.replaces is None


def test_a_struck_decision_is_not_published_and_must_be_taken_back(people: People) -> None:
    case = decided(people)
    duty = duty_of(case)
    entry = published(people, drafted(people, duty))
    row = next(row for row in standing_rows(case) if row.step == "decision")
    with on_day(date(2024, 1, 8)) as on:
        strike_step(row=row, reason="文书有误", by=people.head, on=on)
    duty.refresh_from_db()
    assert duty.state == "to_withdraw" and waiting_duties(people.owner, on) == 1
    withdrawn(people, entry, "revoked")
    step(case, "decision", people, date(2024, 1, 9))
    assert list(DisclosureDuty.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "due"]


def test_not_publishing_needs_a_reason_and_the_head(people: People) -> None:
    duty = duty_of(decided(people))
    with on_day(date(2024, 1, 4)) as on:
        with pytest.raises(Refusal, match="没有写明理由"):
            ask_to_withhold(duty=duty, ground="privacy", reason=" ", by=people.owner, on=on)
        asked = ask_to_withhold(duty=duty, ground="privacy", reason="涉及未成年人", by=people.owner, on=on)
        with pytest.raises(NotAllowed):
            decide_withholding(asked=asked, agreed=True, opinion="同意", by=people.owner, on=on)
        with pytest.raises(Refusal, match="待审批"):
            drafted(people, duty)
        decide_withholding(asked=asked, agreed=False, opinion="隐去姓名后可以公示", by=people.head, on=on)
        duty.refresh_from_db()
        assert duty.state == "due"
        asked = ask_to_withhold(duty=duty, ground="privacy", reason="隐去后仍可识别", by=people.owner, on=on)
        decide_withholding(asked=asked, agreed=True, opinion="同意", by=people.head, on=on)
    duty.refresh_from_db()
    assert (duty.state, duty.done_on) == ("withheld", on)
    assert not Clock.objects.filter(term=duty.term, stopped_on=None).exists()


def test_another_county_does_not_publish_ours(people: People) -> None:
    duty = duty_of(decided(people))
    with pytest.raises(NotAllowed), on_day(date(2024, 1, 4)) as on:
        draft_disclosure(duty=duty, written=Written(**TEXT), by=people.stranger, on=on)
