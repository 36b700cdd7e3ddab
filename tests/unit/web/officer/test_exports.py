"""The whole ledger leaves with the head's word, once, and every sheet says who took it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.organisations.exports.approving import SETTING
from nuanxin.foundation.organisations.exports.models import ExportRequest
from nuanxin.foundation.organisations.models import LocalSetting
from tests.conftest import TODAY
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db
SAID = {"region": "410721", "reason": "移交新系统"}


def sheets(response: Any) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_asked_approved_taken_once(scene: Scene, enter: Any) -> None:
    owner, head = enter(scene.people.owner), enter(scene.people.head)
    assert owner.post("/officer/export/", SAID).status_code == 302
    one = ExportRequest.objects.get()
    assert one.rows > 5 and not AuditEvent.objects.filter(act="export_ledger").exists()
    file, decide = f"/officer/export/{one.pk}/file/", f"/officer/export/{one.pk}/decide/"
    assert owner.post(file).status_code == 409
    assert owner.get(decide).status_code == 403
    assert "移交新系统" in head.get("/officer/export/").content.decode()
    assert head.post(decide, {"approved": "yes"}).status_code == 302
    assert file in owner.get("/officer/export/").content.decode()
    assert enter(scene.people.colleague).post(file).status_code == 404
    taken = owner.post(file)
    with sheets(taken) as parts:
        for sheet in ("sheet1", "sheet2", "sheet3", "sheet4"):
            assert "王承办（owner，电话尾号0000）2024-01-10 09:00" in parts.read(f"xl/worksheets/{sheet}.xml").decode()
        assert "王承办（owner" in parts.read("docProps/core.xml").decode()
    assert AuditEvent.objects.filter(act="export_ledger").count() == 1
    assert owner.post(file).status_code == 409


def test_under_the_set_number_at_once(scene: Scene, enter: Any) -> None:
    LocalSetting.objects.create(
        key=SETTING, region_id="410721", value={"clues": 500}, source="内部规定", valid_from=TODAY
    )
    taken = enter(scene.people.owner).post("/officer/export/", SAID)
    assert taken.status_code == 200 and sheets(taken).testzip() is None
    assert not ExportRequest.objects.exists()


def test_without_the_right_to_identities(scene: Scene, enter: Any) -> None:
    answer = enter(scene.people.statistician).post("/officer/export/", SAID)
    assert answer.status_code == 422 and "查看身份的权限" in answer.content.decode()
    assert not ExportRequest.objects.exists()


def test_a_purpose_is_asked(scene: Scene, enter: Any) -> None:
    assert enter(scene.people.owner).post("/officer/export/", SAID | {"reason": ""}).status_code == 422


def test_list_and_roster_carry_the_mark(scene: Scene, enter: Any) -> None:
    owner = enter(scene.people.owner)
    listed = owner.post("/officer/clues/", {"act": "export"})
    with sheets(listed) as parts:
        assert "王承办（owner，电话尾号0000）" in parts.read("xl/worksheets/sheet1.xml").decode()
    roster = owner.get(f"/officer/clues/{scene.filed.number}/claims/export/")
    with zipfile.ZipFile(io.BytesIO(roster.content)) as parts:
        assert "王承办（owner，电话尾号0000）" in parts.read("xl/worksheets/sheet1.xml").decode()
