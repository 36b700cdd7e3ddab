"""The demonstration's firm: sheets in every state, slips with every answer, a board; played twice it is there once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.organisations.models import LocalSetting
from nuanxin.watch.monitoring.employers.models import PostedBoard, SlipAnswer, WageSheet
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, SINCE, engage
from nuanxin.web.terminal.demo.watch.employers_stories import play_employers
from tests.conftest import TODAY, People

pytestmark = pytest.mark.django_db


def test_every_state_is_there_once(
    people: People, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT, settings.NUANXIN_WAGES = tmp_path / "files", tmp_path / "wages"
    LocalSetting.objects.create(key="wage.minimum", region_id=COUNTY, value=2000, source="演示", valid_from=SINCE)
    cast = engage()
    with django_capture_on_commit_callbacks(execute=True):
        assert play_employers(cast=cast, inventor=Inventor(1), today=TODAY) == {"sheets": 4}
    states = sorted(WageSheet.objects.values_list("state", "handed"))
    assert states == [("draft", "waiting"), ("replaced", "waiting"), ("submitted", "loaded"), ("submitted", "loaded")]
    assert set(SlipAnswer.objects.values_list("answer", "way")) == {
        ("received", "code"), ("received", "paper"), ("wrong", "code"), ("not_paid", "code"),
    }  # fmt: skip
    assert set(PostedBoard.objects.values_list("event", flat=True)) == {"printed", "photographed"}
    assert play_employers(cast=cast, inventor=Inventor(1), today=TODAY) == {"sheets": 0}
