"""The list's pages: put forward from the candidates, tell consumers, hand the list over, see both clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.credit.listing.arrivals import still_to_tell
from nuanxin.rights.credit.models import Consumer, HandOver, Listing
from tests.conftest import TODAY, People
from tests.unit.rights.credit.making import ORDER_DUE_ON, listed, unpaid_order

pytestmark = pytest.mark.django_db
Enter = Callable[[Any], Any]


def test_from_the_candidates_to_the_file(people: People, enter: Enter) -> None:
    clue = unpaid_order(people)
    client = enter(people.owner)
    page = client.get("/officer/credit/candidates/").content.decode()
    assert clue.number in page and "达到" in page
    address = f"/officer/credit/candidates/{clue.number}/"
    form = client.get(address).context["form"]
    assert form["fact_order_due_on"].value() == ORDER_DUE_ON
    filled = {name: bound for name in form.fields if (bound := form[name].value()) not in (None, "")}
    filled |= {"fact_supervisors": "无：没有", "fact_others": "无：没有", "on": TODAY.isoformat(), "note": ""}
    assert client.post(address, filled).status_code == 302
    listing = Listing.objects.get()
    assert listing.state == "proposed" and [one.name for one in listing.persons.all()] == ["张三"]
    assert clue.number not in client.get("/officer/credit/candidates/").content.decode()
    assert "新乡甲建筑有限公司" in client.get("/officer/credit/").content.decode()


def test_both_clocks_and_who_was_told_stand_on_the_file(people: People, enter: Enter) -> None:
    listing = listed(people, until="")
    client = enter(people.owner)
    client.post("/officer/credit/consumers/new/", {"name": "县住建局", "kind": "licence", "contact": ""})
    assert Consumer.objects.get().region_id == "410721"
    address = f"/officer/credit/files/{listing.case_id}/tell/"
    told = {"consumers": ["县住建局"], "told_on": TODAY.isoformat(), "how": "公函"}
    assert client.post(address, told).status_code == 302
    assert [one.name for one in still_to_tell(listing)] == ["县住建局"]
    page = client.get(f"/officer/cases/{listing.case_id}/?tab=listing").content.decode()
    for words in ("两个期限", "2026-12-29", "县住建局", "条件核对", "李四"):
        assert words in page, words
    assert "县住建局" not in client.get(address).content.decode().split("<form")[1].split("告知日期")[0]


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_handing_over_is_on_record(people: People, enter: Enter, kind: str) -> None:
    listed(people)
    client = enter(people.owner)
    consumer = Consumer.objects.order_by("pk").first()
    assert consumer is not None
    made = client.post("/officer/credit/consumers/hand-over/", {"consumer": consumer.pk, "kind": kind})
    text = made.content.decode("utf-8-sig")
    assert "新乡甲建筑有限公司" in text and "张三" in text and "2026-12-29" in text
    assert [(row.rows, row.kind) for row in HandOver.objects.all()] == [(1, kind)]
    assert AuditEvent.objects.filter(act="hand_over_list").exists()


def test_a_stranger_sees_nothing_of_it(people: People, enter: Enter) -> None:
    listing = listed(people)
    stranger = enter(people.stranger)
    assert "新乡甲建筑" not in stranger.get("/officer/credit/").content.decode()
    assert stranger.get(f"/officer/credit/files/{listing.case_id}/tell/").status_code == 404
    assert enter(people.housing).get("/officer/credit/").status_code == 403
    assert listing.decided_on == date(2023, 12, 29)
