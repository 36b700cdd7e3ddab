"""The page of parties: found by any name, named otherwise, merged and parted again, by right only."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.parties.models import Employer, EmployerAlias, PartyMerge, Worker
from nuanxin.rights.intake.models import Claim
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_found_by_any_name_and_only_by_right(scene: Scene, enter: Any) -> None:
    firm = scene.filed.employer
    EmployerAlias.objects.create(party=firm, name="老甲", name_key="老甲")
    owner, stranger = enter(scene.people.owner), enter(scene.people.stranger)
    assert firm.name in owner.post("/officer/parties/", {"word": "老甲"}).content.decode()
    assert firm.name not in stranger.post("/officer/parties/", {"word": "老甲"}).content.decode()
    claim = Claim.objects.filter(clue=scene.filed).select_related("worker").first()
    assert claim is not None
    page = owner.post("/officer/parties/", {"word": claim.worker.id_number}).content.decode()
    assert f"/officer/workers/{claim.worker_id}/" in page
    assert claim.worker.id_number not in page.replace(f'value="{claim.worker.id_number}"', "")
    assert "没有找到" in stranger.post("/officer/parties/", {"word": claim.worker.id_number}).content.decode()


def test_names_from_the_page(scene: Scene, enter: Any) -> None:
    owner, firm = enter(scene.people.owner), scene.filed.employer
    base = f"/officer/parties/employer/{firm.pk}"
    said = owner.post(f"{base}/alias/", {"name": "老甲", "kind": "said", "until": ""}, follow=True).content.decode()
    assert "已登记别名“老甲”" in said
    alias = EmployerAlias.objects.get(party=firm)
    said = owner.post(f"{base}/alias/{alias.pk}/withdraw/", {"reason": "听错了"}, follow=True).content.decode()
    assert "听错了" in said
    said = owner.post(
        f"{base}/rename/", {"name": "新乡甲建设有限公司", "reason": "执照变更"}, follow=True
    ).content.decode()
    assert "新乡甲建设有限公司" in said
    assert "曾用名" in said
    assert owner.get("/officer/parties/case/1/alias/").status_code == 404


def test_merge_and_part_from_the_page(scene: Scene, enter: Any) -> None:
    owner, firm = enter(scene.people.owner), scene.filed.employer
    twin = Employer.objects.create(name="新乡甲建筑", region_id="410721", credit_code="91410721MA3X12345Y")
    base = f"/officer/parties/employer/{firm.pk}/merge/"
    assert f"?with={twin.pk}" in owner.get(base).content.decode()
    compared = owner.get(f"{base}?with={twin.pk}").content.decode()
    assert "91410721MA3X12345Y" in compared
    refused = owner.post(f"{base}?with={twin.pk}", {"keep": "one", "reason": "同一执照"})
    assert "应保留有代码" in refused.content.decode()
    page = owner.post(f"{base}?with={twin.pk}", {"keep": "other", "reason": "同一执照"}, follow=True).content.decode()
    assert scene.filed.number in page  # the kept one shows the matters of the absorbed one
    merge = PartyMerge.objects.get()
    assert "已并入" in owner.get(f"/officer/employers/{firm.pk}/").content.decode()
    undo = f"/officer/parties/merges/{merge.pk}/undo/"
    assert enter(scene.people.stranger).get(undo).status_code == 404
    page = owner.post(undo, {"reason": "两家公司"}, follow=True).content.decode()
    assert "两家公司" in page
    firm.refresh_from_db()
    assert firm.merged_into is None


def test_workers_merge_only_where_both_are_seen(scene: Scene, enter: Any) -> None:
    claim = Claim.objects.filter(clue=scene.filed).select_related("worker").order_by("pk").first()
    assert claim is not None
    hidden = Worker.objects.create(name=claim.worker.name, phone=claim.worker.phone)
    asked = f"/officer/parties/worker/{claim.worker_id}/merge/?with={hidden.pk}"
    assert enter(scene.people.owner).get(asked).status_code == 404
    Claim.objects.filter(pk=Claim.objects.filter(clue=scene.filed).order_by("-pk").values("pk")[:1]).update(
        worker=hidden
    )
    page = enter(scene.people.owner).get(asked).content.decode()
    assert claim.worker.id_number not in page
    assert "保留哪一条" in page
