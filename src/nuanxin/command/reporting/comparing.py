"""Any form beside the period before and beside the same period of last year, as known on a day or as it was filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.command.counters.facts import checked_window
from nuanxin.command.reporting.counting import completed_flat, figures_of
from nuanxin.command.reporting.drafting import STANDING, flat_figures
from nuanxin.command.reporting.forms.checking import cell_name, flat
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import Report
from nuanxin.foundation.law.counting import shift_months

BESIDE = {"last": "上期", "year": "去年同期"}
BASES = {"known": "都按今天掌握的数据", "then": "前期按当时掌握的数据", "filed": "按当时上报数"}


@dataclass(frozen=True)
class Compared:
    """One cell of two periods. `before` is None where nothing was filed, or where the figure is typed and nobody typed it."""

    cell: str
    name: str
    money: bool
    now: int | None
    before: int | None

    @property
    def difference(self) -> int | None:
        return None if self.now is None or self.before is None else self.now - self.before

    @property
    def tenths(self) -> int | None:
        """Risen (negative: fallen) in tenths of a per cent, cut towards zero; None from nothing."""
        if self.difference is None or not self.before:
            return None
        whole = abs(self.difference) * 1000 // abs(self.before)
        return whole if self.difference >= 0 else -whole

    @property
    def percent(self) -> str:
        """The change as printed: “+12.5%”, “—” from nothing."""
        if self.tenths is None:
            return "—"
        sign = "-" if self.tenths < 0 else "+" if self.tenths else ""
        return f"{sign}{abs(self.tenths) // 10}.{abs(self.tenths) % 10}%"


@dataclass(frozen=True)
class Beside:
    """A comparison: which stretch stands beside, known on which day, and every cell. `missing`: no filed report found."""

    start: date
    end: date
    as_of: date
    lines: tuple[Compared, ...]
    missing: bool = False


def period_before(start: date, end: date) -> tuple[date, date]:
    """The stretch just before: whole months by months, else as many days. Pure.

    >>> period_before(date(2024, 2, 1), date(2024, 2, 29))
    (datetime.date(2024, 1, 1), datetime.date(2024, 1, 31))
    >>> period_before(date(2024, 1, 8), date(2024, 1, 14))
    (datetime.date(2024, 1, 1), datetime.date(2024, 1, 7))
    """
    last = start - timedelta(days=1)
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        return shift_months(start, -months), last
    return last - (end - start), last


def year_before(start: date, end: date) -> tuple[date, date]:
    """The same days of last year; the 29th of February falls back on the 28th, a month's last day stays the last. Pure.

    >>> year_before(date(2023, 2, 1), date(2023, 2, 28)), year_before(date(2025, 2, 1), date(2025, 2, 28))[1]
    ((datetime.date(2022, 2, 1), datetime.date(2022, 2, 28)), datetime.date(2024, 2, 29))
    """
    first, last = shift_months(start, -12), shift_months(end, -12)
    whole_month = (end + timedelta(days=1)).day == 1
    if whole_month and start.day == 1:
        last = shift_months(end.replace(day=1), -11) - timedelta(days=1)
    return first, last


def compare(
    of: Form,
    region: str,
    start: date,
    end: date,
    as_of: date,
    *,
    beside: str,
    basis: str = "known",
    settings: Mapping[str, str] | None = None,
) -> Beside:
    """The form of a region and window, and the same beside it. `basis` then: the earlier one as known as long after its end."""
    chosen = of.chosen(dict(settings or {}))
    first, last = (period_before if beside == "last" else year_before)(start, end)
    known_on = as_of if basis == "known" else last + (as_of - end)
    if basis == "filed":
        now, before = filed_figures(of, region, start, end), filed_figures(of, region, first, last)
    else:
        now = _counted(of, region, start, end, as_of, chosen)
        before = _counted(of, region, first, last, known_on, chosen)
    missing = basis == "filed" and (now is None or before is None)
    return Beside(first, last, known_on, tuple(compared(of, now or {}, before or {})), missing)


def compared(of: Form, now: Mapping[str, int], before: Mapping[str, int]) -> list[Compared]:
    """Pure: every cell and item of the form, in its order; what one side does not have is None there."""
    cells = [f"{row}.{number}" for row in of.rows for number in of.columns] + list(of.item_units)
    return [Compared(cell, cell_name(of, cell), of.is_money(cell), now.get(cell), before.get(cell)) for cell in cells]


def filed_figures(of: Form, region: str, start: date, end: date) -> dict[str, int] | None:
    """What the region filed on this form (whatever version) for exactly these days; None where nothing stands."""
    rows = Report.objects.filter(
        round__form=of.key, round__start=start, round__end=end, region=region, state__in=STANDING
    )
    last = rows.order_by("-pk").first()
    return flat_figures(last) if last else None


def _counted(of: Form, region: str, start: date, end: date, as_of: date, settings: Mapping[str, str]) -> dict[str, int]:
    """Counted cells as known on the day; cells that units type in come from what was filed for these days, if anything."""
    window = checked_window(region, start, end, as_of)
    typed = filed_figures(of, region, start, end) or {} if of.entered_cells else {}
    figures = figures_of(of, window, settings) | {cell: typed[cell] for cell in of.entered_cells if cell in typed}
    whole = completed_flat(of, window, figures, settings=settings)
    found = flat(whole.rows, whole.items)
    unknown = {cell for cell in of.entered_cells if cell not in typed}
    return {cell: figure for cell, figure in found.items() if not unknown.intersection(of.leaves(cell))}
