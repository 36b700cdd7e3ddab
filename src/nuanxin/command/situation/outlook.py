"""What may come in the next weeks, by a method that can be said in three sentences, with the errors that it has made. Pure.

Damped trend: a level and a trend, each moved by a share of the last error; the trend is believed less from week to week.
The shares are those that would have erred least so far. How far off it was a week ahead says how wide the range is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

LEAST, AHEAD, HELD = 6, 4, 0.8  # weeks needed, weeks foreseen, share of weeks that the range should hold
DAMPING = 0.8
LEVEL_SHARES, TREND_SHARES = (0.2, 0.4, 0.6, 0.8), (0.0, 0.2, 0.4)
METHOD = (
    "阻尼趋势法：以各周实报数估计水平和趋势，趋势逐周减弱（系数0.8），平滑系数取历史误差最小的一组；"
    "预测区间取以往提前一周预测误差的80%分位，随预测周数按平方根放宽。"
)


@dataclass(frozen=True)
class Ahead:
    """One week to come: what is expected, and the range."""

    low: int
    expected: int
    high: int


@dataclass(frozen=True)
class Outlook:
    """`missing` says why there is none. `tried` weeks were foreseen as if they were to come, `held` of them fell in the range."""

    ahead: tuple[Ahead, ...] = ()
    missing: str = ""
    tried: int = 0
    held: int = 0
    few_errors: bool = False  # so few errors that the largest stands for the quantile


def outlook(weeks: Sequence[int | None]) -> Outlook:
    """From the weeks reported (None: not reported), oldest first."""
    if why := _too_little(weeks):
        return Outlook(missing=why)
    ahead, few = _foreseen(weeks)
    tried = held = 0
    for place in range(len(weeks)):
        then, came = weeks[:place], weeks[place]
        if came is None or _too_little(then):
            continue
        first = _foreseen(then)[0][0]
        tried += 1
        held += first.low <= came <= first.high
    return Outlook(ahead, tried=tried, held=held, few_errors=few)


def _too_little(weeks: Sequence[int | None]) -> str:
    """Why nothing can be foreseen, or nothing."""
    places = [place for place, week in enumerate(weeks) if week is not None]
    if len(places) < LEAST:
        return f"只有{len(places)}周有数，至少{LEAST}周才作预测"
    since = len(weeks) - 1 - places[-1]
    return f"最近{since}周没有填报，不作预测" if since > AHEAD else ""


def _foreseen(weeks: Sequence[int | None]) -> tuple[tuple[Ahead, ...], bool]:
    shares = min(
        ((level, trend) for level in LEVEL_SHARES for trend in TREND_SHARES),
        key=lambda pair: sum(error * error for error in _walk(weeks, *pair)[2]),
    )
    level, trend, errors = _walk(weeks, *shares)
    ranked = sorted(abs(error) for error in errors)
    rank = ceil((len(ranked) + 1) * HELD)
    width = ranked[min(rank, len(ranked)) - 1]
    ahead = []
    reach = 0.0
    for step in range(1, AHEAD + 1):
        reach += DAMPING**step
        expected, room = level + reach * trend, width * sqrt(step)
        ahead.append(Ahead(_whole(expected - room), _whole(expected), _whole(expected + room)))
    return tuple(ahead), rank > len(ranked)


def _walk(weeks: Sequence[int | None], level_share: float, trend_share: float) -> tuple[float, float, list[float]]:
    """Level and trend after the last week, and every error of a week ahead. A week not reported moves on as expected."""
    start = next(place for place, week in enumerate(weeks) if week is not None)
    level, trend = float(weeks[start] or 0), 0.0
    errors: list[float] = []
    for week in weeks[start + 1 :]:
        expected = level + DAMPING * trend
        error = 0.0 if week is None else week - expected
        if week is not None:
            errors.append(error)
        trend = DAMPING * trend + level_share * trend_share * error
        level = expected + level_share * error
    return level, trend, errors


def _whole(value: float) -> int:
    """Persons: whole, half up, never below nought."""
    return max(0, int(value + 0.5)) if value > 0 else 0
