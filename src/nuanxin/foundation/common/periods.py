"""A calendar month as a value: wage months, reporting months."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.common.text import half_width

_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})|/(\d{1,2})|\.(\d{1,2})|年(\d{1,2})月(?:份)?)", re.ASCII)


@dataclass(frozen=True, order=True)
class Month:
    """Year and month; ordered, hashable."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12 or not 1 <= self.year <= 9998:
            raise ValueError(f"没有{self.year}年{self.month}月这个月份")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read 2024-01, 2024/1, 2024.1, 2024年1月; ValueError (Chinese) otherwise."""
        found = _MONTH.fullmatch(re.sub(r"\s", "", half_width(text)))
        if not found:
            raise ValueError(f"“{text.strip()}”不是月份，请写成 2024-01 或 2024年1月")
        return cls(int(found[1]), int(next(group for group in found.groups()[1:] if group)))

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shifted(self, months: int) -> "Month":
        """The month so many months later (earlier when negative)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def days(self) -> tuple[date, ...]:
        return tuple(self.first_day + timedelta(days=n) for n in range(self.last_day.day))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def chinese(self) -> str:
        return f"{self.year}年{self.month}月"
