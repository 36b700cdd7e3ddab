"""The shape of a form: rows, columns, items, lines, settings and checks, strict and frozen."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Unit = Literal["户", "件", "个", "万人", "万元"]
Severity = Literal["hard", "warn"]
# What can be counted for a column; `counting.py` knows how. A form that names anything else does not load.
Counter = Literal[
    "employers_inspected",
    "workforce_inspected",
    "migrants_inspected",
    "solved_filed",
    "solved_unfiled",
    "solved_persons",
    "solved_migrants",
    "solved_amount",
    "solved_migrant_amount",
    "orders",
    "decisions",
    "penalties",
    "referrals",
    "police_filings",
]
COUNTERS: tuple[str, ...] = get_args(Counter)
Rule = Literal[
    "total_is_sum",
    "part_within_whole",
    "not_above",
    "not_negative",
    "zero_together",
    "per_head",
    "needs_any",
    "projects",
    "not_below_previous",
]
# Decimals as printed: 万人 to one person, 万元 to 100 yuan (law.md §19.3 a.nonneg).
DECIMALS: dict[str, int] = {"户": 0, "件": 0, "个": 0, "万人": 4, "万元": 2}
PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Stub(_Record):
    name: str
    number: str


class Row(_Record):
    """A row; with `sums` it is added up from others on the paper and never filled by hand."""

    number: int
    name: str
    sums: list[str] = []


class Column(_Record):
    """A column: official name, head cells from top to bottom, unit, what it counts and what it is a part of."""

    name: str
    heads: Annotated[list[str], Field(min_length=1, max_length=3)]
    unit: Unit
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    counts: Counter
    of: str | None = None


class Item(_Record):
    """One of the figures below the table: several fields, or one number with a unit."""

    name: str
    unit: Unit | None = None
    fields: dict[str, Unit] = {}

    @model_validator(mode="after")
    def _one_kind(self) -> Item:
        if bool(self.fields) == bool(self.unit):
            raise ValueError("必须写 unit 或 fields，且只写其一")
        return self


class Setting(_Record):
    """What the form leaves open: the choices; the first is the default."""

    name: str
    choices: Annotated[dict[str, str], Field(min_length=1)]


class Check(_Record):
    """A rule that the figures must keep (hard) or be explained against (warn). "4+5" adds two columns."""

    key: str
    severity: Severity
    rule: Rule
    says: str
    columns: list[str] = []
    parts: list[str] = []
    item: str | None = None
    low_yuan: int | None = None
    high_yuan: int | None = None


class Form(_Record):
    """A whole form, cross-references checked: every `of`, sum, line and check names what exists."""

    key: str
    version: str
    title: str
    annex: str = ""
    source: str
    stub: Stub
    header: list[str]
    footer: list[str]
    rows: dict[str, Row]
    columns: dict[str, Column]
    items: dict[str, Item]
    items_title: str
    lines: list[str]
    remarks_title: str
    remarks: list[str]
    settings: dict[str, Setting]
    checks: list[Check]

    @property
    def item_units(self) -> dict[str, Unit]:
        """Every figure of the items by its flat key ("government.checked", "listed") with its unit."""
        units: dict[str, Unit] = {}
        for key, item in self.items.items():
            if item.unit:
                units[key] = item.unit
            units.update({f"{key}.{field}": unit for field, unit in item.fields.items()})
        return units

    @property
    def total_row(self) -> str:
        return next(key for key, row in self.rows.items() if row.sums)

    @property
    def counted_rows(self) -> list[str]:
        """The rows that are counted, not added up."""
        return [key for key, row in self.rows.items() if not row.sums]

    def chosen(self, given: dict[str, str]) -> dict[str, str]:
        """Every setting with the choice made, the default where none was. ValueError names an unknown one."""
        for key, choice in given.items():
            if key not in self.settings or choice not in self.settings[key].choices:
                raise ValueError(f"口径“{key}”没有“{choice}”这个选项")
        return {key: given.get(key, next(iter(setting.choices))) for key, setting in self.settings.items()}

    @model_validator(mode="after")
    def _nothing_dangles(self) -> Form:
        wrong = [
            f"columns.{k}.of：没有第{c.of}列" for k, c in self.columns.items() if c.of and c.of not in self.columns
        ]
        wrong += [f"rows.{k}.sums：没有行 {s}" for k, r in self.rows.items() for s in r.sums if s not in self.rows]
        known = self.item_units
        wrong += [
            f"lines：没有数据项 {key}" for line in self.lines for key in PLACEHOLDER.findall(line) if key not in known
        ]
        unprinted = set(known) - {key for line in self.lines for key in PLACEHOLDER.findall(line)}
        wrong += [f"items.{key}：没有印在任何一行" for key in sorted(unprinted)]
        for check in self.checks:
            named = [part for column in (*check.columns, *check.parts) for part in column.split("+")]
            wrong += [f"checks.{check.key}：没有第{column}列" for column in named if column not in self.columns]
            if check.item and check.item not in self.items:
                wrong.append(f"checks.{check.key}：没有数据项 {check.item}")
        if sum(bool(row.sums) for row in self.rows.values()) != 1:
            wrong.append("rows：必须恰有一行合计（sums）")
        if wrong:
            raise ValueError("；".join(wrong))
        return self
