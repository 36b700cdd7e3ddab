"""The whole way at the desk: drafted, every number opened, written over, compared, issued; tried by four standing people."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from docx import Document

from nuanxin.command.bulletins.models import Bulletin
from nuanxin.command.bulletins.writing import draft_bulletin, latest, write_paragraph
from tests.conftest import People
from tests.unit.command.bulletins.scene import END, ON, START, Scene, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(people: People) -> Scene:
    return make_scene(people)


def desk(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_from_a_new_draft_to_the_issued_paper(scene: Scene) -> None:
    client = desk(scene.people.superior)
    assert "根治欠薪冬季专项行动" in client.get("/officer/bulletins/new/").content.decode()
    chosen = {"kind": "monthly_bulletin", "campaign": scene.campaign.pk, "region": "", "start": "2023-12-01", "end": "2023-12-31"}  # fmt: skip
    base = client.post("/officer/bulletins/new/", chosen)["Location"]
    page = client.get(base).content.decode()
    assert "解决欠薪问题" in page and "还有 2 处没有填写" in page
    # Every number on the page opens, and the rows behind it are named.
    addresses = set(re.findall(r'href="([^"]+/figures/[^"]+)"', page))
    assert len(addresses) > 40
    for address in sorted(addresses):
        opened = client.get(address)
        assert opened.status_code == 200, address
    solved = client.get(f"{base}versions/1/figures/solved/").content.decode()
    assert "口径：所有途径解决的欠薪问题" in solved and solved.count('href="/officer/clues/B-') == 3
    last = Bulletin.objects.get()
    key = next(block["key"] for block in latest(last).body if "【整改时限】" in str(block))
    form = client.get(f"{base}paragraphs/{key}/").content.decode()
    assert "【整改时限】" in form
    refused = client.post(f"{base}issue/", {"version": 1, "signer": "陈某"}).content.decode()
    assert "还有没有填写的内容：【整改时限】" in refused
    said = "请各单位于2024年1月20日前整改，完成率不低于90%。"
    assert client.post(f"{base}paragraphs/{key}/", {"base": 1, "text": said}).status_code == 302
    stale = client.post(f"{base}paragraphs/1/", {"base": 1, "text": "通报如下。"}).content.decode()
    assert "您打开的是第1稿" in stale and "通报如下。" in stale  # nothing that was typed is lost
    page = client.get(base).content.decode()
    assert "手工填写的数：90%" in page
    assert client.post(f"{base}paragraphs/1/add/", {"base": 2, "level": "1", "text": "请认真阅读"}).status_code == 302
    between = client.get(f"{base}versions/1/3/").content.decode()
    assert "<ins>" in between and "请认真阅读" in between
    assert client.post(f"{base}count/").status_code == 302
    assert client.post(f"{base}issue/", {"version": 4, "signer": "陈某"}).status_code == 302
    page = client.get(base).content.decode()
    assert "新人社文〔2024〕1号" in page and "重新取数</button>" not in page
    assert client.get(f"{base}copy.pdf").content.startswith(b"%PDF")
    word = Document(io.BytesIO(client.get(f"{base}copy.docx").content))
    assert "一、请认真阅读" in [paragraph.text for paragraph in word.paragraphs]
    assert client.post(f"{base}void/", {"reason": "数据有误"}).status_code == 302
    assert "已作废" in client.get("/officer/bulletins/").content.decode()


def test_seen_by_the_area_written_by_the_unit_that_leads(scene: Scene) -> None:
    made = draft_bulletin(campaign=scene.campaign, kind="progress_report", region=scene.city, start=START, end=END, by=scene.people.superior, on=ON)  # fmt: skip
    base = f"/officer/bulletins/{made.pk}/"
    write_paragraph(bulletin=made, key="1", text="现报告如下。", base=1, by=scene.people.superior)
    coordinator = desk(scene.people.coordinator).get(base)  # of the same city, and of another unit
    assert coordinator.status_code == 200 and ("制发</a>" in coordinator.content.decode()) == (
        scene.people.coordinator.unit == made.unit
    )
    for stranger in (scene.people.head, scene.people.leader, scene.people.statistician):
        assert desk(stranger).get(base).status_code == 404
        assert desk(stranger).get(f"{base}versions/1/figures/open/").status_code == 404
    assert desk(scene.people.owner).get(base).status_code == 403
    assert desk(scene.people.superior).get(f"{base}count/").status_code == 404  # only from the button
