"""Until when an item is to be assessed and answered: the national figure and the place's own, the earlier of which holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.local_settings import local_setting
from nuanxin.watch.opinion.models import OpinionItem

FILE = Path(__file__).with_name("terms.yaml")
ANSWER, ASSESS = "opinion.answer_hours", "opinion.assess_hours"


class National(BaseModel):
    """What holds in the whole country from a day on; hours, None = no source gives one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    answer_hours: int | None
    assess_hours: int | None
    source: str
    text: str
    remark: str


@dataclass(frozen=True)
class Limit:
    """So many hours after we learned of it, and who says so. `hours` None: nobody has set one, `says` tells what is missing."""

    hours: float | None
    says: str

    def until(self, start: datetime) -> datetime | None:
        return start + timedelta(hours=self.hours) if self.hours is not None else None


@cache
def national_terms() -> tuple[National, ...]:
    """Every version, the oldest first."""
    return tuple(National.model_validate(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def national_on(day: date) -> National | None:
    """What holds on a day."""
    return next((one for one in reversed(national_terms()) if one.valid_from <= day), None)


def limit_of(
    national: float | None, source: str, entered: tuple[object, str] | None, grade: str, missing: str
) -> Limit:
    """The earlier of the two; a setting that cannot be read sets nothing. Pure."""
    own = _hours(entered[0], grade) if entered else None
    if own is not None and (national is None or own <= national):
        return Limit(own, f"本地规定{own:g}小时（{entered[1] if entered else ''}）")
    if national is not None:
        return Limit(national, f"{national:g}小时（{source}）")
    return Limit(None, missing)


def answer_limit(region: str, grade: str, on: date) -> Limit:
    """How long an answer may take there for that grade."""
    found = national_on(on)
    missing = f"没有设置回应期限：请系统管理员在地方设置中填写{ANSWER}"
    hours, source = (found.answer_hours, found.source) if found else (None, "")
    return limit_of(hours, source, local_setting(ANSWER, region, on), grade, missing)


def assess_limit(region: str, grade: str, on: date) -> Limit:
    """How long it may lie before somebody has taken it up."""
    found = national_on(on)
    missing = f"没有设置研判期限：没有全国统一的规定，请系统管理员在地方设置中填写{ASSESS}"
    hours, source = (found.assess_hours, found.source) if found else (None, "")
    return limit_of(hours, source, local_setting(ASSESS, region, on), grade, missing)


def set_terms(item: OpinionItem) -> None:
    """Both limits as they follow from place, grade and the moment of arrival; the caller saves."""
    day = item.received_at.astimezone(BEIJING).date()
    item.assess_due_at = assess_limit(item.region_id, item.grade, day).until(item.received_at)
    item.answer_due_at = answer_limit(item.region_id, item.grade, day).until(item.received_at)


def _hours(value: object, grade: str) -> float | None:
    """A number, or {grade: number}; nought or less and anything else is no limit."""
    said = value.get(grade) if isinstance(value, dict) else value
    sound = isinstance(said, (int, float)) and not isinstance(said, bool) and said > 0
    return float(said) if sound and isinstance(said, (int, float)) else None
