"""The public notice of serious violations: only what was dealt with, no number of a person, counted once per employer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.rights.cases.models import OfficialAct
from nuanxin.rights.credit.publication.batches import (
    correct_entry,
    enter_violation,
    make_batch,
    publish_batch,
    publishable,
    standing_entries,
    withdraw_entry,
)
from nuanxin.rights.credit.publication.models import Batch, PublishedEmployer
from nuanxin.rights.credit.publication.objections import receive_objection, review_objection
from nuanxin.rights.credit.publication.periods import period_of, private_numbers
from nuanxin.rights.intake.models import Clock, Clue
from tests.conftest import People
from tests.unit.rights.cases.making import make_case, on_day, walk

pytestmark = pytest.mark.django_db
HANDLED = "evidence investigated order order_served"
DECIDED = "expired handling_notice handling_notice_served handling_statement handling_review decision"
WHERE = ["新乡县人民政府网站", "新乡日报"]


def decided(people: People, **about: Any) -> Clue:
    """A clue on which a decision was made on 2024-01-02 or so."""
    case = make_case(people, **about)
    walk(case, HANDLED, people, date(2023, 12, 6))
    walk(case, DECIDED, people, date(2023, 12, 18))
    return case.clue


def batch_of(people: People) -> Batch:
    with on_day(date(2024, 1, 3)) as on:
        return make_batch(unit=people.owner.unit, within=date(2023, 12, 20), by=people.owner, on=on)


def entered(people: People, batch: Batch, clue: Clue, **changes: Any) -> PublishedEmployer:
    said = {"kind": "wages", "facts": "拖欠3名农民工工资30000元", "handling": "已作出行政处理决定", **changes}
    with on_day(date(2024, 1, 4)) as on:
        return enter_violation(batch=batch, clue=clue, by=people.owner, on=on, **said)


def published(people: People, batch: Batch) -> Batch:
    with on_day(date(2024, 1, 5)) as on:
        return publish_batch(batch=batch, where=WHERE, contact_phone="0373-5550000", by=people.head, on=on)


def test_quarters_and_half_years() -> None:
    told = {day: period_of(day, "county").label for day in (date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31))}
    assert list(told.values()) == ["2024年第一季度", "2024年第二季度", "2024年第四季度"]
    half = period_of(date(2024, 7, 1), "province")
    assert (half.label, half.start, half.end) == ("2024年下半年", date(2024, 7, 1), date(2024, 12, 31))
    assert period_of(date(2024, 2, 29), "city").end == date(2024, 3, 31)


@pytest.mark.parametrize("text", ["41072119800101123X", "410721********1234", "13812345678", "6222020200112233445"])
def test_numbers_of_persons_are_found(text: str) -> None:
    assert private_numbers(f"张三，{text}。") == (text,)


def test_a_credit_code_or_an_amount_is_no_private_number() -> None:
    assert private_numbers("统一社会信用代码91410700MA4XXXXX0X，拖欠1234567.89元") == ()


def test_published_once_and_counted_once(people: People) -> None:
    batch = batch_of(people)
    for clue in (decided(people), decided(people, project_name="甲小区二期", place="二期")):
        entered(people, batch, clue)
    published(people, batch)
    batch.refresh_from_db()
    assert batch.paper is not None and "410721" not in str(sheet_of(batch.paper).as_dict())
    assert OfficialAct.objects.filter(kind="publication").count() == 2  # two clues of one employer
    report = winter_report("410721", date(2023, 11, 1), date(2024, 2, 1), date(2024, 2, 1))
    assert report.items["published_employers"] == 1
    with pytest.raises(Refusal, match="已于2024-01-05公布"):
        published(people, batch)


def test_nothing_is_published_that_was_not_dealt_with(people: People) -> None:
    clue = make_case(people).clue
    with pytest.raises(Refusal, match="查处以后再公布"):
        entered(people, batch_of(people), clue)


def test_no_number_of_a_person_gets_in(people: People) -> None:
    batch, clue = batch_of(people), decided(people)
    with pytest.raises(Refusal, match="证件号码"):
        entered(people, batch, clue, facts="张三（41072119800101123X）拖欠工资")


def test_only_the_head_publishes_and_not_an_empty_batch(people: People) -> None:
    batch = batch_of(people)
    with pytest.raises(Refusal, match="没有编入单位"):
        published(people, batch)
    entered(people, batch, decided(people))
    with pytest.raises(Refusal, match="没有权限"), on_day(date(2024, 1, 5)) as on:
        publish_batch(batch=batch, where=WHERE, contact_phone="", by=people.owner, on=on)


def test_objection_correction_and_withdrawal(people: People) -> None:
    batch = batch_of(people)
    entry = entered(people, batch, decided(people))
    published(people, batch)
    with on_day(date(2024, 1, 8)) as on:
        found = receive_objection(entry=entry, received_on=on, content="金额有误", by=people.owner, on=on)
    clock = Clock.objects.get(term="pub.objection.review", stopped_on=None)
    assert clock.due_on is None and "未经原文核对" in clock.missing  # the figure is not confirmed: never a silent one
    with on_day(date(2024, 1, 9)) as on:
        with pytest.raises(Refusal):
            review_objection(objection=found, upheld=True, answer="属实", by=people.owner, on=on)
        review_objection(objection=found, upheld=True, answer="属实，更正", by=people.head, on=on)
        fresh = correct_entry(
            entry=entry, facts="拖欠2名农民工工资20000元", handling="已处理", reason="异议成立", by=people.owner, on=on
        )
        assert list(standing_entries(batch)) == [fresh]
        assert not Clock.objects.filter(term__startswith="pub.", stopped_on=None).exists()
        assert OfficialAct.objects.filter(kind="publication", withdrawn_on=None).count() == 1
    with on_day(date(2024, 1, 10)) as on:
        withdraw_entry(entry=fresh, reason="处理决定被撤销", by=people.owner, on=on)
    assert not OfficialAct.objects.filter(kind="publication", withdrawn_on=None).exists()
    assert list(publishable(Clue.objects.all(), batch)) == [fresh.clue]
