"""Reckoning one clock: the statute's day with its reasons, and beside it the house's own, stricter promise. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.deadlines import Deadline, due, due_of
from nuanxin.foundation.law.ladder import USUAL_STEPS, step_days
from nuanxin.foundation.law.records import Unit
from nuanxin.foundation.law.terms import Term, UnknownTerm, amount


@dataclass(frozen=True)
class HouseTerm:
    """A time that no statute sets and the platform asks for by itself; a place may set another as promise.<key>."""

    name: str
    value: int
    unit: Unit
    source: str


HOUSE_TERMS: Mapping[str, HouseTerm] = {
    "clue.arbitrate": HouseTerm("转办争议裁定", 1, "wd", "平台规则：转办争议一个工作日内裁定（法律没有规定天数）"),
}


# The columns of a clock that a reckoning fills.
RECKONED = ("name", "due_at", "due_on", "promise_on", "citation", "explanation", "missing", "provisional")


@dataclass(frozen=True)
class Reckoned:
    """What a clock row keeps. `due_on` by statute, `promise_on` by own word (only where it is earlier)."""

    name: str
    due_at: datetime | None
    due_on: date | None
    promise_on: date | None
    citation: str
    explanation: tuple[str, ...]
    missing: str
    provisional: bool

    @property
    def shown(self) -> date | None:
        """The earlier of the two."""
        return min((day for day in (self.due_on, self.promise_on) if day), default=None)

    @property
    def stored(self) -> dict[str, Any]:
        """The values of a clock's row, by its columns (`RECKONED`)."""
        return {name: getattr(self, name) for name in RECKONED} | {
            "name": self.name[:80],
            "explanation": list(self.explanation),
        }


@dataclass(frozen=True)
class Running:
    """What the reckoning needs to know of a clock."""

    term: str
    started: date | datetime
    place: str
    pauses: tuple[tuple[date, date], ...] = ()
    extended: bool = False


def reckon(clock: Running, *, law: Law, calendar: WorkingCalendar, promise: tuple[Any, str] | None) -> Reckoned:
    """The due dates of a clock. `promise`: (value, source) of the local setting, e.g. {"value": 1, "unit": "wd"}.

    Raises UnknownTerm for a key that neither the law table nor the house knows.
    """
    day = clock.started.astimezone(BEIJING).date() if isinstance(clock.started, datetime) else clock.started
    house = HOUSE_TERMS.get(clock.term)
    if house:
        statute = Deadline(
            clock.term, None, "", (f"{house.name}：{house.source}。",), missing="法律没有规定天数，按承诺办理"
        )
        name, promise = house.name, promise or ({"value": house.value, "unit": house.unit}, house.source)
    else:
        statute, name = _statute(clock, law, calendar, day)
    own = _promised(clock, day, promise, law, calendar) if promise else None
    lines = list(statute.explanation) + ([own[1]] if own else [])
    strict = own[0] if own and (statute.last_day is None or own[0] < statute.last_day) else None
    if own and not strict:
        lines.append("承诺时限不早于法定期限，以法定期限为准。")
    return Reckoned(
        name=name,
        due_at=statute.due if isinstance(statute.due, datetime) else None,
        due_on=statute.last_day,
        promise_on=strict,
        citation=statute.citation[:120],
        explanation=(*lines, *statute.cautions),
        missing=statute.missing[:200],
        provisional=statute.provisional,
    )


def _statute(clock: Running, law: Law, calendar: WorkingCalendar, day: date) -> tuple[Deadline, str]:
    record = law.terms.get(clock.term)
    if record is None:
        raise UnknownTerm(clock.term, ())
    by_the_hour = any(value.unit == "h" for value in record.values)
    start = clock.started if by_the_hour else day
    answer = due(
        clock.term,
        start=start,
        place=clock.place,
        law=law,
        calendar=calendar,
        pauses=clock.pauses,
        extended=clock.extended,
    )
    return answer, record.name


def _promised(
    clock: Running, day: date, promise: tuple[Any, str], law: Law, calendar: WorkingCalendar
) -> tuple[date, str]:
    value, source = promise
    if not isinstance(value, Mapping) or value.get("unit") not in ("wd", "d", "h", "mo", "yr"):
        raise BadInput(Fault(f"承诺时限 promise.{clock.term} 的取值不对", remedy='应为 {"value": 1, "unit": "wd"}'))
    number, unit = int(value["value"]), cast(Unit, value["unit"])
    term = Term(
        key=clock.term,
        name="承诺时限",
        place=clock.place,
        effective_from=None,
        effective_to=None,
        citations=(),
        verified="",
        confidence="H",
        note="",
        cautions=(),
        value=number,
        unit=unit,
        extension=None,
        roll="none" if unit in ("wd", "h") else "previous_workday",
        direction="after",
        day_one="excluded",
        start_event="起算",
        stop_event="办结",
        pause_events=(),
    )
    last = due_of(term, start=day, law=law, calendar=calendar, pauses=clock.pauses).last_day
    assert last is not None
    return last, f"承诺时限：{amount(number, unit)}（{source}），至{last.isoformat()}。"


def rings_on(started: date | datetime, shown: date | None, rung_steps: int) -> date | None:
    """The day of the next ring: the first of 50, 80, 100 % that has not rung; None when all have, or no date is known."""
    if shown is None or rung_steps >= len(USUAL_STEPS):
        return None
    days = step_days(started, Deadline("", shown, "", ()))
    return days[USUAL_STEPS[rung_steps]]


def steps_reached(started: date | datetime, shown: date, on: date) -> int:
    """How many of the steps 50, 80, 100 % fall on that day or before; 100 % is the day after the due day."""
    days = step_days(started, Deadline("", shown, "", ()))
    return sum(days[step] <= on for step in USUAL_STEPS)


def as_pauses(stored: Sequence[Sequence[str | None]]) -> tuple[tuple[date, date], ...]:
    """The closed pauses of a row, as days."""
    return tuple(
        (date.fromisoformat(first), date.fromisoformat(last)) for first, last in stored if first is not None and last
    )


def started_of(moment: datetime) -> date | datetime:
    """A start at midnight sharp means that only the day is known."""
    local = moment.astimezone(BEIJING)
    return local.date() if local.timetz().replace(tzinfo=None) == time() else local


def moment_of(start: date | datetime) -> datetime:
    """How a start is stored: a bare day as its midnight in Beijing."""
    return start if isinstance(start, datetime) else datetime.combine(start, time(), tzinfo=BEIJING)
