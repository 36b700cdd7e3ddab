"""What is too good to pass unlooked-at. Pure; the measures are preferences of the house, no legal figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Measures:
    """From when on something is listed. Dated: a later version gets a new `since`."""

    since: date
    last_days: int = 3  # of the time before a deadline
    least_closed: int = 5  # so many closed in these days …
    share: int = 3  # … and at least one in so many of all that the unit closed in the window
    same_texts: int = 3  # clues with the same answer
    least_letters: int = 6  # shorter answers (已办结) are the same for everybody


HOUSE = (Measures(date(2000, 1, 1)),)


def measures_on(day: date) -> Measures:
    return next(one for one in reversed(HOUSE) if one.since <= day)


def rushes(closed: Iterable[tuple[int, date]], *, deadline: date, measures: Measures) -> dict[int, int]:
    """`closed`: (unit, day) of each clue closed in the window. Units that closed many of them in the last days → how many."""
    begin = deadline - timedelta(days=measures.last_days - 1)
    every, late = Counter[int](), Counter[int]()
    for unit, day in closed:
        every[unit] += 1
        late[unit] += begin <= day <= deadline
    return {unit: n for unit, n in late.items() if n >= measures.least_closed and n * measures.share >= every[unit]}


def repeated(texts: Iterable[tuple[int, int, str]], measures: Measures) -> Mapping[tuple[int, str], list[int]]:
    """`texts`: (unit, clue, answer). (unit, answer without blanks and points) → the clues that got it, where they are many."""
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for unit, clue, text in texts:
        words = "".join(letter for letter in text if letter.isalnum())
        if len(words) >= measures.least_letters:
            found[unit, words].add(clue)
    return {key: sorted(clues) for key, clues in found.items() if len(clues) >= measures.same_texts}
