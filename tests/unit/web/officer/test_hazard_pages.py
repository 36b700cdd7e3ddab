"""Hazards and expired ledgers by the forms alone, and who sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.watch.inspection.expiry.models import ExpiredLot
from nuanxin.watch.inspection.hazards.models import Hazard
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from tests.conftest import TODAY, People
from tests.desks import desk_person
from tests.employer_scene import make_firms
from tests.unit.watch.inspection.expiry.test_destroying import paid_sheet
from tests.unit.web.officer.test_grid_pages import body, post, refused

pytestmark = pytest.mark.django_db
SAID = {
    "network": "七里营镇人民调解委员会", "finder": "刘调解", "region": "410721", "found_on": "2024-01-10", "place": "工业园",
    "employer": "新乡丁服装有限公司", "what": "停工两个月", "persons": "12", "amount_fen": "96000", "grade": "high",
}  # fmt: skip


def url(name: str, *args: Any) -> str:
    return reverse(f"officer:{name}", args=args)


def test_a_hazard_from_the_network_to_its_end(people: People, enter: Any) -> None:
    mediator = desk_person("mediator", UnitKind.MEDIATION)
    desk, owner = enter(mediator), enter(people.owner)
    assert "没有符合条件的隐患" in body(desk, url("hazards"))
    assert "已登记" in post(desk, url("hazard_new"), **SAID)
    row = Hazard.objects.get()
    assert (row.amount_fen, row.grade) == (9_600_000, "high")
    body(enter(people.stranger), url("hazard", row.pk), 404)
    body(enter(people.housing), url("hazard", row.pk), 404)
    handed = {"handed": "inspection", "to": people.owner.unit.pk}
    assert "已移交" in post(desk, url("hazard_act", row.pk, "hand"), **handed)
    assert "转欠薪线索" not in body(desk, url("hazard", row.pk)) and "转欠薪线索" in body(owner, url("hazard", row.pk))
    assert "已登记线索" in post(owner, url("hazard_act", row.pk, "clue"))
    assert "已销号" in post(owner, url("hazard_act", row.pk, "close"), result="to_clue", text="按线索办理")
    text = body(enter(people.head), url("hazards"))
    assert "已销号（已转欠薪线索）" in text and "96,000" in text
    body(owner, url("hazard_act", row.pk, "dance"), 404)


def test_expired_ledgers_by_the_forms(people: People, enter: Any, settings: Any, tmp_path: Path) -> None:
    settings.NUANXIN_WAGES, settings.MEDIA_ROOT = tmp_path / "wages", tmp_path / "files"
    sheet = paid_sheet(make_firms(people))
    owner, head = enter(people.owner), enter(people.head)
    assert "没有录入工人访谈的保管期限" in body(owner, url("expired_new", "interviews"))
    said = {"subjects": [str(sheet.pk)], "settled_on": "2024-01-10", "reason": "期满"}
    assert "保管期限未满，须保存至2027-01-" in refused(owner, url("expired_new", "wages"), **said)
    WageSheet.objects.update(due_on="2019-01-10", submitted_at="2019-01-11T09:00:00+08:00")
    WageLine.objects.update(paid_on="2019-01-10")
    said["settled_on"] = "2019-06-30"
    assert "已提出" in post(owner, url("expired_new", "wages"), **said)
    lot = ExpiredLot.objects.get()
    assert "已审批" in post(head, url("expired_act", lot.pk, "decide"), agreed="yes", opinion="")
    assert "审批人不能经办销毁" in body(head, url("expired_lot", lot.pk))
    gone = {"first_witness": "甲某", "second_witness": "乙某"}
    assert "清册已制作" in post(owner, url("expired_act", lot.pk, "carry"), **gone)
    assert "校验值" in body(owner, url("expired_lot", lot.pk)) and lot.proposed_on == TODAY
    assert owner.get(url("expired_paper", lot.pk)).content.startswith(b"%PDF")
    body(enter(people.stranger), url("expired_lot", lot.pk), 404)
