"""The stories of phones reach every state they promise, and playing them again changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.watch.inspection.field.deciding import conflicts_of
from nuanxin.watch.inspection.field.interviews import interviews_number
from nuanxin.watch.inspection.field.records import FieldPhoto, FieldVisit
from nuanxin.watch.inspection.field.settling import AT_DESK, CORRECTED, stands_of
from nuanxin.web.officer.field.page import changed_since_signed
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import engage
from nuanxin.web.terminal.demo.watch.field_stories import STORIES, play_field

pytestmark = pytest.mark.django_db


def test_every_state_is_played(regions: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    cast, today = engage(), date(2026, 11, 20)
    assert play_field(cast, Inventor(7), today) == len(STORIES) == FieldVisit.objects.count()
    rows = {row.employer.name[2:-6]: row for row in FieldVisit.objects.select_related("employer")}
    whole, changed = rows["云川壹号"], rows["锦河雅苑"]
    assert whole.visit and not whole.waits and interviews_number(whole) == 1
    assert not changed_since_signed(stands_of(whole)) and changed_since_signed(stands_of(changed))
    assert rows["东望小区"].visit is None and "还没有填写完毕" in rows["东望小区"].waits
    assert len(conflicts_of(rows["和畅家园"])) == 2 and conflicts_of(rows["新月里"]) == []
    assert rows["北辰商业街"].waits == [AT_DESK] and rows["梧桐湾"].waits == [CORRECTED]
    assert not FieldPhoto.objects.filter(path="").exists() and FieldPhoto.objects.count() == 4
    assert play_field(cast, Inventor(7), today) == 0
