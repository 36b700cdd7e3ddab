"""What a door is made of. Adding a door is one declaration; the figures stand in the law book under the keys it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.citation import written_together
from nuanxin.foundation.law.deadlines import Deadline, due
from nuanxin.foundation.law.terms import Figure, MissingFigure
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.truth import Truth


@dataclass(frozen=True)
class Times:
    """The law book and the calendar of one place: what a door asks for its days and figures. Local figures in 分, None: not set."""

    law: Law
    calendar: WorkingCalendar
    place: str
    minimum_wage_fen: int | None = None  # a month
    average_wage_fen: int | None = None  # of last year, in the province

    def due(self, term: str, start: date) -> Deadline:
        """The last day of a term of the law book that began then."""
        return due(term, start=start, place=self.place, law=self.law, calendar=self.calendar)

    def cite(self, short: str) -> str:
        """The full titles and articles behind the short form: "监察条例 21" → 《劳动保障监察条例》第二十一条."""
        return written_together(self.law.citations(short)) if short else ""

    def figure(self, key: str, on: date) -> Figure | None:
        """The figure that holds here on that day, None where nobody has entered it."""
        try:
            return self.law.figure(key, self.place, on=on)
        except MissingFigure:
            return None


@dataclass(frozen=True)
class Window:
    """The time of a door. open None: it cannot be said; last_day None with open True: no limit runs.

    at_least: the last day is a safe one, the true one lies there or later. opens_on: not before that day.
    """

    open: Truth
    says: str
    last_day: date | None = None
    at_least: bool = False
    opens_on: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    asks: tuple[str, ...] = ()  # facts that would settle it

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the arithmetic itself warns of: a year without calendar, a figure not confirmed or missing."""
        found = [line for one in self.deadlines for line in (*one.cautions, *([one.missing] if one.missing else []))]
        return tuple(dict.fromkeys(found))


Test = Callable[[Facts, Times], Truth]


@dataclass(frozen=True)
class Ask:
    """One condition. `closed`: the reason where it fails; `missing`: facts to ask for where nobody knows."""

    says: str
    test: Test
    closed: str
    cites: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A sentence with its article."""

    text: str
    cites: str = ""


@dataclass(frozen=True)
class Place:
    """Where the door stands in the order of this matter: smaller comes first; and why."""

    order: int
    because: str


@dataclass(frozen=True)
class Door:
    """One lawful way. `plain`, `today`, `what`: for the worker, in words of nine years of school."""

    key: str
    name: str
    short: str
    plain: str
    what: str
    today: str
    cites: str
    asks: tuple[Ask, ...]
    cost: Said
    venue: Said
    bring: tuple[str, ...]
    place: Callable[[Facts], Place]
    window: Callable[[Facts, Times], Window] | None = None
    under_way: Callable[[Facts], str | None] | None = (
        None  # words for what runs; empty: nothing, None: not to be told yet
    )
    told_by: tuple[str, ...] = ()  # facts to ask for where it cannot be told whether this door is what runs
    until: Callable[[Facts, Times], Deadline | None] | None = None  # by when the body must answer, once it runs
    notes: Callable[[Facts, Times], tuple[Said, ...]] | None = None
    interplay: tuple[Said, ...] = ()
    needs_doors: tuple[str, ...] = ()  # open only where one of these is
    only_without: tuple[str, ...] = ()  # closed where one of these is open or runs
    gives_up: tuple[str, ...] = ()  # doors that close for the same matter once this one is taken
    for_worker: bool = True
    once_reported: str = ""  # for the worker, where his report on this platform has already opened the door


def at(order: int, because: str) -> Callable[[Facts], Place]:
    """A door whose place in the order does not depend on the facts."""
    return lambda facts: Place(order, because)
