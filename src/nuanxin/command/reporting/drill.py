"""From any cell or item to the rows behind it: the same conditions as the count, so that the list adds up to the figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum, Value

from nuanxin.command.counters.facts import Window
from nuanxin.command.counters.registry import counter, rows_behind
from nuanxin.command.reporting.counting import asked_of
from nuanxin.command.reporting.forms.checking import cell_name
from nuanxin.command.reporting.forms.loading import WINTER, form
from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.rights.intake.models import Clue

_NO_ROWS: QuerySet[Any] = Clue.objects.annotate(measured=Value(1)).none()


@dataclass(frozen=True)
class Drill:
    """The rows behind a figure. `kind`: the table, "entered" for a typed cell; `measure`: what is added up, "" = rows counted.

    Visits come once per employer or project: the latest one, which the figure is taken from. `parts`: for a sum over
    several tables, the cells that it adds up.
    """

    cell: str
    title: str
    kind: str
    rows: QuerySet[Any]
    measure: str = ""
    money: bool = False
    parts: tuple[str, ...] = ()

    @property
    def figure(self) -> int:
        """What the rows amount to, in persons, 分 or rows: equal to the cell."""
        if not self.measure:
            return self.rows.count()
        return int(self.rows.order_by().aggregate(sum=Sum(self.measure))["sum"] or 0)


def drill(cell: str, window: Window, settings: Mapping[str, str] | None = None, of: Form | None = None) -> Drill:
    """The rows behind "construction.4", "total.8", "government.amount_fen" or "listed". BadInput for an unknown cell."""
    of = of or form(WINTER)
    row, _, part = cell.partition(".")
    known = cell in of.item_units or (row in of.rows and part in of.columns)
    if not known:
        raise BadInput(Fault(f"表中没有“{cell}”这一格", remedy="请从统计表中点开"))
    return _behind(of, cell, window, dict(settings or {}))


def _behind(of: Form, cell: str, window: Window, settings: dict[str, str]) -> Drill:
    """By the book of counters. Where a sum runs over several tables or measures there is no one list: its parts lead on."""
    parts = of.leaves(cell)
    _, asked = asked_of(of, settings, parts)
    hows = {(counter(key).how.table, counter(key).how.measure) for key, _ in asked}
    name, money = cell_name(of, cell), of.is_money(cell)
    listed = tuple(parts) if parts != [cell] else ()
    if len(hows) != 1:
        return Drill(cell, name, "entered" if not hows else "parts", _NO_ROWS, "", money, listed)
    ((table, measure),) = hows
    return Drill(cell, name, table, rows_behind(window, asked), "measured" if measure else "", money, listed)
