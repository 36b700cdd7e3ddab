"""Twelve months of a project drawn side by side: who worked, what was due and paid, what lay on the account. Geometry only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nuanxin.foundation.warehouse.one_project import ProjectMonth

LABEL, COLUMN, BAND, GAP = (
    92,
    74,
    62,
    22,
)  # SVG units: the words at the left, a month, the height of a band, between bands
HEAD = 24


@dataclass(frozen=True)
class Bar:
    """One bar. kind: worked, due, paid, balance, owing (a balance below nought)."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Word:
    """A figure above a bar, or — where nothing was handed in."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Band:
    """One line of the picture."""

    name: str
    unit: str
    y: int
    base: int
    bars: tuple[Bar, ...]
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Strip:
    """What the template draws. months: (x of its middle, "24-03")."""

    width: int
    height: int
    months: tuple[tuple[int, str], ...]
    bands: tuple[Band, ...]


def strip(months: Sequence[ProjectMonth]) -> Strip:
    """Bars of a band share one scale, due and paid the same; a month without data has a dash, which is no nought."""
    bands = (
        _band(0, "出勤", "工日", months, {"worked": lambda one: one.worker_days}, str),
        _band(
            1, "应发与实发", "万元", months, {"due": lambda one: one.due_fen, "paid": lambda one: one.paid_fen}, _wan
        ),
        _band(2, "专户余额", "万元", months, {"balance": lambda one: one.balance_fen}, _wan),
    )
    heads = tuple((_middle(place), f"{one.month:%y-%m}") for place, one in enumerate(months))
    return Strip(LABEL + COLUMN * len(months), HEAD + len(bands) * (BAND + GAP), heads, bands)


Value = Callable[[ProjectMonth], int | None]


def _band(
    place: int, name: str, unit: str, months: Sequence[ProjectMonth], of: dict[str, Value], shown: Callable[[int], str]
) -> Band:
    top = HEAD + place * (BAND + GAP) + GAP // 2
    base = top + BAND
    most = max((abs(found) for one in months for value in of.values() if (found := value(one))), default=1)
    width = (COLUMN - 18) // len(of)
    bars, words = [], []
    for number, one in enumerate(months):
        values = {kind: value(one) for kind, value in of.items()}
        for nth, (kind, found) in enumerate(values.items()):
            if found:
                height = max(1, round(abs(found) * (BAND - 14) / most))
                left = LABEL + number * COLUMN + 9 + nth * width
                bars.append(Bar("owing" if found < 0 else kind, left, base - height, width - 2, height))
        last = next((found for found in reversed(values.values()) if found is not None), None)
        highest = max((abs(found) for found in values.values() if found), default=0)
        y = base - round(highest * (BAND - 14) / most) - 4
        words.append(Word(_middle(number), y, "—" if last is None else shown(last)))
    return Band(name, unit, top + BAND // 2, base, tuple(bars), tuple(words))


def _middle(place: int) -> int:
    return LABEL + place * COLUMN + COLUMN // 2


def _wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.1f}"
