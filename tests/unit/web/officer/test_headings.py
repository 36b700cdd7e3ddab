"""A workbook of another system at the import page: refused, mapped once, tried, imported; the next one with one choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.command.ledger.models import HeadingMapping
from nuanxin.rights.intake.models import Clue
from tests.journeys.scene import Scene
from tests.unit.command.ledger.test_mapping import ROW, THEIRS, foreign

pytestmark = pytest.mark.django_db
PAGE = "/officer/import/"


@pytest.fixture
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.NUANXIN_HOME = tmp_path
    return tmp_path


def sent(path: Path) -> SimpleUploadedFile:
    return SimpleUploadedFile(path.name, path.read_bytes())


def test_from_a_strange_workbook_to_clues(scene: Scene, enter: Any, shelf: Path) -> None:
    owner = enter(scene.people.owner)
    path = foreign(shelf / "a.xlsx", ROW)
    refused = owner.post(PAGE, {"kind": "clues", "file": sent(path), "act": "try"})
    assert refused.status_code == 422
    headings = refused.context["headings_url"]
    assert headings and headings in refused.content.decode()
    form = owner.get(headings).context["form"]
    ours = {field.label.removesuffix("（必填列）"): name for name, field in form.fields.items()}
    said = {ours[mine]: theirs for theirs, mine in THEIRS.items()}
    twice = owner.post(headings, {"name": "12345平台", **said, ours["地点"]: "属地"})
    assert twice.status_code == 422 and not HeadingMapping.objects.exists()
    kept = owner.post(headings, {"name": "12345平台", **said})
    assert kept.status_code == 302
    back = owner.get(kept.headers["Location"])
    values = {name: back.context["form"].initial[name] for name in ("token", "mapping", "kind")}
    tried = owner.post(PAGE, {**values, "act": "try"})
    assert "诉求编号 → 外部编号" in tried.content.decode() and not Clue.objects.filter(external_number="12345-1")
    owner.post(PAGE, {**values, "act": "import"})
    assert Clue.objects.filter(external_number="12345-1").count() == 1


def test_the_next_file_needs_one_choice(scene: Scene, enter: Any, shelf: Path) -> None:
    from nuanxin.command.ledger.mapping import keep_mapping
    from tests.conftest import TODAY, at

    people = scene.people
    keep_mapping(unit=people.owner.unit, name="12345平台", sheet="线索", headings=THEIRS, by=people.owner, at=at(TODAY))
    colleague = enter(people.colleague)
    assert "已保存的对应：12345平台" in colleague.get(PAGE).content.decode()
    assert "12345平台" not in enter(people.stranger).get(PAGE).content.decode()
    path = foreign(shelf / "b.xlsx", ROW)
    tried = colleague.post(PAGE, {"kind": "clues", "mapping": "12345平台", "file": sent(path), "act": "try"})
    assert tried.status_code == 200 and tried.context["tallies"][0][1]["created"] == 1


def test_only_the_own_file(scene: Scene, enter: Any) -> None:
    assert enter(scene.people.owner).get("/officer/import/headings/abc/").status_code == 404
