"""The checks of a form (law.md §19.3, §19.4) on its figures. Pure: figures in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.forms.parts import Check

FEN_PER_YUAN = 100
BESIDE_THE_LAST = ("not_below_previous", "thousandfold", "jump")


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

    def said(self, columns: str) -> str:
        """第4列, 第4+5列: columns by the numbers that stand on the paper."""
        return f"第{'+'.join(self.form.numbers[column] for column in columns.split('+'))}列"


def check_figures(figures: Figures) -> tuple[Finding, ...]:
    """Every check of the form in its order; those beside the last report only where one is given."""
    findings = []
    for check in figures.form.checks:
        if check.rule in BESIDE_THE_LAST and figures.previous is None:
            continue
        places = list(RULES[check.rule](check, figures))
        message = f"{check.says}：{'；'.join(places)}" if places else "符合"
        findings.append(Finding(check.key, check.severity, not places, message))
    return tuple(findings)


def flat(rows: Mapping[str, Mapping[str, int]], items: Mapping[str, int]) -> dict[str, int]:
    """Every cell and item under one key each: "total.1" … "other.14", "government.checked" … "listed"."""
    return {f"{row}.{column}": value for row, cells in rows.items() for column, value in cells.items()} | dict(items)


def _total_is_sum(check: Check, figures: Figures) -> Iterator[str]:
    form = figures.form
    for total in form.added_rows:
        parts = form.rows[total].sums
        for column in form.columns:
            if _unequal(figures, f"{total}.{column}", [f"{part}.{column}" for part in parts]):
                added = sum((Decimal(figures.shown[part][column]) for part in parts), Decimal(0))
                where = (
                    figures.said(column)
                    if total == form.total_row
                    else f"{figures.row_name(total)}{figures.said(column)}"
                )
                yield f"{where}{_COUNT.get(len(parts), str(len(parts)))}行之和为{added}，合计为{figures.shown[total][column]}"
    for total in form.added_columns:
        for row in form.counted_rows:
            if _unequal(figures, f"{row}.{total}", [f"{row}.{part}" for part in form.columns[total].sums]):
                added_up = "、".join(form.numbers[part] for part in form.columns[total].sums)
                yield f"{figures.row_name(row)}{figures.said(total)}不等于第{added_up}列之和"


_COUNT = {2: "两", 3: "三", 4: "四"}


def _unequal(figures: Figures, total: str, parts: list[str]) -> bool:
    def shown(cell: str) -> Decimal:
        row, _, column = cell.partition(".")
        return Decimal(figures.shown[row][column])

    def raw(cell: str) -> int:
        row, _, column = cell.partition(".")
        return figures.rows[row][column]

    return shown(total) != sum(map(shown, parts), Decimal(0)) or raw(total) != sum(map(raw, parts))


def _part_within_whole(check: Check, figures: Figures) -> Iterator[str]:
    for row, cells in figures.rows.items():
        for number, column in figures.form.columns.items():
            if column.of and cells[number] > cells[column.of]:
                yield f"{figures.row_name(row)}{figures.said(number)}大于{figures.said(column.of)}"
            whole = figures.form.rows[row].of
            if whole and cells[number] > figures.rows[whole][number]:
                yield f"{figures.said(number)}{figures.row_name(row)}大于{figures.row_name(whole)}"


def _not_above(check: Check, figures: Figures) -> Iterator[str]:
    left, right = check.columns
    for row in figures.rows:
        if figures.value(row, left) > figures.value(row, right):
            sides = (f"{figures.said(side)}为{figures.value(row, side)}" for side in (left, right))
            yield f"{figures.row_name(row)}{'，'.join(sides)}"


def _not_negative(check: Check, figures: Figures) -> Iterator[str]:
    for row, cells in figures.rows.items():
        yield from (
            f"{figures.row_name(row)}{figures.said(column)}为{value}" for column, value in cells.items() if value < 0
        )
    yield from (f"{key}为{value}" for key, value in figures.items.items() if value < 0)


def _zero_together(check: Check, figures: Figures) -> Iterator[str]:
    for row in figures.rows:
        zero = [figures.value(row, columns) == 0 for columns in check.columns]
        stray = all(zero) and any(figures.value(row, part) for part in check.parts)
        if any(zero) != all(zero) or stray:
            said = "、".join(
                f"{figures.said(columns)}为{figures.value(row, columns)}" for columns in (*check.columns, *check.parts)
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
            yield f"{figures.row_name(row)}{figures.said(left)}为{figures.value(row, left)}，{figures.said(needed)}为0"


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


def _thousandfold(check: Check, figures: Figures) -> Iterator[str]:
    """A figure a thousand times the one last filed, or a thousandth of it: most often 元 for 万元."""
    now = flat(figures.rows, figures.items)
    for key, before in (figures.previous or {}).items():
        after = now.get(key, 0)
        if before and after and max(before, after) >= 1000 * min(before, after):
            yield f"{cell_name(figures.form, key)}由{before}变为{after}"


def _jump(check: Check, figures: Figures) -> Iterator[str]:
    """Risen or fallen by more than so many per cent against the last report; from nothing is no jump."""
    now = flat(figures.rows, figures.items)
    for key, before in (figures.previous or {}).items():
        if key in now and before and abs(now[key] - before) * 100 > (check.percent or 0) * abs(before):
            yield f"{cell_name(figures.form, key)}由{before}变为{now[key]}"


def _items_not_above(check: Check, figures: Figures) -> Iterator[str]:
    part, whole = check.items
    if figures.items[part] > figures.items[whole]:
        yield f"{cell_name(figures.form, part)}为{figures.items[part]}，{cell_name(figures.form, whole)}为{figures.items[whole]}"


def cell_name(form: Form, key: str) -> str:
    """A cell or item in the words of the form: "construction.4" → 工程建设领域第4列（立案）."""
    row, _, column = key.partition(".")
    if row in form.rows and column in form.columns:
        return f"{form.rows[row].name}第{form.numbers[column]}列（{form.columns[column].name}）"
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
    "thousandfold": _thousandfold,
    "items_not_above": _items_not_above,
    "jump": _jump,
}
