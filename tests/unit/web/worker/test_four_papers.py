"""The worker's own four papers on the phone: what was told is not asked again, each paper says what it lacks."""

from __future__ import annotations

import pytest
from django.test import Client

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.disputes.legal_aid.models import PaperInterview
from nuanxin.rights.intake.models import Clue
from tests.worker_report import ID_NUMBER, PHONE

pytestmark = pytest.mark.django_db
PAPERS, DONE = "/progress/papers/", "/progress/papers/done/"
ASKED = {
    "address": "小冀镇某村3号",
    "started": "2023年9月",
    "place": "和平路与解放路口",
    "work": "装配",
    "evidence": "考勤照片",
    "iou": "yes",
    "other_debts": "no",
    "reachable": "no",
    "before": "none",
}
KNOWN = {
    "name": "张三",
    "id_number": ID_NUMBER,
    "phone": PHONE,
    "employer": "新乡县测试劳务有限公司",
    "owed_from": "2023-10",
    "owed_to": "2023-12",
    "amount": "12500.50",
}


def opened(clue: Clue) -> Client:
    client = Client()
    assert client.post("/progress/", {"code": clue.receipt_code}).status_code == 302
    return client


def test_asked_once_and_written_four_times(clue: Clue) -> None:
    client = opened(clue)
    assert PAPERS in client.get("/progress/file/").content.decode()
    page = client.get(PAPERS).content.decode()
    asked, _, told = page.partition('<details class="wk-more"')
    assert 'name="address"' in asked and 'name="name"' not in asked  # what is known waits behind the fold
    assert ID_NUMBER in told and "新乡县测试劳务有限公司" in told
    short = client.post(PAPERS, {**KNOWN, **ASKED, "address": ""})
    assert short.status_code == 422 and not PaperInterview.objects.exists()
    done = client.post(PAPERS, {**KNOWN, **ASKED})
    assert done.headers["Location"] == DONE
    shown = client.get(DONE).content.decode()
    assert "打开" in shown and "支付令不能送达" in shown and "没有写明自行起诉的困难" in shown
    paper = client.get(f"{PAPERS}worker_complaint/")
    assert paper.content.startswith(b"%PDF") and paper.headers["Content-Type"] == "application/pdf"
    assert client.get(f"{PAPERS}worker_payment_order/").headers["Location"] == DONE
    assert [one.details["kind"] for one in AuditEvent.objects.filter(act="print_worker_paper")] == ["worker_complaint"]


def test_only_with_the_code(clue: Clue) -> None:
    assert Client().get(PAPERS).headers["Location"] == "/progress/"
    by_number = Client()
    assert by_number.post("/progress/", {"code": clue.number, "phone": PHONE[-4:]}).status_code == 302
    assert by_number.get(PAPERS).headers["Location"] == "/progress/file/"
    assert by_number.get(f"{PAPERS}worker_complaint/").headers["Location"] == DONE
    assert opened(clue).get(DONE).headers["Location"] == PAPERS
