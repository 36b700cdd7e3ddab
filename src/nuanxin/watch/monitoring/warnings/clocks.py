"""Until when a warning is to be dealt with. No statute sets these days: a place does, or the setting stays empty and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.watch.monitoring.risk.declared import ASKED, GRADE_NAMES

SETTING = "watch.warning_days"
SHAPE = '{"red": 1, "orange": 3, "yellow": 5, "unit": "working"}（unit：working 工作日，calendar 自然日；蓝色也要限期的加 "blue"）'
ONLY_WATCHED = f"蓝色预警只作关注，不要求企业答复；本地要求限期处置的，请在地方设置{SETTING}中加上“blue”的天数"
MISSING = f"国家没有规定预警处置期限，本地也没有设置；请在地方设置{SETTING}按{SHAPE}录入并写明依据"


@dataclass(frozen=True)
class WarningDue:
    """The last day, or None with what is missing."""

    due_on: date | None
    why: str


def due_for(region: str, grade: str, on: date) -> WarningDue:
    """Until when a warning of that grade, raised on that day, is to be dealt with there."""
    return read_due(local_setting(SETTING, region, on), grade, on, calendar_of(region))


def read_due(entered: tuple[Any, str] | None, grade: str, on: date, calendar: WorkingCalendar) -> WarningDue:
    """The same from the setting as entered. Pure."""
    if entered is None:
        return WarningDue(None, ONLY_WATCHED if grade == "blue" else MISSING)
    value, source = entered
    unit = value.get("unit", "working") if isinstance(value, Mapping) else None
    asked = (*ASKED, "blue") if isinstance(value, Mapping) and "blue" in value else ASKED
    if unit in ("working", "calendar") and grade not in asked:
        return WarningDue(None, ONLY_WATCHED)
    if unit not in ("working", "calendar") or not all(_is_days(value.get(one)) for one in asked):
        return WarningDue(None, f"地方设置{SETTING}看不懂；请按{SHAPE}填写（{source}）")
    days: int = value[grade]
    day = on
    for _ in range(days):
        day += timedelta(days=1)
        if unit == "working":
            day = calendar.next_working(day)
    words = "个工作日" if unit == "working" else "日"
    return WarningDue(day, f"{GRADE_NAMES[grade]}色预警{days}{words}内处置，自{on}的次日起算（{source}）")


def _is_days(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 366
