"""A month's sheet from the firm's own wage system: the same rows, the same checks as the workbook, handed in once.

The same content again is answered with what stands; other content is a correction that names the sheet before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.models import canonical_json
from nuanxin.foundation.parties.models import Project
from nuanxin.watch.monitoring.employers.caller import Caller, must_keep
from nuanxin.watch.monitoring.employers.models import WageLine, WageSheet
from nuanxin.watch.monitoring.employers.sheets.columns import BY_KEY, COLUMNS, DAYS, FLAGS, PAYS, SYSTEMS
from nuanxin.watch.monitoring.employers.sheets.figures import figures_for
from nuanxin.watch.monitoring.employers.sheets.reading import MOST_ROWS, read_cells
from nuanxin.watch.monitoring.employers.sheets.submitting import (
    CheckedLine,
    checked_whole,
    confirm_sheet,
    keep_rows,
    must_be_a_month,
)

ATTENDANCE = "attendance"
_KEY_OF = {**{column.heading: column.key for column in COLUMNS}, **{day: f"{ATTENDANCE}.{day[:-1]}" for day in DAYS}}
_WORDS: dict[str, dict[Any, str]] = {
    "pay": {value: word for word, value in PAYS.items()},
    "system": {value: word for word, value in SYSTEMS.items()},
    "contract_signed": {value: word for word, value in FLAGS.items()},
}
Told = tuple[int, str, str]


@dataclass(frozen=True)
class Handed:
    """sheet: what stands now (None where only checked); created: it is new; told: (row, column key, words) of every remark."""

    sheet: WageSheet | None
    created: bool
    told: tuple[Told, ...]


@transaction.atomic
def hand_in_rows(
    *, project: Project, month: Month, due_on: date, rows: Sequence[Mapping[str, Any]], by: Caller, on: date,
    check_only: bool = False,
) -> Handed:  # fmt: skip
    """Check rows and submit them. rows: by column key, money in 分, days as date, `attendance` the hours of the month's days.

    BadInput with every fault (row from 1, column by key); then nothing is kept.
    """
    must_keep(by, project)
    must_be_a_month(month, due_on, on)
    if not 0 < len(rows) <= MOST_ROWS:
        raise BadInput(Fault(f"没有一行，或者超过{MOST_ROWS}行", column="rows", remedy="一人一行"))
    try:
        kept = checked_whole(read_cells(_cells(rows), month), figures_for(project, month))
    except BadInput as wrong:
        raise BadInput([by_key(fault) for fault in wrong.faults]) from None
    told = tuple(_told(kept))
    if check_only:
        return Handed(None, False, told)
    # Two requests with one sheet: the second waits here, and finds what the first has handed in.
    Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    digest = sm3(canonical_json({"due_on": due_on, "rows": [dict(row) for row in rows]}).encode()).hex()
    standing = WageSheet.objects.filter(project=project, month=month.first_day, state=WageSheet.State.SUBMITTED).first()
    if standing and standing.digest == digest:
        return Handed(standing, False, told)
    sheet = keep_rows(
        kept, project=project, month=month, due_on=due_on, file_name=f"接口{month}.json", digest=digest, by=by
    )
    return Handed(confirm_sheet(sheet=sheet, by=by, on=on), True, told)


def standing_sheet(project: Project, month: Month) -> tuple[WageSheet | None, tuple[Told, ...]]:
    """What stands handed in for the month, with its remarks."""
    sheet = WageSheet.objects.filter(project=project, month=month.first_day, state=WageSheet.State.SUBMITTED).first()
    lines = WageLine.objects.filter(sheet=sheet).exclude(findings=[]).order_by("row") if sheet else []
    return sheet, tuple(
        (line.row, _KEY_OF.get(column, column), words) for line in lines for _key, column, words in line.findings
    )


def by_key(fault: Fault) -> Fault:
    """The fault with the key under which the system sent the cell; the Chinese heading goes before the words."""
    key = _KEY_OF.get(fault.column, fault.column)
    says = f"{fault.column}：{fault.message}" if key != fault.column else fault.message
    return Fault(says, row=fault.row, column=key, remedy=fault.remedy)


def _told(kept: Sequence[CheckedLine]) -> Iterator[Told]:
    for one in kept:
        for finding in one.findings:
            yield one.line.row, _KEY_OF.get(finding.column, finding.column), finding.words


def _cells(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row as the cells of the workbook, numbered from 1."""
    for number, row in enumerate(rows, 1):
        cells = {key: _cell(key, value) for key, value in row.items() if key in BY_KEY and value is not None}
        hours = dict(zip(DAYS, row.get(ATTENDANCE) or (), strict=False))
        yield number, cells | {day: str(value) for day, value in hours.items() if value}


def _cell(key: str, value: Any) -> Any:
    """A value as the clerk would have written it: 元 for 分, the word for a code."""
    if key in _WORDS:
        return _WORDS[key].get(value, str(value))
    if BY_KEY[key].kind == "yuan":
        return f"{value // 100}.{value % 100:02d}"
    return value.isoformat() if isinstance(value, date) else str(value)
