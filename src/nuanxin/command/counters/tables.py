"""The tables that counters count: which rows fall into a window, how a split narrows them, how one row is shown in a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from nuanxin.command.counters.events import EVENTS
from nuanxin.command.counters.facts import (
    Window,
    acts,
    frozen_clues,
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
from nuanxin.rights.intake.earlier.reading import as_known
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.justice.petition.models import Petition
from nuanxin.rights.relief.fund.models import FundAdvanceLine
from nuanxin.rights.relief.hardship.models import ReliefGrant
from nuanxin.services.events.counting import RECORDS, happened

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

    def day_of(self, row: Any) -> Any:
        """The day of a row, as known then; of one that was fetched without asking the table, as it is."""
        return getattr(row, self.day, None) or getattr(row, self.day.removeprefix("then_"))

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


def _until(window: Window) -> datetime:
    """The first moment that was not yet known on the day asked."""
    return datetime.combine(window.as_of + timedelta(days=1), time(), BEIJING)


def _clues(table: str, window: Window, **meant: Any) -> QuerySet[Clue]:
    return standing_clues(window).filter(**meant) if window.frozen is None else frozen_clues(window, table)


def received_clues(window: Window) -> QuerySet[Clue]:
    """Clues received in the window, each once."""
    return _clues("received", window, then_received_on__range=(window.start, window.last))


def closed_clues(window: Window) -> QuerySet[Clue]:
    """Clues closed in the window and, as far as was known then, not reopened."""
    return _clues("closed", window, then_closed_on__range=(window.start, window.last))


def open_clues(window: Window) -> QuerySet[Clue]:
    """Clues open at the end of the window, whenever they came."""
    rows = _clues("open", window, then_received_on__lte=window.last)
    still = Q(then_closed_on__isnull=True) | Q(then_closed_on__gt=window.last)
    return rows.filter(still) if window.frozen is None else rows


def petitions(window: Window) -> QuerySet[Petition]:
    """Petitions registered in the window, as known on the day."""
    return _or_frozen(
        "petitions",
        window,
        Petition,
        lambda: as_known(Petition.objects.all(), window.as_of, "clue").filter(
            in_area(window),
            not_before(window, "withdrawn_on"),
            received_on__range=(window.start, window.last),
            step__recorded_at__lt=_until(window),
        ),
        "clue",
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
        return (
            as_known(standing, window.as_of, "case__clue")
            .filter(in_area(window, "then_region"), since__range=(window.start, window.last))
            .exclude(Exists(before))
        )

    return _or_frozen("legal_aid", window, AidAssignment, live, "case__clue")


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
        lambda: as_known(ReliefGrant.objects.all(), window.as_of, "case__clue").filter(
            in_area(window, "then_region"),
            not_before(window, "withdrawn_on"),
            paid_on__range=(window.start, window.last),
            recorded_at__lt=_until(window),
        ),
        "case__clue",
    )


def advances_paid(window: Window) -> QuerySet[FundAdvanceLine]:
    """What the emergency fund paid to workers in the window."""
    return _or_frozen(
        "advances",
        window,
        FundAdvanceLine,
        lambda: as_known(FundAdvanceLine.objects.all(), window.as_of, "advance__clue").filter(
            in_area(window, "then_region"),
            paid_on__range=(window.start, window.last),
            advance__recorded_at__lt=_until(window),
        ),
        "advance__clue",
    )


def _or_frozen(
    table: str, window: Window, model: type[Model], live: Callable[[], QuerySet[Any]], clue: str = ""
) -> QuerySet[Any]:
    """The rows of a window, or those that a filed report was counted from; `clue`: with what was known of it then."""
    if window.frozen is None:
        return live()
    rows = model._default_manager.filter(pk__in=numbered(window.frozen.get(table, ())))
    return as_known(rows, window.as_of, clue) if clue else rows


def _events(key: str) -> Callable[[Window], QuerySet[Any]]:
    """Records of activities and materials of the area, or the frozen ones."""

    def known(window: Window) -> QuerySet[Any]:
        return _or_frozen(
            key,
            window,
            RECORDS[key][0],
            lambda: happened(key, window.start, window.last, window.as_of).filter(in_area(window)),
        )

    return known


_CLUE_SPLITS = {"sector": "then_sector", "channel": "then_channel"}
_THEN: dict[str, Any] = {"sector": "then_sector"}
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
        Table("clues", "线索", reception_clues, "then_received_on", "", _THEN, _CLUE_SHOWN, "then_region"),
        Table("received", "收到的线索", received_clues, "then_received_on", "", _CLUE_SPLITS, _CLUE_SHOWN, "then_region"),
        Table("closed", "办结的线索", closed_clues, "then_closed_on", "", _CLUE_SPLITS, _CLUE_SHOWN, "then_region"),
        Table("open", "未办结的线索", open_clues, "then_received_on", "", _CLUE_SPLITS, _CLUE_SHOWN, "then_region"),
        Table(
            "petitions", "信访登记", petitions, "received_on", "clue",
            _THEN, ("region", "clue__employer"),
        ),
        Table(
            "legal_aid", "法律援助指派", aid_assignments, "since", "case__clue",
            _THEN, ("case__clue__region", "case__clue__employer", "lawyer"),
            region="then_region",
        ),
        Table("advice", "法律咨询", advice_given, "asked_on", None, {}, ("region",)),
        Table(
            "relief", "临时救助金", relief_grants, "paid_on", "case__clue",
            _THEN, ("case__clue__region", "case__clue__employer", "claim__worker"),
            region="then_region",
        ),
        Table(
            "advances", "周转金垫付", advances_paid, "paid_on", "advance__clue",
            _THEN, ("advance__clue__region", "advance__clue__employer", "claim__worker"),
            region="then_region",
        ),
        *(Table(key, name, _events(key), day, None, splits, ("region", "unit")) for key, name, day, splits in EVENTS),
    )
}  # fmt: skip
