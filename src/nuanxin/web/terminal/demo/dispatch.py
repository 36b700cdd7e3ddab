"""A fortnight of dispatch in the demonstration: two weekly packs, promises kept and broken, a slow county pressed and to be visited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from nuanxin.command.campaigns.opened.models import Campaign
from nuanxin.command.dispatch.ladder.models import Cause, Rung, UnitMeasure
from nuanxin.command.dispatch.ladder.taking import MeasureFacts, answer_measure, close_measure, take_measure
from nuanxin.command.dispatch.pack.freezing import freeze_week, monday
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.pack.promising import make_promise, settle_promise
from nuanxin.command.dispatch.visiting.going import VisitPlan, plan_visit
from nuanxin.command.dispatch.visiting.models import AreaVisit
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import Cast, engage
from nuanxin.web.terminal.demo.playing import Stage

T = TypeVar("T")


@dataclass(frozen=True)
class _Play:
    """The city's campaign, its office, and the Monday of this week, from which days are counted."""

    cast: Cast
    campaign: Campaign
    office: Unit
    monday: date
    today: date

    def on(self, days: int, act: Callable[[date], T]) -> T:
        """Do it in the morning, so many days after this week's Monday, at the latest today."""
        day = min(self.monday + timedelta(days=days), self.today)
        with Stage(self.cast, Inventor(0), self.today, day).morning() as on:
            return act(on)

    def day(self, days: int) -> date:
        return self.monday + timedelta(days=days)


def play_dispatch(today: date) -> int:
    """The story once, after the ledger of the seasons is in; how many packs there are. Nothing without the city's campaign."""
    campaign = Campaign.objects.filter(above__isnull=True, within__isnull=True).order_by("pk").first()
    if campaign is not None and not WeeklyPack.objects.exists():
        cast = engage()
        play = _Play(cast, campaign, campaign.unit, monday(today), today)
        _answered_and_closed(play)
        _kept(play)
        _broken(play)
        _frozen(play)
    return WeeklyPack.objects.count()


def _take(play: _Play, whom: Staff, rung: Rung, cause: Cause, text: str, ago: int, answer: int) -> UnitMeasure:
    facts = MeasureFacts(rung, cause, text, play.day(answer), campaign=play.campaign)

    def taken(on: date) -> UnitMeasure:
        return take_measure(
            unit=_unit(whom), facts=facts, by_unit=play.office, by=play.cast.coordinator, on=on
        )  # fmt: skip

    return play.on(ago, taken)


def _answered_and_closed(play: _Play) -> None:
    """The county of the stories was reminded of its overdue clues, answered, and the matter was closed."""
    text = "超期线索较多，请逐件明确承办人和办结时间。"
    row = _take(play, play.cast.head, Rung.REMIND, Cause.OVERDUE, text, -11, -7)
    play.on(
        -9, lambda on: answer_measure(measure=row, text="已逐件分到承办人，每周五核对一次。", by=play.cast.head, on=on)
    )
    play.on(-7, lambda on: close_measure(measure=row, why="已落实到人", by=play.cast.coordinator, on=on))


def _kept(play: _Play) -> None:
    """Its promise of last week was kept; this week's is open."""
    row = _promised(play, play.cast.head, "本周办结建设领域超期线索3件", -7, -3)
    play.on(0, lambda on: settle_promise(promise=row, kept=True, reason="", by=play.cast.coordinator, on=on))
    _promised(play, play.cast.head, "本周完成政府投资项目未办结线索的资金核对", 0, 4)


def _broken(play: _Play) -> None:
    """The neighbouring county was reminded, promised, did not, is pressed, and will be visited."""
    neighbour, by = play.cast.neighbour, play.cast.coordinator
    _take(play, neighbour, Rung.REMIND, Cause.SLOW, "至今没有印发本县方案，也没有报送联络员。", -10, -7)
    row = _promised(play, neighbour, "印发本县实施方案并报送联络员", -7, -3)
    why = "到期没有印发，县里说仍在会签。"
    play.on(0, lambda on: settle_promise(promise=row, kept=False, reason=why, by=by, on=on))
    _take(play, neighbour, Rung.PRESS, Cause.BROKEN, "提醒后没有答复，承诺的方案没有印发。", 0, 4)
    plan = VisitPlan(
        AreaVisit.Kind.SLOW, "看方案、联络员和超期线索，和县里分管负责同志当面商定时间。", f"{by.name}带队，3人", play.day(9),
        play.campaign,
    )  # fmt: skip
    play.on(0, lambda _: plan_visit(unit=_unit(neighbour), facts=plan, by_unit=play.office, by=by))


def _promised(play: _Play, whom: Staff, text: str, made: int, due: int) -> DispatchPromise:
    def done(on: date) -> DispatchPromise:
        return make_promise(
            campaign=play.campaign, unit=_unit(whom), text=text, due_on=play.day(due), by=play.cast.coordinator, on=on
        )

    return play.on(made, done)


def _frozen(play: _Play) -> None:
    """Last week's pack on its Friday, this week's today."""
    for start, days in ((play.day(-7), -3), (play.monday, 6)):

        def frozen(on: date, start: date = start) -> WeeklyPack:
            return freeze_week(
                campaign=play.campaign, region=play.campaign.region, start=start, by=play.cast.coordinator, on=on
            )

        play.on(days, frozen)


def _unit(staff: Staff) -> Unit:
    assert staff.unit is not None
    return staff.unit
