"""Own cases over the phone's address: only one's own, the taking on record, pieces by the form."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from tests.conftest import People
from tests.unit.watch.inspection.field.test_cases import case

pytestmark = pytest.mark.django_db


def test_taking_cases_along_is_on_record(people: People, enter: Any) -> None:
    own = case(people, people.owner)
    answer = enter(people.owner).get("/officer/field/load/")
    assert [one["id"] for one in answer.json()["cases"]] == [own.pk] and answer.json()["case_hours"] == 24
    assert AuditEvent.objects.get(act="take_cases_along").details == {"cases": [own.pk]}
    assert enter(people.colleague).get("/officer/field/load/").json()["cases"] == []


def test_a_photo_of_a_case_by_the_form(people: People, enter: Any) -> None:
    own, key = case(people, people.owner), "6f1c1d0e-0000-4000-8000-00000000000a"
    told = {"key": key, "case": own.pk, "size": 9, "digest": "0" * 64}
    start = "/officer/field/case-photos/start/"
    assert enter(people.owner).post(start, told).json() == {"have": 0}
    assert enter(people.colleague).post(start, told).status_code == 409
    assert enter(people.owner).post(start, {**told, "case": "x"}).status_code == 409
    assert "没有收到内容" in enter(people.owner).post("/officer/field/case-photos/piece/", told).json()["error"]
