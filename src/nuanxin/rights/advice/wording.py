"""The one answer in two voices: short and plain for the worker; with article and trace for the officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.advice.deciding import Advice, Answer, State
from nuanxin.rights.advice.declared import Said, Times

MOST_FOR_WORKER = 5
HURRY = 30  # days left from which the worker is told to hurry; the house's own figure
_WORDS = {State.OPEN: "现在就能去", State.UNDER_WAY: "正在办", State.ASK: "先问清"}


@dataclass(frozen=True)
class PlainDoor:
    """One door for the worker. time: in words, empty where no limit runs; hurry: little time is left."""

    key: str
    name: str
    state: str
    what: str
    today: str
    time: str
    hurry: bool
    cost: str
    bring: tuple[str, ...]
    ask: tuple[str, ...]
    gives_up: str = ""  # in words: what he can no longer have once he goes there


def for_worker(advice: Advice) -> tuple[PlainDoor, ...]:
    """At most five, the best first: what runs and what is open before what has to be asked about."""
    shown = [one for one in advice.of(State.OPEN, State.UNDER_WAY, State.ASK) if one.door.for_worker]
    reported = bool(advice.facts.received_on and advice.facts.by_worker)
    return tuple(
        replace(_plain(one, advice.facts.today, reported), gives_up=_gives_up(one, advice))
        for one in shown[:MOST_FOR_WORKER]
    )


def _gives_up(one: Answer, advice: Advice) -> str:
    """Only doors that stand open or run now can be given up; one that runs already gives up nothing more."""
    if one.state is State.UNDER_WAY:
        return ""
    others = [advice.about(key) for key in one.door.gives_up]
    return "、".join(other.door.plain for other in others if other.state in (State.OPEN, State.UNDER_WAY))


def _plain(one: Answer, today: date, reported: bool) -> PlainDoor:
    last = one.window.last_day if one.window and one.state is not State.UNDER_WAY else None
    left = (last - today).days if last else None
    here = reported and one.state is State.OPEN and bool(one.door.once_reported)
    cost = one.door.cost.text if one.door.cost.text == "免费" else "要交钱，先问清多少；没钱可以申请缓交、少交、不交"
    if "公证处" in one.door.cost.text:
        cost = "公证处要收费，先问清多少"
    return PlainDoor(
        key=one.door.key,
        name=one.door.plain,
        state="已经反映" if here else _WORDS[one.state],
        what=one.door.what,
        today=one.door.once_reported if here else _today(one),
        time=_time(one, last, left),
        hurry=left is not None and left <= HURRY,
        cost=cost,
        bring=one.door.bring if one.state is not State.UNDER_WAY and not here else (),
        ask=one.questions if one.state is State.ASK else (),
    )


def _today(one: Answer) -> str:
    if one.state is not State.UNDER_WAY:
        return one.door.today
    by = one.answer_by.last_day if one.answer_by else None
    return f"等结果，最迟{chinese_day(by)}前应有答复" if by else "等结果；等久了可以打电话问"


def _time(one: Answer, last: date | None, left: int | None) -> str:
    if last is None or left is None:
        return ""
    atleast = "最稳妥在" if one.window and one.window.at_least else ""
    return f"{atleast}{chinese_day(last)}以前去，还有{left}天" if left else f"{atleast}今天是最后一天，今天就去"


@dataclass(frozen=True)
class FullDoor:
    """One door for the officer, every sentence with its article in full."""

    answer: Answer
    cites: str
    cost: Said
    venue: Said
    notes: tuple[Said, ...]
    interplay: tuple[Said, ...]
    explanation: tuple[str, ...]
    cautions: tuple[str, ...]
    days_left: int | None

    @property
    def door(self) -> object:
        return self.answer.door

    @property
    def hurry(self) -> bool:
        return self.days_left is not None and self.days_left <= HURRY


def for_officer(advice: Advice, times: Times) -> tuple[FullDoor, ...]:
    """Every door, in the order of the advice."""
    return tuple(_full(one, advice.facts.today, times) for one in advice.answers)


def _full(one: Answer, today: date, times: Times) -> FullDoor:
    last = one.window.last_day if one.window and one.state is not State.CLOSED else None
    ends = list(one.window.deadlines) if one.window else []
    if one.answer_by:
        ends.append(one.answer_by)
    return FullDoor(
        answer=one,
        cites=times.cite(one.door.cites),
        cost=_cited(one.door.cost, times),
        venue=_cited(one.door.venue, times),
        notes=_all_cited(one.notes, times),
        interplay=_all_cited(one.door.interplay, times),
        explanation=tuple(line for end in ends for line in end.explanation),
        cautions=one.cautions,
        days_left=(last - today).days if last else None,
    )


def _cited(said: Said, times: Times) -> Said:
    return Said(said.text, times.cite(said.cites))


def _all_cited(lines: Iterable[Said], times: Times) -> tuple[Said, ...]:
    return tuple(_cited(one, times) for one in lines)
