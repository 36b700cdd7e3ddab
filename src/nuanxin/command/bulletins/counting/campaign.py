"""What stands with the campaign: shares given, done and late by the last day, units that took part. Rows, each once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.campaigns.dividing.models import TaskShare
from nuanxin.command.campaigns.opened.models import CampaignTask
from nuanxin.command.campaigns.taking_part.models import Participant
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.boundaries.then import codes_then


@dataclass(frozen=True)
class Measure:
    """Something of a campaign that is counted: its name, its unit on paper, the rows."""

    name: str
    unit: str
    table: str
    rows: Callable[[Scope], QuerySet[Any]]


def _end(scope: Scope) -> datetime:
    return datetime.combine(scope.last + timedelta(days=1), time(), BEIJING)


def _of_units(scope: Scope) -> Q:
    here = Q(unit__region_id__in=codes_then(scope.region.pk, scope.last))
    return here & Q(unit=scope.subject) if scope.subject else here


def shares(scope: Scope) -> QuerySet[TaskShare]:
    """Shares given by the last day and not taken back, of tasks that stand."""
    standing = TaskShare.objects.exclude(state=TaskShare.State.TAKEN_BACK)
    return standing.filter(
        _of_units(scope),
        task__campaign=scope.campaign,
        task__withdrawn_at__isnull=True,
        given_at__lt=_end(scope),
    )


def _done(scope: Scope) -> QuerySet[TaskShare]:
    return shares(scope).filter(state=TaskShare.State.DONE, done_on__lte=scope.last)


def late_shares(scope: Scope) -> QuerySet[TaskShare]:
    """Shares whose day is over on the last day and that were not done by then."""
    undone = Q(done_on__isnull=True) | Q(done_on__gt=scope.last)
    return shares(scope).filter(undone, due_on__lt=scope.last)


def taking_part(scope: Scope) -> QuerySet[Participant]:
    """Units sent the campaign by the last day."""
    return Participant.objects.filter(_of_units(scope), campaign=scope.campaign, sent_at__lt=_end(scope))


def tasks(scope: Scope) -> QuerySet[CampaignTask]:
    """Tasks of the campaign that stand."""
    return scope.drive.tasks.filter(withdrawn_at__isnull=True)


MEASURES: dict[str, Measure] = {
    "tasks": Measure("行动任务", "项", "tasks", tasks),
    "shares": Measure("任务分工", "项", "shares", shares),
    "shares_done": Measure("已完成的任务分工", "项", "shares", _done),
    "shares_late": Measure("逾期未完成的任务分工", "项", "shares", late_shares),
    "units": Measure("参加单位", "个", "participants", taking_part),
    "units_received": Measure(
        "已签收的参加单位", "个", "participants", lambda scope: taking_part(scope).filter(received_at__lt=_end(scope))
    ),
    "units_planned": Measure(
        "已制定本级方案的参加单位", "个", "participants", lambda scope: taking_part(scope).filter(own__isnull=False)
    ),
}


def measure(key: str) -> Measure:
    """By key; BadInput for an unknown one."""
    if key not in MEASURES:
        raise BadInput(Fault(f"没有“{key}”这一项行动数据", remedy=f"可用：{'、'.join(MEASURES)}"))
    return MEASURES[key]
