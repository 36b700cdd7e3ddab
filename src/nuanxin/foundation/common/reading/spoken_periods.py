"""Periods as people say them: 今年3月至8月, 从五月份到现在, 2018年12月13日至2019年1月23日, 自去年腊月以来."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.reading.spoken_months import MonthsSaid, months_said

_TO = re.compile(
    r"(?:份|起|开始|左右|日|号|,|，|\(|（)*(?:就?一直)?(?:做|干|工作|上班|打工|施工|忙|拖)?(?:至|到|—+|-+|－|~|～|一直|、|和|及)+(?:了|是|[在于])?"
)
_LISTED = re.compile(r"[、和及]")
_UNTIL_NOW = re.compile(
    r"(?:份|起|开始|左右|以来|就|都|[,，])*(?:一直)?(?:至今|到今|直到现在|到现在|到目前|至目前|到如今|至现在|截止现在|截至目前|截止目前)"
)
_SINCE = re.compile(r"(?:份|左右)?(?:起|开始|以来|之后|以后)")
_FROM_WORD = re.compile(r"(?:从|自从|自|打)$")


@dataclass(frozen=True, slots=True)
class Period:
    """From month to month. `until_now` for 至今; `open_end` for 起 and 从 without an end; `whole_year` where only a year was said."""

    first: Month
    last: Month
    whole_year: bool
    until_now: bool
    open_end: bool
    joined: bool  # two months with 至 between them
    start: int
    end: int


def periods_said(text: str, on: date) -> list[Period]:
    """Every period and single month of the text, in its order. `on` is the day of the writing."""
    said = months_said(text, on)
    found: list[Period] = []
    at = 0
    while at < len(said):
        one, last = said[at], at
        while last + 1 < len(said) and _joined(text, said[last], said[last + 1]):
            last += 1
            if not _LISTED.search(text, said[last - 1].end, said[last].start):
                break  # 3月至8月 ends there; 5月、6月、7月 goes on
        found.append(_from_to(one, said[last]) if last > at else _single(text, one, on))
        at = last + 1
    return found


def _joined(text: str, one: MonthsSaid, other: MonthsSaid) -> bool:
    return other.start - one.end <= 8 and bool(_TO.fullmatch(text, one.end, other.start))


def _from_to(one: MonthsSaid, other: MonthsSaid) -> Period:
    last = other.last
    if last < one.first and last.shifted(12) >= one.first:
        last = last.shifted(12)  # 去年十月到三月
    first = min(one.first, last)
    return Period(first, last, one.whole_year or other.whole_year, False, False, True, one.start, other.end)


def _single(text: str, one: MonthsSaid, on: date) -> Period:
    now = _UNTIL_NOW.match(text, one.end)
    since = _SINCE.match(text, one.end) or _FROM_WORD.search(text, max(0, one.start - 2), one.start)
    last = max(one.first, Month.of(on)) if now else one.last
    end = now.end() if now else one.end
    return Period(one.first, last, one.whole_year, bool(now), bool(since) and not now, False, one.start, end)
