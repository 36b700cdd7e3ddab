"""Filled tables of tasks: each row one task, with the units and the time of its own columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from nuanxin.command.notices.fields.mentions import role_names
from nuanxin.command.notices.forms.blank_forms import is_filled
from nuanxin.command.notices.forms.grid import Grid, read_grid
from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.foundation.common.reading.official.bodies import is_vague
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates

_WORK = re.compile(r"任务|内容|措施|事项|举措|要求|工作")
_UNITS = re.compile(r"(?:责任|牵头|配合|承办|主办|实施|落实|参与|协办|主责)(?:单位|部门|科室)|^单位$|分工")
_TIME = re.compile(r"时限|时间|期限|进度|截止")
_LEAST_TEXT = 6


@dataclass(frozen=True)
class TaskRow:
    """One row: what, who, and the deadlines read from its time."""

    text: str
    units: tuple[str, ...]
    due: str | None
    deadlines: tuple[dict[str, Any], ...] = field(default=())
    span: tuple[int, int] = (0, 0)

    def as_task(self) -> dict[str, Any]:
        return {
            "section": None,
            "text": self.text[:40],
            "units": list(self.units),
            "due": self.due,
            "span": list(self.span),
        }


def task_rows(table: list[Paragraph], year: int | None) -> list[TaskRow]:
    """Rows of a filled table that has a column of work and one of units or times; else none."""
    grid = read_grid([p.cells for p in table])
    if grid is None or not is_filled(grid):
        return []
    work = [
        c
        for c, head in enumerate(grid.heads)
        if _WORK.search(head) and not _UNITS.search(head) and not _TIME.search(head)
    ]
    who = [c for c, head in enumerate(grid.heads) if _UNITS.search(head)]
    when = [c for c, head in enumerate(grid.heads) if _TIME.search(head)]
    if not work or not (who or when):
        return []
    lines = table[len(table) - len(grid.body) :]
    rows = (_row(grid, r, (_fullest(grid, r, work), who, when), lines[r].passage, year) for r in range(len(grid.body)))
    return [row for row in rows if row is not None]


def _fullest(grid: Grid, row: int, columns: list[int]) -> int:
    return max(columns, key=lambda c: len(grid.body[row][c]))


def _row(
    grid: Grid, index: int, columns: tuple[int, list[int], list[int]], passage: Passage, year: int | None
) -> TaskRow | None:
    work, who, when = columns
    cells = grid.body[index]
    text = re.sub(r"^\d{1,2}[.、]", "", cells[work])
    if len(text) < _LEAST_TEXT:
        return None
    units = tuple(dict.fromkeys(n for c in who for n in role_names(cells[c].replace("/", "、")) if not is_vague(n)))
    span = (passage.span()[0], passage.span()[1])
    dues = tuple(
        {
            "text": cells[c],
            "date": d.last,
            "relative": None,
            "what": text[:40],
            "from": units[0] if units else None,
            "to": None,
            "span": list(span),
        }
        | ({"start": d.first} if d.is_range and d.first != d.last else {})
        for c in when
        for d in prose_dates(Passage.of(cells[c]).text, year=year)
    )
    dates = [str(d["date"]) for d in dues]
    return TaskRow(text, units, max(dates) if dates else None, dues, span)
