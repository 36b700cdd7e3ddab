"""The one place where the clock is read: when, and from where, something is done.

Doors (`web`, `schedule`) open an occasion for each request, command or round; acts and rows read it. In tests an
occasion is opened with the moment that the test is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Occasion:
    """A moment (aware) and the place the act comes from: an address, a command, the daily round."""

    at: datetime
    source: str = ""


_current: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


@contextmanager
def occasion(*, at: datetime | None = None, source: str = "") -> Iterator[Occasion]:
    """Do what follows at this moment; without `at`, at the moment of opening."""
    opened = Occasion(at=at or datetime.now(UTC), source=source)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


def now() -> datetime:
    """The moment of the current occasion; the clock itself outside of any."""
    current = _current.get()
    return current.at if current else datetime.now(UTC)


def today() -> date:
    """The day of the current occasion in Beijing time."""
    return now().astimezone(BEIJING).date()


def source() -> str:
    """Where the current occasion comes from; empty outside of any."""
    current = _current.get()
    return current.source if current else ""
