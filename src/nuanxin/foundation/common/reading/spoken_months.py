"""One month, season or year as people say it, resolved against the day of the writing: 去年腊月, 18年七月, 春节前, 上个月.

What is left out is supplied the way a reader does it: a month without a year is of the year last spoken of, or the
latest such month that is not after the day of the writing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.reading.chinese_numbers import read_number
from nuanxin.foundation.common.reading.lunar_months import dragon_boat, lunar_month, mid_autumn, new_year_day

_YEAR = r"(?:(?P<year>(?<!\d)(?:19|20)\d\d|(?<![\d.])[012]\d|二[〇零]\S\S|今|去|大前|前|当|同|本|上|次)年?(?<=年)(?:度|的|农历|阴历|期间)*)"
_ONE_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH = (
    rf"(?P<lunar>农历|阴历)?(?:(?<![\d.])(?P<head>{_ONE_MONTH})(?:[、,，]{_ONE_MONTH}){{0,11}}[、和到至—~-])?"
    r"(?P<month>(?<!\d)(?:1[0-2]|0?[1-9])|十[一二]?|[一二三四五六七八九正腊冬])月(?:份)?"
)
_COUNTED = (  # 5、6、7三个月, 8、9两月
    rf"(?<![\d.])(?P<chead>{_ONE_MONTH})(?:[、,，]{_ONE_MONTH}){{0,10}}[、和](?P<cmonth>{_ONE_MONTH})(?:这|共)?[两二三四五六七八九2-9]个?月"
)
_DAY = (
    r"(?:(?P<day>[0-3]?\d|初[一二三四五六七八九十]|[一二三四五六七八九十廿]{1,3})[日号]|初[一二三四五六七八九十](?!步|期)"
    r"|上旬|中旬|下旬|月?底|月?末|月?初(?!步|期))?"
)
_SEASON = (
    r"(?P<season>上半年|下半年|年底|年末|年终|年初|年中|底|末|初(?!中|步|期|审)|春节前|过年前|春节后|过年后|年前|年后|春节|过年|元旦|清明|五一|端午|"
    r"中秋|国庆|十一(?!月)|春季|夏季|秋季|冬季|春天|夏天|秋天|冬天|暑假|寒假)"
)
_BARE_SEASON = r"(?P<bare>今年|去年|前年|春节前|过年前|春节后|过年后|去年年底|年底|年初|国庆节?|中秋节?|端午节?)"
_RELATIVE = r"(?P<relative>上上个?月|上个?月|这个月|本月|当月(?!月)|前个月)"
_AGO = r"(?P<ago>[一二两三四五六七八九十\d]{1,3}(?:年|个月)|半年)(?:多|半)?(?:以)?前"
_NUMERIC = r"(?<![\d.])(?P<nyear>(?:19|20)\d\d)[-./](?P<nmonth>1[0-2]|0?[1-9])(?:[-./][0-3]?\d)?(?![\d.%])"
_YEAR_ONLY = r"(?P<alone>(?<!\d)(?:19|20)\d\d|二[〇零]\S\S)年(?!级)"
_YEAR_OF_SEASON = _YEAR.replace("<year>", "<year2>")
_SAID = re.compile(
    rf"{_NUMERIC}|{_COUNTED}|{_YEAR}?{_MONTH}{_DAY}|{_YEAR_OF_SEASON}{_SEASON}|{_AGO}|{_YEAR_ONLY}|{_RELATIVE}|{_BARE_SEASON}"
)
_YEARS_BACK = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2, "大前": 3}
_LUNAR_NAMES = {"正": 1, "冬": 11, "腊": 12}
_SEASONS = {
    "上半年": (1, 6), "下半年": (7, 12), "年底": (12, 12), "年末": (12, 12), "年终": (12, 12), "底": (12, 12), "末": (12, 12),
    "年初": (1, 1), "初": (1, 1), "年中": (6, 6), "元旦": (1, 1), "清明": (4, 4), "五一": (5, 5), "国庆": (10, 10), "十一": (10, 10),
    "春季": (2, 4), "春天": (2, 4), "夏季": (5, 7), "夏天": (5, 7), "暑假": (7, 8), "秋季": (8, 10), "秋天": (8, 10), "冬季": (11, 12),
    "冬天": (11, 12), "寒假": (1, 2),
}  # fmt: skip
_NEAR = 120  # signs within which a year once named still holds


@dataclass(frozen=True, slots=True)
class MonthsSaid:
    """The months meant (the same twice for one), whether a whole year was said, and where it stands."""

    first: Month
    last: Month
    whole_year: bool
    start: int
    end: int


def months_said(text: str, on: date) -> list[MonthsSaid]:
    """Every month, season or year spoken of, in its order; what cannot be resolved is left out."""
    found: list[MonthsSaid] = []
    year_named, named_at = None, 0
    for match in _SAID.finditer(text):
        context = year_named if year_named and match.start() - named_at < _NEAR else None
        try:
            first, last, whole = _resolve(match, on, context)
        except ValueError:
            continue
        if match["nyear"] or match["alone"] or match["year"] or match["year2"]:
            year_named, named_at = first.year, match.end()
        found.append(MonthsSaid(first, last, whole, match.start(), match.end()))
    return found


def _resolve(match: re.Match[str], on: date, context: int | None) -> tuple[Month, Month, bool]:
    """ValueError where there is no such month."""
    if match["nyear"]:
        return _once(Month(int(match["nyear"]), int(match["nmonth"])))
    if match["alone"]:
        year = _plain_year(match["alone"])
        return Month(year, 1), Month(year, 12), True
    if match["cmonth"]:
        number = read_number(match["cmonth"])
        return _several(match["chead"], _latest(number.whole or 12 if number else 12, on, lunar=False))
    if match["month"]:
        return _several(match["head"], _month(match, on, context))
    if match["season"]:
        return _season(match["season"], _year(match["year2"], on, context) or on.year)
    if match["ago"]:
        return _once(_ago(match["ago"], on))
    if match["relative"]:
        back = {"上上": 2, "前个": 2, "上个": 1, "上月": 1}.get(match["relative"][:2], 0)
        return _once(Month.of(on).shifted(-back))
    return _bare(match["bare"], on)


def _several(head: str | None, last: Month) -> tuple[Month, Month, bool]:
    """3、4、5月份, 3-8月: the first of them belongs to the year of the last, or to the one before."""
    number = read_number(head) if head else None
    if number is None or number.whole is None:
        return _once(last)
    first = Month(last.year, number.whole)
    return (first if first <= last else first.shifted(-12)), last, False


def _once(month: Month) -> tuple[Month, Month, bool]:
    return month, month, False


def _plain_year(text: str) -> int:
    number = read_number(text)
    if number is None or number.whole is None:
        raise ValueError(text)
    return number.whole


def _year(said: str | None, on: date, context: int | None) -> int | None:
    if not said:
        return None
    if said in _YEARS_BACK:
        return on.year - _YEARS_BACK[said]
    if said in ("当", "同", "次"):
        return None if context is None else context + (said == "次")
    year = _plain_year(said)
    return year if year > 99 else 2000 + year


def _month(match: re.Match[str], on: date, context: int | None) -> Month:
    said = match["month"]
    number = read_number(said)
    month = _LUNAR_NAMES.get(said) or (number.whole if number else None) or 0
    lunar = said in _LUNAR_NAMES or bool(match["lunar"]) or "农历" in match[0] or "阴历" in match[0]
    year = _year(match["year"], on, context)
    if year is not None:
        return lunar_month(year, month) if lunar else Month(year, month)
    latest = _latest(month, on, lunar=lunar)
    if context is not None:
        named = lunar_month(context, month) if lunar else Month(context, month)
        return named if named <= Month.of(on) else latest
    return latest


def _latest(month: int, on: date, *, lunar: bool) -> Month:
    """The latest such month that is not after the day of the writing."""
    years = (on.year, on.year - 1, on.year - 2)
    candidates = [lunar_month(year, month) if lunar else Month(year, month) for year in years]
    return next(one for one in candidates if one <= Month.of(on))


def _season(season: str, year: int) -> tuple[Month, Month, bool]:
    if season in _SEASONS:
        first, last = _SEASONS[season]
        return Month(year, first), Month(year, last), False
    day = {"端午": dragon_boat, "中秋": mid_autumn}.get(season, new_year_day)(year)
    shift = -20 if season.endswith("前") else 20 if season.endswith("后") else 0
    return _once(Month.of(day + timedelta(days=shift)))


def _bare(said: str, on: date) -> tuple[Month, Month, bool]:
    if said in ("今年", "去年", "前年"):
        year = on.year - _YEARS_BACK[said[0]]
        return Month(year, 1), Month(year, 12), True
    season = said.removesuffix("节").removeprefix("去年")
    for year in (on.year, on.year - 1):
        first, last, whole = _season(season, year)
        if (last <= Month.of(on) and not said.startswith("去年")) or year < on.year:
            return first, last, whole
    raise ValueError(said)


def _ago(said: str, on: date) -> Month:
    if said == "半年":
        return Month.of(on).shifted(-6)
    months = said.endswith("月")
    count = _plain_year(said.removesuffix("个月").removesuffix("年"))
    if count > 240:
        raise ValueError(said)
    return Month.of(on).shifted(-count * (1 if months else 12))
