"""The four lists over an area and a window, each line with its clues (ST-12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from nuanxin.command.counters.facts import EVERYWHERE, Window, numbered
from nuanxin.command.dispatch.by_area import rows_there
from nuanxin.command.dispatch.frauds.judging import measures_on, repeated, rushes
from nuanxin.foundation.organisations.boundaries.then import codes_then
from nuanxin.foundation.organisations.models import Region, Unit
from nuanxin.rights.cases.money import Payment
from nuanxin.rights.intake.channels import SETTLED_CONCLUSIONS
from nuanxin.rights.intake.models import Clock, Clue, ClueEvent

RUSH, NO_VOUCHER, SAME_TEXT, RESTARTED = "rush", "no_voucher", "same_text", "restarted"
KINDS = {
    RUSH: "截止前突击办结",
    NO_VOUCHER: "以解决办结而没有支付凭证",
    SAME_TEXT: "答复内容雷同",
    RESTARTED: "期限重新起算",
}
SHOWN = 500


@dataclass(frozen=True)
class Suspicion:
    """One line: what kind, which unit, in words, and the clues behind it."""

    kind: str
    unit: int
    unit_name: str
    text: str
    clues: tuple[Clue, ...]

    @property
    def kind_name(self) -> str:
        return KINDS[self.kind]


def suspicions(area: Region, start: date, deadline: date, on: date) -> list[Suspicion]:
    """All four kinds over the clues of an area from `start` to the deadline, as known on a day."""
    last = min(deadline, on)
    closed = rows_there("clues_closed", Window(EVERYWHERE, start, last, on), area.code, last)
    found = [*_rushed(closed, deadline, on), *_without_voucher(closed), *_same_texts(area, start, last, on)]
    found += _restarted(area, start, last)
    return _named(found)


Found = tuple[str, int, str, list[int]]  # kind, unit, words, clues


def _rushed(closed: QuerySet[Any], deadline: date, on: date) -> Iterable[Found]:
    measures = measures_on(on)
    rows = list(closed.order_by().values_list("pk", "then_unit", "then_closed_on"))
    begin = deadline - timedelta(days=measures.last_days - 1)
    by_unit: dict[int, list[int]] = defaultdict(list)
    for pk, unit, day in rows:
        if begin <= day <= deadline:
            by_unit[unit].append(pk)
    late = rushes(((unit, day) for _, unit, day in rows), deadline=deadline, measures=measures)
    for unit, n in late.items():
        every = sum(one == unit for _, one, _ in rows)
        yield (
            RUSH,
            unit,
            f"截止日前{measures.last_days}天办结{n}件，占统计期内办结{every}件的{round(100 * n / every)}%",
            by_unit[unit],
        )


def _without_voucher(closed: QuerySet[Any]) -> Iterable[Found]:
    paid = Payment.objects.filter(claim__clue=OuterRef("pk"), withdrawn_on__isnull=True)
    rows = closed.filter(then_conclusion__in=SETTLED_CONCLUSIONS).exclude(Exists(paid)).order_by("then_unit", "pk")
    by_unit: dict[int, list[int]] = defaultdict(list)
    for pk, unit in rows.values_list("pk", "then_unit"):
        by_unit[unit].append(pk)
    for unit, clues in by_unit.items():
        yield NO_VOUCHER, unit, f"{len(clues)}件以解决欠薪办结，没有一张支付凭证", clues


def _same_texts(area: Region, start: date, last: date, on: date) -> Iterable[Found]:
    events = ClueEvent.objects.filter(
        kind__in=("close_clue", "say_to_reporter"),
        occurred_on__range=(start, last),
        clue__region_id__in=codes_then(area.code, last),
    ).values_list("clue__unit_id", "clue_id", "kind", "text", "details")
    texts = (
        (unit, clue, str(details.get("answer") or "") if kind == "close_clue" else text)
        for unit, clue, kind, text, details in events.iterator(chunk_size=5000)
    )
    for (unit, words), clues in repeated(texts, measures_on(on)).items():
        yield SAME_TEXT, unit, f"{len(clues)}件的答复完全相同：“{words[:60]}{'…' if len(words) > 60 else ''}”", clues


def _restarted(area: Region, start: date, last: date) -> Iterable[Found]:
    """A term that was stopped after its day had passed, or before, and begun anew on the same matter."""
    before = Clock.objects.filter(
        clue=OuterRef("clue"), term=OuterRef("term"), about=OuterRef("about"), pk__lt=OuterRef("pk")
    )
    reopened = ClueEvent.objects.filter(clue=OuterRef("clue"), kind="reopen_clue")
    rows = Clock.objects.filter(
        Exists(before),
        ~Exists(reopened),
        started_at__date__range=(start, last),
        clue__region_id__in=codes_then(area.code, last),
    )
    by_unit: dict[tuple[int, str], set[int]] = defaultdict(set)
    for unit, name, clue in rows.values_list("clue__unit_id", "name", "clue_id"):
        by_unit[unit, name].add(clue)
    for (unit, name), clues in by_unit.items():
        yield RESTARTED, unit, f"{len(clues)}件的“{name}”停止后又重新起算（没有回退办理的记录）", sorted(clues)


def _named(found: list[Found]) -> list[Suspicion]:
    """With units and clues fetched once."""
    wanted = {clue for *_, clues in found for clue in clues[:SHOWN]}
    rows = Clue.objects.filter(pk__in=numbered(wanted)).select_related("region", "employer", "officer")
    clues = {clue.pk: clue for clue in rows}
    units = {unit.pk: unit.short_name for unit in Unit.objects.filter(pk__in={unit for _, unit, *_ in found})}
    order = {kind: n for n, kind in enumerate(KINDS)}
    lines = [
        Suspicion(kind, unit, units[unit], text, tuple(clues[pk] for pk in pks[:SHOWN] if pk in clues))
        for kind, unit, text, pks in found
    ]
    return sorted(lines, key=lambda line: (order[line.kind], -len(line.clues), line.unit_name))
