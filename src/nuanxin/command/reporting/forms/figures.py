"""A form filled with numbers: raw persons and 分 inside, rounded once when shown, totals added from what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from nuanxin.command.reporting.forms.checking import Figures, Finding, check_figures
from nuanxin.command.reporting.forms.model import PLACEHOLDER, Form
from nuanxin.command.reporting.forms.units import DECIMALS, printed

BLANK_ITEM = "____"  # in a sentence, as the blank of the paper
Cells = Mapping[str, Mapping[str, int]]


def with_total(form: Form, counted: Cells) -> dict[str, dict[str, int]]:
    """The counted rows with what is added up: first columns within a row, then rows; persons and 分 stay raw."""
    rows = {key: dict(cells) for key, cells in counted.items()}
    for cells in rows.values():
        for number in form.added_columns:
            cells[number] = sum(cells[part] for part in form.columns[number].sums)
    for key in form.added_rows:
        rows[key] = {number: sum(rows[part][number] for part in form.rows[key].sums) for number in form.columns}
    return {key: {number: rows[key][number] for number in form.columns} for key in form.rows}


def shown_rows(form: Form, rows: Cells) -> dict[str, dict[str, str]]:
    """Every cell as printed. What is added up is the sum of the rounded parts, so that the paper adds up (a.round)."""
    shown: dict[str, dict[str, str]] = {}
    for key in form.counted_rows:
        cells = shown[key] = {
            number: printed(rows[key][number], form.unit_of(f"{key}.{number}"), form.decimals_of(f"{key}.{number}"))
            for number in form.columns
        }
        for number in form.added_columns:
            cells[number] = _added(cells[part] for part in form.columns[number].sums)
    for key in form.added_rows:
        shown[key] = {number: _added(shown[part][number] for part in form.rows[key].sums) for number in form.columns}
    return {key: shown[key] for key in form.rows}


def _added(texts: Iterable[str]) -> str:
    return str(sum((Decimal(text) for text in texts), Decimal(0)))


@dataclass(frozen=True)
class FilledForm:
    """What a form says for a region and a window, as known on a day. `items` are flat: "government.checked".

    What is shown and checked follows from the figures; it is worked out when first asked for.
    """

    form: Form
    region: str
    start: date
    end: date
    as_of: date
    rows: Cells
    items: Mapping[str, int]
    settings: Mapping[str, str] = field(default_factory=dict)
    previous: Mapping[str, int] | None = None  # figures last filed, flat, where numbers must not fall below them
    unfilled: frozenset[str] = (
        frozenset()
    )  # cells that a unit types in and nobody has: 0 inside, empty on page and paper

    @cached_property
    def shown(self) -> dict[str, dict[str, str]]:
        return shown_rows(self.form, self.rows)

    def blank(self, cell: str) -> bool:
        """Nobody has typed any part of it: it stands empty, never as 0."""
        return bool(self.unfilled) and self.unfilled.issuperset(self.form.leaves(cell))

    @cached_property
    def paper_rows(self) -> dict[str, dict[str, str]]:
        """Every cell as it stands on paper: as `shown`, empty where nobody has filled it in."""
        return {
            row: {number: "" if self.blank(f"{row}.{number}") else text for number, text in cells.items()}
            for row, cells in self.shown.items()
        }

    @cached_property
    def checks(self) -> tuple[Finding, ...]:
        return check_figures(Figures(self.form, self.rows, self.shown, self.items, self.previous))

    @property
    def shown_items(self) -> dict[str, str]:
        return {
            key: BLANK_ITEM if key in self.unfilled else printed(self.items[key], unit, DECIMALS[unit])
            for key, unit in self.form.item_units.items()
        }

    @property
    def lines(self) -> list[str]:
        """The sentences below the table with their numbers filled in."""
        shown = self.shown_items
        return [PLACEHOLDER.sub(lambda found: shown[found[1]], line) for line in self.form.lines]

    @property
    def choices(self) -> list[str]:
        """The settings as printed: what each was chosen to mean."""
        return [
            f"{setting.name}：{setting.choices[self.settings[key]]}"
            for key, setting in self.form.settings.items()
            if key in self.settings
        ]

    @property
    def nested_items(self) -> dict[str, Any]:
        nested: dict[str, Any] = {}
        for key in self.form.item_units:
            name, _, part = key.partition(".")
            if part:
                nested.setdefault(name, {})[part] = self.items[key]
            else:
                nested[name] = self.items[key]
        return nested

    def as_json(self) -> dict[str, Any]:
        """The object of the command `winter_report` (contracts): persons as persons, money in 分."""
        return {
            "region": self.region,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "as_of": self.as_of.isoformat(),
            "rows": {key: dict(cells) for key, cells in self.rows.items()},
            "shown": self.shown,
            "items": self.nested_items,
            "checks": [finding.as_json() for finding in self.checks],
        }
