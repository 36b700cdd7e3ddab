"""Citizen identity numbers, GB 11643-1999: 17 digits and a check digit.

Residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and the foreigners' permanent residence card of
2023 (9…) follow the same rule. The first six digits are never compared with a list of regions: old numbers keep the
codes of counties long abolished. Messages never repeat the number: they end up in logs.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from operator import mul

from nuanxin.foundation.common.text import half_width

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
_SHAPE = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
_OLD_SHAPE = re.compile(r"\d{15}", re.ASCII)
_SEVENTEEN = re.compile(r"\d{17}", re.ASCII)
_SPACE = re.compile(r"\s")
_EARLIEST_BIRTH = 1880


def id_check_digit(first17: str) -> str:
    """The 18th character for 17 digits: weighted sum modulo 11."""
    if not _SEVENTEEN.fullmatch(first17):
        raise ValueError("身份证号前17位必须都是数字")
    return CHECK_DIGITS[sum(map(mul, map(int, first17), WEIGHTS)) % 11]


@dataclass(frozen=True)
class IdNumber:
    """A valid 18-digit number, in half-width upper case; else ValueError (Chinese, without the number)."""

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        text = _SPACE.sub("", half_width(self.text)).upper()
        object.__setattr__(self, "text", text)
        if not text:
            raise ValueError("身份证号为空")
        if _OLD_SHAPE.fullmatch(text):
            raise ValueError("15位旧身份证号已于2013年1月1日停用，请填写18位身份证号")
        if len(text) != 18:
            raise ValueError(f"身份证号应为18位，现为{len(text)}位")
        if not _SHAPE.fullmatch(text):
            raise ValueError("身份证号前17位应为数字，末位为数字或X")
        try:
            born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
        except ValueError:
            raise ValueError("身份证号第7至14位不是有效的出生日期") from None
        if born.year < _EARLIEST_BIRTH:
            raise ValueError("身份证号第7至14位的出生年份过早，请核对")
        if id_check_digit(text[:17]) != text[17]:
            raise ValueError("身份证号校验位不符，请逐位核对")

    @property
    def birth_date(self) -> date:
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def is_male(self) -> bool:
        return int(self.text[16]) % 2 == 1

    @property
    def region_code(self) -> str:
        """The six digits of the place of first registration, as issued then; may be abolished since."""
        return self.text[:6]

    def age_on(self, day: date) -> int:
        """Full years (周岁) on that day, risen on the birthday (29 February: on 1 March in common years).

        Ask for the day of the work, not for today: the ban under 16 looks at when the work was done.
        ValueError (Chinese) when the day lies before birth.
        """
        born = self.birth_date
        if day < born:
            raise ValueError("日期早于身份证号中的出生日期")
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def __str__(self) -> str:
        return self.text
