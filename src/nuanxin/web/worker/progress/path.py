"""The way of a file as a parcel's: what is done, where it is now, what comes next. Pure reading, plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.organisations.duties import DUTIES
from nuanxin.foundation.organisations.models import Post, Unit
from nuanxin.rights.intake.channels import ClueKind, ClueState
from nuanxin.rights.intake.clocks import running_clocks, shown_due
from nuanxin.rights.intake.models import Clock, Clue, ClueEvent

State = Literal["done", "now", "next"]
Words = str | Promise


@dataclass(frozen=True)
class Stop:
    """One stop on the way."""

    title: str
    state: State
    day: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Told:
    """A thing that happened, in the words meant for the worker."""

    day: date
    text: str


@dataclass(frozen=True)
class Countdown:
    """How long the office still has: days left (negative: over), until when, for what, by which article, why that day."""

    name: str
    day: date
    left: int
    cites: str
    why: tuple[str, ...]

    @property
    def over(self) -> bool:
        return self.left < 0

    @property
    def late(self) -> int:
        return -self.left


@dataclass(frozen=True)
class Look:
    """Who had the file open: never a name, always duty and unit."""

    day: date
    unit: str
    duty: str
    what: str


# Where a state stands on the way: 0 received, 1 accepted, 2 investigated, 3 paid, 4 closed.
_PLACE = {
    ClueState.RECEIVED: 0,
    ClueState.SUPPLEMENT: 0,
    ClueState.TRANSFERRING: 0,
    ClueState.ACCEPTED: 1,
    ClueState.HANDLING: 2,
    ClueState.SETTLED: 3,
    ClueState.CLOSED: 4,
    ClueState.REFUSED: 4,
}
_NEXT: dict[str, Words] = {
    ClueState.RECEIVED: gettext_lazy("办案人员正在看材料，看完告诉您受不受理。"),
    ClueState.SUPPLEMENT: gettext_lazy("还缺材料。请照通知补上，补齐了接着办。"),
    ClueState.TRANSFERRING: gettext_lazy("正在转给管这件事的单位。转好之前，还是现在的人负责。"),
    ClueState.ACCEPTED: gettext_lazy("已经受理，接下来调查核实。"),
    ClueState.HANDLING: gettext_lazy("正在调查，查实了就让单位付钱。"),
    ClueState.SETTLED: gettext_lazy("单位说已经付钱。请您说一声收到没有。"),
    ClueState.CLOSED: gettext_lazy("这件事已经办结。没有收到钱的，可以要求接着办。"),
    ClueState.REFUSED: gettext_lazy("没有受理，理由和该找谁写在下面。"),
}


def next_words(clue: Clue) -> str:
    """What happens next, in one line."""
    return str(_NEXT[clue.state])


def stops(clue: Clue) -> list[Stop]:
    """The stops of this file with their days."""
    here = _PLACE[ClueState(clue.state)]
    complaint = clue.kind == ClueKind.COMPLAINT
    titles = [_("收到了"), _("受理"), _("调查，让单位付钱"), _("钱付到手"), _("办结")]
    days = [clue.received_on, clue.accepted_on, None, None, clue.closed_on]
    if clue.state == ClueState.REFUSED:
        return [Stop(titles[0], "done", days[0]), Stop(_("不予受理"), "now", clue.closed_on)]
    if not complaint and clue.accepted_on is None:
        titles[1] = _("核查")
    found = []
    for place, (title, day) in enumerate(zip(titles, days, strict=True)):
        state: State = "done" if place < here or (place == here == 4) else "now" if place == here else "next"
        if place == 0 and here == 0:
            state = "now"
        found.append(Stop(title, state, day))
    return found


def told(clue: Clue) -> list[Told]:
    """Everything that was written for the worker, newest first; of a merged file also what happened on the kept one since."""
    mine = Q(clue=clue)
    if clue.merged_into_id:
        since = clue.events.filter(kind="merge_clues").order_by("pk").values_list("recorded_at", flat=True).last()
        mine |= Q(clue=clue.merged_into_id, recorded_at__gte=since) if since else Q(pk=None)
    rows = ClueEvent.objects.filter(mine).exclude(for_worker="").order_by("-occurred_on", "-pk")
    return [Told(row.occurred_on, row.for_worker) for row in rows]


def countdown(clue: Clue, on: date) -> Countdown | None:
    """The clock that runs out first."""
    running: list[tuple[date, Clock]] = [(day, clock) for clock in running_clocks(clue) if (day := shown_due(clock))]
    if not running:
        return None
    day, clock = min(running, key=lambda pair: (pair[0], pair[1].pk))
    return Countdown(clock.name, day, (day - on).days, clock.citation, tuple(_why(clock)))


def _why(clock: Clock) -> list[str]:
    return [line if isinstance(line, str) else str(line.get("text", "")) for line in clock.explanation]


_LOOKED = {"view_clue": gettext_lazy("看过"), "reveal_reporter": gettext_lazy("看过您的姓名电话")}


def looks(clue: Clue) -> list[Look]:
    """Who opened or worked on the file, by day, duty and unit; from the audit chain, which nobody can change."""
    events = AuditEvent.objects.filter(about_kind="clue", about_id=str(clue.pk), actor_id__isnull=False)
    rows = list(events.order_by("-sequence")[:500])
    duties = {
        post.staff_id: DUTIES[post.duty].name
        for post in Post.objects.filter(staff_id__in={row.actor_id for row in rows}).order_by("-pk")
    }
    units = dict(Unit.objects.filter(code__in={row.unit for row in rows}).values_list("code", "name"))
    seen = [
        Look(
            row.at.astimezone(BEIJING).date(),
            units.get(row.unit, ""),
            duties.get(row.actor_id or 0, ""),
            str(_LOOKED.get(row.act, _("办理过"))),
        )
        for row in rows
    ]
    return [look for look, _same in groupby(seen)]
