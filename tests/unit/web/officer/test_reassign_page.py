"""From the ledger to a batch and back, without scripts; who may, and what the filter finds."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.batches import Reassignment
from nuanxin.web.officer.clues import reassigning
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db
PAGE = "/officer/clues/reassign/"


def given(scene: Scene, **more: Any) -> dict[str, Any]:
    return {"officer": scene.people.colleague.pk, "reason": "轮休", "on": "2024-01-10", **more}


def test_only_who_assigns_meets_the_bar(scene: Scene, enter: Any) -> None:
    assert "data-bulk" in enter(scene.people.head).get("/officer/clues/").content.decode()
    assert "data-bulk" not in enter(scene.people.owner).get("/officer/clues/").content.decode()


def test_looked_over_carried_out_and_taken_back(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.head)
    picks = [scene.received.number, scene.filed.number]
    chosen = client.post(PAGE, {"pick": picks})
    assert chosen.status_code == 200 and {row["clue"].number for row in chosen.context["rows"]} == set(picks)
    looked = client.post(PAGE, given(scene, pick=picks, do="look"))
    assert looked.context["good"] == 2 and not Reassignment.objects.exists()
    done = client.post(PAGE, given(scene, pick=picks, do="carry", looked=scene.people.colleague.pk), follow=True)
    batch = Reassignment.objects.get()
    assert done.redirect_chain[-1][0] == f"{PAGE}{batch.pk}/" and "撤销（2 件）" in done.content.decode()
    assert Clue.objects.filter(number__in=picks, officer=scene.people.colleague).count() == 2
    assert client.get(f"{PAGE}{batch.pk}/undo/").status_code == 404
    back = client.post(f"{PAGE}{batch.pk}/undo/", follow=True)
    assert back.content.decode().count("已撤销</span>") == 2
    assert Clue.objects.filter(number__in=picks, officer=scene.people.owner).count() == 2


def test_nothing_is_done_that_was_not_looked_over(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.head)
    for looked in ("", str(scene.people.owner.pk)):
        page = client.post(PAGE, given(scene, pick=[scene.received.number], do="carry", looked=looked))
        assert page.status_code == 200 and page.context["good"] == 1
    assert not Reassignment.objects.exists()


def test_faults_of_the_form_are_said(scene: Scene, enter: Any) -> None:
    page = enter(scene.people.head).post(PAGE, given(scene, pick=[scene.received.number], do="look", reason=""))
    assert page.status_code == 422 and "请填写理由" in page.content.decode()


def test_all_that_the_filter_finds_up_to_the_limit(scene: Scene, enter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(scene.people.head)
    found = client.post(f"{PAGE}?state=received", {"all": "1"})
    numbers = {row["clue"].number for row in found.context["rows"]}
    listed = client.get("/officer/clues/?state=received").context["page"].rows
    assert numbers == {clue.number for clue in listed} and scene.received.number in numbers
    assert "状态" in found.content.decode()
    monkeypatch.setattr(reassigning, "MOST", 1)
    many = client.post(f"{PAGE}?", {"all": "1"})
    assert many.context["rows"] == [] and "一次最多 1 件" in many.content.decode()
    assert client.post(f"{PAGE}?state=nonsense", {"all": "1"}).status_code == 409


def test_clues_out_of_sight_are_not_picked(scene: Scene, enter: Any) -> None:
    from tests.conftest import person

    other = person("otherhead", "外县队长", scene.people.stranger.unit, "inspection_head")
    page = enter(other).post(PAGE, {"pick": [scene.received.number]})
    assert page.context["rows"] == []
    assert enter(scene.people.owner).post(PAGE, {"pick": [scene.received.number]}).status_code == 403
