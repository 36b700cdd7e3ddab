"""Figures typed by people: whole cells of the form that the unit fills itself, and cells that replace a count by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from nuanxin.command.reporting.definitions import form_of
from nuanxin.command.reporting.drafting import draft, hand_figures
from nuanxin.command.reporting.filing import note, opened_for_change
from nuanxin.command.reporting.forms.checking import cell_name, flat
from nuanxin.command.reporting.forms.filled_sheet import MOST_SAID, read_filled
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.units import printed
from nuanxin.command.reporting.models import HandEntry, Report
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.models import Staff

LARGEST = 10**15  # 分 or pieces: ten trillion yuan


@transaction.atomic
def enter_cells(*, report: Report, values: Mapping[str, int | None], by: Staff, reason: str = "按表填报") -> int:
    """Type in cells that the form leaves to the unit, in persons, 分 or pieces; None empties a cell. How many changed.

    Bad cells are all named at once and then nothing is kept but what was there before. Earlier entries stay.
    """
    report = opened_for_change(report, by, "填报")
    of = form_of(report.round)
    entered, faults = set(of.entered_cells), []
    for cell, value in values.items():
        if cell not in entered:
            why = "由台账统计，更正请用手工填报并附依据" if cell in set(of.cells) else _why_not(of, cell)
            faults.append(Fault(f"{cell}：{why}"))
        elif value is not None and not 0 <= value <= LARGEST:
            faults.append(Fault(f"{cell_name(of, cell)}：{value}不在0到{LARGEST}之间", remedy="请核对数字和单位"))
    if faults:
        raise BadInput(faults)
    standing = {entry.cell: entry for entry in report.hand_entries.select_for_update().filter(replaced_by__isnull=True)}
    changed = [cell for cell, value in values.items() if _value(standing.get(cell)) != value]
    for cell in changed:
        entry = HandEntry(report=report, cell=cell, value=values[cell], reason=reason, by=by)
        _put_in_place(entry, standing.get(cell))
    if changed:
        _redrawn(report)
        note(report, "entered", by, "、".join(cell_name(of, cell) for cell in changed)[:300])
    return len(changed)


@dataclass(frozen=True)
class Taken:
    """What came of a filled sheet: how many cells changed, what was left out and why, what looks wrong."""

    changed: int
    faults: tuple[str, ...]
    doubts: tuple[str, ...]


def take_sheet(*, report: Report, content: bytes, by: Staff) -> Taken:
    """The cells that the unit types in, from a workbook filled by it. A bad cell stays as it was and keeps no other out.

    Empty cells stay as they were; what the ledger counts is not taken from paper. BadInput for the sheet of another form
    or version; Refusal for a report that is with the level above: then nothing is changed.
    """
    of = form_of(report.round)
    read = read_filled(content, of)
    standing, typed = hand_figures(report), set(of.entered_cells)
    values: dict[str, int | None] = {}
    doubts = list(read.doubts)
    for cell, value in read.figures.items():
        if cell not in typed:
            continue
        same = cell in standing and _as_printed(of, cell, standing[cell]) == _as_printed(of, cell, value)
        values |= {} if same else {cell: value}
    counted = [cell for cell in of.cells if cell not in typed and cell in read.figures]
    other = [cell for cell in counted if not _as_counted(report, of, cell, read.figures[cell])]
    if other:
        names = "、".join(cell_name(of, cell) for cell in other[:MOST_SAID]) + "等" * (len(other) > MOST_SAID)
        doubts.append(
            f"有{len(other)}格由台账统计，表上写的没有读入：{names}；与台账不同的请更正台账，或在报表页手工填报并附依据"
        )
    large = [cell for cell, value in values.items() if value is not None and value > LARGEST]
    faults = [*read.faults, *(f"{cell_name(of, cell)}：太大，请核对单位（{of.unit_of(cell)}）" for cell in large)]
    kept = {cell: value for cell, value in values.items() if cell not in large}
    changed = enter_cells(report=report, values=kept, by=by, reason="按上传的 Excel 填报")
    return Taken(changed, tuple(faults), tuple(doubts))


def _as_printed(of: Form, cell: str, value: int) -> str:
    return printed(value, of.unit_of(cell), of.decimals_of(cell))


def _as_counted(report: Report, of: Form, cell: str, value: int) -> bool:
    """The paper says what the prepared report says, in the decimals of the paper."""
    if report.frozen is None:
        return False
    figures = flat(report.frozen["rows"], report.frozen["items"])
    return cell in figures and _as_printed(of, cell, figures[cell]) == _as_printed(of, cell, value)


def _value(entry: HandEntry | None) -> int | None:
    return entry.value if entry else None


def _why_not(of: Form, cell: str) -> str:
    row, _, column = cell.partition(".")
    if row in of.added_rows or (row in of.rows and column in of.added_columns):
        return "合计由各行相加，不能手填" if row in of.added_rows else "合计由各列相加，不能手填"
    return f"表中没有“{cell}”这一格"


def _redrawn(report: Report) -> None:
    """The figures with the new entries in place; what was signed lapses."""
    if report.as_of:
        report.frozen, report.signed = draft(report, report.as_of).as_frozen(), {}
        report.save(update_fields=["frozen", "signed"])


@transaction.atomic
def enter_by_hand(
    *,
    report: Report,
    cell: str,
    value: int | None,
    reason: str,
    attachment: str,
    attachment_digest: str = "",
    by: Staff,
) -> HandEntry:
    """Put a number into one cell or item by hand, in persons, 分 or pieces; None gives the cell back to the ledger.

    Only with a reason and an attachment; the total row is always added up (law.md §19.1). The earlier entry stays.
    """
    report = opened_for_change(report, by, "手工填报")
    of = form_of(report.round)
    if cell not in set(of.cells):
        why = _why_not(of, cell)
        raise Refusal("不能手工填报", why=why, remedy="请选择分行的单元格或其他情况中的一项")
    if not reason.strip() or not attachment.strip():
        raise Refusal("不能手工填报", why="没有写明理由或没有附件", remedy="请写明数据来源和理由，并上传依据材料")
    if value is not None and value < 0:
        raise Refusal("不能手工填报", why="填报数不能为负", remedy="请核对数字")
    earlier = report.hand_entries.select_for_update().filter(cell=cell, replaced_by__isnull=True).first()
    entry = HandEntry(
        report=report,
        cell=cell,
        value=value,
        reason=reason.strip(),
        attachment=attachment.strip(),
        attachment_digest=attachment_digest,
        by=by,
    )
    _put_in_place(entry, earlier)
    _redrawn(report)
    note(report, "by_hand", by, f"{cell_name(of, cell)}：{reason.strip()}"[:300])
    return entry


def _put_in_place(entry: HandEntry, earlier: HandEntry | None) -> None:
    """One entry stands per cell: the earlier one first stands down (for itself), then names its successor."""
    if earlier is None:
        entry.save()
        return
    HandEntry.objects.filter(pk=earlier.pk).update(replaced_by=earlier.pk)
    entry.save()
    HandEntry.objects.filter(pk=earlier.pk).update(replaced_by=entry.pk)
