"""What a signal sees and what it says: plain values, nothing of the database. Money in 分, days inclusive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.periods import Month


@dataclass(frozen=True)
class Span:
    """The days for which wages are claimed, both included. `by_month`: only months were stated."""

    first: date
    last: date
    by_month: bool = True

    def meets(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last


def span_of(owed_from: str, owed_to: str) -> Span | None:
    """From what was stated, a month or a day each; one of them blank stands for both; None where neither can be read.

    >>> span_of("2023-09", "").last
    datetime.date(2023, 9, 30)
    """
    first, last = _days(owed_from or owed_to), _days(owed_to or owed_from)
    if first is None or last is None or first[0] > last[1]:
        return None
    return Span(first[0], last[1], by_month=first[0] != first[1] or last[0] != last[1])


def _days(text: str) -> tuple[date, date] | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        return day, day
    try:
        month = Month.parse(text)
    except ValueError:
        return None
    return month.first_day, month.last_day


@dataclass(frozen=True)
class Site:
    """Where somebody says he worked: project and employer by key (records merged are one), and the words for it."""

    project: int | None = None
    employer: int | None = None
    name: str = ""

    def is_other(self, other: Site) -> bool:
        """Certainly another place: two projects, or two employers where a project is missing. In doubt: no."""
        if self.project and other.project:
            return self.project != other.project
        return bool(self.employer and other.employer and self.employer != other.employer)


@dataclass(frozen=True)
class Line:
    """One worker's claim on one clue. `verified_fen` None: not verified yet."""

    claim: int
    clue: str
    worker: int
    name: str
    phone: str  # blind index, empty where none was left
    site: Site
    span: Span | None
    claimed_fen: int | None = None
    verified_fen: int | None = None
    basis: str = ""


@dataclass(frozen=True)
class Contact:
    """Someone on the side of a company that the ledger knows: in which part, of which company. `phone`: blind index."""

    part: str
    company: str
    name: str
    phone: str


@dataclass(frozen=True)
class Teller:
    """Who reported."""

    name: str
    phone: str


@dataclass(frozen=True)
class Facts:
    """A clue as the signals see it: its own lines, those of the same people or telephones elsewhere, those of its site."""

    clue: str
    own: tuple[Line, ...] = ()
    elsewhere: tuple[Line, ...] = ()
    same_site: tuple[Line, ...] = ()
    tellers: tuple[Teller, ...] = ()
    contacts: tuple[Contact, ...] = ()
    books_seen: bool = False  # wage books and attendance were taken in the investigation


@dataclass(frozen=True)
class Row:
    """A row behind a signal: the words, and where to look. `inside`: what only who may open that clue is told of it."""

    text: str
    clue: str = ""
    worker: int | None = None
    inside: str = ""


@dataclass(frozen=True)
class Lead:
    """What a signal says, how it may be harmless, and the rows behind it."""

    key: str
    name: str
    says: str
    harmless: str
    rows: tuple[Row, ...]
