"""From facts to advice: every door asked, every question and its answer kept. Pure; decides nothing for anybody (个保法 第二十四条)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any, cast

from nuanxin.foundation.law.deadlines import Deadline
from nuanxin.rights.advice.declared import Ask, Door, Place, Said, Times, Window
from nuanxin.rights.advice.facts import Facts, is_yes_no, label_of, question_of, shown
from nuanxin.rights.advice.truth import Truth, both, either, no

ONLY_ADVICE = "本建议由规则自动列出，仅供参考，不作出任何决定；走哪一条路由本人选择，受理与否由受理机关依法决定（《个人信息保护法》第二十四条）"
PAID = "工资已经全部付清并经本人确认，没有需要再走的程序"
RESULTS: Mapping[Truth, str] = {True: "成立", False: "不成立", None: "不知道"}


class State(StrEnum):
    OPEN = "open"
    UNDER_WAY = "under_way"
    ASK = "ask"  # it depends on something that nobody has asked yet
    CLOSED = "closed"

    @property
    def chinese(self) -> str:
        return {"open": "可以走", "under_way": "正在办", "ask": "先问清", "closed": "走不了"}[self.value]


@dataclass(frozen=True)
class Line:
    """One question that was put: the condition, the facts looked at with their values, the answer, the article."""

    door: str
    says: str
    looked_at: tuple[tuple[str, str], ...]
    result: Truth
    cites: str

    @property
    def answer(self) -> str:
        return RESULTS[self.result]


@dataclass(frozen=True)
class Answer:
    """What the rules say of one door. why: reasons where it is closed; ask: names of facts that would settle it."""

    door: Door
    state: State
    place: Place
    why: tuple[Said, ...] = ()
    ask: tuple[str, ...] = ()
    window: Window | None = None
    running: str = ""
    answer_by: Deadline | None = None
    notes: tuple[Said, ...] = ()
    trace: tuple[Line, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(question_of(name) for name in self.ask)

    @property
    def truth(self) -> Truth:
        return {State.CLOSED: False, State.ASK: None}.get(self.state, True)

    @property
    def cautions(self) -> tuple[str, ...]:
        found = self.window.cautions if self.window and self.state is not State.CLOSED else ()
        later = (*self.answer_by.cautions, *filter(None, [self.answer_by.missing])) if self.answer_by else ()
        return tuple(dict.fromkeys((*found, *later)))


@dataclass(frozen=True)
class Advice:
    """All doors, the best first within each state: open and under way together, then what must be asked, then closed."""

    facts: Facts
    answers: tuple[Answer, ...]

    def of(self, *states: State) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.state in states)

    @property
    def best(self) -> Answer | None:
        """The first that is open or under way, else the first that has to be asked about."""
        return next(iter(self.of(State.OPEN, State.UNDER_WAY) or self.of(State.ASK)), None)

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask first: the facts on which doors hang, once each."""
        names = dict.fromkeys(name for one in self.of(State.ASK, State.OPEN) for name in one.ask)
        return tuple(question_of(name) for name in names)

    @property
    def trace(self) -> tuple[Line, ...]:
        return tuple(line for one in self.answers for line in one.trace)

    @property
    def cautions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line for one in self.answers for line in one.cautions))

    def about(self, key: str) -> Answer:
        """The answer about the door of that key; KeyError where there is none."""
        for one in self.answers:
            if one.door.key == key:
                return one
        raise KeyError(key)


_SHOWN_FIRST = {State.OPEN: 0, State.UNDER_WAY: 0, State.ASK: 1, State.CLOSED: 2}


def advise(facts: Facts, times: Times, doors: Iterable[Door]) -> Advice:
    """Ask every door. Doors that hang on others come after them in `doors`."""
    found: dict[str, Answer] = {}
    for door in doors:
        found[door.key] = _asked(door, facts, times, found)
    ordered = sorted(found.values(), key=lambda one: (_SHOWN_FIRST[one.state], one.place.order))
    return Advice(facts, tuple(ordered))


class _Watched:
    """Facts that remember which of them were looked at."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.seen: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._facts, name)
        self.seen[name] = value
        return value

    @property
    def looked_at(self) -> tuple[tuple[str, str], ...]:
        return tuple((label_of(name), shown(name, value)) for name, value in self.seen.items() if name != "today")


def _asked(door: Door, facts: Facts, times: Times, before: Mapping[str, Answer]) -> Answer:
    place = door.place(facts)
    if facts.paid_all:
        trace = (Line(door.key, "还有工资没付清", (("全部付清并经本人确认", "是"),), False, ""),)
        return Answer(door, State.CLOSED, place, why=(Said(PAID),), trace=trace)
    running = door.under_way(facts) if door.under_way else ""
    if running is None:
        trace = (Line(door.key, "正在办理", (), None, times.cite(door.cites)),)
        return Answer(door, State.ASK, place, ask=door.told_by, trace=trace)
    if running:
        return _under_way(door, facts, times, place, running)
    lines, truths, why, ask = [], [], [], []
    for one in door.asks:
        line = _put(door, one, facts, times)
        lines.append(line)
        truths.append(line.result)
        if line.result is False:
            why.append(Said(one.closed, line.cites))
        elif line.result is None:
            ask += _would_settle(one, facts, times)
    for line, reason in _other_doors(door, before, times):
        lines.append(line)
        truths.append(line.result)
        if line.result is False:
            why.append(reason)
    window = None
    if door.window and both(*truths) is not False:
        watched = _Watched(facts)
        window = door.window(cast(Facts, watched), times)
        lines.append(
            Line(door.key, window.says, watched.looked_at, window.open, _cites(window) or times.cite(door.cites))
        )
        truths.append(window.open)
        ask += [name for name in window.asks if getattr(facts, name) is None]
        if window.open is False:
            why.append(Said(window.says, _cites(window)))
    state = {True: State.OPEN, None: State.ASK, False: State.CLOSED}[both(*truths)]
    notes = door.notes(facts, times) if door.notes and state is not State.CLOSED else ()
    asked = tuple(dict.fromkeys(ask)) if state is not State.CLOSED else ()
    return Answer(door, state, place, tuple(why), asked, window, notes=notes, trace=tuple(lines))


def _under_way(door: Door, facts: Facts, times: Times, place: Place, running: str) -> Answer:
    until = door.until(facts, times) if door.until else None
    line = Line(door.key, "正在办理", (("台账记录", running),), True, times.cite(door.cites))
    notes = door.notes(facts, times) if door.notes else ()
    return Answer(door, State.UNDER_WAY, place, running=running, answer_by=until, notes=notes, trace=(line,))


def _put(door: Door, one: Ask, facts: Facts, times: Times) -> Line:
    watched = _Watched(facts)
    result = one.test(cast(Facts, watched), times)
    return Line(door.key, one.says, watched.looked_at, result, times.cite(one.cites))


def _would_settle(one: Ask, facts: Facts, times: Times) -> list[str]:
    """The unknown facts whose answer can still change the result, whatever the others turn out to be."""
    unknown = [name for name in one.missing if getattr(facts, name) is None]
    choices = [name for name in unknown if is_yes_no(name)]

    def result_of(said: tuple[bool, ...]) -> Truth:
        answers: dict[str, Any] = dict(zip(choices, said, strict=True))
        return one.test(replace(facts, **answers), times)

    results = {said: result_of(said) for said in product((True, False), repeat=len(choices))}

    def matters(place: int) -> bool:
        return any(
            result is not results[(*said[:place], not said[place], *said[place + 1 :])]
            for said, result in results.items()
        )

    idle = {name for place, name in enumerate(choices) if not matters(place)}
    return [name for name in unknown if name not in idle]


def _other_doors(door: Door, before: Mapping[str, Answer], times: Times) -> list[tuple[Line, Said]]:
    """Conditions about other doors: one of them must be open, or none may be."""
    found, cites = [], times.cite(door.cites)
    for keys, wanted in ((door.needs_doors, True), (door.only_without, False)):
        if not keys:
            continue
        others = [before[key] for key in keys]
        any_open = either(*(one.truth for one in others))
        seen = tuple((one.door.short, one.state.chinese) for one in others if one.truth is not False)
        if wanted:
            says, reason = "另有可以走的诉讼", "现在没有可以起诉的事项"
        else:
            says = "没有其他法定途径"
            reason = "有法定途径可走，信访会引导到：" + "、".join(one.door.short for one in others if one.truth)
        result = any_open if wanted else no(any_open)
        found.append((Line(door.key, says, seen, result, cites), Said(reason, cites)))
    return found


def _cites(window: Window) -> str:
    return "；".join(dict.fromkeys(one.citation for one in window.deadlines if one.citation))
