"""When something is due by law, and why: the start, every day left out or counted, pauses, extension, the last day.

The day of the event is not counted; working days leave out rest days and count make-up days; days, months and years
end on the next working day when their last day is a rest day; hours run by the clock, through holidays, never moved;
wage pay days move to the working day before. Pure: no clock, no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.citation import written_together
from nuanxin.foundation.law.counting import (
    MONTHS,
    AskedCalendar,
    Passed,
    Walk,
    paused_days,
    roll,
    shift_months,
    walk_days,
    walk_hours,
    walk_months,
    whole_days,
)
from nuanxin.foundation.law.records import COUNTRY, Unit
from nuanxin.foundation.law.terms import UNIT_NAMES, MissingFigure, Promise, Term, UnknownTerm, amount

CHINA_TIME = timezone(timedelta(hours=8))
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Deadline:
    """A due date with its reasons. `due`: a datetime for hours from a known hour, else a date; None when missing."""

    key: str
    due: date | datetime | None
    citation: str
    explanation: tuple[str, ...]
    missing: str = ""
    provisional: bool = False
    cautions: tuple[str, ...] = ()
    term: Term | None = field(default=None, compare=False)

    @property
    def last_day(self) -> date | None:
        return self.due.date() if isinstance(self.due, datetime) else self.due

    def breached_on(self, moment: date | datetime) -> bool:
        """Whether it is past due: dates last until midnight (民法典 203), hours to the minute; False when missing."""
        if self.due is None:
            return False
        if isinstance(self.due, datetime) and isinstance(moment, datetime):
            return _in_china(moment) > _in_china(self.due)
        return _day_of(moment) > _day_of(self.due)

    def as_json(self) -> dict[str, object]:
        """due, citation, explanation; missing, provisional and cautions only where there are any."""
        due = self.due.isoformat(timespec="minutes") if isinstance(self.due, datetime) else self.due
        answer: dict[str, object] = {
            "due": due if due is None or isinstance(due, str) else due.isoformat(),
            "citation": self.citation,
            "explanation": list(self.explanation),
        }
        if self.missing:
            answer["missing"] = self.missing
        if self.provisional:
            answer["provisional"] = True
        if self.cautions:
            answer["cautions"] = list(self.cautions)
        return answer


def due(
    term_key: str,
    *,
    start: datetime | date,
    place: str = COUNTRY,
    law: Law,
    calendar: WorkingCalendar,
    pauses: Sequence[tuple[date, date]] = (),
    extended: bool = False,
) -> Deadline:
    """The due date of a statutory term that started then and there. Raises UnknownTerm, Refusal, BadInput.

    pauses: inclusive day ranges; extended: the extension was approved (Refusal where the law allows none). An empty
    setting gives a Deadline without a date that says what is missing.
    """
    try:
        term = _asked_for(term_key, place, law, _day_of(start))
    except MissingFigure as empty:
        return Deadline(term_key, None, "", (str(empty),), missing=str(empty))
    return due_of(term, start=start, law=law, calendar=calendar, pauses=pauses, extended=extended)


def _asked_for(key: str, place: str, law: Law, on: date) -> Term:
    """The statutory term of that key, else the service target; a key of an amount or a rate has no due date."""
    try:
        return law.term(key, place, on=on)
    except UnknownTerm:
        if law.knows_promise(key):
            return law.promise(key, place, on=on)
        if law.knows_figure(key):
            figure = law.figure(key, place, on=on)
            raise MissingFigure(key, figure.name, "这是数额、比例或人数标准，不是期限，不能推算日期") from None
        raise


def due_of(
    term: Term,
    *,
    start: datetime | date,
    law: Law,
    calendar: WorkingCalendar,
    pauses: Sequence[tuple[date, date]] = (),
    extended: bool = False,
) -> Deadline:
    """The same for a term or a promise already looked up."""
    if extended and term.extension is None:
        raise Refusal(
            f"“{term.name}”不能延长",
            why="该期限法律没有规定可以延长",
            remedy=f"请在{term.amount}内办结" if term.direction == "after" else "",
            cites=term.citation,
        )
    counting = _Counting(term, law, AskedCalendar(calendar), paused_days(pauses))
    end = counting.run(start, extended)
    unannounced = counting.calendar.unannounced()
    if unannounced:
        years = "、".join(f"{year}年" for year in unannounced)
        counting.say(f"{years}放假安排尚未公布或未录入，只按周末推算，结果为暂定。")
        counting.cautions.append(f"{years}放假安排未录入，届满日为暂定，公布后须重新计算")
    return Deadline(
        term.key,
        end,
        term.citation,
        tuple(counting.lines),
        provisional=bool(unannounced),
        cautions=(*term.cautions, *counting.cautions),
        term=term,
    )


class _Counting:
    """One counting and the sentences that it leaves behind."""

    def __init__(self, term: Term, law: Law, calendar: AskedCalendar, paused: frozenset[date]) -> None:
        self.term = term
        self.law = law
        self.calendar = calendar
        self.paused = paused
        self.backwards = term.direction == "before"
        self.lines: list[str] = []
        self.cautions: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)

    def cite(self, text: str) -> str:
        return written_together(self.law.citations(text))

    def run(self, start: datetime | date, extended: bool) -> date | datetime:
        if self.backwards and self.paused:
            self.paused = frozenset()
            self.cautions.append("倒计期限不适用中止，所填中止期间未计入")
        parts = self._parts(extended)
        self._say_start(start)
        self._say_length(extended)
        if self.term.unit == "h":
            return self._hours(start, sum(value for value, _ in parts))
        day = _day_of(start)
        for value, unit in parts:
            day = self._count(day, value, unit)
        return self._rolled(day)

    def _parts(self, extended: bool) -> list[tuple[int, Unit]]:
        """What is counted through in one go; an extension in another unit is counted after the end of the first."""
        term, extension = self.term, self.term.extension
        if not extended or extension is None:
            return [(term.value, term.unit)]
        if extension.unit == term.unit:
            return [(term.value + extension.value, term.unit)]
        return [(term.value, term.unit), (extension.value, extension.unit)]

    def _say_start(self, start: datetime | date) -> None:
        day, unit = _day_of(start), self.term.unit
        when = f"{self.term.start_event}：{_named(day)}"
        if unit == "h" and isinstance(start, datetime):
            self.say(f"{when}{_in_china(start):%H:%M}，自该时刻起按小时计算，节假日不扣除。")
        elif unit == "h":
            self.say(f"{when}，未记录时刻，自当日终了起按小时计算，只能确定到日，节假日不扣除。")
            self.cautions.append("未记录起算时刻，小时期限只能算到日，请补记时刻")
        elif self.backwards:
            self.say(f"{when}，当日不计入，向前倒计。")
        elif self.term.value == 0:
            self.say(f"{when}，当日即为期限日。")
        elif self.term.day_one == "included":
            self.say(f"{when}，当日计入。")
        else:
            self.say(f"{when}，当日不计入，自次日起计算（{self.cite('民诉法 85; 民法典 201')}）。")

    def _say_length(self, extended: bool) -> None:
        term, extension = self.term, self.term.extension
        kind = "服务目标（不是法定期限）" if isinstance(term, Promise) else "期限"
        note = f"{term.note}。" if term.note else ""
        self.say(f"{kind}：{term.amount}（{term.citation}），至{term.stop_event}。{note}")
        if extended and extension is not None:
            total = f"，合计{amount(term.value + extension.value, term.unit)}" if extension.unit == term.unit else ""
            condition = f"（{extension.condition}）" if extension.condition else ""
            self.say(f"已批准延长{extension.amount}{condition}{total}。")

    def _count(self, start: date, value: int, unit: Unit) -> date:
        if unit in MONTHS:
            return self._months(start, value, unit)
        walk = walk_days(
            start,
            value,
            paused=self.paused,
            working_in=self.calendar if unit == "wd" else None,
            backwards=self.backwards,
            count_start=self.term.day_one == "included",
        )
        self._say_passed(walk)
        if value and unit == "wd":
            self.say(f"{'倒数' if self.backwards else ''}第{value}个工作日为{_named(walk.end)}。")
        elif value:
            inside = "" if self.backwards else "（期间内的休息日、节假日计算在内）"
            self.say(f"{'倒数' if self.backwards else ''}第{value}日为{_named(walk.end)}{inside}。")
        return walk.end

    def _months(self, start: date, value: int, unit: Unit) -> date:
        months = value * MONTHS[unit]
        if self.backwards:
            end = shift_months(start, -months)
            self.say(f"向前{value}{UNIT_NAMES[unit]}的对应日为{_named(end)}。")
            return end
        nominal = shift_months(start, months)
        none = "，该月没有对应日，以月末日为准" if nominal.day != start.day else ""
        self.say(f"{value}{UNIT_NAMES[unit]}后的对应日为{_named(nominal)}{none}（{self.cite('民法典 202')}）。")
        walk = walk_months(start, months, paused=self.paused)
        self._say_passed(walk)
        if walk.end != nominal:
            self.say(f"扣除中止{(walk.end - nominal).days}天后，期限顺延至{_named(walk.end)}。")
        return walk.end

    def _hours(self, start: datetime | date, hours: int) -> date | datetime:
        if isinstance(start, datetime):
            end, walk = walk_hours(_in_china(start), hours, paused=self.paused)
            self._say_passed(walk)
            self.say(f"满{hours}小时为{_named(end.date())}{end:%H:%M}，不因休息日顺延。")
            # Naive in, naive out: the caller's own clock, which is Chinese time.
            return end if start.tzinfo else end.replace(tzinfo=None)
        walk = walk_days(start, whole_days(hours), paused=self.paused)
        self._say_passed(walk)
        self.say(f"满{hours}小时最迟为{_named(walk.end)}，不因休息日顺延。")
        return walk.end

    def _rolled(self, day: date) -> date:
        if self.term.unit in ("wd", "h"):
            return day
        if self.term.roll == "none":
            self.say(f"该期限不因休息日移动，为{_named(day)}。")
            return day
        back = self.term.roll == "previous_workday"
        walk = roll(day, working_in=self.calendar, paused=frozenset() if back else self.paused, backwards=back)
        if walk.end == day:
            kind = self.calendar.day(day)
            makeup = f"（{kind.kind.chinese}）" if day.weekday() > 4 else ""
            self.say(
                f"{_named(day)}是工作日{makeup}，期限于该日届满。" if self.term.value else f"{_named(day)}是工作日。"
            )
            return day
        met = dict(walk.remarks)
        why = f"{_named(day)}{'在中止期间内' if met[day] is Passed.PAUSED else f'为{self.calendar.day(day).label}'}"
        more = f"{_span(min(met), max(met))}均不计；" if len(met) > 1 else ""
        if back:
            self.say(f"{why}，提前至{_named(walk.end)}（{more}{self.term.citation}）。")
        else:
            rule = self.cite("民诉法 85; 民法典 203")
            self.say(f"{why}，顺延至其后第一个工作日{_named(walk.end)}（{more}{rule}）。")
        return walk.end

    def _say_passed(self, walk: Walk) -> None:
        lines: list[tuple[date, str]] = []
        for first, last in _runs(walk.met(Passed.PAUSED)):
            lines.append((first, f"{_span(first, last)}为中止期间，不计入。"))
        for first, last in _runs(walk.met(Passed.REST)):
            labels = dict.fromkeys(self.calendar.day(day).label for day in _days(first, last))
            lines.append((first, f"{_span(first, last)}为{'、'.join(labels)}，不计入。"))
        for day in walk.met(Passed.MAKEUP):
            lines.append((day, f"{_named(day)}为{self.calendar.day(day).kind.chinese}，计为工作日。"))
        for _, line in sorted(lines, reverse=self.backwards):
            self.say(line)


def _in_china(moment: datetime) -> datetime:
    """Moments without a zone are Chinese time already."""
    return moment.astimezone(CHINA_TIME) if moment.tzinfo else moment.replace(tzinfo=CHINA_TIME)


def _day_of(moment: date | datetime) -> date:
    return _in_china(moment).date() if isinstance(moment, datetime) else moment


def _named(day: date) -> str:
    return f"{chinese_day(day)}（周{_WEEKDAYS[day.weekday()]}）"


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _span(first: date, last: date) -> str:
    if first == last:
        return _named(first)
    return f"{_named(first)}至{_named(last)}共{(last - first).days + 1}天"


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Neighbouring days as (first, last)."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
