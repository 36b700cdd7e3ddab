"""Asked whether the wages came: the code of the message, one answer, a complaint where the answer is no."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.models import Clue
from nuanxin.watch.monitoring.asking_workers.asking import open_round
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker
from nuanxin.watch.monitoring.asking_workers.sampling import Contact
from nuanxin.web.worker.tries import ADDRESS_TRIES
from tests.conftest import TODAY, People
from tests.unit.watch.monitoring.making import DECEMBER, monitor, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(people: People) -> AskedWorker:
    cache.clear()
    watched("P1")
    contacts = [Contact("P1", "张三丰", "13800002222")]
    county = Region.objects.get(pk="410721")
    open_round(region=county, month=DECEMBER, contacts=contacts, size=1, seed=1, by=monitor(people), on=TODAY)
    return AskedWorker.objects.get()


def answered(drawn: AskedWorker, **said: str) -> Any:
    phone = Client()
    typed = f" {drawn.code[:4].lower()} {drawn.code[4:]} "
    assert phone.post("/asked/", {"code": typed}).headers["Location"] == "/asked/answer/"
    page = phone.get("/asked/answer/").content.decode()
    assert "P1安置房项目" in page and "2023-12" in page and "张三丰" not in page
    return phone, phone.post("/asked/answer/", said)


def test_a_no_is_a_complaint_with_its_own_code(drawn: AskedWorker) -> None:
    phone, done = answered(drawn, answer="short", missing="3500", note="差半个月")
    assert done.headers["Location"] == "/asked/thanks/"
    drawn.refresh_from_db()
    clue = Clue.objects.get()
    assert (drawn.said, drawn.missing_fen, drawn.clue) == ("short", 350_000, clue)
    thanks = phone.get("/asked/thanks/").content.decode()
    assert (clue.receipt_code or clue.number) in thanks and "张三丰" not in thanks
    phone.post("/asked/", {"code": drawn.code})
    again = phone.post("/asked/answer/", {"answer": "not_paid"})
    assert again.status_code == 422 and "已经答复过" in again.content.decode() and Clue.objects.count() == 1


def test_a_yes_opens_nothing(drawn: AskedWorker) -> None:
    phone, done = answered(drawn, answer="paid", missing="9")
    drawn.refresh_from_db()
    assert (done.status_code, drawn.said, drawn.missing_fen, Clue.objects.count()) == (302, "paid", None, 0)
    assert "工资已经收到" in phone.get("/asked/thanks/").content.decode()


@pytest.mark.parametrize(
    ("said", "why"), [({}, "没有选择答复"), ({"answer": "short", "missing": "三千多"}, "请写数字")]
)
def test_what_does_not_fit_is_said_and_nothing_lost(drawn: AskedWorker, said: dict[str, str], why: str) -> None:
    _, done = answered(drawn, **said)
    assert done.status_code == 422 and why in done.content.decode()
    drawn.refresh_from_db()
    assert drawn.said == ""


def test_codes_cannot_be_tried_out(drawn: AskedWorker) -> None:
    phone = Client()
    for _ in range(ADDRESS_TRIES):
        assert phone.post("/asked/", {"code": "AAAAAAAA"}).status_code == 422
    barred = phone.post("/asked/", {"code": drawn.code})
    assert barred.status_code == 422 and "一小时" in barred.content.decode()
    assert phone.get("/asked/answer/").headers["Location"] == "/asked/"
    assert phone.get("/asked/thanks/").headers["Location"] == "/asked/"
