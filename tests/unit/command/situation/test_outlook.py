"""The outlook against a slow twin that restates the method from its sentences; what it promises on plain series."""

from __future__ import annotations

import itertools
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.command.situation.outlook import Ahead, outlook

WEEKS = st.lists(st.one_of(st.none(), st.integers(0, 5000)), min_size=1, max_size=14)


def twin_ahead(weeks: list[int | None]) -> list[tuple[float, float, float]]:
    """Level and trend of every week by definition, for every pair of shares; the range from the ranked errors."""
    first = next(n for n, week in enumerate(weeks) if week is not None)

    def tried(a: float, b: float) -> tuple[float, float, list[float]]:
        @cache
        def at(n: int) -> tuple[float, float]:
            if n == first:
                return float(weeks[n] or 0), 0.0
            level, trend = at(n - 1)
            expected = level + 0.8 * trend
            seen = expected if weeks[n] is None else float(weeks[n])  # type: ignore[arg-type]
            return a * seen + (1 - a) * expected, 0.8 * trend + a * b * (seen - expected)

        errors = [
            float(week) - (at(n - 1)[0] + 0.8 * at(n - 1)[1])
            for n, week in enumerate(weeks)
            if n > first and week is not None
        ]
        return (*at(len(weeks) - 1), errors)

    best = min((tried(a, b) for a in (0.2, 0.4, 0.6, 0.8) for b in (0.0, 0.2, 0.4)), key=lambda one: round(sum(e * e for e in one[2]), 6))  # fmt: skip
    level, trend, errors = best
    ranked = sorted(map(abs, errors))
    place = next((n for n in range(1, len(ranked) + 1) if n >= (len(ranked) + 1) * 0.8), len(ranked))
    said = []
    for step in range(1, 5):
        expected = level + trend * sum(0.8**n for n in range(1, step + 1))
        room = ranked[place - 1] * step**0.5
        said.append((expected - room, expected, expected + room))
    return said


def fresh(weeks: list[int | None]) -> bool:
    """Whether one of the last five weeks was reported."""
    return any(week is not None for week in weeks[-5:])


@given(WEEKS)
@settings(max_examples=60)
def test_as_the_slow_twin_has_it(weeks: list[int | None]) -> None:
    found = outlook(weeks)
    known = [week for week in weeks if week is not None]
    if len(known) < 6:
        assert not found.ahead and f"只有{len(known)}周有数" in found.missing
        return
    assert bool(found.ahead) == fresh(weeks)
    if not found.ahead:
        return
    for ahead, (low, expected, high) in zip(found.ahead, twin_ahead(weeks), strict=True):
        for said, wanted in ((ahead.low, low), (ahead.expected, expected), (ahead.high, high)):
            assert abs(said - max(0.0, wanted)) <= 0.51
        assert 0 <= ahead.low <= ahead.expected <= ahead.high
    inside = [
        n
        for n, week in enumerate(weeks)
        if week is not None and sum(w is not None for w in weeks[:n]) >= 6 and fresh(weeks[:n])
    ]
    assert found.tried == len(inside)
    held = 0
    for n in inside:
        first = outlook(weeks[:n]).ahead[0]
        held += first.low <= weeks[n] <= first.high  # type: ignore[operator]
    assert found.held == held


def test_what_never_changes_is_foreseen_without_a_range() -> None:
    found = outlook([300] * 9)
    assert found.ahead == (Ahead(300, 300, 300),) * 4
    assert (found.tried, found.held) == (3, 3)


def test_a_rise_goes_on_and_slows_and_the_range_widens() -> None:
    found = outlook([100, 150, 210, 240, 310, 350, 390, 460, 500, 540])
    expected = [one.expected for one in found.ahead]
    assert expected[0] > 540 and expected == sorted(expected)
    steps = [b - a for a, b in itertools.pairwise(expected)]
    assert steps == sorted(steps, reverse=True)
    assert found.ahead[3].high - found.ahead[3].low > found.ahead[0].high - found.ahead[0].low


def test_few_errors_are_said() -> None:
    assert not outlook([5, 9, 2, 8, 4, 7]).few_errors and outlook([5, 9, 2, 8, 4, 7]).tried == 0
