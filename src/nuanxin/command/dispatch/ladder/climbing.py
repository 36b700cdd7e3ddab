"""Which rung may follow: one step up at a time, or higher with the reason. Pure."""

from __future__ import annotations

from nuanxin.command.dispatch.ladder.models import Rung

ORDER = (Rung.REMIND, Rung.PRESS, Rung.LIST, Rung.INTERVIEW, Rung.BULLETIN)


def skipped(rung: str, before: str | None) -> tuple[Rung, ...]:
    """The rungs between the strongest one taken so far (None: none) and this one.

    >>> [one.label for one in skipped("interview", "remind")]
    ['催办', '挂牌督办']
    >>> skipped("remind", None), skipped("press", "press")
    ((), ())
    """
    begin = ORDER.index(Rung(before)) + 1 if before else 0
    return ORDER[begin : ORDER.index(Rung(rung))]
