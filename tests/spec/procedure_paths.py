"""Tables of paths that an official can read: one row a step tried on a day, whether it is open, and if not why, by which article.

Columns: 案例, 日期, 步骤, 填写 (by the labels of facts and of their options: "改正期限=2024-01-19；听证=要求听证"), 结果, 说明, 依据.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.procedures.choosing import LawAt, Offer, Taken, judge
from nuanxin.rights.cases.procedures.declared import Procedure, Step

LAW = LawAt(Law.load(), WorkingCalendar(), "410721")
Row = dict[str, str]


def read_paths(table: str) -> list[Row]:
    """The rows of a table of this folder, e.g. "labour_inspection_paths.csv"."""
    with Path(__file__).with_name(table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scenarios(rows: Iterable[Row], *columns: str) -> list[Any]:
    """One parameter a case, its rows in the order of the table; `columns` name what tells cases apart (default 案例)."""
    cases: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        cases.setdefault(tuple(row[column] for column in columns or ("案例",)), []).append(row)
    return [pytest.param(told, id="-".join(name)) for name, told in cases.items()]


def filled(step: Step, text: str) -> dict[str, Any]:
    """The facts that a row states, by their keys."""
    facts: dict[str, Any] = {}
    for part in filter(None, text.split("；")):
        label, value = part.split("=")
        fact = next(fact for fact in step.facts if fact.label == label)
        if fact.kind == "day":
            facts[fact.key] = date.fromisoformat(value)
        elif fact.kind in ("choice", "yes_no"):
            options = {shown: key for key, shown in fact.options or (("yes", "是"), ("no", "否"))}
            facts[fact.key] = options[value]
        else:
            facts[fact.key] = value
    return facts


def first_gap_says(offer: Offer, row: Row) -> bool:
    """The reason that the page shows first is the row's, with its article."""
    return row["说明"] in offer.why_not and row["依据"] in offer.cites


def one_gap_says(offer: Offer, row: Row) -> bool:
    """The row's reason and article are among all that is missing, in one of them."""
    return any(row["说明"] in gap.why and row["依据"] in gap.cites for gap in offer.missing)


def walk(
    rows: Sequence[Row], procedures: Sequence[Procedure], *, refused: Callable[[Offer, Row], bool] = first_gap_says
) -> None:
    """Try the rows one after another; what is open is taken, what is not must be refused for the row's reason."""
    taken: list[Taken] = []
    for row in rows:
        on = date.fromisoformat(row["日期"])
        whole, step = next((one, step) for one in procedures for step in one.steps if step.name == row["步骤"])
        facts = filled(step, row["填写"])
        offer = judge(whole, taken, step, facts, on, law=LAW)
        where = f"{row['案例']} {on} {step.name}"
        assert offer.allowed == (row["结果"] == "可以"), f"{where}: {offer.why_not}"
        if offer.allowed:
            taken.append(Taken(step.key, on, facts))
        else:
            assert refused(offer, row), f"{where}: {[(gap.why, gap.cites) for gap in offer.missing]}"


def never_tried(rows: Iterable[Row], procedures: Sequence[Procedure]) -> set[str]:
    """Names of steps that no row tries: gates that nobody has looked at."""
    return {step.name for one in procedures for step in one.steps} - {row["步骤"] for row in rows}
