"""The desk of another body in the browser's eyes: asked by the inspectors, opened, listed, handed over; strangers stay outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures import versions
from nuanxin.rights.intake.models import Clue
from nuanxin.web.worker.progress.desks import desks
from tests.conftest import TODAY, People
from tests.desks import desk_person, desk_unit
from tests.unit.rights.cases.desk_procedure import KEY, TRIED
from tests.unit.rights.cases.making import RECEIVED_ON, make_clue

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_DECLARED", [*versions.ALL, TRIED])


def entered(client: Client, staff: Staff) -> Client:
    client.force_login(staff, backend=BACKEND)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    text: str = answer.content.decode()
    return text


@pytest.fixture
def mediator(people: People) -> Staff:
    found: Staff = desk_person("mediator", UnitKind.MEDIATION, name="何调解")
    return found


@pytest.fixture
def clue(people: People, mediator: Staff, client: Client) -> Clue:
    """The inspectors found the way to the mediators on the page of the clue's other procedures and asked them."""
    found = make_clue(people)
    entered(client, people.owner)
    doors = page(client, f"/officer/clues/{found.number}/doors/")
    assert "试行调解" in doors and "请新乡县人民调解委员会办理" in doors and ">登记其办理情况<" not in doors
    form = page(client, f"/officer/clues/{found.number}/acts/helper/?unit={mediator.unit_id}&task=试行调解")
    assert f'value="{mediator.unit_id}" selected' in form and "试行调解" in form
    sent = {"unit": mediator.unit_id, "task": "试行调解", "on": TODAY.isoformat()}
    assert client.post(f"/officer/clues/{found.number}/acts/helper/", sent).status_code == 302
    return found


def opened(client: Client, clue: Clue, mediator: Staff) -> Case:
    entered(client, mediator)
    assert f"/officer/clues/{clue.number}/doors/{KEY}/" in page(client, f"/officer/clues/{clue.number}/")
    address = f"/officer/clues/{clue.number}/doors/{KEY}/"
    assert "何调解" in page(client, address)
    early = (RECEIVED_ON - timedelta(days=1)).isoformat()
    said = {"unit": mediator.unit_id, "officer": mediator.pk, "fact_applied_on": early, "seen": 0, "note": ""}
    wrong = client.post(address, {**said, "on": early})
    assert wrong.status_code == 422 and "早于收到日期" in wrong.content.decode()
    assert client.post(address, {**said, "on": TODAY.isoformat()}).status_code == 302
    return Case.objects.get(clue=clue)


def test_from_the_request_to_the_file_on_the_desk(people: People, mediator: Staff, clue: Clue, client: Client) -> None:
    entered(client, mediator)
    assert "协办事项" in page(client, "/officer/") and "没有在办的案卷" in page(client, "/officer/")
    case = opened(client, clue, mediator)
    whole = page(client, f"/officer/cases/{case.pk}/")
    for words in ("试行调解", "调解不成", "暂停", "劳动争议调解", "逐人台账", "结案条件", "启动日期"):
        assert words in whole, words
    assert "移送公安" not in whole and "全过程记录清单" not in whole
    assert str(case) in page(client, "/officer/files/?state=open") and str(case) in page(client, "/officer/")
    step = {"fact_reason": "对方不来", "on": TODAY.isoformat(), "note": "", "seen": case.steps.get().pk}
    assert client.post(f"/officer/cases/{case.pk}/steps/failed/", step).status_code == 302
    assert str(case) not in page(client, "/officer/files/?state=open")
    assert "调解不成" in page(client, f"/officer/cases/{case.pk}/")


def test_the_thread_is_shared_and_the_file_is_the_desk_s(
    people: People, mediator: Staff, clue: Clue, client: Client
) -> None:
    case = opened(client, clue, mediator)
    entered(client, people.owner)  # the inspectors see the file, and cannot act in it
    whole = page(client, f"/officer/cases/{case.pk}/")
    assert "没有您现在可以办理的步骤" in whole
    assert client.get(f"/officer/cases/{case.pk}/steps/failed/").status_code == 403
    assert client.get("/officer/files/").status_code == 403
    for stranger in (people.stranger, desk_person("mediator", UnitKind.MEDIATION, region="410724")):
        entered(client, stranger)
        assert client.get(f"/officer/cases/{case.pk}/").status_code == 404
        assert client.get(f"/officer/clues/{clue.number}/doors/").status_code == 404
    other = desk_person("notary", UnitKind.NOTARY)
    assert str(case) not in page(entered(client, other), "/officer/files/")


def test_the_head_gives_the_file_to_another(people: People, mediator: Staff, clue: Clue, client: Client) -> None:
    case = opened(client, clue, mediator)
    head = desk_person("mediation_head", UnitKind.MEDIATION, name="罗主任")
    address = f"/officer/cases/{case.pk}/desk-officer/"
    assert client.get(address).status_code == 403
    entered(client, head)
    assert "罗主任" in page(client, address)
    answer = client.post(address, {"officer": head.pk, "reason": "原承办人休假", "on": TODAY.isoformat()})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.officer == head


def test_the_holder_writes_down_for_a_body_without_people(people: People, client: Client) -> None:
    found, unit = make_clue(people), desk_unit(UnitKind.MEDIATION)
    entered(client, people.owner)
    assert ">登记其办理情况<" in page(client, f"/officer/clues/{found.number}/doors/")
    said: dict[str, Any] = {"unit": unit.pk, "fact_applied_on": TODAY.isoformat(), "seen": 0, "note": ""}
    address = f"/officer/clues/{found.number}/doors/{KEY}/"
    assert client.post(address, {**said, "on": TODAY.isoformat()}).status_code == 302
    case = Case.objects.get(clue=found)
    assert (case.unit, case.officer) == (unit, people.owner)
    assert "调解不成" in page(client, f"/officer/cases/{case.pk}/")


def test_the_worker_sees_one_file_whatever_the_door(
    people: People, mediator: Staff, clue: Clue, client: Client
) -> None:
    assert desks(clue) == []
    case = opened(client, clue, mediator)
    (told,) = desks(clue)
    assert (told.name, told.step, told.unit) == ("试行调解", "收到调解申请", "新乡县人民调解委员会")
    assert told.phone and told.due_on is not None
    phone = Client()
    shown = phone.post("/progress/", {"code": clue.receipt_code}, follow=True).content.decode()
    assert "收到调解申请" in shown and "新乡县人民调解委员会" in shown
    assert case.officer.name not in shown
