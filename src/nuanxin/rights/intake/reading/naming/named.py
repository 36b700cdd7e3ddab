"""Names cut out of running text: from the sign that ends a name leftwards to where the name must have begun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nuanxin.rights.intake.reading.lexicon import lexicon, one_of

LONGEST_NAME = 30
_NOT_IN_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9（）()·]")
_DAY = r"(?<=[0-9一二三四五六七八九十])(?:[年月日]份?|号(?!线|楼|院))"
_MARKED = re.compile(r"[A-Z]\d{0,2}(?:省|市|县|区)")
_OWN_LETTERS = 2
# Words of names that hold a word at which names otherwise end: 后勤服务公司, 教育咨询有限公司.
_IN_NAMES = re.compile(
    r"后勤|后湖|和平|和谐|和顺|和记|和美|同仁|同济|同创|同心|同辉|向阳|向荣|有色|将军|为民|进出口|进贤|来宾|来福|对外|经济|经贸|经开|经典|以勒"
    r"|[市县区]长(?=[顺城江兴安宏丰盛隆沙春虹岭青远泰庆盈])|到家|到位|就业|在线|并购|系统|系列|咨询(?=有限|公司|服务|管理|中心|集团|股份)|的士|美的(?=集团|公司|电)|单位餐"
)
_BRACKETS = {"）": "（", ")": "("}


@dataclass(frozen=True)
class Named:
    """A name and where it stands; `person` for somebody (包工头王某), not a firm, a site or a place."""

    name: str
    span: tuple[int, int]
    person: bool = False


@lru_cache(maxsize=1)
def _cuts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = lexicon().names
    hard = [word for word in names.hard_cuts if word not in "年月日号"]
    return re.compile(f"{one_of(hard)}|{_DAY}"), re.compile(one_of(names.soft_cuts))


def begin_of_name(text: str, end_at: int, floor: int, empty: frozenset[str], end: int) -> int:
    """Where the name whose last word stands at [end_at, end) begins; never before `floor`."""
    start = max(floor, end_at - LONGEST_NAME)
    for match in _NOT_IN_NAME.finditer(text, start, end_at):
        start = match.end()
    hard, soft = _cuts()
    kept = [match.span() for match in _IN_NAMES.finditer(text, start, min(end, end_at + 2))]
    for match in hard.finditer(text, start, end_at):
        if not _inside(match, kept):
            start = match.end()
    for match in list(soft.finditer(text, start, end_at)):
        if _inside(match, kept):
            continue
        rest = text[match.end() : end]
        if match.start() > start and text[match.start() - 1] in "省市县区州":
            continue  # an area, and then the name: 甲市都昌公司
        if (
            rest not in empty
            and end_at - match.end() >= _OWN_LETTERS
            and not _is_name_so_far(text[start : match.start()])
        ):
            start = match.end()
    marked = _MARKED.search(text, start, min(end_at, start + 5))
    if marked and marked.start() <= start + 2:
        start = marked.start()  # 通A县某村: a slip of the pen before the area
    return _inside_brackets(text, start, end_at)


def _inside(match: re.Match[str], kept: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in kept)


def _is_name_so_far(before: str) -> bool:
    """中国化学工程第三… : one sign before a soft cut (人和建筑公司) is a part of the name rather than a word."""
    return len(before) == 1


def _inside_brackets(text: str, start: int, end: int) -> int:
    """A bracket closed but never opened inside the name belongs to what stands before it."""
    for close, opening in _BRACKETS.items():
        at = text.rfind(close, start, end)
        if at >= 0 and text.find(opening, start, at) < 0:
            start = at + 1
    return start


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without brackets and points left over at the edges."""
    while start < end and text[start] in "（()）·、":
        start += 1
    while end > start and text[end - 1] in "（(·、":
        end -= 1
    return start, end
