"""How long transfers take: office hours from sending to signing for, and the median of them.

Without office hours set for the place the whole of every working day counts, and that is said. What was entered on a later day has no minute and is left out, and counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from nuanxin.rights.intake.clocks.calendars import calendar_of
from nuanxin.rights.intake.clocks.office_hours import hours_of, office_seconds
from nuanxin.rights.intake.models import Transfer


@dataclass(frozen=True)
class TransferTime:
    """One transfer; `minutes` in office hours, None while it waits or where the minute is not known."""

    transfer: Transfer
    minutes: int | None


@dataclass(frozen=True)
class TransferTimes:
    """All of them, the median in minutes, how many still wait, how many have no minute; `hours_set`: by office hours."""

    lines: tuple[TransferTime, ...]
    median: float | None
    waiting: int
    without_minute: int
    hours_set: bool


def transfer_times(transfers: Sequence[Transfer], *, region: str, on: date) -> TransferTimes:
    """Times of these transfers by the calendar and the office hours of a place."""
    calendar, spans = calendar_of(region), hours_of(region, on).spans
    lines = tuple(
        TransferTime(
            one,
            office_seconds(one.sent_at, one.accepted_at, spans, calendar) // 60 if one.accepted_at else None,
        )
        for one in transfers
    )
    known = [line.minutes for line in lines if line.minutes is not None]
    waiting = sum(one.accepted_on is None and one.returned_on is None for one in transfers)
    without = sum(one.accepted_on is not None and one.accepted_at is None for one in transfers)
    return TransferTimes(lines, median(known) if known else None, waiting, without, bool(spans))


def as_hours(minutes: float | None) -> str:
    """3小时20分; empty for None."""
    if minutes is None:
        return ""
    whole, rest = divmod(int(minutes + 0.5), 60)
    return f"{whole}小时{rest}分" if whole else f"{rest}分"


def sent_between(first: date, last: date, condition: Any) -> list[Transfer]:
    """Transfers sent in those days that fit, the newest first."""
    rows = Transfer.objects.filter(condition, sent_on__gte=first, sent_on__lte=last)
    return list(rows.select_related("clue", "from_unit", "to_unit", "accepted_by").order_by("-sent_at", "-pk"))
