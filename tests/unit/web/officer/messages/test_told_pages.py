"""What was sent of a file, its chain, its proof, the list of people to be told; for owner, colleague, superior and stranger."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.notifications.adapters.in_site import InSite
from nuanxin.foundation.notifications.escalation.chains import look_after_chains
from nuanxin.foundation.notifications.escalation.telling import tell_worker
from nuanxin.foundation.notifications.inbox import inbox_of
from nuanxin.foundation.notifications.models import CallTask, Chain, MergeWish, Message
from nuanxin.foundation.notifications.proof import print_proof, proof_of
from nuanxin.foundation.notifications.receipts import take_report
from nuanxin.foundation.notifications.send import deliver_due
from nuanxin.foundation.notifications.staff import tell
from nuanxin.foundation.organisations.working_days import calendar_for
from nuanxin.rights.intake.models import Clue
from nuanxin.web.officer.messages.sent import proof_sheet
from tests.conftest import TODAY, People, at
from tests.unit.foundation.notifications.outbox import Supplier
from tests.unit.rights.intake.clues import a_clue

pytestmark = pytest.mark.django_db
PHONE = "13800001234"
VALUES = {"day": "2024年1月9日", "amount": "8,000.00", "code": "ABC", "phone": "0373-5550000"}


@pytest.fixture
def clue(people: People) -> Clue:
    """Asked on Wednesday, rung up on Thursday, on the list on Friday."""
    found = a_clue(people.owner)
    tell_worker(
        name="张三", phone=PHONE, template="confirm_payment", values=VALUES, about=found, region="410721",
        calendar=calendar_for("410721"),
    )  # fmt: skip
    for days in range(3):
        go(at(TODAY + timedelta(days=days), 9, 30))
    return found


def go(now: datetime) -> None:
    with occasion(at=now, source="test"):
        look_after_chains(now=now)
        suppliers: Any = {"in_site": [InSite()], "sms": [Supplier("甲")], "voice": [Supplier("乙")]}
        deliver_due(now=now, suppliers=suppliers, calendar=calendar_for("410721"))


def heard(call: Message, **given: str) -> None:
    with occasion(at=at(TODAY + timedelta(days=2), 10), source="test"):
        take_report(key=f"nuanxin-{call.pk}", happened_at=call.sent_at or at(TODAY), **given)


def voice() -> Message:
    return Message.objects.get(channel="voice")


def test_the_whole_chain_stands_on_the_clue(people: People, clue: Clue, enter: Any) -> None:
    call = voice()
    heard(call, outcome="no_answer", words="响铃30秒")
    page = enter(people.owner).get(f"/officer/clues/{clue.number}/?tab=told").content.decode()
    tab = page[page.index("催告到答复为止") :]
    assert re.findall(r"(\d)\. (短信|语音电话|当面告知)", tab)[:3] == [
        ("1", "短信"),
        ("2", "语音电话"),
        ("3", "当面告知"),
    ]
    assert "响铃30秒" in tab and "待办：前面的步骤没有得到答复" in tab and "不是法定期限" in tab
    assert PHONE not in page


def test_one_message_for_those_who_may_see_the_file(people: People, clue: Clue, enter: Any) -> None:
    address = f"/officer/messages/{voice().pk}/"
    seen = {who: enter(getattr(people, who)).get(address) for who in ("owner", "colleague", "superior", "stranger")}
    assert {who: page.status_code for who, page in seen.items()} == {
        "owner": 200, "colleague": 200, "superior": 200, "stranger": 404,
    }  # fmt: skip
    page = seen["owner"].content.decode()
    assert "confirm_payment 第1版" in page and "乙-nuanxin" in page and "138****1234" in page and PHONE not in page
    assert "proof.pdf" in page and "proof.pdf" not in seen["superior"].content.decode()


def test_the_proof_is_printed_by_who_handles_the_file_and_written_down(people: People, clue: Clue, enter: Any) -> None:
    address = f"/officer/messages/{voice().pk}/proof.pdf"
    assert enter(people.owner).get(address).status_code == 404, "only by the button"
    assert enter(people.stranger).post(address).status_code == 404
    assert enter(people.superior).post(address).status_code == 403
    assert not AuditEvent.objects.filter(act="print_notice_proof").exists()
    paper = enter(people.owner).post(address)
    assert paper.status_code == 200 and paper.content.startswith(b"%PDF")
    event = AuditEvent.objects.get(act="print_notice_proof")
    assert event.details["digest"] == proof_of(voice()).digest and event.actor_id == people.owner.pk


def test_what_the_proof_says(people: People, clue: Clue) -> None:
    call = voice()
    before = proof_of(call)
    heard(call, outcome="key", pressed="1")
    proof = print_proof(message=voice(), by=people.owner)
    said = dict(proof.lines)
    assert (said["接收人"], said["接收地址"], said["发送渠道"]) == ("张三", PHONE, "语音电话")
    assert said["文本"] == "confirm_payment 第1版" and "8,000.00元" in said["正文"] and said["承运方"] == "乙"
    assert said["发出时间"] == "2024-01-11 09:30:00" and said["催告结果"].startswith("已答复 按1：已收到")
    assert proof.reports[0][1] == "接听并按键 1"
    assert proof.body_digest == before.body_digest and proof.digest != before.digest
    sheet = proof_sheet(proof, agency="新乡县人社局", by="王承办", file=None)
    assert sheet.check == proof.digest[:8] and "不代替法律文书的送达" in sheet.copies


def test_telling_in_person(people: People, clue: Clue, enter: Any) -> None:
    task = CallTask.objects.get()
    client = enter(people.owner)
    page = client.get("/officer/calls/").content.decode()
    assert "138****1234" in page and PHONE not in page
    assert "138****1234" not in enter(people.stranger).get("/officer/calls/").content.decode()
    address = f"/officer/calls/{task.pk}/"
    assert enter(people.stranger).get(address).status_code == 404
    assert "请确认" not in client.get(address).content.decode() or PHONE not in client.get(address).content.decode()
    assert PHONE in client.post(f"{address}number/").content.decode()
    assert AuditEvent.objects.filter(act="open_call_number", actor_id=people.owner.pk).count() == 1
    assert client.post(address, {"result": "reached", "words": ""}).status_code != 302
    assert client.post(address, {"result": "reached", "words": "上门，本人说收到了"}).status_code == 302
    assert Chain.objects.get().answered_by == "ground"


def test_many_reminders_are_one_line_that_opens_to_each(people: People, clue: Clue, enter: Any) -> None:
    client = enter(people.owner)
    assert client.post("/officer/inbox/merging/", {"hours": ["10:00"], "apart": ["officer_overdue"]}).status_code == 302
    assert MergeWish.objects.get().hours == ["10:00"]
    assert 'value="10:00" ' in client.get("/officer/inbox/merging/").content.decode()
    for template in ("officer_assigned", "officer_assigned", "officer_overdue"):
        values = {"number": clue.number, "day": "2024年1月12日"} | ({"step": "受理"} if "over" in template else {})
        tell(people.owner, template, values, about=clue, calendar=calendar_for("410721"))
    go(at(TODAY, 10))
    whole = inbox_of(people.owner).get(template="merged")
    assert inbox_of(people.owner).filter(template="officer_overdue").count() == 1
    opened = client.post(f"/officer/inbox/{whole.pk}/")
    assert opened["Location"] == f"/officer/inbox/{whole.pk}/"
    page = client.get(opened["Location"]).content.decode()
    assert page.count(f'href="/officer/clues/{clue.number}/"') == 2 and "分派2条" in page
    part = whole.parts.first()
    assert part is not None and f"第{whole.pk}号消息" in client.get(f"/officer/messages/{part.pk}/").content.decode()
