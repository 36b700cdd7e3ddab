"""The tables that counters count: which rows fall into a window, how a split narrows them, how one row is shown in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from nuanxin.command.counters.events import EVENT_MODELS, EVENTS
from nuanxin.command.counters.facts import (
    Window,
    acts,
    in_area,
    not_before,
    numbered,
    reception_clues,
    settlements,
    standing_clues,
    visits,
)
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.models import CaseStep
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidAssignment
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.relief.fund.models import FundAdvanceLine
from nuanxin.rights.relief.hardship.models import ReliefGrant

NAMED_SECTORS = (Sector.CONSTRUCTION.value, Sector.MANUFACTURING.value)
LABOUR_INSPECTION = ("filed", "coordinated")


@dataclass(frozen=True)
class Table:
    """One table of facts. `day`: the field of when it happened; `clue`: the way to the clue ("" is the row itself).

    `splits`: split → field, or the condition that its value makes; `shown`: fields fetched along for the list behind a figure;
    `region`: where a row counts; `lot`: one narrow column holds all that counters ask of a row.
    """

    key: str
    name: str
    rows: Callable[[Window], QuerySet[Any]]
    day: str
    clue: str | None
    splits: Mapping[str, str | Callable[[str], Q]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    region: str = "region_id"
    lot: bool = False

    def narrowed(self, where: Mapping[str, str]) -> Q:
        """The rows of a split; an unknown sector counts as 其他 (law.md §19.1)."""
        found = Q()
        for split, value in where.items():
            if split == "other_ways":
                continue
            name = self.splits[split]
            if callable(name):
                found &= name(value)
            elif split == "sector" and value == Sector.OTHER.value:
                found &= ~Q(**{f"{name}__in": NAMED_SECTORS})
            else:
                found &= Q(**{name: value})
        return found


def _frozen(window: Window, table: str, rows: QuerySet[Any]) -> QuerySet[Any] | None:
    if window.frozen is None:
        return None
    return rows.filter(pk__in=numbered(window.frozen.get(table, ())))


def _until(window: Window) -> datetime:
    """The first moment that was not yet known on the day asked."""
    return datetime.combine(window.as_of + timedelta(days=1), time(), BEIJING)


def received_clues(window: Window) -> QuerySet[Clue]:
    """Clues received in the window, each once."""
    return _or_frozen(
        "received", window, Clue, lambda: standing_clues(window).filter(received_on__range=(window.start, window.last))
    )


def closed_clues(window: Window) -> QuerySet[Clue]:
    """Clues closed in the window."""
    return _or_frozen(
        "closed", window, Clue, lambda: standing_clues(window).filter(closed_on__range=(window.start, window.last))
    )


def open_clues(window: Window) -> QuerySet[Clue]:
    """Clues open at the end of the window, whenever they came."""
    return _or_frozen(
        "open",
        window,
        Clue,
        lambda: standing_clues(window).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=window.last), received_on__lte=window.last
        ),
    )


def petitions(window: Window) -> QuerySet[Petition]:
    """Petitions registered in the window, as known on the day."""
    return _or_frozen(
        "petitions",
        window,
        Petition,
        lambda: Petition.objects.filter(
            in_area(window),
            not_before(window, "withdrawn_on"),
            received_on__range=(window.start, window.last),
            step__recorded_at__lt=_until(window),
        ),
    )


def aid_assignments(window: Window) -> QuerySet[AidAssignment]:
    """The first assignment of each aid file, where its step still stands."""

    def live() -> QuerySet[AidAssignment]:
        struck = CaseStep.objects.filter(strikes=OuterRef("step"), recorded_at__lt=_until(window))
        standing = AidAssignment.objects.filter(assigned_at__lt=_until(window)).exclude(Exists(struck))
        struck_before = CaseStep.objects.filter(strikes=OuterRef("step"), recorded_at__lt=_until(window))
        before = AidAssignment.objects.filter(
            Q(since__lt=OuterRef("since")) | Q(since=OuterRef("since"), pk__lt=OuterRef("pk")),
            case=OuterRef("case"),
            assigned_at__lt=_until(window),
        ).exclude(Exists(struck_before))
        return standing.filter(
            in_area(window, "case__clue__region_id"), since__range=(window.start, window.last)
        ).exclude(Exists(before))

    return _or_frozen("legal_aid", window, AidAssignment, live)


def advice_given(window: Window) -> QuerySet[AidAdvice]:
    """Requests for advice answered in the window."""
    return _or_frozen(
        "advice",
        window,
        AidAdvice,
        lambda: AidAdvice.objects.filter(
            in_area(window), asked_on__range=(window.start, window.last), recorded_at__lt=_until(window)
        ),
    )


def relief_grants(window: Window) -> QuerySet[ReliefGrant]:
    """Relief paid to workers in need in the window."""
    return _or_frozen(
        "relief",
        window,
        ReliefGrant,
        lambda: ReliefGrant.objects.filter(
            in_area(window, "case__clue__region_id"),
            not_before(window, "withdrawn_on"),
            paid_on__range=(window.start, window.last),
            recorded_at__lt=_until(window),
        ),
    )


def advances_paid(window: Window) -> QuerySet[FundAdvanceLine]:
    """What the emergency fund paid to workers in the window."""
    return _or_frozen(
        "advances",
        window,
        FundAdvanceLine,
        lambda: FundAdvanceLine.objects.filter(
            in_area(window, "advance__clue__region_id"),
            paid_on__range=(window.start, window.last),
            advance__recorded_at__lt=_until(window),
        ),
    )


def _or_frozen(table: str, window: Window, model: type[Model], live: Callable[[], QuerySet[Any]]) -> QuerySet[Any]:
    frozen = _frozen(window, table, model._default_manager.all())
    return live() if frozen is None else frozen


def _events(key: str, rows: Callable[[Window], QuerySet[Any]]) -> Callable[[Window], QuerySet[Any]]:
    """Rows of activities and materials, or the frozen ones."""

    def known(window: Window) -> QuerySet[Any]:
        return _or_frozen(key, window, EVENT_MODELS[key], lambda: rows(window))

    return known


_CLUE_SPLITS = {"sector": "sector", "channel": "channel"}
_CLUE_SHOWN = ("employer", "region")
TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        Table(
            "settlements", "解决记录", settlements, "solved_on", "clue",
            {"sector": "sector", "way": "solved_by"}, ("region", "clue__employer"), lot=True,
        ),
        Table("acts", "执法文书", acts, "done_on", "clue", {"sector": "sector"}, ("region", "clue__employer")),
        Table("visits", "检查记录", visits, "visited_on", None, {"sector": "sector"}, ("region", "employer", "project")),
        Table("clues", "线索", reception_clues, "received_on", "", {"sector": "sector"}, _CLUE_SHOWN),
        Table("received", "收到的线索", received_clues, "received_on", "", _CLUE_SPLITS, _CLUE_SHOWN),
        Table("closed", "办结的线索", closed_clues, "closed_on", "", _CLUE_SPLITS, _CLUE_SHOWN),
        Table("open", "未办结的线索", open_clues, "received_on", "", _CLUE_SPLITS, _CLUE_SHOWN),
        Table(
            "petitions", "信访登记", petitions, "received_on", "clue",
            {"sector": "clue__sector"}, ("region", "clue__employer"),
        ),
        Table(
            "legal_aid", "法律援助指派", aid_assignments, "since", "case__clue",
            {"sector": "case__clue__sector"}, ("case__clue__region", "case__clue__employer", "lawyer"),
            region="case__clue__region_id",
        ),
        Table("advice", "法律咨询", advice_given, "asked_on", None, {}, ("region",)),
        Table(
            "relief", "临时救助金", relief_grants, "paid_on", "case__clue",
            {"sector": "case__clue__sector"}, ("case__clue__region", "case__clue__employer", "claim__worker"),
            region="case__clue__region_id",
        ),
        Table(
            "advances", "周转金垫付", advances_paid, "paid_on", "advance__clue",
            {"sector": "advance__clue__sector"}, ("advance__clue__region", "advance__clue__employer", "claim__worker"),
            region="advance__clue__region_id",
        ),
        *(Table(key, name, _events(key, rows), day, None, splits, ("region", "unit")) for key, name, rows, day, splits in EVENTS),
    )
}  # fmt: skip
