"""Publishing a decision at the desk, and what a stranger without an account reads of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from nuanxin.rights.credit.disclosure.models import DisclosedDecision
from tests.conftest import People
from tests.unit.rights.credit.test_disclosure import TEXT, decided, drafted, duty_of, fined, published, withdrawn

pytestmark = pytest.mark.django_db


def test_drafted_looked_at_published_and_read_by_a_stranger(people: People, enter: Any) -> None:
    duty = duty_of(fined(people))
    client, address = enter(people.owner), f"/officer/credit/disclosures/{duty.pk}/"
    form = client.get(f"{address}draft/").content.decode()
    assert "罚款一万元" in form  # from the decision as issued
    said = {**TEXT, "natural": "no", "names": "", "secrets": ""}
    assert client.post(f"{address}draft/", said).status_code == 302
    page = client.get(address).content.decode()
    assert "公众将看到的全部内容" in page and "工某" in page and "还没有登记送达" in page
    stranger = Client()
    assert "新乡甲建筑" not in stranger.get("/decisions/").content.decode()
    assert client.get(f"{address}publish/").status_code == 404
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(f"{address}publish/", {"seen": seen}).status_code == 302
    listed = stranger.get("/decisions/?q=甲建筑").content.decode()
    assert "查到 1 条" in listed and duty.number in listed
    entry = DisclosedDecision.objects.get()
    read = stranger.get(f"/decisions/{entry.pk}/").content.decode()
    assert "拖欠工某" in read and duty.number in read
    for word in ("张三", "工人0", "410721", people.owner.name):
        assert word not in read, word


def test_withheld_only_by_the_head(people: People, enter: Any) -> None:
    duty = duty_of(decided(people))
    address = f"/officer/credit/disclosures/{duty.pk}/"
    asked = {"ground": "privacy", "reason": "隐去后仍可识别"}
    assert enter(people.owner).post(f"{address}withhold/", asked).status_code == 302
    assert enter(people.owner).get(f"{address}decide/").status_code == 403
    chief = enter(people.head)
    assert "隐去后仍可识别" in chief.get(f"{address}decide/").content.decode()
    assert chief.post(f"{address}decide/", {"agreed": "yes", "opinion": "同意"}).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "withheld" and enter(people.stranger).get(address).status_code == 404


def test_the_overdue_stand_at_the_menu_and_in_their_list(people: People, enter: Any) -> None:
    duty = duty_of(fined(people))
    client = enter(people.owner)
    assert duty.number not in client.get("/officer/credit/disclosures/?standing=overdue").content.decode()
    type(duty).objects.update(due_on="2024-01-09")
    page = client.get("/officer/credit/disclosures/?standing=overdue").content.decode()
    assert duty.number in page and "逾期1天" in page
    menu = page.split('href="/officer/credit/disclosures/"')[1].split("</a>")[0]
    assert "1" in menu
    for standing in ("late", "waiting", "take_back"):
        assert client.get(f"/officer/credit/disclosures/?standing={standing}").status_code == 200


def test_the_list_leaves_as_a_workbook(people: People, enter: Any, tmp_path: Any) -> None:
    duty = duty_of(fined(people))
    made = enter(people.owner).post("/officer/credit/disclosures/", {"act": "export"})
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"".join(made.streaming_content))
    cells = [str(cell) for row in load_workbook(path).active.iter_rows(values_only=True) for cell in row]
    assert duty.number in cells and "新乡甲建筑有限公司" in cells


def test_taken_back_in_public(people: People, enter: Any) -> None:
    duty = duty_of(decided(people))
    entry = published(people, drafted(people, duty))
    client = enter(people.owner)
    draft = drafted(people, duty, content="责令支付工资29000元", reason="金额有误")
    second = published(people, draft)
    old = Client().get(f"/decisions/{entry.pk}/").content.decode()
    assert f"/decisions/{second.pk}/" in old and "30000" not in old
    withdrawn(people, second, "revoked", "复议决定撤销")
    gone = Client().get(f"/decisions/{second.pk}/").content.decode()
    assert "复议决定撤销" in gone and "29000" not in gone and "新乡甲" not in gone
    page = client.get(f"/officer/credit/disclosures/{duty.pk}/").content.decode()
    assert "以前公示过的" in page and "已更正" in page and "复议决定撤销" in page


@pytest.mark.parametrize("address", ["/decisions/?page=99&q=%00", "/decisions/?region=1' OR 1=1", "/decisions/?page=x"])
def test_a_strange_address_does_no_harm(people: People, address: str) -> None:
    assert Client().get(address).status_code == 200
    for code in ("999", "9" * 40, "abc"):
        assert Client().get(f"/decisions/{code}/").status_code == 404
