"""Outline numbers of official papers: 第三条, 一、, （一）, 1., （1）, ①. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_VALUES = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
# kind, in the order in which official papers nest them (GB/T 9704: 一、 （一） 1. （1）)
_KINDS = (
    ("chapter", re.compile(rf"第[{_HAN}\d]{{1,4}}[章编]")),
    ("part", re.compile(rf"第[{_HAN}\d]{{1,4}}节")),
    ("article", re.compile(rf"第[{_HAN}\d]{{1,5}}条")),
    ("han", re.compile(rf"[{_HAN}]{{1,3}}[、.](?!\d)")),
    ("han_bracket", re.compile(rf"（[{_HAN}]{{1,3}}）")),
    ("digit", re.compile(r"\d{1,2}(?:[、]|\.(?!\d))")),
    ("digit_bracket", re.compile(r"（\d{1,2}）|\d{1,2}）")),
    ("circled", re.compile(rf"[{_CIRCLED}]")),
)
DEPTH = {kind: place for place, (kind, _) in enumerate(_KINDS)}


@dataclass(frozen=True)
class OutlineNumber:
    """A number at the head of a paragraph: its kind, its value (1, 2, …) and how many letters it takes."""

    kind: str
    value: int
    length: int


def outline_number(text: str) -> OutlineNumber | None:
    """The outline number that `text` (plain letters, see `letters`) begins with.

    >>> outline_number("（十二）送关爱帮扶。")
    OutlineNumber(kind='han_bracket', value=12, length=4)
    """
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if found:
            return OutlineNumber(kind, _value(found.group()), found.end())
    return None


def numeral(text: str) -> int | None:
    """A whole number below ten thousand in digits or in Chinese: 12, 十二, 二十, 两, 一百零五, 二〇二四; else None."""
    if text.isdecimal():
        return int(text)
    if not text or any(sign not in _VALUES and sign not in "十百千" for sign in text):
        return None
    if not any(sign in "十百千" for sign in text):
        return int("".join(str(_VALUES[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _VALUES:
            digit = _VALUES[sign]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
    return total + digit


def _value(printed: str) -> int:
    if printed in _CIRCLED:
        return _CIRCLED.index(printed) + 1
    inner = re.sub(r"[第章编节条、.（）]", "", printed)
    return numeral(inner) or 0
