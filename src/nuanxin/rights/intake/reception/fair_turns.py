"""Who gets which turn of a roster, whatever its turns are: whoever has had the fewest, then the first in the list. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Who = TypeVar("Who", bound=Hashable)
When = TypeVar("When")


def shared_out(
    free: Iterable[When],
    people: Sequence[Who],
    *,
    taken: Iterable[tuple[When, Who]] = (),
    had: Mapping[Who, int] | None = None,
    beside: Callable[[When, When], bool] = lambda one, other: False,
) -> list[tuple[When, Who]]:
    """Each free turn, in the order given, and who gets it; nothing where there is nobody.

    taken: turns that stand, which count; had: how many each had before. Nobody gets a turn that lies beside one of his own while
    another could take it.
    """
    before, every = had or {}, list(taken)
    counts = {who: before.get(who, 0) for who in people}
    for _, who in every:
        if who in counts:
            counts[who] += 1
    new = []
    for turn in free if people else ():
        busy = {who for other, who in every if beside(turn, other)}
        who = min(people, key=lambda one: (one in busy, counts[one], people.index(one)))
        counts[who] += 1
        every.append((turn, who))
        new.append((turn, who))
    return new
