"""What kind of day a calendar day is, for deadlines and for overtime pay."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_WEEKDAYS = "一二三四五六日"


class DayKind(StrEnum):
    """Statutory holidays (300 % pay) are kept apart from rest days that were merely shifted (200 %)."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    STATUTORY_HOLIDAY = "statutory_holiday"
    SHIFTED_REST = "shifted_rest"
    MAKEUP_WORKDAY = "makeup_workday"

    @property
    def is_working(self) -> bool:
        return self in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)

    @property
    def chinese(self) -> str:
        return _CHINESE[self]


_CHINESE = {
    DayKind.WORKDAY: "工作日",
    DayKind.WEEKEND: "周末休息日",
    DayKind.STATUTORY_HOLIDAY: "法定节假日",
    DayKind.SHIFTED_REST: "调休放假日",
    DayKind.MAKEUP_WORKDAY: "调休上班日",
}


@dataclass(frozen=True)
class CalendarDay:
    """A day, its kind, and the holiday's name where it has one."""

    day: date
    kind: DayKind
    name: str = ""

    @property
    def is_working(self) -> bool:
        return self.kind.is_working

    @property
    def label(self) -> str:
        return self.name or self.kind.chinese

    def __str__(self) -> str:
        return f"{self.day.month}月{self.day.day}日（周{_WEEKDAYS[self.day.weekday()]}，{self.label}）"
