"""When a fall is met: (this − last) ÷ last ≤ −target; with nothing last year only by nothing this year (law.md camp.4down_formula)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

GREEN, YELLOW, RED = "green", "yellow", "red"
WORDS = {GREEN: "达标", YELLOW: "下降未达标", RED: "未下降"}
# What falls: key → the counter that counts it. The fourth fall has two figures, both of which must fall.
FALLS = {
    "cases": "clues_received",
    "persons": "clue_persons",
    "amount": "clue_amount",
    "mass": "mass_petitions",
    "skip": "skip_level_petitions",
}
NAMES = {"cases": "欠薪案件数", "persons": "涉及人数", "amount": "拖欠金额", "mass": "群体性上访", "skip": "越级上访"}
SEED_TARGET = Decimal(20)  # per cent: the seed's first notice, 二(一) (law.md camp.4down1none)


@dataclass(frozen=True)
class Fall:
    """One figure of this window and of the same window of last year, with the fall asked for in per cent."""

    key: str
    this: int
    last: int
    target: Decimal = SEED_TARGET

    @property
    def name(self) -> str:
        return NAMES[self.key]

    @property
    def change(self) -> Fraction | None:
        """(this − last) ÷ last; None where there was nothing last year."""
        return Fraction(self.this - self.last, self.last) if self.last else None

    @property
    def percent(self) -> str:
        """The change as printed, one decimal, half up; a dash where nothing can be divided by."""
        if self.change is None:
            return "—"
        tenths = (abs(self.change) * 2000 + 1) // 2
        sign = "-" if self.change < 0 and tenths else "+" if self.change > 0 and tenths else ""
        return f"{sign}{tenths // 10}.{tenths % 10}%"

    @property
    def met(self) -> bool:
        if not self.last:
            return self.this == 0
        return 100 * (self.this - self.last) <= -self.target * self.last

    @property
    def light(self) -> str:
        """Green: met. Yellow: less than last year, not enough. Red: as many or more."""
        return GREEN if self.met else YELLOW if self.this < self.last else RED

    @property
    def word(self) -> str:
        return WORDS[self.light]


@dataclass(frozen=True)
class Zero:
    """杜绝: open clues of government projects, and visits there that found arrears not yet put right."""

    clues: int
    visits: int

    @property
    def met(self) -> bool:
        return self.clues == 0 and self.visits == 0

    @property
    def light(self) -> str:
        return GREEN if self.met else RED

    @property
    def word(self) -> str:
        return "达标" if self.met else "未杜绝"


@dataclass(frozen=True)
class Standing:
    """One area on a day: five figures of four falls, and the zero."""

    code: str
    name: str
    falls: Mapping[str, Fall]
    zero: Zero

    @property
    def met(self) -> int:
        """How many of the four falls are met; the fourth only with both of its figures."""
        first = sum(self.falls[key].met for key in ("cases", "persons", "amount"))
        return first + (self.falls["mass"].met and self.falls["skip"].met)

    @property
    def whole(self) -> bool:
        return self.met == 4 and self.zero.met

    @property
    def light(self) -> str:
        lights = {fall.light for fall in self.falls.values()} | {self.zero.light}
        return next(light for light in (RED, YELLOW, GREEN) if light in lights)


@dataclass(frozen=True)
class Outlook:
    """To the end of the window: how many may still come, and where the pace of the window so far leads."""

    key: str
    allowed: int
    room: int
    expected: int

    @property
    def in_reach(self) -> bool:
        return self.expected <= self.allowed


def outlook(fall: Fall, *, last_whole: int, start: date, on: date, end: date) -> Outlook:
    """`last_whole`: the figure of the whole window of last year. Pure."""
    allowed = int(last_whole * (100 - fall.target) / 100)
    past, whole = (on - start).days + 1, (end - start).days + 1
    return Outlook(fall.key, allowed, allowed - fall.this, -(-fall.this * whole // past))


def year_before(day: date) -> date:
    """The same calendar day; 29 February is compared with the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
