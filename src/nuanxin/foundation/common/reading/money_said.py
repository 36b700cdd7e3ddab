"""Sums of money in running text, in 分: 伍拾万零捌佰元整, 3.5万, 40余万元, 两千块, 343720.02元, 二三十万."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.foundation.common.money import FEN_PER_YUAN, LARGEST_FEN
from nuanxin.foundation.common.reading.chinese_numbers import LONGEST, SIGNS, loosely_said, read_number

_UNIT = r"(?:元|圆|圓|块钱|块|塊)"
_RANGED = rf"(?:[{SIGNS}]{{1,{LONGEST}}}(?:[-—~～至到][{SIGNS}]{{1,{LONGEST}}})?)"
# 一万八, 三万五千: what follows 万 without a unit of its own, unless a day, an item or a longer figure begins there.
_AFTER_WAN = (
    r"(?:[一二两三四五六七八九壹贰叁肆伍陆柒捌玖1-9][0-9零一二两三四五六七八九十百千拾佰仟]{0,6}"
    r"(?![0-9.零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟年月日号个项第]))?"
)
_SUM = re.compile(
    rf"(?P<number>{_RANGED})(?P<approx>多|余|左右|来)?(?P<unit>{_UNIT})(?P<more>多|余)?"
    rf"(?:(?P<jiao>[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?"
    rf"(?:零?(?P<fen>[0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?整?"
    rf"|(?P<bare>{_RANGED}[万萬亿億]{_AFTER_WAN}[多余来]?)(?![人户名个套平亩吨公米方株条辆台家件次字年位里Pp斤亿])"
)
_LEADING = re.compile(r"[^0-9.零一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟两廿卅]+")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum said: 分, whether exactly this was said, and where it stands."""

    fen: int
    exact: bool
    start: int
    end: int


def sums_said(text: str) -> list[Sum]:
    """Every sum of the text, in its order. A number without 元 (块, 圆) counts only where 万 or 亿 closes it."""
    found = []
    for match in _SUM.finditer(text):
        one = _sum(text, match)
        if one is not None:
            found.append(one)
    return found


def read_sum(text: str) -> Sum | None:
    """One sum and nothing else."""
    sums = sums_said(text.strip())
    return sums[0] if len(sums) == 1 and sums[0].end - sums[0].start == len(text.strip()) else None


def _sum(text: str, match: re.Match[str]) -> Sum | None:
    group = "bare" if match["bare"] else "number"
    written = match[group]
    skipped = _LEADING.match(written)
    start = match.start(group) + (skipped.end() if skipped else 0)
    number = read_number(text[start : match.end(group)].rstrip(",，."))
    if number is None:
        return None
    fen = number.value * FEN_PER_YUAN + 10 * _digit(match["jiao"]) + _digit(match["fen"])
    if fen != fen.to_integral_value() or not 0 < fen <= LARGEST_FEN:
        return None
    loose = bool(match["approx"] or match["more"]) or loosely_said(text, start, match.end())
    return Sum(int(fen), number.exact and not loose, start, match.end())


def _digit(sign: str | None) -> int:
    if not sign:
        return 0
    number = read_number(sign)
    return int(number.value) if number else 0
