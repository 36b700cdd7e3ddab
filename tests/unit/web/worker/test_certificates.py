"""Anybody checks a clerk's certificate by its code; guessing soon stops."""

from __future__ import annotations

import pytest
from django.test import Client

from nuanxin.watch.inspection.helping.training import CourseFacts, hold_course, new_code, record_training, written_code
from nuanxin.web.worker.tries import ADDRESS_TRIES
from tests.conftest import TODAY, People
from tests.unit.watch.inspection.making import county, firm

pytestmark = pytest.mark.django_db
HERE = "/certificates/"


@pytest.fixture
def code(people: People) -> str:
    taught = CourseFacts("首期培训班", TODAY, "县人社局", "吴法制", "工资表")
    course = hold_course(facts=taught, region=county(), by=people.owner, on=TODAY)
    return record_training(course=course, name="张三丰", employer=firm(), by=people.owner, on=TODAY).code or ""


def test_a_true_code_says_whose_it_is_and_not_his_name(code: str, phone: Client) -> None:
    assert written_code(code) in phone.get(f"{HERE}?code={written_code(code)}").content.decode()
    page = phone.post(HERE, {"code": written_code(code).lower()})
    words = page.content.decode()
    assert page.status_code == 200 and "有效" in words and firm().name in words and "首期培训班" in words
    assert "张三丰" not in words and "三丰" not in words


def test_wrong_codes_are_told_counted_and_stop(code: str, phone: Client) -> None:
    assert phone.post(HERE, {"code": ""}).status_code == 422
    assert "没有这个编码的证书" in phone.post(HERE, {"code": new_code()}).content.decode()
    for _ in range(ADDRESS_TRIES):
        phone.post(HERE, {"code": new_code()})
    assert phone.post(HERE, {"code": code}).status_code == 429
    assert firm().name not in phone.post(HERE, {"code": code}).content.decode()


def test_asking_by_address_alone_tells_nothing(code: str, phone: Client) -> None:
    assert firm().name not in phone.get(f"{HERE}?code={code}").content.decode()
