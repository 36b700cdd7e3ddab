"""Synchronising: once whatever is repeated, both where two differ, one visit for two phones, words of workers apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.inspection.checklists.answers import CheckAnswer, answers_of
from nuanxin.watch.inspection.field.batch import read_batch
from nuanxin.watch.inspection.field.deciding import conflicts_of, decide_field
from nuanxin.watch.inspection.field.interviews import interviews_number, read_interviews
from nuanxin.watch.inspection.field.records import FieldEdit, FieldVisit, WorkerInterview
from nuanxin.watch.inspection.field.settling import AT_DESK, CORRECTED, attach_to_visit
from nuanxin.watch.inspection.field.syncing import take_batch
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import Seen, correct_visit, record_visit
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.field.phone import WHOLE, Phone, batch, firm, number

pytestmark = pytest.mark.django_db


def whole(people: People, **more: Any) -> tuple[Phone, FieldVisit]:
    phone = Phone("a")
    receipt = take_batch(batch=batch([phone.visit()], phone.edits(**more)), by=people.owner, on=TODAY)
    assert not receipt.refused
    return phone, FieldVisit.objects.get()


def test_a_visit_comes_home_whole(people: People) -> None:
    _, row = whole(people, finding="宿舍漏雨", arrears_found=True, arrears_persons=12, arrears_fen=3_600_000)
    visit = Visit.objects.get()
    assert row.visit == visit and row.waits == []
    assert (visit.employer, visit.project) == firm()
    assert (visit.workforce, visit.migrants, visit.recording, visit.recorded_by) == (60, 45, "AV-0110-7", people.owner)
    assert (visit.arrears_persons, visit.arrears_fen) == (12, 3_600_000)
    assert visit.finding == "1. 未设立维权信息告示牌（大门口没有）（条例34）\n2. 宿舍漏雨"
    assert visit.notes == {"field_visit": row.pk, "officers": "王承办、李同事"}
    said = {place: (one.answer, one.note) for place, one in answers_of(visit).items()}
    assert said == {
        "real_name/contract": ("yes", ""),
        "rights_board/placed": ("no", "大门口没有"),
        "high_temperature/hours": ("na", ""),
    }  # the other items were not answered: no rows, no findings


def test_the_same_again_changes_nothing(people: People) -> None:
    phone = Phone("a")
    message = batch([phone.visit()], phone.edits(), [phone.interview("老板压着三个月工资")])
    first = take_batch(batch=message, by=people.owner, on=TODAY)
    kept = (list(FieldEdit.objects.values_list("pk", "key")), AuditEvent.objects.count())
    again = take_batch(batch=message, by=people.owner, on=TODAY)
    assert set(again.taken) == set(first.taken) and not again.refused
    assert (list(FieldEdit.objects.values_list("pk", "key")), AuditEvent.objects.count()) == kept
    assert (Visit.objects.count(), CheckAnswer.objects.count(), WorkerInterview.objects.count()) == (1, 3, 1)


def test_a_number_with_other_content_is_refused_by_itself(people: People) -> None:
    phone, _ = whole(people)
    forged = {**phone.edit("met", "甲"), "key": number("a-1")}
    other = phone.edit("met", "乙", after=[])
    receipt = take_batch(batch=batch(edits=[forged, other]), by=people.owner, on=TODAY)
    assert list(receipt.refused) == [number("a-1")] and receipt.taken == [other["key"]]
    assert FieldEdit.objects.get(key=number("a-1")).value == WHOLE["officers"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("workforce", -1), ("workforce", "60"), ("workforce", True), ("arrears_found", "yes"), ("rectify_by", "1月20日"),
        ("place", [91, 0, 1]), ("place", [1, 2]), ("answer:real_name/contract", "maybe"), ("answer:gone/item", "yes"),
        ("note:real_name/contract", "长" * 301), ("photo:not-a-number", "real_name/contract"), ("other", 1),
        ("signature", {"photo": "x", "name": "甲", "covers": []}),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_on_the_phone(people: People, field: str, value: Any) -> None:
    phone, _ = whole(people)
    bad, good = phone.edit(field, value), phone.edit("met", "李经理")
    receipt = take_batch(batch=batch(edits=[bad, good]), by=people.owner, on=TODAY)
    assert list(receipt.refused) == [bad["key"]] and receipt.taken == [good["key"]]


def test_what_is_missing_is_named_and_nothing_is_recorded(people: People) -> None:
    phone = Phone("a")
    take_batch(batch=batch([phone.visit()], [phone.edit("workforce", 5)]), by=people.owner, on=TODAY)
    row = FieldVisit.objects.get()
    assert row.waits == [
        "还没有填写完毕", "“检查人员”没有填写", "“其中农民工”没有填写", "“执法记录”没有填写",
    ]  # fmt: skip
    more = [
        phone.edit(k, v)
        for k, v in {"officers": "甲、乙", "migrants": 9, "recording": "无：设备故障", "done": True}.items()
    ]
    take_batch(batch=batch(edits=more), by=people.owner, on=TODAY)
    assert "农民工人数不能超过职工人数" in FieldVisit.objects.get().waits[0]
    assert not Visit.objects.exists()
    take_batch(batch=batch(edits=[phone.edit("migrants", 5)]), by=people.owner, on=TODAY)
    assert Visit.objects.get().migrants == 5


def two_phones(people: People) -> FieldVisit:
    """Two officers at one site, each without a network, each with other figures; one field agrees by chance."""
    mine, hers = Phone("a"), Phone("b")
    take_batch(batch=batch([mine.visit()], mine.edits()), by=people.owner, on=TODAY)
    other = [hers.edit("workforce", 58), hers.edit("migrants", 45), hers.edit("answer:real_name/contract", "no")]
    take_batch(batch=batch([hers.visit()], other), by=people.colleague, on=TODAY)
    return FieldVisit.objects.get()


def test_two_officers_one_field_both_kept(people: People) -> None:
    row = two_phones(people)
    split = {one.field: {(edit.by.name, words) for edit, words in one.sides} for one in conflicts_of(row)}
    assert split == {
        "workforce": {("王承办", "60"), ("李同事", "58")},
        "answer:real_name/contract": {("王承办", "是"), ("李同事", "否")},
    }
    assert FieldVisit.objects.count() == 1 and Visit.objects.get().workforce == 60
    assert any("职工人数" in one for one in row.waits)


def test_somebody_decides_on_record_and_nothing_is_lost(people: People) -> None:
    row = two_phones(people)
    edits = FieldEdit.objects.count()
    for one in conflicts_of(row):
        side = next(edit for edit, _ in one.sides if edit.by == people.colleague)
        decide_field(row=row, field=one.field, chosen=side.key, reason="以花名册为准", by=people.head, on=TODAY)
    assert conflicts_of(row) == [] and FieldEdit.objects.count() == edits + 2
    standing = Visit.objects.get(withdrawn_on__isnull=True)
    assert standing.workforce == 58 and standing.corrects is not None and standing.corrects.workforce == 60
    assert answers_of(standing)["real_name/contract"].answer == "no"
    assert "未签订劳动合同" in standing.finding
    event = AuditEvent.objects.filter(act="decide_field").first()
    assert event is not None and event.reason == "以花名册为准" and len(event.details["others"]) == 1
    with pytest.raises(Refusal, match="已经选定"):
        decide_field(row=row, field="workforce", chosen=side.key, reason="再选", by=people.head, on=TODAY)


def test_a_decision_needs_a_reason_and_one_of_the_values(people: People) -> None:
    row = two_phones(people)
    mine = FieldEdit.objects.get(field="workforce", by=people.owner)
    other = FieldEdit.objects.get(field="officers")
    for chosen, reason in ((mine.key, "  "), (other.key, "以花名册为准")):
        with pytest.raises(Refusal, match="选定其中一个"):
            decide_field(row=row, field="workforce", chosen=chosen, reason=reason, by=people.head, on=TODAY)


def test_an_edit_that_knew_the_other_is_no_conflict(people: People) -> None:
    phone, row = whole(people)
    hers = Phone("b")
    seen = [phone.heads["workforce"]]
    take_batch(batch=batch([hers.visit()], [hers.edit("workforce", 58, after=seen)]), by=people.colleague, on=TODAY)
    assert conflicts_of(row) == []
    assert Visit.objects.get(withdrawn_on__isnull=True).workforce == 58


def test_recorded_at_the_desk_too_the_answers_are_put_to_it(people: People) -> None:
    employer, site = firm()
    desk = record_visit(
        employer=employer, project=site, region=Region.objects.get(pk="410721"), visited_on=TODAY,
        seen=Seen(workforce=61, migrants=45, recording="AV-1"), by=people.colleague, on=TODAY,
    )  # fmt: skip
    _, row = whole(people)
    assert row.waits == [AT_DESK] and row.visit is None
    attach_to_visit(row=row, by=people.owner, on=TODAY)
    assert Visit.objects.get() == desk and len(answers_of(desk)) == 3
    assert FieldVisit.objects.get().visit == desk and desk.workforce == 61
    with pytest.raises(Refusal, match="已经附上"):
        attach_to_visit(row=row, by=people.owner, on=TODAY)


def test_what_the_desk_corrected_no_phone_overwrites(people: People) -> None:
    phone, _ = whole(people)
    visit = Visit.objects.get()
    correct_visit(
        visit=visit, seen=Seen(workforce=70, migrants=45, recording="AV-2"), reason="漏数", by=people.owner, on=TODAY
    )
    take_batch(batch=batch(edits=[phone.edit("workforce", 59)]), by=people.owner, on=TODAY)
    assert FieldVisit.objects.get().waits == [CORRECTED]
    standing = Visit.objects.get(withdrawn_on__isnull=True)
    assert standing.workforce == 70 and len(answers_of(standing)) == 3  # answers stay with the corrected row


def test_a_firm_that_was_not_on_the_list(people: People) -> None:
    told = {"employer_name": "新乡丁物流有限公司", "credit_code": "91410721ma9g000x1y", "region": "410721"}
    mine, hers = Phone("a"), Phone("b")
    take_batch(batch=batch([mine.visit(**told)], mine.edits()), by=people.owner, on=TODAY)
    take_batch(batch=batch([hers.visit(**told)], []), by=people.colleague, on=TODAY)
    row = FieldVisit.objects.get()
    assert row.employer.credit_code == "91410721MA9G000X1Y" and row.project is None
    assert Visit.objects.get().employer == row.employer


def test_only_the_own_area(people: People) -> None:
    phone = Phone("a")
    for who in (people.stranger, people.housing, people.leader):
        receipt = take_batch(batch=batch([phone.visit()], phone.edits()), by=who, on=TODAY)
        assert not receipt.taken and "没有权限" in receipt.refused[number("a-visit")]
    whole(people)
    receipt = take_batch(batch=batch(edits=[phone.edit("met", "某")]), by=people.stranger, on=TODAY)
    assert not receipt.taken and len(receipt.refused) == 1
    assert take_batch(batch=batch([phone.visit()]), by=people.superior, on=TODAY).taken


def test_a_day_that_has_not_come(people: People) -> None:
    phone = Phone("a")
    told = batch([phone.visit(str(TODAY + timedelta(days=1)))], phone.edits())
    receipt = take_batch(batch=told, by=people.owner, on=TODAY)
    assert not receipt.taken and "晚于今天" in receipt.refused[number("a-visit")]


def test_what_workers_said_lies_sealed_and_apart(people: People) -> None:
    phone, row = whole(people)
    take_batch(batch=batch(interviews=[phone.interview("班组长扣了我的银行卡")]), by=people.owner, on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM inspection_workerinterview")
        assert "银行卡" not in cursor.fetchone()[0]
    assert "银行卡" not in str(Visit.objects.get().__dict__) + str(list(FieldEdit.objects.values_list("value")))
    assert interviews_number(row) == 1
    assert [one.words for one in read_interviews(row=row, by=people.colleague)] == ["班组长扣了我的银行卡"]
    assert AuditEvent.objects.filter(act="read_interviews").count() == 1
    for who in (people.superior, people.stranger):
        with pytest.raises(NotAllowed):
            read_interviews(row=row, by=who)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"edits": [{"key": "1"}]}', b'{"visits": [], "more": 1}'])
def test_a_message_of_another_shape(body: bytes) -> None:
    with pytest.raises(BadInput):
        read_batch(body)
