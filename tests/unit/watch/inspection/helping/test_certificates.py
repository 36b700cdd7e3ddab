"""How long a certificate holds: as long as the place says; where it says nothing, that is what is shown."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.watch.inspection.helping.training import (
    CourseFacts,
    check_certificate,
    hold_course,
    record_training,
    standing_of,
)
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import county, firm

REVOKED, LAST = date(2024, 2, 1), date(2024, 6, 30)


@pytest.mark.parametrize(
    ("revoked_on", "until", "on", "valid", "word"),
    [
        (None, None, TODAY, True, "有效"),
        (None, LAST, LAST, True, "有效"),
        (None, LAST, date(2024, 7, 1), False, "已于2024-06-30到期"),
        (REVOKED, LAST, date(2024, 7, 1), False, "已于2024-02-01作废"),
        (REVOKED, None, TODAY, False, "已于2024-02-01作废"),
    ],
)
def test_standing(revoked_on: date | None, until: date | None, on: date, valid: bool, word: str) -> None:
    assert standing_of(revoked_on, until, on) == (valid, word)


@pytest.mark.django_db
def test_the_place_says_how_long(people: People) -> None:
    taught = CourseFacts("首期培训班", TODAY, "县人社局", "吴法制", "工资表")
    course = hold_course(facts=taught, region=county(), by=people.owner, on=TODAY)
    code = record_training(course=course, name="张三丰", employer=firm(), by=people.owner, on=TODAY).code or ""
    found = check_certificate(code, date(2030, 1, 1))
    assert found and found.valid and found.until is None and "没有规定证书有效期" in found.missing
    LocalSetting.objects.create(
        key="clerk.certificate_months", region_id="410700", value=24, source="市文件", valid_from=date(2020, 1, 1)
    )
    found = check_certificate(code, date(2026, 1, 9))
    assert found and found.valid and found.until == date(2026, 1, 9) and not found.missing
    found = check_certificate(code, date(2026, 1, 10))
    assert found and not found.valid and "到期" in found.word
