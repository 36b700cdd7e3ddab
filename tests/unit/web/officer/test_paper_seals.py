"""The seal on the pages: asked by a button, scanned and uploaded, shown with its proof, missed at service."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.documents.models import Paper, ServiceOfPaper
from nuanxin.foundation.documents.sealing.adapter import Sealed, SealFailed, SealRequest, Verification
from tests.conftest import TODAY
from tests.journeys.scene import Scene
from tests.unit.rights.cases.making import step

pytestmark = pytest.mark.django_db


class DeadService:
    """A supplier that does not answer."""

    name = "某印章平台"

    def seal(self, request: SealRequest) -> Sealed:
        raise SealFailed("印章平台没有应答")

    def verify(self, pdf: bytes) -> Verification:
        raise AssertionError("nothing was sealed")


@pytest.fixture
def order(scene: Scene, settings: Any, tmp_path: Any) -> Paper:
    settings.MEDIA_ROOT, settings.NUANXIN_SEAL_SERVICE = tmp_path, ""
    step(scene.case, "order", scene.people, TODAY - timedelta(days=1))
    return Paper.objects.get(kind="correction_order", about_id=scene.case.pk)


def test_print_stamp_scan(scene: Scene, order: Paper, enter: Any) -> None:
    client, page = enter(scene.people.owner), f"/officer/papers/{order.pk}/"
    shown = client.get(page).content.decode()
    assert "还没有盖章件" in shown and "本单位没有接入电子印章" in shown and order.digest[:8] in shown
    assert "电子签章</button>" not in shown
    scan = SimpleUploadedFile("盖章.pdf", b"%PDF-1.4 stamped", content_type="application/pdf")
    wrong = client.post(f"{page}scan/", {"file": scan, "code": "ffffffff"})
    assert wrong.status_code == 422 and "校验码与本文书不符" in wrong.content.decode()
    scan.seek(0)
    assert client.post(f"{page}scan/", {"file": scan, "code": order.digest[:8]}).status_code == 302
    copy = order.sealed_copies.get()
    shown = client.get(page).content.decode()
    assert "打印盖章扫描" in shown and "核对校验码一致" in shown and "还没有盖章件" not in shown
    kept = client.get(f"{page}sealed/{copy.pk}/")
    assert kept.content == b"%PDF-1.4 stamped" and kept.headers["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(act="open_sealed_copy", about_id=str(order.pk)).count() == 1
    assert enter(scene.people.stranger).get(f"{page}sealed/{copy.pk}/").status_code == 404
    assert enter(scene.people.superior).get(f"{page}scan/").status_code == 403


def test_the_demonstrations_seal(scene: Scene, order: Paper, enter: Any, settings: Any) -> None:
    settings.NUANXIN_SEAL_SERVICE, settings.NUANXIN_DEMO = "sandbox", True
    client, page = enter(scene.people.owner), f"/officer/papers/{order.pk}/"
    assert "电子签章</button>" in client.get(page).content.decode()
    assert client.post(f"{page}seal/").status_code == 302
    shown = client.get(page).content.decode()
    assert "演示印模，仅供演示，没有法律效力" in shown and "电子签章</button>" not in shown


def test_a_dead_service_says_what_to_do(scene: Scene, order: Paper, enter: Any, settings: Any) -> None:
    settings.NUANXIN_SEAL_SERVICE = f"{__name__}:DeadService"
    client, page = enter(scene.people.owner), f"/officer/papers/{order.pk}/"
    shown = client.post(f"{page}seal/", follow=True).content.decode()
    assert "没有应答" in shown and "打印盖章后上传扫描件" in shown and "还没有盖章件" in shown
    order.refresh_from_db()
    assert order.status == Paper.Status.ISSUED


def test_service_without_seal_asks_for_the_reason(scene: Scene, order: Paper, enter: Any) -> None:
    client = enter(scene.people.owner)
    form = client.get(f"/officer/papers/{order.pk}/serve/").context["form"]
    assert form["unsealed"].value() == "纸质件已盖章，扫描件随后补传"
    by_step = client.get(f"/officer/cases/{scene.case.pk}/steps/order_served/")
    assert "未盖章" in by_step.content.decode()
    form = by_step.context["form"]
    filled = {name: bound for name in form.fields if (bound := form[name].value()) not in (None, "")}
    day = TODAY.isoformat()
    filled |= {"fact_method": "direct", "fact_sent_on": day, "fact_served_on": day, "fact_recipient": "某公司"}
    filled |= {"fact_receiver": "李四"}
    assert client.post(f"/officer/cases/{scene.case.pk}/steps/order_served/", filled).status_code == 302
    served = ServiceOfPaper.objects.get(paper=order)
    assert served.unsealed == "纸质件已盖章，扫描件随后补传"
    assert served.unsealed in client.get(f"/officer/papers/{order.pk}/").content.decode()
    receipt = client.get(f"/officer/papers/{order.pk}/services/{served.pk}/receipt.pdf")
    assert receipt.content.startswith(b"%PDF")
