"""Dates as official prose writes them: 2024年2月10日前, 11月中旬至2024年2月10日, 3月底, 二季度至年底, 6—8月. Pure.

A date is written ISO as exactly as it is stated: 2024-02-10, 2023-11 (month, 上旬, 中旬, 下旬), 2023; an unknown year
is left out (`--12-10`; the end of a February of an unknown year is `--02`). A year left out is taken from the nearest
earlier date of the same text, else from `year`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nuanxin.foundation.common.reading.official.outline_numbers import numeral

_HAN = "〇零一二三四五六七八九十"
_YEAR = rf"(?:(?P<y>(?:19|20)\d\d|[{_HAN}]{{4}})年(?:度)?|(?P<near>今年|本年度?|当年|去年|上年|明年|次年|翌年))"
_MONTH = r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
_DATE = re.compile(
    rf"(?P<iso>(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])(?!\d))"
    rf"|{_YEAR}?(?:的)?(?<![\d.])(?:{_MONTH}(?:(?:的)?{_DAY}|(?P<part>上旬|中旬|下旬|初|底|末|中下旬|上中旬))?)"
    rf"|{_YEAR.replace('(?P<y>', '(?P<y2>').replace('(?P<near>', '(?P<near2>')}"
    r"(?:的)?(?:(?P<yend>底|末)|第?(?P<q>[一二三四1-4])季度(?P<qend>底|末)?|(?P<half>上|下)半年)?"
    r"|(?<![当每半多近])(?P<bare>年底|年末)|第?(?P<q2>[一二三四])季度(?P<qend2>底|末)?|(?P<half2>上|下)半年"
)
_BARE_DAY = re.compile(rf"(?<!\d){_DAY}")
_SPAN_OF_MONTHS = re.compile(
    rf"{_YEAR}?(?<!\d)(?P<a>1[0-2]|[1-9])月?(?:—+|-|～|至|到)(?P<b>1[0-2]|[1-9])月(?!\d)(?!{_DAY})"
)
_SPAN_OF_YEARS = re.compile(r"(?P<a>(?:19|20)\d\d)年?(?:—+|-|～|至)(?P<b>(?:19|20)\d\d)年(?!\d)(?!\s*\d+月)")
_SPAN_OF_DAYS = re.compile(rf"{_YEAR}?{_MONTH}(?P<a>[0-3]?\d)(?:—+|-|～|至|到)(?P<b>[0-3]?\d)[日号]")
_BETWEEN = re.compile(r"(?:开始|起)?(?:，)?(?:—+|-|～|至|到|直到|持续到|直至)")
_SINCE = re.compile(r"(?:以来|至今)")
_LIST = re.compile(r"[、和及]|，(?=\d)")


@dataclass(frozen=True)
class ProseDate:
    """One date or range: `start` and `end` are places in the text, `first` and `last` its ISO dates (equal for one date).

    `certain` is False where the year is that of the paper, not of the text read.
    """

    start: int
    end: int
    first: str
    last: str
    is_range: bool = False
    certain: bool = True


@dataclass(frozen=True)
class _Parts:
    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    last_day: bool = False
    own_year: bool = False


def prose_dates(text: str, *, year: int | None) -> list[ProseDate]:
    """Every date of `text` in order, ranges as one; `year` is the year of the paper, if known.

    >>> [(d.first, d.last) for d in prose_dates("自2023年11月中旬至2024年2月10日前", year=None)]
    [('2023-11', '2024-02-10')]
    """
    found = _closed_spans(text, year)
    taken = [(d.start, d.end) for d in found]
    singles = [p for p in _singles(text) if not any(a < p.end and p.start < b for a, b in taken)]
    found += _chained(text, _with_days_alone(text, singles), year)
    return sorted(found, key=lambda d: d.start)


def _singles(text: str) -> Iterator[_Parts]:
    for m in _DATE.finditer(text):
        parts = _parts(m)
        if parts is not None:
            yield parts


def _parts(m: re.Match[str]) -> _Parts | None:
    g = m.groupdict()
    if g["iso"]:
        return _checked(_Parts(m.start(), m.end(), int(g["iy"]), int(g["im"]), int(g["id"]), own_year=True))
    printed = g["y"] or g["y2"]
    year = numeral(printed) if printed else None
    parts = _Parts(m.start(), m.end(), year, own_year=year is not None)
    if g["m"]:
        part = g["part"] or ""
        parts = replace(parts, month=numeral(g["m"]), day=numeral(g["d"]) if g["d"] else None)
        return _checked(replace(parts, last_day=part in ("底", "末")))
    quarter, half = g["q"] or g["q2"], g["half"] or g["half2"]
    if quarter:
        last = (numeral(quarter) or 1) * 3
        end = bool(g["qend"] or g["qend2"])
        return replace(parts, month=last if end else last - 2, last_month=last, last_day=end)
    if half:
        return replace(parts, month=1 if half == "上" else 7, last_month=6 if half == "上" else 12)
    if g["yend"] or g["bare"]:
        return replace(parts, month=12, day=31)
    return parts if year else None


def _checked(parts: _Parts) -> _Parts | None:
    """None where there is no such day (2月30日 is a slip of the pen, not a date)."""
    if parts.month is None or not 1 <= parts.month <= 12:
        return None
    most = calendar.monthrange(parts.year or 2024, parts.month)[1]
    return parts if parts.day is None or 1 <= parts.day <= most else None


def _with_days_alone(text: str, singles: list[_Parts]) -> list[_Parts]:
    """Add `15日` that goes on from a date: 2月1日至15日, 1月3日、15日前."""
    result: list[_Parts] = []
    for index, one in enumerate(singles):
        result.append(one)
        limit = singles[index + 1].start if index + 1 < len(singles) else len(text)
        while result[-1].day:
            last = result[-1]
            link = _BETWEEN.match(text, last.end) or _LIST.match(text, last.end)
            day = _BARE_DAY.match(text, link.end()) if link else None
            value = numeral(day.group("d")) if day else None
            if not day or day.end() > limit or value is None:
                break
            more = _checked(_Parts(day.start(), day.end(), last.year, last.month, value, own_year=last.own_year))
            if more is None:
                break
            result.append(more)
    return result


def _chained(text: str, singles: list[_Parts], year: int | None) -> list[ProseDate]:
    """Give every date its year, and tie `A至B` together."""
    found: list[ProseDate] = []
    known, sure, index = None, False, 0
    while index < len(singles):
        one = singles[index]
        after = singles[index + 1] if index + 1 < len(singles) else None
        link = _BETWEEN.match(text, one.end) if after else None
        first = _dated(one, known, year, text)
        if _SINCE.match(text, one.end):  # 2021年以来…，11月15日前: what has been is no year for what is to come
            found.append(ProseDate(one.start, one.end, _iso(first), _iso(first, end=True), certain=one.own_year))
            index += 1
            continue
        sure = one.own_year or sure
        known = first.year if first.year is not None else known
        if after and link and link.end() == after.start:
            last = _dated(after, known, year, text)
            first, last = _in_order(first, last, one.own_year, after.own_year)
            known = last.year if last.year is not None else known
            found.append(
                ProseDate(
                    one.start,
                    after.end,
                    _iso(first),
                    _iso(last, end=True),
                    is_range=True,
                    certain=sure or after.own_year,
                )
            )
            sure = sure or after.own_year
            index += 2
            continue
        whole = first.last_month is not None and not first.last_day
        found.append(ProseDate(one.start, one.end, _iso(first), _iso(first, end=True), is_range=whole, certain=sure))
        index += 1
    return found


def _dated(one: _Parts, known: int | None, year: int | None, text: str) -> _Parts:
    if one.own_year:
        return one
    base = known if known is not None else year
    word = text[one.start : one.start + 2]
    if word in ("明年", "次年", "翌年", "去年", "上年"):
        home = known if known is not None and word in ("次年", "翌年") else year
        return replace(
            one, year=None if home is None else home + (-1 if word in ("去年", "上年") else 1), own_year=True
        )
    return replace(one, year=year if word in ("今年", "本年") else base)


def _in_order(first: _Parts, last: _Parts, first_own: bool, last_own: bool) -> tuple[_Parts, _Parts]:
    """A range runs forward: the year that was not printed gives way."""
    if first.month is None or last.month is None or last.year is None:
        return first, last
    backward = (first.month, first.day or 1) > (last.month, last.day or 31)
    if not first_own and last_own:
        if first.year is None or (first.year, first.month) > (last.year, last.month):
            first = replace(first, year=last.year - 1 if backward else last.year)
    elif not last_own and first.year is not None and last.year == first.year and backward:
        last = replace(last, year=first.year + 1)
    return first, last


def _iso(one: _Parts, *, end: bool = False) -> str:
    month = one.last_month if end and one.last_month else one.month
    head = "-" if one.year is None else f"{one.year:04d}"
    if month is None:
        return head
    if one.last_day:
        if one.year is None and month == 2:
            return "--02"
        return f"{head}-{month:02d}-{calendar.monthrange(one.year or 2023, month)[1]:02d}"
    return f"{head}-{month:02d}" + (f"-{one.day:02d}" if one.day else "")


def _closed_spans(text: str, year: int | None) -> list[ProseDate]:
    """6—8月, 2022—2024年, 2月1—15日: the two ends share a sign."""
    found = []
    for m in _SPAN_OF_MONTHS.finditer(text):
        at = _year_before(text, m.start(), m.group("y"), year)
        last_year = None if at is None else at + (int(m["b"]) < int(m["a"]))
        first, last = _Parts(0, 0, at, int(m["a"])), _Parts(0, 0, last_year, int(m["b"]))
        found.append(ProseDate(m.start(), m.end(), _iso(first), _iso(last), is_range=True))
    for m in _SPAN_OF_YEARS.finditer(text):
        found.append(ProseDate(m.start(), m.end(), m["a"], m["b"], is_range=True))
    for m in _SPAN_OF_DAYS.finditer(text):
        at = _year_before(text, m.start(), m.group("y"), year)
        month = numeral(m["m"])
        ends = [_checked(_Parts(0, 0, at, month, int(m[k]))) for k in ("a", "b")]
        if ends[0] and ends[1]:
            found.append(ProseDate(m.start(), m.end(), _iso(ends[0]), _iso(ends[1]), is_range=True))
    return found


def _year_before(text: str, place: int, printed: str | None, year: int | None) -> int | None:
    if printed:
        return numeral(printed)
    earlier = re.findall(r"((?:19|20)\d\d)年", text[:place])
    return int(earlier[-1]) if earlier else year
