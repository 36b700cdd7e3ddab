"""The checks of a form (law.md §19.3, §19.4) on its figures. Pure: figures in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nuanxin.command.reporting.forms.model import Check, Form

FEN_PER_YUAN = 100


@dataclass(frozen=True)
class Finding:
    """What a check found: kept or not, and where in the words of the form."""

    key: str
    severity: str
    ok: bool
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "severity": self.severity, "ok": self.ok, "message": self.message}


@dataclass(frozen=True)
class Figures:
    """What checks look at: the form, raw rows and items, rows as shown, and the figures last filed, if any."""

    form: Form
    rows: Mapping[str, Mapping[str, int]]
    shown: Mapping[str, Mapping[str, str]]
    items: Mapping[str, int]
    previous: Mapping[str, int] | None = None  # flat: "construction.4", "government.checked"

    def value(self, row: str, columns: str) -> int:
        """One column, or several added: "4+5"."""
        return sum(self.rows[row][column] for column in columns.split("+"))

    def row_name(self, row: str) -> str:
        return self.form.rows[row].name


def check_figures(figures: Figures) -> tuple[Finding, ...]:
    """Every check of the form in its order; `not_below_previous` only where a previous report is given."""
    findings = []
    for check in figures.form.checks:
        if check.rule == "not_below_previous" and figures.previous is None:
            continue
        places = list(RULES[check.rule](check, figures))
        message = f"{check.says}：{'；'.join(places)}" if places else "符合"
        findings.append(Finding(check.key, check.severity, not places, message))
    return tuple(findings)


def flat(rows: Mapping[str, Mapping[str, int]], items: Mapping[str, int]) -> dict[str, int]:
    """Every cell and item under one key each: "total.1" … "other.14", "government.checked" … "listed"."""
    return {f"{row}.{column}": value for row, cells in rows.items() for column, value in cells.items()} | dict(items)


def _total_is_sum(check: Check, figures: Figures) -> Iterator[str]:
    total, parts = figures.form.total_row, figures.form.counted_rows
    for column in figures.form.columns:
        added = sum((Decimal(figures.shown[part][column]) for part in parts), Decimal(0))
        raw = sum(figures.rows[part][column] for part in parts)
        if added != Decimal(figures.shown[total][column]) or raw != figures.rows[total][column]:
            yield f"第{column}列三行之和为{added}，合计为{figures.shown[total][column]}"


def _part_within_whole(check: Check, figures: Figures) -> Iterator[str]:
    for row, cells in figures.rows.items():
        for number, column in figures.form.columns.items():
            if column.of and cells[number] > cells[column.of]:
                yield f"{figures.row_name(row)}第{number}列大于第{column.of}列"


def _not_above(check: Check, figures: Figures) -> Iterator[str]:
    left, right = check.columns
    for row in figures.rows:
        if figures.value(row, left) > figures.value(row, right):
            yield f"{figures.row_name(row)}第{left}列为{figures.value(row, left)}，第{right}列为{figures.value(row, right)}"


def _not_negative(check: Check, figures: Figures) -> Iterator[str]:
    for row, cells in figures.rows.items():
        yield from (f"{figures.row_name(row)}第{column}列为{value}" for column, value in cells.items() if value < 0)
    yield from (f"{key}为{value}" for key, value in figures.items.items() if value < 0)


def _zero_together(check: Check, figures: Figures) -> Iterator[str]:
    for row in figures.rows:
        zero = [figures.value(row, columns) == 0 for columns in check.columns]
        stray = all(zero) and any(figures.value(row, part) for part in check.parts)
        if any(zero) != all(zero) or stray:
            said = "、".join(
                f"第{columns}列为{figures.value(row, columns)}" for columns in (*check.columns, *check.parts)
            )
            yield f"{figures.row_name(row)}{said}"


def _per_head(check: Check, figures: Figures) -> Iterator[str]:
    money, heads = check.columns
    for row in figures.rows:
        fen, persons = figures.value(row, money), figures.value(row, heads)
        if not persons:
            continue
        low, high = check.low_yuan, check.high_yuan
        if (low is not None and fen < low * FEN_PER_YUAN * persons) or (
            high is not None and fen > high * FEN_PER_YUAN * persons
        ):
            yield f"{figures.row_name(row)}人均{Decimal(fen) / FEN_PER_YUAN / persons:.2f}元（常见范围{low}至{high}元）"


def _needs_any(check: Check, figures: Figures) -> Iterator[str]:
    left, needed = check.columns
    for row in figures.rows:
        if figures.value(row, left) > 0 and figures.value(row, needed) == 0:
            yield f"{figures.row_name(row)}第{left}列为{figures.value(row, left)}，第{needed}列为0"


def _projects(check: Check, figures: Figures) -> Iterator[str]:
    checked, arrears, amount, persons = (
        figures.items[f"{check.item}.{part}"] for part in ("checked", "arrears", "amount_fen", "persons")
    )
    if arrears > checked:
        yield f"欠薪项目{arrears}个，检查{checked}个"
    if len({arrears == 0, amount == 0, persons == 0}) > 1:
        yield f"欠薪项目{arrears}个，涉及{persons}人，金额{Decimal(amount) / FEN_PER_YUAN}元"


def _not_below_previous(check: Check, figures: Figures) -> Iterator[str]:
    now = flat(figures.rows, figures.items)
    for key, before in (figures.previous or {}).items():
        if key in now and now[key] < before:
            yield f"{cell_name(figures.form, key)}由{before}减为{now[key]}"


def cell_name(form: Form, key: str) -> str:
    """A cell or item in the words of the form: "construction.4" → 工程建设领域第4列（立案）."""
    row, _, column = key.partition(".")
    if row in form.rows and column in form.columns:
        return f"{form.rows[row].name}第{column}列（{form.columns[column].name}）"
    names = {
        "checked": "检查数", "arrears": "欠薪项目数", "amount_fen": "金额", "persons": "人数", "cases": "件数", "": ""
    }  # fmt: skip
    return form.items[row].name + names.get(column, column) if row in form.items else key


RULES: dict[str, Callable[[Check, Figures], Iterator[str]]] = {
    "total_is_sum": _total_is_sum,
    "part_within_whole": _part_within_whole,
    "not_above": _not_above,
    "not_negative": _not_negative,
    "zero_together": _zero_together,
    "per_head": _per_head,
    "needs_any": _needs_any,
    "projects": _projects,
    "not_below_previous": _not_below_previous,
}
