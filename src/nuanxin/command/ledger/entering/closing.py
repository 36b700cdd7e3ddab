"""What imported outcomes mean for the clue: solved is closed with the fitting conclusion, an official act is handling."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from nuanxin.command.ledger.entering.pouring import Funnel, change_rows
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import ActKind, Case, Settlement, SolvedBy
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.earlier.keeping import keep_earlier
from nuanxin.rights.intake.models import Clock, Clue, ClueEvent

CONCLUSIONS = {
    SolvedBy.FILED: Conclusion.FILED_SOLVED,
    SolvedBy.COORDINATED: Conclusion.COORDINATED,
    SolvedBy.MEDIATION: Conclusion.ARBITRATION,
    SolvedBy.ARBITRATION: Conclusion.ARBITRATION,
    SolvedBy.COURT: Conclusion.ARBITRATION,
    SolvedBy.INDUSTRY: Conclusion.INDUSTRY,
}
_EVENT = Funnel(ClueEvent, ("clue_id", "kind", "occurred_on", "recorded_at", "by_id", "text"))


def after_settlements(written: list[tuple[int, dict[str, Any]]], *, by: Staff, on: date) -> None:
    """Close the clues, unless a case here is still open on them, and write the lines of their threads."""
    now = occasion.now()
    _EVENT.pour((pk, "import_settlement", said["solved_on"], now, by.pk, _settled(said)) for pk, said in written)
    clues = {pk for pk, _ in written}
    clues -= set(Case.objects.filter(clue__in=clues, closed_on=None).values_list("clue_id", flat=True))
    clues = set(Clue.objects.filter(pk__in=clues, merged_into=None).values_list("pk", flat=True))
    latest: dict[int, tuple[date, str]] = {}
    standing = Settlement.objects.filter(clue__in=clues, withdrawn_on=None).order_by("solved_on", "pk")
    for pk, solved_on, solved_by in standing.values_list("clue_id", "solved_on", "solved_by"):
        latest[pk] = (solved_on, solved_by)
    for clue in _ended_here(list(latest)):
        keep_earlier(clue, on=on)
    change_rows(
        Clue,
        ("state", "conclusion", "closed_on", "due_on"),
        [
            (
                pk,
                {
                    "state": ClueState.CLOSED.value,
                    "conclusion": CONCLUSIONS[SolvedBy(way)].value,
                    "closed_on": day,
                    "due_on": None,
                },
            )
            for pk, (day, way) in latest.items()
        ],
    )
    Clock.objects.filter(clue__in=clues, stopped_on=None).update(stopped_on=on, ring_on=None)


def _ended_here(clues: list[int]) -> QuerySet[Clue]:
    """Clues that an officer ended here: what a file says of their end counts from today on."""
    ended = Clue.objects.filter(pk__in=clues, closed_on__isnull=False)
    return ended.filter(events__kind__in=("close_clue", "refuse_clue"), events__occurred_on=F("closed_on")).distinct()


def after_acts(written: list[tuple[int, dict[str, Any]]], *, by: Staff, on: date) -> None:
    """A clue on which an order or decision was made is being handled."""
    now = occasion.now()
    _EVENT.pour((pk, "import_official_act", said["done_on"], now, by.pk, _done(said)) for pk, said in written)
    waiting = Clue.objects.filter(pk__in={pk for pk, _ in written}, state=ClueState.RECEIVED)
    waiting.update(state=ClueState.HANDLING)


def _settled(said: dict[str, Any]) -> str:
    return f"由台账导入：{SolvedBy(said['solved_by']).label}，{said['persons']}人，{yuan(said['amount'])}元"


def _done(said: dict[str, Any]) -> str:
    number = f"（{said['number']}）" if said["number"] else ""
    return f"由台账导入：{ActKind(said['kind']).label}{number}"
