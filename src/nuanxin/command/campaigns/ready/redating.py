"""A plan moved to another period: every day shifted by whole years, first and last day as said, the words with them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.command.campaigns.plan.days import last_day, shifted

_DATED = {"tasks": ("due",), "deadlines": ("date", "start"), "recurrences": ("until",), "targets": ("by",)}
# Words that speak of a day or a year of the old campaign would contradict the new days: they are re-dated too.
_TEXTS = ("title", "text", "what", "goals")
_DAY = re.compile(r"(?:(20\d\d)\s?年)?\s?(\d{1,2})月(\d{1,2})日|(20\d\d)(?=\s?年|—|-)")


@dataclass(frozen=True)
class Period:
    """First and last day of a campaign."""

    start: date
    end: date


@dataclass(frozen=True)
class Dated:
    """One day of the plan as it would be: where it stands (`tasks.3.due`), what it is about, old and new."""

    at: str
    about: str
    old: str
    new: date | None


def own_year(plan: Mapping[str, Any]) -> int | None:
    """The year in which the plan ends, as far as it says one; its latest stated day decides."""
    ends = last_day((plan.get("period") or {}).get("end"))
    days = [day for _, said, _ in _said(plan) if (day := last_day(said)) is not None]
    latest = ends or max(days, default=None)
    return latest.year if latest else None


def days_of(plan: Mapping[str, Any], period: Period) -> list[Dated]:
    """Every day of the plan with its new date: the clerk looks them over before the campaign is opened."""
    move = _mover(plan, period)
    return [Dated(at, about, said, move(said)) for at, said, about in _said(plan)]


def redated(plan: Mapping[str, Any], period: Period, chosen: Mapping[str, date] | None = None) -> dict[str, Any]:
    """The plan for another period; `chosen` are days that a person set otherwise, by their place. The old one stays as it is."""
    new = {one.at: one.new for one in days_of(plan, period)} | dict(chosen or {})
    moved = _with_days(_renamed(plan, _Words(_years(plan, period), _days_in_words(plan, new))), new, "")
    moved["period"] = {"start": period.start.isoformat(), "end": period.end.isoformat(), "text": None}
    # The paper of the new year has its own number and day; the old ones would be false.
    moved |= {"document_number": None, "issued_on": None}
    return moved


def _years(plan: Mapping[str, Any], period: Period) -> int:
    own = own_year(plan)
    return period.end.year - own if own else 0


def _mover(plan: Mapping[str, Any], period: Period) -> Callable[[str], date | None]:
    """Where a day goes: the old end to the new end; a day without a year to the one inside the period; others by years."""
    old_end = last_day((plan.get("period") or {}).get("end"))
    years = _years(plan, period)

    def move(said: str) -> date | None:
        day = last_day(said)
        if day is None:
            inside = (last_day(said, year) for year in range(period.start.year, period.end.year + 1))
            return next((one for one in inside if one and period.start <= one), None)
        return period.end if day == old_end else shifted(day, years)

    return move


def _said(plan: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str, str]]:
    for key, names in _DATED.items():
        for n, one in enumerate(plan.get(key) or []):
            for name in names:
                if one.get(name):
                    yield f"{at}{key}.{n}.{name}", one[name], str(one.get("what") or one.get("text") or "")
    if plan.get("forwarded"):
        yield from _said(plan["forwarded"], "forwarded.")


def _with_days(plan: Mapping[str, Any], new: Mapping[str, date | None], at: str) -> dict[str, Any]:
    moved = dict(plan)
    for key, names in _DATED.items():
        rows = [dict(one) for one in plan.get(key) or []]
        for n, one in enumerate(rows):
            for name in names:
                day = new.get(f"{at}{key}.{n}.{name}")
                if one.get(name) and day:
                    one[name] = day.isoformat()
        if key in plan:
            moved[key] = rows
    if plan.get("forwarded"):
        moved["forwarded"] = _with_days(plan["forwarded"], new, f"{at}forwarded.")
    return moved


@dataclass(frozen=True)
class _Words:
    """What becomes of days and years in the words of a plan: its days to their new ones, other years so many on."""

    years: int
    days: Mapping[date, date]

    def moved(self, said: str, year: int | None = None) -> str:
        """Every day of the plan as its new day, also one whose year was said before ("2024年1月3日、2月6日"), or is that of its entry."""
        last = [year] if year else []

        def one(found: re.Match[str]) -> str:
            if found[4]:
                last.append(int(found[4]))
                return str(last[-1] + self.years)
            if found[1]:
                last.append(int(found[1]))
            if not last:
                return found[0]
            old = last_day(f"{last[-1]}-{int(found[2]):02}-{int(found[3]):02}")
            new = self.days.get(old) if old else None
            year = new.year if new else last[-1] + self.years
            shown = f"{year}年" if found[1] or year != last[-1] + self.years else ""
            return f"{shown}{new.month if new else found[2]}月{new.day if new else found[3]}日"

        return _DAY.sub(one, said)


def _days_in_words(plan: Mapping[str, Any], new: Mapping[str, date | None]) -> dict[date, date]:
    """Old day → new day. A day that stands in several places goes where its deadline goes."""
    rows = sorted(_said(plan), key=lambda one: "deadlines" in one[0])
    moved = {last_day(said): new.get(at) for at, said, _ in rows}
    return {old: day for old, day in moved.items() if old and day}


def _renamed(value: Any, words: _Words, key: str = "", year: int | None = None) -> Any:
    """Named days and years in titles, goals and texts, moved. `year`: of the day that the entry carries."""
    if isinstance(value, Mapping):
        own = last_day(value.get("date") or value.get("due"))
        return {name: _renamed(one, words, name, own.year if own else None) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, words, key) for one in value]
    if key in _TEXTS and isinstance(value, str):
        return words.moved(value, year)
    return value
