"""Which steps may be taken now, and which gate is missing for the others. Pure: steps taken, facts, a day, the law."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.deadlines import due
from nuanxin.foundation.law.records import COUNTRY
from nuanxin.foundation.law.terms import MissingFigure
from nuanxin.rights.cases.procedures.declared import NO, YES, Ahead, Bar, Fact, Limit, Need, Procedure, Said, Step, Wait


@dataclass(frozen=True)
class Taken:
    """A standing step: what, on which day, with which facts (days as date)."""

    step: str
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class LawAt:
    """The law book and the calendar of one place."""

    law: Law
    calendar: WorkingCalendar
    place: str = COUNTRY

    def after(self, terms: Sequence[str], start: date) -> date | None:
        """The last day of these terms, one after another; None where a figure is missing."""
        day: date | None = start
        for term in terms:
            if day is not None:
                day = due(term, start=day, place=self.place, law=self.law, calendar=self.calendar).last_day
        return day

    def percents(self, key: str, on: date) -> tuple[int, int] | None:
        """The range of a ratio as whole per cent; None where it is missing."""
        try:
            figure = self.law.figure(key, self.place, on=on)
        except MissingFigure:
            return None
        low, high = figure.low or figure.value or 0, figure.high or figure.value or 0
        return int(low * 100), int(high * 100)


@dataclass(frozen=True)
class Missing:
    """One gate in the way: the fact, the article, what to do."""

    why: str
    cites: str
    remedy: str = ""


@dataclass(frozen=True)
class Offer:
    """A step that the procedure knows, whether it may be taken on the day, and if not why. `missing` has every gate."""

    step: Step
    allowed: bool
    why_not: str = ""
    cites: str = ""
    missing: tuple[Missing, ...] = ()


def next_steps(
    procedure: Procedure,
    taken: Sequence[Taken],
    facts: Mapping[str, Any],
    on: date,
    *,
    law: LawAt,
    own_acts: Collection[str] = (),
) -> tuple[Offer, ...]:
    """Every step of the procedure that is not done for good: allowed ones first, in the declared order.

    facts: what is known of the step about to be taken; leave empty to ask what is open at all. own_acts: steps taken
    through these acts are offered too, for a page that knows where each is done.
    """
    offers = [
        judge(procedure, taken, step, facts, on, law=law)
        for step in procedure.steps
        if (not step.own_act or step.own_act in own_acts)
        and (step.repeats or all(done.step != step.key for done in taken))
    ]
    return tuple(sorted(offers, key=lambda offer: not offer.allowed))


def judge(
    procedure: Procedure, taken: Sequence[Taken], step: Step, facts: Mapping[str, Any], on: date, *, law: LawAt
) -> Offer:
    """Whether one step may be taken on that day. Every gate is asked, so that one look shows all that is missing."""
    missing = [*_taken_already(step, taken), *_bars(step, taken)]
    missing += [gap for need in step.needs if (gap := _need(procedure, need, taken, facts))]
    missing += [gap for wait in step.waits if (gap := _wait(wait, taken, facts, on, law))]
    missing += [gap for limit in step.limits if (gap := _limit(limit, taken, on, law))]
    missing += [gap for ahead in step.ahead if (gap := _ahead(ahead, facts, on, law))]
    missing += _order_of_days(step, taken, on)
    missing += [gap for fact in step.facts if (gap := _too_early(procedure, step, fact, taken, facts))]
    first = missing[0] if missing else None
    return Offer(step, not missing, first.why if first else "", first.cites if first else step.cites, tuple(missing))


def _latest(taken: Iterable[Taken], keys: Iterable[str]) -> list[Taken]:
    wanted = set(keys)
    return [done for done in taken if done.step in wanted]


def _taken_already(step: Step, taken: Sequence[Taken]) -> list[Missing]:
    done = _latest(taken, [step.key])
    if step.repeats or not done:
        return []
    why = f"“{step.name}”已于{chinese_day(done[-1].on)}办理"
    return [Missing(why, step.cites, "记录有误的，先更正原步骤，再重新办理")]


def _bars(step: Step, taken: Sequence[Taken]) -> list[Missing]:
    return [Missing(bar.why, step.cites) for bar in step.bars if _stands(bar, taken)]


def _stands(bar: Bar, taken: Sequence[Taken]) -> bool:
    return any(bar.having is None or bar.having.holds(done.facts) for done in _latest(taken, bar.steps))


def _need(procedure: Procedure, need: Need, taken: Sequence[Taken], facts: Mapping[str, Any]) -> Missing | None:
    if need.when and not _was_said(need.when, taken, facts):
        return None
    found = _latest(taken, need.steps)
    if found and (need.having is None or need.having.holds(found[-1].facts)):
        return None
    names = "或者".join(f"“{_name(procedure, key)}”" for key in need.steps)
    remedy = f"请先办理{names}" if not found else f"{names}已经办理，但结果不符合要求，请更正后重新办理"
    return Missing(need.why, need.cites, remedy)


def _was_said(said: Said, taken: Sequence[Taken], facts: Mapping[str, Any]) -> bool:
    if not said.step:
        return said.holds(facts)
    found = _latest(taken, [said.step])
    return bool(found) and said.holds(found[-1].facts)


def _name(procedure: Procedure, key: str) -> str:
    return procedure.step(key).name if procedure.has(key) else key


def _day_of(reference: str, taken: Sequence[Taken]) -> date | None:
    """ "order.due_on" → the day stated there; "order.on" → the day of the step."""
    key, _, fact = reference.partition(".")
    found = _latest(taken, [key])
    if not found:
        return None
    value = found[-1].on if fact == "on" else found[-1].facts.get(fact)
    return value if isinstance(value, date) else None


def _wait(wait: Wait, taken: Sequence[Taken], facts: Mapping[str, Any], on: date, law: LawAt) -> Missing | None:
    if wait.unless and wait.unless.holds(facts):
        return None
    start = _day_of(wait.after, taken)
    if start is None:
        return None  # the step it counts from is missing: its own gate says so
    until = law.after(wait.terms, start)
    if until is not None and on > until:
        return None
    shown = f"{chinese_day(until)}届满" if until else "期限标准未录入，无法计算"
    return Missing(f"{wait.why}，{shown}", wait.cites, "期满后再办理" if until else "请管理员补录期限标准")


def _limit(limit: Limit, taken: Sequence[Taken], on: date, law: LawAt) -> Missing | None:
    start = _day_of(limit.after, taken)
    until = law.after(limit.terms, start) if start else None
    if until is None or on <= until:
        return None
    return Missing(f"{limit.why}，已于{chinese_day(until)}届满", limit.cites, "请采取其他法定途径")


def _ahead(ahead: Ahead, facts: Mapping[str, Any], on: date, law: LawAt) -> Missing | None:
    day = facts.get(ahead.fact)
    if not isinstance(day, date):
        return None
    latest = law.after((ahead.term,), day)
    if latest is None or on <= latest:
        return None
    return Missing(f"{ahead.why}，最迟应于{chinese_day(latest)}通知", ahead.cites, "请另定较晚的日期")


def _order_of_days(step: Step, taken: Sequence[Taken], on: date) -> list[Missing]:
    before = [done for need in step.needs for done in _latest(taken, need.steps)]
    latest = max((done.on for done in before), default=None)
    if latest is None or on >= latest:
        return []
    why = f"日期{chinese_day(on)}早于前一步骤的{chinese_day(latest)}"
    return [Missing(why, step.cites, "请核对日期")]


def _too_early(
    procedure: Procedure, step: Step, fact: Fact, taken: Sequence[Taken], facts: Mapping[str, Any]
) -> Missing | None:
    """A typed day before one on which it rests: what the steps it needs have stated, and the day that the fact names itself."""
    value = facts.get(fact.key)
    own_key = fact.not_before.partition(".")[0]
    own = _day_of(fact.not_before, taken) if fact.not_before else None
    rests_on = [*_stated(step, taken), *([(own, own_key)] if own else [])]
    if not rests_on or fact.kind != "day" or not isinstance(value, date):
        return None
    earliest, key = max(rests_on)
    if value >= earliest:
        return None
    why = f"{fact.label}{chinese_day(value)}早于“{_name(procedure, key)}”的{chinese_day(earliest)}"
    return Missing(why, step.cites, "请核对日期")


def _stated(step: Step, taken: Sequence[Taken]) -> list[tuple[date, str]]:
    """The days that the steps it needs have stated, each with its step; a day ahead of its step is a plan and binds nobody."""
    return [
        (value, done.step)
        for need in step.needs
        for done in _latest(taken, need.steps)
        for value in done.facts.values()
        if isinstance(value, date) and value <= done.on
    ]


def broken_by(
    step: Step, taken: Sequence[Taken], facts: Mapping[str, Any], on: date, *, law: LawAt
) -> tuple[Missing, ...]:
    """What a corrected day takes away from a step already taken on `on`: its waiting times and limits, reckoned anew."""
    missing = [gap for wait in step.waits if (gap := _wait(wait, taken, facts, on, law))]
    missing += [gap for limit in step.limits if (gap := _limit(limit, taken, on, law))]
    return tuple(missing)


def fact_faults(step: Step, facts: Mapping[str, Any], on: date, *, law: LawAt) -> list[Fault]:
    """Every fact of a step that is missing or has the wrong shape, in Chinese with its label."""
    faults = [fault for fact in step.facts if (fault := _fact_fault(fact, facts, on, law))]
    known = {fact.key for fact in step.facts}
    return faults + [Fault(f"“{step.name}”没有“{key}”这一项") for key in facts if key not in known]


def _fact_fault(fact: Fact, facts: Mapping[str, Any], on: date, law: LawAt) -> Fault | None:
    value = facts.get(fact.key)
    if value is None or (isinstance(value, str) and not value.strip()) or value == []:
        needed = fact.required or (fact.needed_when is not None and fact.needed_when.holds(facts))
        return Fault("没有填写", column=fact.label) if needed else None
    problem = _problem(fact, value, on, law)
    return Fault(problem, column=fact.label) if problem else None


def _problem(fact: Fact, value: Any, on: date, law: LawAt) -> str:
    if fact.kind == "day":
        if not isinstance(value, date):
            return "不是日期"
        return f"晚于办理日期{chinese_day(on)}" if value > on and not fact.may_be_later else ""
    if fact.kind in ("money", "persons", "percent"):
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return "不是不小于零的整数"
        return _out_of_range(fact, value, on, law) if fact.figure else ""
    if fact.kind in ("choice", "yes_no"):
        options = fact.options or ((YES, "是"), (NO, "否"))
        if value not in [key for key, _ in options]:
            return "只能选择：" + "、".join(label for _, label in options)
        return ""
    if fact.kind == "lines":
        return "" if isinstance(value, (list, tuple)) else "应逐行填写"
    return "" if isinstance(value, str) else "不是文字"


def _out_of_range(fact: Fact, value: int, on: date, law: LawAt) -> str:
    bounds = law.percents(fact.figure, on)
    if bounds is None:
        return "法定幅度未录入，请管理员补录"
    low, high = bounds
    return "" if low <= value <= high else f"超出法定幅度{low}%至{high}%"
