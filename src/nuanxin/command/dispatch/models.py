"""The models of dispatch, each beside its idea; here so that the room has them all."""

from __future__ import annotations

from nuanxin.command.dispatch.daily.models import AreaDay
from nuanxin.command.dispatch.ladder.models import MeasureLink, UnitMeasure
from nuanxin.command.dispatch.pack.models import DispatchPromise, WeeklyPack
from nuanxin.command.dispatch.ranking.models import RankingAppeal, RankingSheet
from nuanxin.command.dispatch.visiting.models import AreaVisit

__all__ = [
    "AreaDay",
    "AreaVisit",
    "DispatchPromise",
    "MeasureLink",
    "RankingAppeal",
    "RankingSheet",
    "UnitMeasure",
    "WeeklyPack",
]
