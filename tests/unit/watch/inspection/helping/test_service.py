"""Voluntary service: consent first, advice without orders; clerks' certificates checked by code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.issue import sheet_of
from nuanxin.watch.inspection.findings.models import Finding
from nuanxin.watch.inspection.helping.models import ClerkTraining, ServiceVisit
from nuanxin.watch.inspection.helping.serving import (
    Advice,
    Booking,
    book_service,
    cancel_service,
    hold_service,
    issue_advice,
)
from nuanxin.watch.inspection.helping.training import (
    SIGNS,
    CourseFacts,
    check_certificate,
    hold_course,
    new_code,
    passes,
    record_training,
    revoke_certificate,
    written_code,
)
from nuanxin.watch.inspection.models import Visit
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import county, firm, site

pytestmark = pytest.mark.django_db
BOOKING = Booking("工资条怎么做", "李总（经理）", "written", TODAY, TODAY + timedelta(days=2), "0373-5550001")
POINT = Advice("payroll", "工资条没有扣款明细", "每月发给本人工资条并签收", "条例第十五条")


def booked(people: People, **more: Any) -> ServiceVisit:
    return book_service(
        employer=firm(),
        region=county(),
        booking=replace(BOOKING, **more),
        staff=people.owner,
        by=people.owner,
        on=TODAY,
    )


def held(people: People, points: tuple[Advice, ...] = (POINT,)) -> ServiceVisit:
    row, day = booked(people), TODAY + timedelta(days=2)
    return hold_service(
        service=row, held_on=day, told="讲了两个案例", present="12人", points=points, by=people.owner, on=day
    )


@pytest.mark.parametrize(
    ("more", "column"),
    [({"consent_by": " "}, "同意人"), ({"consent_how": "none"}, "同意方式"), ({"wish": ""}, "希望了解的内容"),
     ({"consent_on": TODAY + timedelta(days=1)}, "同意日期"), ({"booked_for": TODAY - timedelta(days=1)}, "预约日期")],
)  # fmt: skip
def test_no_consent_no_service(people: People, more: dict[str, Any], column: str) -> None:
    with pytest.raises(BadInput, match=column):
        booked(people, **more)
    assert not ServiceVisit.objects.exists()


def test_consent_is_stored_in_its_words(people: People) -> None:
    row = booked(people)
    assert "自愿" in row.consent_text and "不作处罚依据" in row.consent_text
    assert (row.consent_by, row.consent_on, row.consent_how) == ("李总（经理）", TODAY, "written")


def test_held_with_weak_points_and_no_trace_of_a_penalty(people: People) -> None:
    row = held(people)
    assert row.state == "held" and row.weak_points.get().advice == POINT.advice
    assert not Visit.objects.exists() and not Finding.objects.exists()  # it is no inspection and counts as none
    day = TODAY + timedelta(days=2)
    paper = issue_advice(service=row, by=people.owner, on=day)
    assert issue_advice(service=row, by=people.owner, on=day) == paper
    text = str(sheet_of(paper).as_dict())
    assert POINT.seen in text and "不作为处罚依据" in text and pdf_of(paper).startswith(b"%PDF")
    with pytest.raises(Refusal, match="已服务"):
        cancel_service(service=row, why="晚了", by=people.owner, on=day)


def test_the_firm_may_take_its_consent_back(people: People) -> None:
    row = cancel_service(service=booked(people), why="企业撤回同意", by=people.colleague, on=TODAY)
    assert (row.state, row.cancelled_on) == ("cancelled", TODAY)
    with pytest.raises(Refusal, match="已取消"):
        hold_service(service=row, held_on=TODAY, told="x", present="", points=[], by=people.owner, on=TODAY)


def test_refused_with_the_reason(people: People) -> None:
    row = booked(people)
    for more in ({"held_on": TODAY + timedelta(days=1)}, {"told": " "}, {"points": [replace(POINT, advice="")]}):
        said = {"held_on": TODAY, "told": "案例", "present": "", "points": [POINT], **more}
        with pytest.raises(Refusal, match="不能登记执法服务"):
            hold_service(service=row, by=people.owner, on=TODAY, **said)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match="不能制作建议书"):
        issue_advice(service=held(people, points=()), by=people.owner, on=TODAY)
    other = site("别人的工地", employer=firm("别人公司"))
    with pytest.raises(BadInput, match="不是"):
        book_service(
            employer=firm(),
            region=county(),
            booking=BOOKING,
            staff=people.owner,
            by=people.owner,
            on=TODAY,
            project=other,
        )


@pytest.mark.parametrize("name", ["stranger", "housing", "leader", "coordinator"])
def test_who_may_not(people: People, name: str) -> None:
    with pytest.raises(NotAllowed):
        book_service(
            employer=firm(), region=county(), booking=BOOKING, staff=people.owner, by=getattr(people, name), on=TODAY
        )


COURSE = CourseFacts("首期培训班", TODAY, "县人社局", "吴法制", "工资表、考勤表自查", 60)


def test_who_passed_has_a_code_that_can_be_checked(people: People) -> None:
    course = hold_course(facts=COURSE, region=county(), by=people.owner, on=TODAY)
    good = record_training(course=course, name="张三丰", employer=firm(), score=60, by=people.owner, on=TODAY)
    bad = record_training(course=course, name="李四", employer=firm(), score=59, by=people.owner, on=TODAY)
    assert good.passed and good.code and not bad.passed and bad.code is None
    found = check_certificate(written_code(good.code).lower(), TODAY)
    assert found is not None and found.valid and found.word == "有效" and found.employer == firm().name
    assert "张三丰" not in found.name and found.course == "首期培训班"
    assert check_certificate("AAAA", TODAY) is None and check_certificate(new_code(), TODAY) is None
    with pytest.raises(Refusal, match="已经登记"):
        record_training(course=course, name="张三丰", employer=firm(), score=90, by=people.owner, on=TODAY)
    with pytest.raises(NotAllowed):
        revoke_certificate(training=good, why="代考", by=people.owner, on=TODAY)
    revoke_certificate(training=good, why="代考", by=people.head, on=TODAY)
    found = check_certificate(good.code, TODAY)
    assert found is not None and not found.valid and found.word == "已于2024-01-10作废"


def test_scores_fit_the_course(people: People) -> None:
    tested = hold_course(facts=COURSE, region=county(), by=people.owner, on=TODAY)
    plain = hold_course(facts=replace(COURSE, pass_mark=None), region=county(), by=people.owner, on=TODAY)
    for course, score in ((tested, None), (tested, 101), (plain, 80)):
        with pytest.raises(Refusal, match="分数"):
            record_training(course=course, name="王五", employer=firm(), score=score, by=people.owner, on=TODAY)
    assert record_training(course=plain, name="王五", employer=firm(), by=people.owner, on=TODAY).passed
    assert ClerkTraining.objects.count() == 1
    with pytest.raises(BadInput, match=r"晚于今天"):
        hold_course(
            facts=replace(COURSE, held_on=TODAY + timedelta(days=1)), region=county(), by=people.owner, on=TODAY
        )


@pytest.mark.parametrize(
    ("mark", "score", "expected"), [(None, None, True), (60, 60, True), (60, 59, False), (60, None, False)]
)
def test_passing(mark: int | None, score: int | None, expected: bool) -> None:
    assert passes(mark, score) == expected


def test_codes_are_long_plain_and_not_twice() -> None:
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500 and all(len(code) == 16 and set(code) <= set(SIGNS) for code in codes)
    assert date.min < TODAY and written_code("ABCDEFGH23456789") == "ABCD-EFGH-2345-6789"
