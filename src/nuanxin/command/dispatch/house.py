"""Settings of the house and of a place, dated. Age bands have a value of the house; what nobody has set stays empty and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.foundation.organisations.local_settings import local_setting

AGE_BANDS, SMALLEST_BASE = "dispatch.age_bands", "dispatch.smallest_base"
# Upper bounds in days; a preference of the house, no legal figure. The latest that begins on or before the day holds.
HOUSE_BANDS: tuple[tuple[date, tuple[int, ...]], ...] = ((date(2000, 1, 1), (7, 15, 30, 60)),)


@dataclass(frozen=True)
class Band:
    """Ages from so many days to so many, both included; `most` None: and all that are older."""

    least: int
    most: int | None

    @property
    def name(self) -> str:
        if self.most is None:
            return f"{self.least - 1}天以上"
        return f"{self.most}天以内" if self.least == 0 else f"{self.least}–{self.most}天"


@dataclass(frozen=True)
class Bands:
    """The bands in force and who says so."""

    bands: tuple[Band, ...]
    says: str

    def of(self, days: int) -> int:
        """The band of an age."""
        return next(n for n, band in enumerate(self.bands) if band.most is None or days <= band.most)


@dataclass(frozen=True)
class SmallestBase:
    """Below it a share is shown and given no rank. `value` None: nobody has set one, `says` tells what is missing."""

    value: int | None
    says: str


def bands_of(bounds: tuple[int, ...]) -> tuple[Band, ...]:
    """Bands from their upper bounds; the last is open.

    >>> [band.name for band in bands_of((7, 15))]
    ['7天以内', '8–15天', '15天以上']
    """
    starts = (0, *(bound + 1 for bound in bounds))
    return tuple(Band(start, most) for start, most in zip(starts, (*bounds, None), strict=True))


def age_bands(region: str, on: date) -> Bands:
    """The bands of a place on a day; a setting that cannot be read is said and not used."""
    house = next(bounds for since, bounds in reversed(HOUSE_BANDS) if since <= on)
    entered = local_setting(AGE_BANDS, region, on)
    if entered is None:
        return Bands(bands_of(house), "本系统口径，可在地方设置（dispatch.age_bands）调整")
    if not _bounds(entered[0]):
        return Bands(bands_of(house), "地方设置 dispatch.age_bands 不是递增的天数，暂按本系统口径")
    return Bands(bands_of(tuple(entered[0])), f"地方设置：{entered[1]}")


def _bounds(value: Any) -> bool:
    whole = isinstance(value, list) and value and all(isinstance(one, int) and one > 0 for one in value)
    return bool(whole) and value == sorted(set(value))


def smallest_base(region: str, on: date) -> SmallestBase:
    """From how many on a share is ranked; no source gives a figure, so only a place can."""
    entered = local_setting(SMALLEST_BASE, region, on)
    if entered is None:
        return SmallestBase(None, "没有设置最小分母（地方设置 dispatch.smallest_base），分母为0的不排名，其余照排")
    if not isinstance(entered[0], int) or entered[0] < 1:
        return SmallestBase(None, "地方设置 dispatch.smallest_base 不是正整数，暂不使用")
    return SmallestBase(entered[0], f"分母不足{entered[0]}的只列出、不排名（{entered[1]}）")
