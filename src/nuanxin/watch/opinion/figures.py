"""How many items, how grave, answered in time or not: each figure is a condition on the same rows, so that it opens to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.words import OPEN, OWED, RUMOUR, UNANSWERED, Grade


def timing(at: datetime) -> dict[str, Q]:
    """Where the answer stands as to its limit, for files of their own: every file is in exactly one."""
    answered, limited = Q(answered_at__isnull=False), Q(answer_due_at__isnull=False)
    none_due = Q(answered_at__isnull=True) & ~Q(state__in=UNANSWERED)  # closed as no matter of wages
    waits = Q(answered_at__isnull=True, state__in=UNANSWERED)
    return {
        "in_time": answered & limited & Q(answered_at__lte=F("answer_due_at")),
        "late": answered & limited & Q(answered_at__gt=F("answer_due_at")),
        "overdue": waits & limited & Q(answer_due_at__lt=at),
        "waiting": waits & limited & Q(answer_due_at__gte=at),
        "unlimited": (answered | waits) & ~limited,
        "none_due": none_due,
    }


TIMING_WORDS = {
    "in_time": "按期回应", "late": "逾期回应", "overdue": "超期未回应", "waiting": "期限内待回应", "unlimited": "没有设置期限",
    "none_due": "无需回应",
}  # fmt: skip


def conditions(at: datetime) -> dict[str, Q]:
    """The figures of the page by their keys."""
    return {
        "files": Q(),
        **{f"grade_{grade}": Q(grade=grade) for grade in Grade.values},
        "open": Q(state__in=OPEN),
        "answered": Q(answered_at__isnull=False),
        **timing(at),
        "owed": Q(truth__in=OWED),
        "linked": Q(clue__isnull=False),
        "rumour": Q(truth__in=RUMOUR),
        "clarified": clarified(),
    }


def clarified() -> Q:
    """Rumours that an answer has clarified."""
    said = OpinionItem.objects.filter(replies__agreed=True, replies__clarifies=True).values("pk")
    return Q(truth__in=RUMOUR, pk__in=said)


@dataclass(frozen=True)
class Figures:
    """Of the files received from day to day: counts by key; items: all that was received, joined ones included."""

    items: int
    counts: dict[str, int]

    @property
    def timed(self) -> int:
        """Answers and waits that have been measured against a limit: given, or past it."""
        return self.counts["in_time"] + self.counts["late"] + self.counts["overdue"]

    @property
    def percent(self) -> int | None:
        """Whole per cent answered in time; None where nothing can be said yet."""
        return (200 * self.counts["in_time"] + self.timed) // (2 * self.timed) if self.timed else None


def received(rows: QuerySet[OpinionItem], first: date, last: date) -> QuerySet[OpinionItem]:
    """Those received from the first day through the last, Beijing time."""
    begin = datetime.combine(first, datetime.min.time(), BEIJING)
    end = datetime.combine(last, datetime.min.time(), BEIJING) + timedelta(days=1)
    return rows.filter(received_at__gte=begin, received_at__lt=end)


def figures(rows: QuerySet[OpinionItem], *, first: date, last: date, at: datetime) -> Figures:
    """Counted in one question to the ledger."""
    inside = received(rows, first, last)
    wanted = {
        key: Count("pk", filter=condition) if condition else Count("pk") for key, condition in conditions(at).items()
    }
    counts = inside.filter(lead__isnull=True).aggregate(**wanted)
    return Figures(items=inside.count(), counts={key: int(value) for key, value in counts.items()})
