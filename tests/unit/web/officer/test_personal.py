"""The officer puts right a person's details, and sees the report of what is held; strangers do neither."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.personal.records import PersonalCorrection
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_the_form_puts_right_and_counts(scene: Scene, enter: Any) -> None:
    clue = scene.filed
    claim = clue.claims.select_related("worker").order_by("pk").first()
    assert claim is not None
    client, url = enter(scene.people.owner), f"/officer/clues/{clue.number}/acts/details/"
    page = client.get(url).content.decode()
    assert f"claim:{claim.pk}" in page and claim.worker.id_number not in page
    said = {"person": f"claim:{claim.pk}", "on": "2024-01-10", "reason": "核对了身份证"}
    assert "请填写要更正的项目" in client.post(url, said).content.decode()
    migrant = "no" if claim.worker.migrant else "yes"
    answer = client.post(url, said | {"migrant": migrant})
    assert (answer.status_code, answer.url) == (302, f"/officer/clues/{clue.number}/")
    kept = PersonalCorrection.objects.get()
    assert (kept.claim, kept.by, kept.reason) == (claim, scene.people.owner, "核对了身份证")
    assert "更正个人信息" in client.get(answer.url).content.decode()
    claim.worker.refresh_from_db()
    assert claim.worker.migrant is (migrant == "yes")


def test_the_report_counts_and_is_written_down(scene: Scene, enter: Any) -> None:
    claim = scene.filed.claims.select_related("worker").order_by("pk").first()
    assert claim is not None
    url = f"/officer/workers/{claim.worker_id}/held/"
    page = enter(scene.people.owner).get(url).content.decode()
    assert "逐人核实和支付工资" in page and "本地期限还没有录入" in page and claim.worker.id_number not in page
    assert AuditEvent.objects.filter(act="report_personal_data", about_id=str(claim.worker_id)).count() == 1
    assert enter(scene.people.stranger).get(url).status_code == 404
    assert url in enter(scene.people.owner).get(f"/officer/workers/{claim.worker_id}/").content.decode()


def test_one_clue_is_handed_out_after_a_reason(scene: Scene, enter: Any) -> None:
    client, url = enter(scene.people.owner), f"/officer/clues/{scene.filed.number}/export/"
    assert "没有公开" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": "移交外县办理"})
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert enter(scene.people.stranger).post(url, {"reason": "移交外县办理"}).status_code == 404
