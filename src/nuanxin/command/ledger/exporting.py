"""The ledger out as the workbook that comes in: importing it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from nuanxin.command.ledger.files.workbook import LedgerWriter
from nuanxin.command.ledger.sheets import ACTS, CLUES, SETTLEMENTS, VISITS
from nuanxin.command.ledger.standing import (
    Said,
    act_says,
    clue_says,
    notes_say,
    number_of,
    settlement_says,
    visit_says,
)
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.disclosure.marking import mark_of
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.organisations.receiving import operator
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.models import Clue, Reporter
from nuanxin.watch.inspection.models import Visit

_AT_ONCE = 2000
_EXCEL_ROWS = 1_048_575  # rows under the heading
Line = tuple[Said, Mapping[str, str]]


def export_ledger(
    *, path: Path, region: str = "", start: date | None = None, end: date | None = None, by: Staff | None = None
) -> dict[str, int]:
    """Write the ledger of a region (empty: all): clues received and visits made in the window, and what hangs on the clues.

    Identities go out in full, because the workbook must come back unchanged; the act is on record. Returns rows a sheet.
    """
    if region and not Region.objects.filter(pk=region).exists():
        raise BadInput(Fault(f"--region：没有区划代码“{region}”", remedy="请填写现行的6位代码"))
    if start and end and start > end:
        raise BadInput(Fault(f"--from（{start}）晚于 --to（{end}）", remedy="请核对日期"))
    clues = _window(Clue.objects.all(), "received_on", region, start, end)
    visits = _window(Visit.objects.filter(withdrawn_on=None), "visited_on", region, start, end)
    hanging = {"clue__in": clues.values("pk"), "withdrawn_on": None}
    settlements, acts = Settlement.objects.filter(**hanging), OfficialAct.objects.filter(**hanging)
    for rows in (clues, settlements, acts, visits):
        if rows.count() > _EXCEL_ROWS:
            raise BadInput(Fault("超过一张工作表的行数上限", remedy="请用 --region、--from、--to 分次导出"))
    with LedgerWriter(path, _mark(by)) as writer:
        counts = {
            CLUES.name: writer.write_sheet(CLUES, _clue_lines(clues), _note_headings(clues)),
            SETTLEMENTS.name: writer.write_sheet(
                SETTLEMENTS, _hanging_lines(settlements, settlement_says), _note_headings(settlements)
            ),
            ACTS.name: writer.write_sheet(ACTS, _hanging_lines(acts, act_says), _note_headings(acts)),
            VISITS.name: writer.write_sheet(VISITS, _visit_lines(visits), _note_headings(visits)),
        }
        details = {"region": region, "from": start, "to": end, "identities": "full", **counts}
        record("export_ledger", about=("ledger_file", path.name[:64]), by=by or operator(), details=details)
    return counts


def count_clues(*, region: str, start: date | None, end: date | None) -> int:
    """How many clues such an export would carry."""
    return _window(Clue.objects.all(), "received_on", region, start, end).count()


def _mark(by: Staff | None) -> str:
    """A file that the operator takes at the machine carries none: the same ledger gives the same sheets."""
    return mark_of(name=by.name, account=by.username, phone=by.phone, at=occasion.now()) if by else ""


def _window(rows: QuerySet[Any], day: str, region: str, start: date | None, end: date | None) -> QuerySet[Any]:
    if region:
        rows = rows.filter(region__in=within(region))
    if start:
        rows = rows.filter(**{f"{day}__gte": start})
    if end:
        rows = rows.filter(**{f"{day}__lte": end})
    return rows


def _note_headings(rows: QuerySet[Any]) -> list[str]:
    """Every heading of an extra column, in the order of first use."""
    headings: dict[str, None] = {}
    for notes in rows.exclude(notes={}).order_by("pk").values_list("notes", flat=True).iterator(chunk_size=_AT_ONCE):
        headings.update(dict.fromkeys(notes_say(notes)))
    return list(headings)


def _clue_lines(clues: QuerySet[Clue]) -> Iterator[Line]:
    for chunk in _in_order(clues.select_related("employer")):
        reporters: dict[int, Reporter] = {}
        for reporter in Reporter.objects.filter(clue__in=chunk).order_by("-pk"):
            reporters[reporter.clue_id] = reporter
        for clue in chunk:
            yield clue_says(clue, reporters.get(clue.pk)), notes_say(clue.notes)


def _hanging_lines(facts: QuerySet[Any], says: Any) -> Iterator[Line]:
    for chunk in _in_order(facts.select_related("clue")):
        for fact in chunk:
            yield {"external_number": number_of(fact.clue), **says(fact)}, notes_say(fact.notes)


def _visit_lines(visits: QuerySet[Visit]) -> Iterator[Line]:
    for chunk in _in_order(visits.select_related("employer", "project")):
        for visit in chunk:
            yield visit_says(visit), notes_say(visit.notes)


def _in_order(rows: QuerySet[Any]) -> Iterable[list[Any]]:
    """By primary key, a piece at a time: no long-lived cursor, no long list."""
    last = 0
    while piece := list(rows.filter(pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield piece
        last = piece[-1].pk
