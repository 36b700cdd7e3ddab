"""The paper itself: head cells in their merged places, sentences, signatures; one reading for Excel and PDF alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nuanxin.command.reporting.forms.figures import FilledForm
from nuanxin.command.reporting.forms.model import Form
from nuanxin.foundation.common.days import chinese_day

STUB_COLUMNS = 2  # 甲 and 序号 before the numbered columns


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head: first line and column (from 0, stub included), how many lines and columns it covers."""

    line: int
    column: int
    lines: int
    columns: int
    text: str


@dataclass(frozen=True)
class Signature:
    """Who reports and who answers for it, as written into the blanks of the form; what is missing stays blank."""

    unit_name: str = ""
    filled_on: date | None = None
    signed: Mapping[str, str] = field(default_factory=dict)


def head_lines(form: Form) -> int:
    """How many lines the head has; none in a form without a table."""
    return max((len(column.heads) for column in form.columns.values()), default=0)


def column_numbers(form: Form) -> list[str]:
    """The line of numbers below the head: the columns' own numbers, else counted from 1."""
    return list(form.numbers.values())


def head_cells(form: Form) -> list[HeadCell]:
    """The head in its lines: equal neighbours under the same head are one cell, the lowest head reaches down."""
    deepest = head_lines(form)
    cells = [HeadCell(0, column, deepest, 1, "") for column in range(STUB_COLUMNS if deepest else 0)]
    heads = [column.heads for column in form.columns.values()]
    for line in range(deepest):
        first = 0
        while first < len(heads):
            branch = heads[first][: line + 1]
            last = first
            while last + 1 < len(heads) and heads[last + 1][: line + 1] == branch:
                last += 1
            if len(branch) == line + 1:
                lines = deepest - line if len(heads[first]) == line + 1 else 1
                cells.append(HeadCell(line, STUB_COLUMNS + first, lines, last - first + 1, branch[line]))
            first = last + 1
    return cells


def header_texts(filled: FilledForm, signature: Signature) -> list[str]:
    """填报单位名称（盖章）：… and 填报时间：…"""
    said = [signature.unit_name, chinese_day(signature.filled_on) if signature.filled_on else ""]
    return [f"{blank}：{said[place] if place < len(said) else ''}" for place, blank in enumerate(filled.form.header)]


def footer_texts(filled: FilledForm, signature: Signature) -> list[str]:
    """The signature fields with what was entered into them."""
    return [f"{name}：{signature.signed.get(name, '')}" for name in filled.form.footer]


def remark_text(filled: FilledForm) -> str:
    """备注：1.… 2.… as one paragraph of as many lines."""
    return filled.form.remarks_title + "\n".join(filled.form.remarks) if filled.form.remarks else ""


def basis_text(filled: FilledForm) -> str:
    """Below the official form, in small print: what the numbers rest on and which readings were chosen."""
    window = f"统计区间：{chinese_day(filled.start)}至{chinese_day(filled.end)}；数据截至：{chinese_day(filled.as_of)}"
    return "；".join([f"表式来源：{filled.form.source}", window, *filled.choices]) + "。"
