"""Grade A, B or C of a year's record (人社部规〔2016〕1号 art. 7). Pure: events and a threshold in, grade with reasons out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.days import chinese_day

RULE = "企业劳动保障守法诚信等级评价办法（人社部规〔2016〕1号）第七条"


@dataclass(frozen=True)
class Event:
    """One thing on record: `matter` tells matters apart, so that an order and the decision that follows count once."""

    what: str
    on: date
    matter: str
    heavy: bool = False  # one of the situations that make grade C by themselves

    @property
    def text(self) -> str:
        return f"{chinese_day(self.on)}{self.what}"


@dataclass(frozen=True)
class Graded:
    """The grade, why, and the rows behind it."""

    grade: str
    reasons: tuple[str, ...]
    rows: tuple[Event, ...]


def grade(events: Sequence[Event], year: int, *, often: int) -> Graded:
    """often: how many matters dealt with in the year make grade C.

    >>> grade([], 2023, often=3).grade
    'A'
    """
    rows = tuple(sorted((one for one in events if one.on.year == year), key=lambda one: (one.on, one.matter)))
    matters = {one.matter for one in rows}
    reasons = [one.text for one in rows if one.heavy]
    if len(matters) >= often:
        reasons.append(f"一年内因劳动保障违法行为被查处{len(matters)}次，达到{often}次")
    if reasons:
        return Graded("C", tuple(reasons), rows)
    if rows:
        return Graded("B", (f"因劳动保障违法行为被查处{len(matters)}次，不属于C级情形",), rows)
    return Graded("A", ("没有因劳动保障违法行为被查处的记录",), ())
