"""区划变更 from the page: looked at first, entered once, refused in words; old QR codes and routing still find their way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from nuanxin.foundation.organisations.boundaries.changing import NewRegion
from nuanxin.foundation.organisations.boundaries.models import BoundaryChange
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.pairs import RoutingTable
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue
from nuanxin.rights.intake.routing_tables import suggest_unit
from nuanxin.rights.intake.visibility import may_see
from nuanxin.web.worker.report.places import counties
from tests.conftest import TODAY, People, person
from tests.journeys.scene import Scene
from tests.unit.foundation.organisations.boundaries.test_changing import change, keeper

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
URL = "/officer/boundaries/new/"
ASKED = {
    "kind": "merge", "predecessors": ["410721"], "successor": "410724", "document": "豫政文〔2024〕1号", "effective_on": "2024-01-10",
}  # fmt: skip


def test_looked_at_then_entered(scene: Scene, keeper: Any, enter: Any) -> None:
    table = RoutingTable.objects.create(
        version="新乡县表", region_id="410721", rows=[{"number": 3, "region_prefix": "410721"}], valid_from=TODAY,
        made_by=scene.people.head, made_on=TODAY,
    )  # fmt: skip
    client = enter(keeper)
    page = client.post(URL, ASKED).content.decode()
    assert "确认登记" in page
    assert "合并（撤销并入）：新乡县 → 获嘉县" in page
    assert "王承办（劳动保障监察员）" in page
    assert f"{table.version}第3条" in page
    assert "其中在办" in page
    assert scene.filed.number not in page
    assert not BoundaryChange.objects.exists()
    assert Region.objects.get(pk="410721").valid_to is None
    page = client.post(URL, {**ASKED, "confirmed": "1"}, follow=True).content.decode()
    assert "豫政文〔2024〕1号" in page
    assert "已生效" in page
    assert Region.objects.get(pk="410721").succeeded_by_id == "410724"
    again = client.post(URL, {**ASKED, "confirmed": "1"})
    assert again.status_code == 422
    assert "新乡县已经撤销" in again.content.decode()
    assert BoundaryChange.objects.count() == 1


def test_refused_in_words_before_the_look(scene: Scene, keeper: Any, enter: Any) -> None:
    client = enter(keeper)
    said = client.post(URL, {**ASKED, "kind": "split", "towns": "翟坡镇、无此镇"}).content.decode()
    assert "变更前区划里没有无此镇" in said
    said = client.post(URL, {**ASKED, "successor": "", "new_code": "12"}).content.decode()
    assert "没有写明新区划的名称" in said
    page = client.post(URL, {**ASKED, "kind": "split", "towns": "翟坡镇"}).content.decode()
    assert "确认登记" in page
    page = client.post(URL, {**ASKED, "kind": "rename", "successor": "", "new_name": "新县"}).content.decode()
    assert "只改名称" in page


def test_a_county_has_nothing_to_keep(scene: Scene, enter: Any) -> None:
    client = enter(person("county-system", "县管理员", scene.people.owner.unit, "system_admin"))
    assert client.post(URL, ASKED).status_code == 422


def test_an_old_qr_code_still_lands(people: People, keeper: Any) -> None:
    project = Project.objects.create(name="老城小区", region_id="410721", site_code="OLD23456")
    change(keeper, "replace", ["410721"], NewRegion("410712", "新乡区"))
    facts = ClueFacts(
        channel=Channel.QR, region="410721", received_on=TODAY, site_code="OLD23456",
        reporters=(ReporterFacts(name="张三", phone="13800001234"),),
    )  # fmt: skip
    clue = register_clue(facts=facts, by=None, on=TODAY)
    assert (clue.project, clue.unit, clue.officer) == (project, people.owner.unit, people.head)
    newcomer = person("newcomer", "新同事", receiving_unit(Region.objects.get(pk="410712")), "inspection_head")
    later = register_clue(facts=facts, by=None, on=TODAY)
    assert (later.unit.region_id, later.officer) == ("410712", newcomer)
    for one in (clue, later):
        assert may_see(newcomer, one)
        assert may_see(people.owner, one)
        assert not may_see(people.stranger, one)


def test_routing_goes_to_the_successor(people: People, keeper: Any) -> None:
    made = {
        code: Unit.objects.create(
            code=f"housing-{code}-2", name=f"{code}住建局", short_name="住建局", kind=UnitKind.HOUSING, region_id=code
        )
        for code in ("410724",)
    }
    facts = ClueFacts(
        channel=Channel.VISIT, region="410721", received_on=TODAY, employer_name="甲建筑有限公司", demand="没有施工许可，违法分包、转包",
    )  # fmt: skip
    clue = register_clue(facts=facts, by=people.owner, on=TODAY)
    RoutingTable.objects.create(
        version="市表", region_id="410700", valid_from=TODAY - timedelta(days=1), made_by=people.superior, made_on=TODAY,
        rows=[{"number": 1, "unit_kind": "housing", "why": "住建", "keywords": [], "without": [], "valid_from": None, "valid_to": None}],
    )  # fmt: skip
    assert suggest_unit(clue, TODAY)[1] == people.housing.unit
    change(keeper, "merge", ["410721"], "410724")
    clue.refresh_from_db()
    assert suggest_unit(clue, TODAY)[1] == made["410724"]
    assert receiving_unit(clue.region) == people.stranger.unit


def test_the_worker_is_offered_regions_that_stand(people: People, keeper: Any) -> None:
    assert "410721" in {one.pk for one in counties()}
    change(keeper, "merge", ["410721"], "410724")
    change(keeper, "replace", ["410726"], NewRegion("410716", "延津区"), TODAY + timedelta(days=9))
    receiving_unit(Region.objects.get(pk="410716"))
    codes = {one.pk for one in counties()}
    assert "410724" in codes
    assert not {"410721", "410716"} & codes
