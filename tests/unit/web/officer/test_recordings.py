"""The sheet of recordings: steps and visits of one case, what is missing, to be printed; the visit asks for its number."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.watch.inspection.behind import visits_behind
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import register_arrears
from tests.conftest import TODAY
from tests.journeys.scene import Scene

pytestmark = pytest.mark.django_db


def test_the_sheet_lists_steps_and_visits(scene: Scene, enter: Any) -> None:
    page = enter(scene.people.owner).get(f"/officer/cases/{scene.case.pk}/recordings/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "调查取证" in text and "现场检查" in text and "AV-0103-2" in text
    assert [line.done_on for line in page.context["lines"]] == sorted(line.done_on for line in page.context["lines"])
    assert page.context["missing"] == [] and "缺 0 个" in text


def test_a_visit_of_an_old_ledger_is_missing(scene: Scene, enter: Any) -> None:
    Visit.objects.filter(pk=scene.visit.pk).update(recording="")
    page = enter(scene.people.owner).get(f"/officer/cases/{scene.case.pk}/recordings/")
    assert page.context["missing"] == ["2024-01-03 现场检查：没有音视频编号，也没有写明未录的理由"]
    assert "<b>缺</b>" in page.content.decode()


def test_the_form_wants_number_or_reason(scene: Scene, enter: Any) -> None:
    client = enter(scene.people.owner)
    said = {
        "employer": "新乡丙电子有限公司", "credit_code": "91110108551385082Q", "region": "410721", "visited_on": "2024-01-09",
        "workforce": "20", "migrants": "8", "sector": "manufacturing",
    }  # fmt: skip
    refused = client.post("/officer/visits/new/", said)
    assert refused.status_code == 422 and "请填写执法记录" in refused.content.decode()
    assert client.post("/officer/visits/new/", said | {"recording": "AV-0109-1"}).status_code == 302
    assert Visit.objects.get(recording="AV-0109-1").migrants == 8


def test_the_visit_that_brought_the_clue_comes_first_also_when_corrected(scene: Scene) -> None:
    brought = register_arrears(visit=scene.visit, by=scene.people.owner, on=TODAY)
    newer = Visit.objects.create(
        employer=scene.visit.employer, region=scene.visit.region, visited_on=scene.visit.visited_on, recorded_on=TODAY,
        sector="construction", workforce=46, migrants=40, corrects=scene.visit, project_key="更正", recording="AV-9",
    )  # fmt: skip
    Visit.objects.filter(pk=scene.visit.pk).update(withdrawn_on=TODAY)
    assert visits_behind(brought, until=TODAY) == [newer]
