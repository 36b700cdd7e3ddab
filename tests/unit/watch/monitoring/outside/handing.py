"""Files of signals as another office would hand them over."""

from __future__ import annotations

from datetime import date
from typing import Any

from nuanxin.foundation.organisations.models import Region
from nuanxin.watch.monitoring.outside.models import OutsideTake
from nuanxin.watch.monitoring.outside.reading import HEADINGS, read_signals
from nuanxin.watch.monitoring.outside.taking import take_signals
from tests.conftest import TODAY

CODE = "91410700MA4000001M"


def sheet(*rows: str) -> bytes:
    return "\n".join([",".join(HEADINGS), *rows]).encode()


def handed(by: Any, *rows: str, region: str = "410721", on: date = TODAY) -> OutsideTake:
    lines = read_signals(sheet(*rows), "部门名单.csv", on)
    return take_signals(region=Region.objects.get(pk=region), name="部门名单.csv", lines=lines, by=by, on=on)
