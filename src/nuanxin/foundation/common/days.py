"""Days as people and workbooks write them."""

import re
from datetime import date, datetime, timedelta

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.text import half_width

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])"
    r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_FORMS = "请写成 2024-01-03、2024/1/3 或 2024年1月3日"


def parse_day(value: date | datetime | int | float | str) -> date:
    """A day from a date, a datetime, a workbook's serial number (1900 system) or text; ValueError (Chinese) otherwise.

    Text: 2024-01-03, 2024/1/3, 2024.1.3, 2024年1月3日, full-width digits, a time of day after it is dropped.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _from_serial(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"日期为空，{_FORMS}")
    text = re.sub(r"\s+", " ", half_width(value)).strip()
    # Spaces between the parts are typing habits (2024 年 1 月 3 日); the one before a time of day is harmless too.
    found = _DAY.fullmatch(text) or _DAY.fullmatch(re.sub(r"(?<=[年月/.-]) | (?=[年月日号/.-])", "", text))
    if not found:
        raise ValueError(f"“{value.strip()}”不是日期，{_FORMS}")
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{value.strip()}”：没有这一天") from None


def _from_serial(value: int | float) -> date:
    if not 1 <= value < _LAST_SERIAL + 1:
        raise ValueError(f"数字 {value} 不是表格中的日期，{_FORMS}")
    serial = int(value)
    if serial == 60:
        raise ValueError("表格中的 1900-02-29 并不存在，请核对日期")
    # The 1900 system counts a 29 February 1900 that never was; before it the epoch is one day later.
    epoch = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    return epoch + timedelta(days=serial)


def parse_month(value: date | datetime | str) -> Month:
    """A month from text (2024-01, 2024年1月 …) or from any day in it; ValueError (Chinese) otherwise.

    Numbers are refused: 2024.1 may be January or, cut by the workbook, October.
    """
    if isinstance(value, date):
        return Month.of(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("月份为空或不是文本，请写成 2024-01 或 2024年1月")
    try:
        return Month.parse(value)
    except ValueError as no_month:
        try:
            return Month.of(parse_day(value))
        except ValueError:
            raise no_month from None


def chinese_day(day: date) -> str:
    """2024-01-03 → "2024年1月3日" (no leading zeros, GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"
