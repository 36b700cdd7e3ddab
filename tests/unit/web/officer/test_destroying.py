"""销毁清册 on the pages: proposed by one, decided by another, carried out, printed; the clue's page says so and offers nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.intake.destruction.records import DestructionList
from nuanxin.rights.intake.models import Clue
from tests.conftest import People, at
from tests.unit.rights.intake.destruction.making import LATER, NAMES, set_years, settled_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(people: People, settings: Any, tmp_path: Path) -> Clue:
    settings.MEDIA_ROOT = tmp_path
    return settled_file(people)


def test_from_the_list_to_the_printed_record(people: People, enter: Any, old: Clue) -> None:
    with occasion(at=at(LATER), source="test"):
        owner, head = enter(people.owner), enter(people.head)
        assert "没有录入保管期限" in owner.get("/officer/retention/").content.decode()
        assert "没有保管期满、可以销毁的线索" in owner.get("/officer/destructions/new/").content.decode()
        set_years()
        assert "提出销毁" in owner.get("/officer/retention/").content.decode()
        assert old.number in owner.get("/officer/destructions/new/").content.decode()
        said = owner.post(
            "/officer/destructions/new/", {"clues": [old.number], "reason": "鉴定无继续保存价值"}, follow=True
        )
        assert "待审批（提出人不能审批）" in said.content.decode()
        lot = DestructionList.objects.get()
        page = f"/officer/destructions/{lot.pk}/"
        refused = owner.post(f"{page}acts/decide/", {f"why_{lot.lines.get().pk}": ""}).content.decode()
        assert "提出人不能审批自己的清册" in refused
        assert enter(people.stranger).get(page).status_code == 404
        assert (
            "已审批"
            in head.post(f"{page}acts/decide/", {f"why_{lot.lines.get().pk}": ""}, follow=True).content.decode()
        )
        assert f"{page}acts/carry/" not in head.get(page).content.decode()
        told = {"done_on": str(LATER), "first_witness": "甲", "second_witness": "甲"}
        assert "要有两名不同的监销人" in owner.post(f"{page}acts/carry/", told).content.decode()
        done = owner.post(f"{page}acts/carry/", {**told, "second_witness": "乙"}, follow=True).content.decode()
        assert "已销毁1件" in done and "校验值" in done
        assert head.get(f"{page}paper.pdf").content.startswith(b"%PDF")
        assert lot.lines.get().clue.number not in owner.get("/officer/retention/").content.decode()


def test_pages_of_what_is_destroyed_still_open(people: People, enter: Any, old: Clue) -> None:
    set_years()
    with occasion(at=at(LATER), source="test"):
        owner, head = enter(people.owner), enter(people.head)
        owner.post("/officer/destructions/new/", {"clues": [old.number], "reason": "期满"})
        page = f"/officer/destructions/{DestructionList.objects.get().pk}/"
        head.post(f"{page}acts/decide/", {})
        owner.post(f"{page}acts/carry/", {"done_on": str(LATER), "first_witness": "甲", "second_witness": "乙"})
        shown = owner.get(f"/officer/clues/{old.number}/").content.decode()
        assert "档案已销毁" in shown and "30,000.00" in shown
        assert not any(name in shown for name in NAMES)
        assert "acts/hold/" not in head.get(f"/officer/clues/{old.number}/").content.decode()
        for tab in ("claims", "reporter", "moves", "papers", "links"):
            assert owner.get(f"/officer/clues/{old.number}/?tab={tab}").status_code == 200
        case = Paper.objects.get(kind="correction_order").about_id
        assert owner.get(f"/officer/cases/{case}/").status_code == 200
        assert "批准销毁" in owner.get(f"/officer/cases/{case}/file.pdf").content.decode()
        for paper in Paper.objects.exclude(kind="destruction_list"):
            assert owner.get(f"/officer/papers/{paper.pk}/").status_code in (200, 404, 409), paper.kind
        worker = old.claims.first()
        assert worker is not None
        assert head.get(f"/officer/workers/{worker.worker_id}/").status_code == 200
        assert owner.get("/officer/clues/").status_code == 200
