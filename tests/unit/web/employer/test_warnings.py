"""Warnings at the employer's door: seen once told, answered with proof and money, by nobody else's hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nuanxin.watch.monitoring.employers.models import WarningReply
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.employer import tell_employer
from nuanxin.watch.monitoring.warnings.models import RiskWarning, WarningEvent
from tests.conftest import TODAY, People
from tests.employer_scene import BOSS, CLERK, OTHER, RIVAL, Firms
from tests.unit.watch.monitoring.making import monitor, warning
from tests.unit.web.employer.test_pages import PHOTO, Knock

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(people: People, firms: Firms) -> RiskWarning:
    """A warning about the first site, of which its firm was told."""
    mine = monitor(people)
    raised = warning(mine)
    MonitoredProject.objects.update(project=firms.site, employer=firms.account.employer)
    RiskWarning.objects.update(employer=firms.account.employer)
    assert raised.told_on is None
    return tell_employer(warning=raised, how="call", name="钱老板", phone=BOSS, by=mine, on=TODAY)


def answer(**changes: Any) -> dict[str, Any]:
    return {"text": "十二月工资晚发，今天补发", "paid_fen": "48000", "voucher": "回单20240110", **changes}


def test_what_was_not_told_is_not_seen(people: People, firms: Firms, knock: Knock) -> None:
    raised = warning(monitor(people))
    MonitoredProject.objects.update(project=firms.site, employer=firms.account.employer)
    assert knock(CLERK).get(reverse("employer:warning", args=[raised.pk])).status_code == 404


def test_own_clerk_and_contact_see_it_and_nobody_else(told: RiskWarning, knock: Knock) -> None:
    address = reverse("employer:warning", args=[told.pk])
    for phone, status in ((BOSS, 200), (CLERK, 200), (OTHER, 404), (RIVAL, 404)):
        assert knock(phone).get(address).status_code == status, phone
    for phone in (OTHER, RIVAL):
        assert knock(phone).post(address, answer()).status_code == 404
        assert address not in knock(phone).get(reverse("employer:warnings")).content.decode()
    assert address in knock(CLERK).get(reverse("employer:warnings")).content.decode()
    assert knock("").get(address).status_code == 302
    assert "有 1 条预警要答复" in knock(CLERK).get("/employer/").content.decode()


def test_answered_with_money_proof_and_a_day(told: RiskWarning, knock: Knock) -> None:
    client, address = knock(CLERK), reverse("employer:warning", args=[told.pk])
    sent = answer(file=SimpleUploadedFile("回单.png", PHOTO), more_time_until="2024-01-20")
    page = client.post(address, sent, follow=True).content.decode()
    assert "答复已送到监察机构" in page and "申请延期至2024年1月20日" in page and "48,000.00" in page
    event = WarningEvent.objects.get(kind="answered")
    assert (event.said_by, event.phone, event.paid_fen) == ("马劳资", CLERK, 48000_00)
    assert "回单20240110" in event.proof and "回单.png" in event.proof
    told.refresh_from_db()
    assert told.state == "answered" and told.answered_on == TODAY
    reply = WarningReply.objects.get()
    file = reverse("employer:warning_proof", args=[told.pk, reply.pk])
    assert client.get(file).content == PHOTO
    assert knock(OTHER).get(file).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "怎么回事"),
        ({"voucher": ""}, "凭证"),
        ({"more_time_until": "2024-01-10"}, "不是以后的日期"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ" * 99)}, "可以上传"),
    ],
)
def test_what_an_answer_lacks_is_said(told: RiskWarning, knock: Knock, changes: dict[str, Any], says: str) -> None:
    refused = knock(CLERK).post(reverse("employer:warning", args=[told.pk]), answer(**changes))
    assert refused.status_code == 422 and says in refused.content.decode()
    assert not WarningReply.objects.exists() and not WarningEvent.objects.filter(kind="answered").exists()
