"""核查线索 on the clue's tab and on the worker's page: for the officer in charge and the head, as leads only, each look on record."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.models import Claim, Clue
from tests.conftest import TODAY
from tests.journeys.scene import Scene, crew, heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(scene: Scene) -> Clue:
    """The crew of the filed clue at another site in the same months."""
    return heard(
        scene.people.owner,
        TODAY,
        employer_name="新乡丁建筑有限公司",
        project_name="丁大厦",
        claims=crew(5, 1_200_000),
        owed_from="2023-08",
        owed_to="2023-11",
    )


def looks() -> int:
    return AuditEvent.objects.filter(act="read_leads").count()


def test_the_tab(scene: Scene, other: Clue, enter: Any) -> None:
    url = f"/officer/clues/{other.number}/?tab=links"
    page = enter(scene.people.owner).get(url).content.decode()
    assert "线索，仅供核查" in page
    assert "名册有5人相同" in page
    assert f'href="/officer/clues/{scene.filed.number}/"' in page
    assert "按月填写的时段，可能只是月中换了工地" in page
    assert looks() == 1
    assert "名册有5人相同" in enter(scene.people.head).get(url).content.decode()
    assert looks() == 2
    for who in (scene.people.colleague, scene.people.superior, scene.people.leader):
        page = enter(who).get(url).content.decode()
        assert "重复与关联" in page
        assert "仅供核查" not in page and "核查线索" not in page
    assert looks() == 2


def test_other_tabs_do_not_look(scene: Scene, other: Clue, enter: Any) -> None:
    client = enter(scene.people.owner)
    for tab in ("claims", "reporter", "moves", "papers"):
        assert "仅供核查" not in client.get(f"/officer/clues/{other.number}/?tab={tab}").content.decode()
    assert looks() == 0


def test_the_page_of_a_worker(scene: Scene, other: Clue, enter: Any) -> None:
    worker = Claim.objects.filter(clue=other).values_list("worker", flat=True)[0]
    page = enter(scene.people.owner).get(f"/officer/workers/{worker}/").content.decode()
    assert "同一时段在几个工地" in page
    assert "线索，仅供核查" in page
    assert looks() == 1
    assert "仅供核查" not in enter(scene.people.colleague).get(f"/officer/workers/{worker}/").content.decode()


def test_rows_out_of_sight_are_numbers_only(scene: Scene, enter: Any) -> None:
    """A clue of another county behind a signal: its number, no link."""
    far = heard(
        scene.people.stranger,
        TODAY,
        region="410724",
        employer_name="获嘉县戊建筑有限公司",
        project_name="戊厂房",
        claims=crew(5, 900_000),
        owed_from="2023-09",
        owed_to="2023-10",
    )
    page = enter(scene.people.owner).get(f"/officer/clues/{scene.filed.number}/?tab=links").content.decode()
    assert f"{far.number}（不在您的范围）" in page
    assert f'href="/officer/clues/{far.number}/"' not in page
    assert "戊厂房" not in page
