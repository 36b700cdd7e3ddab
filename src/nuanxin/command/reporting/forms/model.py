"""The shape of a form: rows, columns, items, lines, settings and checks, cross-references checked, strict and frozen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import model_validator

from nuanxin.command.counters.book import entry, slips
from nuanxin.command.reporting.forms.parts import Check, Column, Item, Level, Record, Row, Setting, SingleCell, Stub
from nuanxin.command.reporting.forms.units import DECIMALS, family

PLACEHOLDER = re.compile(r"\{([a-z_0-9]+(?:\.[a-z_0-9]+)?)\}")
# What a form is checked for when it says nothing of checks itself.
STANDARD_CHECKS = [
    {"key": "sum", "severity": "hard", "rule": "total_is_sum", "says": "合计应等于各分项之和（按表上所示数）"},
    {"key": "part", "severity": "hard", "rule": "part_within_whole", "says": "“其中”数不得大于所属合计数"},
    {"key": "nonneg", "severity": "hard", "rule": "not_negative", "says": "各数不得为负"},
    {
        "key": "thousandfold", "severity": "warn", "rule": "thousandfold",
        "says": "与上次上报数相差一千倍以上，请核对单位（是否把元填成了万元）",
    },
]  # fmt: skip


@dataclass(frozen=True)
class Source:
    """Where one cell comes from: a counter with its splits, typed in by the unit (`counts` empty), or added up."""

    counts: str = ""
    where: tuple[tuple[str, str], ...] = ()
    sums: tuple[str, ...] = ()  # cells


class Form(Record):
    """A whole form, cross-references checked: every `of`, sum, counter, line and check names what exists."""

    key: str
    version: str
    title: str
    annex: str = ""
    source: str
    stub: Stub = Stub()
    header: list[str] = ["填报单位名称（盖章）", "填报时间"]
    footer: list[str] = ["单位负责人", "制表人", "联系电话"]
    rows: dict[str, Row] = {}
    columns: dict[str, Column] = {}
    single_cells: dict[
        str, SingleCell
    ] = {}  # by flat key ("construction.4"): what does not go as its row and column do
    items: dict[str, Item] = {}
    items_title: str = "其他情况："
    lines: list[str] = []
    remarks_title: str = "备注："
    remarks: list[str] = []
    settings: dict[str, Setting] = {}
    checks: list[Check] = []
    due: dict[Level, int] = {}  # days after the last day of the round by which each level files

    @cached_property
    def item_units(self) -> dict[str, str]:
        """Every figure of the items by its flat key ("government.checked", "listed") with its unit."""
        units: dict[str, str] = {}
        for key, item in self.items.items():
            if item.unit:
                units[key] = item.unit
            units.update({f"{key}.{field}": unit for field, unit in item.fields.items()})
        return units

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What stands in the line of numbers: the columns' own keys where they count up, else their places from 1."""
        own = list(self.columns)
        counting = all(key.isascii() and key.isdigit() for key in own) and own == sorted(own, key=int)
        return {key: key if counting else str(place) for place, key in enumerate(own, 1)}

    @property
    def total_row(self) -> str:
        """The row that adds others up; "" in a form without one."""
        return next((key for key, row in self.rows.items() if row.sums), "")

    @cached_property
    def counted_rows(self) -> list[str]:
        """The rows that are counted or entered, not added up."""
        return [key for key, row in self.rows.items() if not row.sums]

    @cached_property
    def added_rows(self) -> list[str]:
        """The rows that are added up, in an order in which each finds its parts ready."""
        return _in_order({key: row.sums for key, row in self.rows.items() if row.sums})

    @cached_property
    def added_columns(self) -> list[str]:
        """The columns that are added up from others of the same row."""
        return _in_order({key: column.sums for key, column in self.columns.items() if column.sums})

    @property
    def cells(self) -> Iterator[str]:
        """Every cell and item that is counted or entered, under its flat key."""
        plain = [number for number, column in self.columns.items() if not column.sums]
        yield from (f"{row}.{number}" for row in self.counted_rows for number in plain)
        yield from self.item_units

    @cached_property
    def entered_cells(self) -> list[str]:
        """What the unit types in: nothing counts it."""
        return [cell for cell in self.cells if not self.source_of(cell).counts]

    def unit_of(self, cell: str) -> str:
        """The unit of a cell or item as printed."""
        if cell in self.item_units:
            return self.item_units[cell]
        row, _, column = cell.partition(".")
        sums = self.columns[column].sums
        return self.columns[column].unit or self.rows[row].unit or self.unit_of(f"{row}.{sums[0]}")

    def decimals_of(self, cell: str) -> int:
        row, _, column = cell.partition(".")
        said = self.columns[column].decimals if row in self.rows and column in self.columns else None
        return DECIMALS[self.unit_of(cell)] if said is None else said

    def is_money(self, cell: str) -> bool:
        return family(self.unit_of(cell)) == "money"

    def source_of(self, cell: str) -> Source:
        """Where a cell's figure comes from; a column's counter goes before a row's, their splits are taken together."""
        if cell in self.item_units:
            name, _, part = cell.partition(".")
            item = self.items[name]
            counts = item.counts.get(part, "") if isinstance(item.counts, dict) else item.counts or ""
            return Source(counts, tuple(item.where.items()))
        key, _, number = cell.partition(".")
        row, column = self.rows[key], self.columns[number]
        if row.sums:
            return Source(sums=tuple(f"{part}.{number}" for part in row.sums))
        if column.sums:
            return Source(sums=tuple(f"{key}.{part}" for part in column.sums))
        if cell in self.single_cells:
            return Source(self.single_cells[cell].counts or "", tuple(self.single_cells[cell].where.items()))
        entered = row.entered or column.entered
        return Source("" if entered else column.counts or row.counts or "", tuple((row.where | column.where).items()))

    def leaves(self, cell: str) -> list[str]:
        """The counted or typed cells that a cell adds up to in the end; itself where it adds nothing up."""
        sums = self.source_of(cell).sums
        return [leaf for part in sums for leaf in self.leaves(part)] if sums else [cell]

    def chosen(self, given: dict[str, str]) -> dict[str, str]:
        """Every setting with the choice made, the default where none was. ValueError names an unknown one."""
        for key, choice in given.items():
            if key not in self.settings or choice not in self.settings[key].choices:
                raise ValueError(f"口径“{key}”没有“{choice}”这个选项")
        return {key: given.get(key, next(iter(setting.choices))) for key, setting in self.settings.items()}

    @model_validator(mode="before")
    @classmethod
    def _what_goes_without_saying(cls, given: object) -> object:
        """A form from a notice: a line for each item where no lines are given, the standard checks where none are."""
        if not isinstance(given, dict):
            return given
        filled: dict[str, Any] = dict(given)
        filled.setdefault("checks", STANDARD_CHECKS)
        items = filled.get("items")
        if not filled.get("lines") and isinstance(items, dict):
            filled["lines"] = [line_for(n, key, item) for n, (key, item) in enumerate(items.items(), 1)]
        return filled

    @model_validator(mode="after")
    def _nothing_dangles(self) -> Form:
        wrong = [*self._dangling_parts(), *self._dangling_items(), *self._dangling_checks()]
        wrong = wrong or [*self._uncountable()]
        if wrong:
            raise ValueError("；".join(wrong))
        return self

    def _dangling_parts(self) -> Iterator[str]:
        if bool(self.rows) != bool(self.columns):
            yield "rows、columns：表格要有行也要有列；没有表格的两者都不写"
        if not self.rows and not self.items:
            yield "全表：没有行、列，也没有数据项"
        for kind, parts, what in (("columns", self.columns, "列"), ("rows", self.rows, "行")):
            for key, part in parts.items():
                if "." in key or "+" in key:
                    yield f"{kind}.{key}：键里不能有“.”和“+”"
                if part.of and part.of not in parts:
                    yield (
                        f"{kind}.{key}.of：没有第{part.of}{what}"
                        if what == "列"
                        else f"{kind}.{key}.of：没有行 {part.of}"
                    )
                yield from (f"{kind}.{key}.sums：没有{what} {one}" for one in part.sums if one not in parts)
            if kind == "columns" and not all(row.unit for row in self.rows.values()):
                yield from (
                    f"columns.{key}.unit：没有写计量单位，如 unit: 件"
                    for key, column in self.columns.items()
                    if column.unit is None and not column.sums
                )
                if part.of == key:
                    yield f"{kind}.{key}.of：不能属于自己"
            try:
                _in_order({key: part.sums for key, part in parts.items() if part.sums})
            except ValueError as circle:
                yield f"{kind}.{circle}.sums：相加成了圈"

        plain = {
            f"{row}.{column}" for row in self.counted_rows for column in self.columns if not self.columns[column].sums
        }
        yield from (
            f"single_cells.{cell}：没有这一格，或者它是相加得出的" for cell in self.single_cells if cell not in plain
        )

    def _dangling_items(self) -> Iterator[str]:
        known = self.item_units
        yield from (
            f"lines：没有数据项 {key}" for line in self.lines for key in PLACEHOLDER.findall(line) if key not in known
        )
        unprinted = set(known) - {key for line in self.lines for key in PLACEHOLDER.findall(line)}
        yield from (f"items.{key}：没有印在任何一行" for key in sorted(unprinted))
        yield from (f"items.{key}：与一行同名" for key in self.items if key in self.rows)

    def _dangling_checks(self) -> Iterator[str]:
        for check in self.checks:
            named = [part for column in (*check.columns, *check.parts) for part in column.split("+")]
            yield from (f"checks.{check.key}：没有第{column}列" for column in named if column not in self.columns)
            if check.item and check.item not in self.items:
                yield f"checks.{check.key}：没有数据项 {check.item}"
            yield from (f"checks.{check.key}：没有数据项 {one}" for one in check.items if one not in self.item_units)
            if check.rule in ("not_above", "per_head", "needs_any") and len(check.columns) != 2:
                yield f"checks.{check.key}.columns：这种校验要写两列"
            if check.rule == "jump" and not check.percent:
                yield f"checks.{check.key}.percent：要写变化超过百分之几"
            if check.rule == "items_not_above" and len(check.items) != 2:
                yield f"checks.{check.key}.items：这种校验要写两个数据项"

    def _uncountable(self) -> Iterator[str]:
        """A counter that cannot take the split, or counts money where the paper says 件."""
        for row in self.rows.values():
            if row.counts and any(column.counts for column in self.columns.values()):
                yield f"rows：行“{row.name}”和列都写了 counts，只能由其一统计"
        for cell in self.cells:
            source = self.source_of(cell)
            if not source.counts:
                continue
            yield from (f"{cell}：{slip}" for slip in slips(source.counts, source.where))
            counted = entry(source.counts).unit
            if family(counted) != family(self.unit_of(cell)):
                yield f"{cell}：指标“{source.counts}”以{counted}计，表上的单位是{self.unit_of(cell)}"


def line_for(number: int, key: str, item: Any) -> str:
    """A line for an item that has none: 1.名称{key}单位。"""
    name = item.get("name", key) if isinstance(item, dict) else key
    fields = item.get("fields") if isinstance(item, dict) else None
    if isinstance(fields, dict) and fields:
        return f"{number}.{name}" + "，".join(f"{{{key}.{field}}}{unit}" for field, unit in fields.items()) + "；"
    unit = item.get("unit", "") if isinstance(item, dict) else ""
    return f"{number}.{name}{{{key}}}{unit}；"


def _in_order(sums: dict[str, list[str]]) -> list[str]:
    """Keys so that each comes after those it adds up. ValueError with a key that leads back to itself."""
    done: list[str] = []

    def put(key: str, above: tuple[str, ...]) -> None:
        if key in above:
            raise ValueError(key)
        if key in done or key not in sums:
            return
        for part in sums[key]:
            put(part, (*above, key))
        done.append(key)

    for key in sums:
        put(key, ())
    return done
