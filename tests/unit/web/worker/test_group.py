"""Several workers by one link, before and after the report was sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.personal.consents import consents_of, withdraw_consent
from nuanxin.rights.intake.personal.held import held_on_clue
from nuanxin.rights.intake.personal.records import ConsentRecord
from nuanxin.rights.intake.registration import is_collective
from tests.unit.rights.cases.making import id_number
from tests.worker_report import ANSWERS, PHONE, fill, report, send

pytestmark = pytest.mark.django_db
SEVERAL = {**ANSWERS, "people": {"kind": "several", "number": "3"}}


def link(client: Client) -> str:
    fill(client, SEVERAL)
    client.post(reverse("worker:group_open"))
    page = client.get(reverse("worker:check")).content.decode()
    return page.split('class="wk-link">http://testserver')[1].split("<")[0]


def join(url: str, name: str, phone: str, amount: str, client: Client | None = None) -> Any:
    return (client or Client()).post(url, {"name": name, "phone": phone, "amount": amount, "agree": "on"})


def test_each_states_his_own_amount_and_the_sum_is_shown(phone: Client) -> None:
    url = link(phone)
    assert join(url, "李四", "13700000001", "3000").headers["Location"] == reverse("worker:joined")
    assert join(url, "王五", "13700000002", "4,000.5").status_code == 302
    page = phone.get(reverse("worker:check")).content.decode()
    assert "<b>3</b>" in page and "19,501.00" in page and "李四" in page
    assert "13700000001" not in page
    clue = send(phone)
    rows = Claim.objects.filter(clue=clue).order_by("pk")
    assert [row.claimed_fen for row in rows] == [12_500_50, 3_000_00, 4_000_50]
    assert [row.representative for row in rows] == [True, False, False]
    assert all(row.cosigned_at for row in rows)
    assert (clue.persons, clue.amount_fen) == (3, 19_501_00)


def test_a_workmate_sees_nobody_elses_words(phone: Client) -> None:
    url = link(phone)
    join(url, "李四", "13700000001", "3000")
    page = Client().get(url).content.decode()
    for secret in ("李四", "张三", PHONE, "3,000", "12,500", "新乡县测试劳务"):
        assert secret not in page


def test_a_second_time_replaces_his_own_line(phone: Client) -> None:
    url = link(phone)
    join(url, "李四", "13700000001", "3000")
    join(url, "李四", "13700000001", "3500")
    clue = send(phone)
    assert sorted(Claim.objects.filter(clue=clue).values_list("claimed_fen", flat=True)) == [3_500_00, 12_500_50]


def test_the_link_lives_on_after_sending(phone: Client) -> None:
    url = link(phone)
    clue = send(phone)
    assert url in phone.get(reverse("worker:receipt")).content.decode()
    assert join(url, "赵六", "13700000003", "1000").status_code == 302
    twice = join(url, "赵六", "13700000003", "9000")
    assert twice.status_code == 422 and "已经在名单里" in twice.content.decode()
    clue.refresh_from_db()
    assert (Claim.objects.filter(clue=clue).count(), clue.amount_fen) == (2, 13_500_50)
    late = Client()
    late.post("/progress/", {"code": clue.number, "phone": "13700000003"})
    page = late.get("/progress/file/").content.decode()
    assert "1,000.00" in page and "12,500" not in page and "张三" not in page


def test_ten_make_it_collective(phone: Client) -> None:
    url = link(phone)
    for n in range(8):
        join(url, f"工友{n}", f"1370000010{n}", "100")
    clue = send(phone)
    assert not is_collective(clue)
    join(url, "第十人", "13700000200", "100")
    clue.refresh_from_db()
    assert is_collective(clue) and clue.persons == 10


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "李四", "phone": "13700000001", "amount": "100"}, "同意的话请打勾"),
        ({"name": "", "phone": "13700000001", "amount": "100", "agree": "on"}, "请写您的姓名"),
        ({"name": "李四", "phone": "0373-5551234", "amount": "100", "agree": "on"}, "手机号码"),
        ({"name": "李四", "phone": "13700000001", "amount": "一万", "agree": "on"}, "金额"),
    ],
)
def test_bad_lines_are_sent_back(phone: Client, said: dict[str, str], words: str) -> None:
    page = Client().post(link(phone), said)
    assert page.status_code == 422 and words in page.content.decode()


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "clue", "x" * 200])
def test_links_that_lead_nowhere(people: Any, code: str) -> None:
    assert Client().get(reverse("worker:join", args=[code])).status_code == 404
    assert join(reverse("worker:join", args=[code]), "李四", "13700000001", "1").status_code == 404


def test_a_closed_claim_takes_nobody_in(phone: Client) -> None:
    url = link(phone)
    clue = send(phone)
    phone.post(reverse("worker:withdraw"), {"sure": "yes", "reason": "给了"})
    assert Clue.objects.get(pk=clue.pk).closed_on
    assert join(url, "李四", "13700000001", "100").status_code == 422


def test_a_lone_complaint_has_no_link(phone: Client) -> None:
    report(phone)
    assert "wk-link" not in phone.get(reverse("worker:receipt")).content.decode()


def told(clue: Clue) -> list[tuple[str, str]]:
    rows = ConsentRecord.objects.filter(clue=clue, claim__isnull=False).order_by("claim", "pk")
    return [(row.claim.worker.name, row.purpose) for row in rows if row.claim]


def test_each_workmate_leaves_a_consent_of_his_own(phone: Client) -> None:
    """Before the report is sent and after it, with a number and without one; the reporter's own stand apart."""
    url = link(phone)
    number = {"id_number": id_number(3)}
    said = {"name": "李四", "phone": "13700000001", "amount": "3000", "agree": "on", **number}
    refused = Client().post(url, said)
    assert refused.status_code == 422
    assert "不同意就把身份证号删掉" in refused.content.decode()
    assert Client().post(url, {**said, "agree_id": "on"}).status_code == 302
    join(url, "王五", "13700000002", "400")
    clue = send(phone)
    assert told(clue) == [("李四", "notice"), ("李四", "identity"), ("王五", "notice")]
    join(url, "赵六", "13700000003", "1000")
    assert told(clue)[-1] == ("赵六", "notice")
    row = ConsentRecord.objects.filter(clue=clue, claim__isnull=False, purpose="identity").get()
    assert (row.way, row.reporter_id, row.given_on) == ("page", None, clue.recorded_on)
    assert "身份证号用来核对" in row.wording
    assert [one.purpose for one in consents_of(clue, clue.reporters.get())] == ["notice", "identity"]


def test_one_takes_back_his_own_and_nobody_elses(phone: Client) -> None:
    url = link(phone)
    for n in (1, 2):
        said = {"name": f"工友{n}", "phone": f"1370000000{n}", "amount": "3000", "agree": "on", "agree_id": "on"}
        Client().post(url, {**said, "id_number": id_number(n)})
    clue = send(phone)
    first, second = Claim.objects.filter(clue=clue, representative=False).order_by("pk")
    on = clue.recorded_on
    withdraw_consent(clue=clue, purpose="identity", on=on)  # the reporter's own
    assert [row.withdrawn_on for row in consents_of(clue, claim=first)] == [None, None]
    withdraw_consent(clue=clue, purpose="identity", on=on, claim=first)
    assert [row.withdrawn_on for row in consents_of(clue, claim=first)] == [None, on]
    assert [row.withdrawn_on for row in consents_of(clue, claim=second)] == [None, None]
    with pytest.raises(Refusal, match="没有这项同意"):
        withdraw_consent(clue=clue, purpose="identity", on=on, claim=first)
    held = held_on_clue(clue, reporter=None, claim=second, on=on)
    assert {line.kind.key: line.number for line in held}["consent"] == 2
