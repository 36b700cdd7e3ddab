"""下一步建议 at the officer's door: beside a fresh clue, on its tab with article and trace, and the record at the counter."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.models import ClueEvent
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_a_fresh_clue_offers_the_doors_beside_it(scene: Scene, enter: Any) -> None:
    """RT-06: who takes in the claim sees the entry test at once."""
    page = enter(scene.people.owner).get(f"/officer/clues/{scene.received.number}/").content.decode()
    assert "<h2>分流建议</h2>" in page
    assert "劳动保障监察投诉" in page and "劳动争议仲裁" in page
    assert f"/officer/clues/{scene.received.number}/advice/" in page


def test_a_filed_clue_keeps_them_on_the_tab(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    assert "<h2>分流建议</h2>" not in client.get(f"/officer/clues/{scene.filed.number}/").content.decode()
    page = client.get(f"/officer/clues/{scene.filed.number}/?tab=advice").content.decode()
    for words in (
        "仅供参考，不作出任何决定",
        "《个人信息保护法》第二十四条",
        "正在办",
        "走不了的途径",
        "每一条规则问了什么",
        "《中华人民共和国劳动争议调解仲裁法》第二十七条",
        "受理后四十五日内裁决",
        "没有调解协议",
        "工程建设项目：是",
    ):
        assert words in page, words


def test_looking_writes_nothing(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    events = ClueEvent.objects.count()
    client.get(f"/officer/clues/{scene.received.number}/?tab=advice")
    client.get(f"/officer/clues/{scene.received.number}/advice/")
    assert ClueEvent.objects.count() == events
    assert not AuditEvent.objects.filter(act="keep_advice").exists()


def test_who_only_looks_sees_the_advice_and_no_button(scene: Scene, enter: Any) -> None:
    page = enter(scene.people.superior).get(f"/officer/clues/{scene.filed.number}/?tab=advice").content.decode()
    assert "下一步建议" in page and "登记分流建议" not in page


def test_asking_choosing_and_keeping(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    url = f"/officer/clues/{scene.received.number}/advice/"
    form = client.get(url).content.decode()
    assert "手里有没有工资欠条" in form and "本人选择" in form
    answer = {"iou": "no", "hardship": "yes", "asked_on": "2023-12-20", "chosen": "legal_aid", "note": ""}
    response = client.post(url, answer)
    assert response.status_code == 302 and "tab=advice" in response.headers["Location"]
    kept = ClueEvent.objects.get(kind="keep_advice")
    assert kept.details["stated"] == {"hardship": True, "iou": False, "asked_on": ["2023-12-20"]}
    assert kept.details["chosen"] == "legal_aid" and kept.details["trace"]
    page = client.get(f"/officer/clues/{scene.received.number}/?tab=advice").content.decode()
    assert "本人选择：法律援助" in page and "申请临时救助" not in page and "临时救助" in page
    assert "手里有没有工资欠条" not in page


def test_a_contradiction_is_said_at_the_field(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    url = f"/officer/clues/{scene.received.number}/advice/"
    response = client.post(url, {"employed": "yes", "ended_on": "2023-12-20", "chosen": "", "note": ""})
    assert response.status_code == 422 and "还在干活的，不要填离开的日期" in response.content.decode()
    assert not ClueEvent.objects.filter(kind="keep_advice").exists()
