"""Numbers as Chinese writes them: 三十六万五千, 伍拾万零捌佰, 3.5万, 40余万, 两千, 二三十, 百十来, 二〇一八.

A number said loosely (余, 多, 来, 几, 近, 二三十) is read at its lower value and marked as not exact. Nothing is guessed:
what is no number, or no definite one (几十, 数百), is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "俩": 2,
    "仨": 3,
    "貳": 2,
    "叄": 3,
    "参": 3,
    "陸": 6,
    "幺": 1,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
_LARGE = {"万": 10_000, "萬": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000, "億": 100_000_000}
_LOOSE = "余多来几馀"
SIGNS = "0-9.,，" + "".join(_DIGITS) + "".join(_SMALL) + "".join(_LARGE) + _LOOSE + "数"
"""The inside of a character class: every sign that may stand in a number."""
LONGEST = 24
"""Signs of the longest number read; a longer run of digits is an account, a card, a telephone."""

_ARABIC = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+", re.ASCII)
_LARGEST_DIGITS = 13
_BEFORE = re.compile(r"(?:大约|大概|约莫|约|将近|接近|近|差不多|不到|不足|超过|至少|最少|上|多达)$")
_AFTER = re.compile(r"(?:左右|上下|以上|开外|不止)")
_RANGE = re.compile(r"(?:-|—+|－|~|～|至|到)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read: its value (the lower one where it is loose) and whether exactly this was said."""

    value: Decimal
    exact: bool = True

    @property
    def whole(self) -> int | None:
        """The value where it is a whole number."""
        return int(self.value) if self.value == self.value.to_integral_value() else None


def read_number(text: str) -> Number | None:
    """One number, written in any of the ways above, and nothing else; None where it is none.

    >>> read_number("三十六万五千").whole, read_number("40余万"), read_number("一百二").whole
    (365000, Number(value=Decimal('400000'), exact=False), 120)
    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    halves = _RANGE.split(text, maxsplit=1)
    if len(halves) == 2:
        return _range(*halves)
    strict = text.strip(_LOOSE)
    if strict and all(sign in _DIGITS for sign in strict) and len(strict) > 1:
        return _row_of_digits(strict, strict == text)
    return _Reading(text).number()


def _range(low: str, high: str) -> Number | None:
    """10到20万: the lower end, in the unit of the upper one where it has none of its own."""
    first, last = read_number(low), read_number(high)
    if first is None or last is None:
        return None
    unit = _LARGE.get(high[-1], 1)
    value = first.value * (unit if first.value < unit else 1)
    return Number(value, exact=False) if value <= last.value else None


def _row_of_digits(text: str, exact: bool) -> Number | None:
    """二〇一八 is a year's digits in a row; 三四 is "three or four"; nothing else is a number."""
    values = [_DIGITS[sign] for sign in text]
    if len(values) == 2 and values[1] == values[0] + 1 and values[0] > 0:
        return Number(Decimal(values[0]), exact=False)
    return Number(Decimal("".join(map(str, values))), exact) if len(values) >= 3 or values[0] else None


class _Reading:
    """From left to right: the digit in hand, the section below 万, the whole."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.digit: Decimal | None = None
        self.section = self.whole = Decimal(0)
        self.last_unit = Decimal(1)
        self.exact, self.zero, self.arabic, self.sound = True, False, False, True

    def number(self) -> Number | None:
        while self.at < len(self.text) and self.sound:
            self._step(self.text[self.at])
        if not self.sound or (self.digit is None and not self.section and not self.whole):
            return None
        return Number(self.whole + self.section + self._tail(), self.exact)

    def _step(self, sign: str) -> None:
        if sign.isascii() and (sign.isdigit() or sign == "."):
            self._take_arabic()
            return
        self.at += 1
        if sign in _LOOSE:
            self._take_loose(sign)
        elif sign in _DIGITS:
            self._take_digit(_DIGITS[sign])
        elif sign in _SMALL:
            self._take_small(Decimal(_SMALL[sign]), sign in "廿卅")
        elif sign in _LARGE:
            self._take_large(Decimal(_LARGE[sign]))
        else:
            self.sound = False

    def _take_arabic(self) -> None:
        found = _ARABIC.match(self.text, self.at)
        if found is None or self.digit is not None or len(found[0]) > _LARGEST_DIGITS + 4:
            self.sound = False
            return
        digits = re.sub("[,，]", "", found[0])
        self.sound = len(digits.partition(".")[0]) <= _LARGEST_DIGITS
        self.digit, self.arabic, self.at = Decimal(digits), True, found.end()

    def _take_digit(self, value: int) -> None:
        if value == 0 and self.digit is None:
            self.zero = True
        elif self.digit is None:
            self.digit, self.arabic = Decimal(value), False
        elif value == self.digit + 1 and not self.arabic:
            self.exact = False  # 二三十: the lower one stays in hand
        else:
            self.sound = False

    def _take_loose(self, sign: str) -> None:
        """多, 余, 来 after something; 几 after a unit (十几): the rest is unknown, the value so far stands."""
        if self.digit is None and self.last_unit == 1 and not self.whole:
            self.sound = False  # 几十: no definite number
        self.exact = False

    def _take_small(self, unit: Decimal, is_sum: bool) -> None:
        if is_sum:
            self.section, self.last_unit = self.section + unit, Decimal(10)
            return
        if self.digit is None and unit == 10 and self.last_unit == 100 and not self.zero and self.section == 100:
            self.exact = False  # 百十来人: a hundred or so
            return
        if self.digit is None and self.last_unit in (10, 100) and self.section and unit >= 100:
            self.section, self.last_unit = self.section * unit, unit  # 十余百
            return
        self.section += (1 if self.digit is None else self.digit) * unit
        self.digit, self.last_unit, self.zero = None, unit, False

    def _take_large(self, unit: Decimal) -> None:
        inside = self.section + self._tail()
        if not inside and not self.whole:
            inside = Decimal(1) if self.digit is None and self.exact else Decimal(0)
            self.sound = self.exact and self.at > 1
        if self.whole and unit > self.whole:
            inside, self.whole = inside + self.whole, Decimal(0)
        self.whole += inside * unit
        self.section, self.digit, self.last_unit, self.zero, self.arabic = Decimal(0), None, unit, False, False

    def _tail(self) -> Decimal:
        """The digit left in hand; after a unit of hundred and more it counts tenths of it: 一百二, 两万五, 3万5."""
        if self.digit is None:
            return Decimal(0)
        bare = self.last_unit >= 100 and not self.zero and self.digit < 10 and self.digit == int(self.digit)
        return self.digit * (self.last_unit / 10 if bare else 1)


def loosely_said(text: str, start: int, end: int) -> bool:
    """Whether 近, 约, 将近 … stand before the number or 左右, 上下 … after it (or after its unit)."""
    return bool(_BEFORE.search(text, max(0, start - 4), start) or _AFTER.match(text, end))
