"""A county at work on its watch: every story of the demonstration about warnings, visits, phones, the firms' door and opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import LocalSetting, Staff
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import COUNTY, Cast, engage
from nuanxin.web.terminal.demo.watch.telling import play_watch
from tests.conftest import TODAY, at


@dataclass(frozen=True)
class Watched:
    """Who works there; `monitor` keeps the warnings, `listener` the opinion desk."""

    cast: Cast
    monitor: Staff
    listener: Staff


def watched_county(settings: Any, folder: Path) -> Watched:
    """Played on the tests' day; the warehouse and the files lie in the folder."""
    settings.NUANXIN_WAGES, settings.MEDIA_ROOT = folder / "wages", folder / "files"
    cast = engage()
    LocalSetting.objects.create(
        key="wage.minimum", region_id=COUNTY, value="2000元/月", source="测试文号", valid_from=date(2020, 1, 1)
    )
    with occasion(at=at(TODAY), source="test"):
        play_watch(cast, Inventor(7), seed=7, today=TODAY)
    return Watched(cast, _at_duty("monitor"), _at_duty("opinion_officer"))


def _at_duty(duty: str) -> Staff:
    return Staff.objects.filter(posts__duty=duty, username__startswith="demo").first() or Staff.objects.get(
        username="demo-head"
    )
