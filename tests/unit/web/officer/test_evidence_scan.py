"""What the officer sees of a scan: not yet, clean, held; the unscanned is opened knowingly, the held not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.intake.files import finish_upload
from nuanxin.rights.intake.files.clamd import Verdict
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.files.scanning import judge_file
from tests.conftest import TODAY
from tests.journeys.scene import Scene
from tests.unit.rights.intake.test_files import photo, uploaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(scene: Scene, settings: Any, tmp_path: Path) -> Evidence:
    settings.MEDIA_ROOT = tmp_path / "files"
    return finish_upload(token=uploaded(photo()), clue=scene.filed, by=scene.people.owner, on=TODAY)


def test_not_scanned_opens_after_a_warning(scene: Scene, enter: Any, row: Evidence) -> None:
    owner, clue = enter(scene.people.owner), f"/officer/clues/{scene.filed.number}/"
    assert "尚未查毒" in owner.get(f"{clue}?tab=papers").content.decode()
    asked = owner.get(f"{clue}evidence/{row.pk}/")
    assert asked.status_code == 200 and "仍要打开" in asked.content.decode()
    assert not AuditEvent.objects.filter(act="open_evidence").exists()
    opened = owner.post(f"{clue}evidence/{row.pk}/", {"confirmed": "1"})
    assert opened.content == photo() and opened.headers["Content-Type"] == "image/jpeg"
    assert AuditEvent.objects.get(act="open_evidence").details["scan"] == "waiting"


def test_clean_opens_at_once(scene: Scene, enter: Any, row: Evidence) -> None:
    judge_file(evidence=row, verdict=Verdict())
    owner, clue = enter(scene.people.owner), f"/officer/clues/{scene.filed.number}/"
    assert "未发现病毒 01-10 09:00" in owner.get(f"{clue}?tab=papers").content.decode()
    assert owner.get(f"{clue}evidence/{row.pk}/").content == photo()


def test_held_is_named_and_never_given_out(scene: Scene, enter: Any, row: Evidence) -> None:
    judge_file(evidence=row, verdict=Verdict("Test-Signature"))
    owner, clue = enter(scene.people.owner), f"/officer/clues/{scene.filed.number}/"
    page = owner.get(f"{clue}?tab=papers").content.decode()
    assert "已隔离" in page and "Test-Signature" in page and f"evidence/{row.pk}/" not in page
    for answer in (owner.get(f"{clue}evidence/{row.pk}/"), owner.post(f"{clue}evidence/{row.pk}/")):
        assert answer.status_code == 409 and "已隔离" in answer.content.decode()
