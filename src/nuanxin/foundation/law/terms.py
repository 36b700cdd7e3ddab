"""What the law book hands out: terms, promises and figures as they hold at one place on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nuanxin.foundation.common.money import FEN_PER_YUAN
from nuanxin.foundation.law.citation import Citation, written_together
from nuanxin.foundation.law.records import Measure, Roll, Unit

UNIT_NAMES: dict[Unit, str] = {"wd": "个工作日", "d": "日", "h": "小时", "mo": "个月", "yr": "年"}


class MissingFigure(Exception):
    """The setting is empty: says in Chinese what is missing and who can supply it."""

    def __init__(self, key: str, name: str, missing: str) -> None:
        super().__init__(key, name, missing)
        self.key = key
        self.name = name
        self.missing = missing

    def __str__(self) -> str:
        return f"{self.name}（{self.key}）：{self.missing.rstrip('。')}。"


class UnknownTerm(KeyError):
    """No such key; names the nearest ones."""

    def __init__(self, key: str, near: tuple[str, ...]) -> None:
        super().__init__(key)
        self.key = key
        self.near = near

    def __str__(self) -> str:
        hint = f"；相近的有：{'、'.join(self.near)}" if self.near else ""
        return f"没有“{self.key}”这一期限或标准{hint}。"


def amount(value: int, unit: Unit) -> str:
    """5, "wd" → "5个工作日"."""
    return f"{value}{UNIT_NAMES[unit]}"


@dataclass(frozen=True)
class Extension:
    """What the law allows on top, and on which condition."""

    value: int
    unit: Unit
    condition: str = ""

    @property
    def amount(self) -> str:
        return amount(self.value, self.unit)


@dataclass(frozen=True)
class Holding:
    """Where and since when something holds, and on what it rests. `effective_from` None: date not confirmed."""

    key: str
    name: str
    place: str
    effective_from: date | None
    effective_to: date | None
    citations: tuple[Citation, ...]
    verified: str
    confidence: str
    note: str
    cautions: tuple[str, ...]

    @property
    def citation(self) -> str:
        return written_together(self.citations)


@dataclass(frozen=True)
class Term(Holding):
    """A time limit: `value` in `unit`; events are Chinese text; direction "before" counts back from the start event."""

    value: int
    unit: Unit
    extension: Extension | None
    roll: Roll
    direction: str
    day_one: str
    start_event: str
    stop_event: str
    pause_events: tuple[str, ...]

    @property
    def amount(self) -> str:
        return amount(self.value, self.unit)


@dataclass(frozen=True)
class Promise(Term):
    """A service target that someone has set himself; `statute` is the key of the legal term beside it, or empty."""

    statute: str = ""


@dataclass(frozen=True)
class Figure(Holding):
    """A number or a range. For unit "yuan" use the *_fen properties; ratios are Decimals, 0.5 = 50 %."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    tiers: tuple[Decimal, ...]
    unit: Measure
    warn_only: bool

    @property
    def value_fen(self) -> int | None:
        return self._fen(self.value)

    @property
    def low_fen(self) -> int | None:
        return self._fen(self.low)

    @property
    def high_fen(self) -> int | None:
        return self._fen(self.high)

    @property
    def tiers_fen(self) -> tuple[int, ...]:
        return tuple(int(tier * FEN_PER_YUAN) for tier in self.tiers)

    @property
    def least(self) -> Decimal | None:
        """The number, or the lower end of the range: what a warning starts from."""
        return self.value if self.value is not None else self.low

    def _fen(self, number: Decimal | None) -> int | None:
        if number is None:
            return None
        if self.unit != "yuan":
            raise ValueError(f"{self.key} 的单位不是元，不能换算成分")
        return int(number * FEN_PER_YUAN)
