"""The criteria of the honour lists, each with the rows that speak against it. Pure: a record in, answers out.

No statute fixes them: a selection declares which of them it asks, and the paper of the selection says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan

CITY, FIRM, PROJECT = "city", "firm", "project"


@dataclass(frozen=True)
class Row:
    """One row of the ledger: what, on which day, on which clue (its number), how much (分)."""

    what: str
    on: date
    clue: str = ""
    fen: int = 0
    government: bool = False

    @property
    def text(self) -> str:
        money = f"，{yuan(self.fen)}元" if self.fen else ""
        return f"{self.clue}{'：' if self.clue else ''}{chinese_day(self.on)}{self.what}{money}"


@dataclass(frozen=True)
class Record:
    """What the ledger has on a subject in a window."""

    arrears: Sequence[Row] = ()  # wages verified as owed in the window
    unpaid: Sequence[Row] = ()  # verified wages that are not paid on the day of the check
    open_clues: Sequence[Row] = ()
    overdue: Sequence[Row] = ()
    orders: Sequence[Row] = ()  # orders, decisions, penalties
    listings: Sequence[Row] = ()
    publications: Sequence[Row] = ()


@dataclass(frozen=True)
class Criterion:
    """A criterion: for which kinds of subject, whether an award falls when it is broken later."""

    key: str
    label: str
    kinds: tuple[str, ...]
    falls: bool = False

    def against(self, record: Record) -> tuple[Row, ...]:
        """The rows that break it; empty: it is met."""
        if self.key == "government":
            return tuple(row for row in record.arrears if row.government)
        return tuple(getattr(record, self.key))


CRITERIA = (
    Criterion("arrears", "考察期内没有查实欠薪", (FIRM, PROJECT), falls=True),
    Criterion("unpaid", "没有已核实未付清的工资", (CITY, FIRM, PROJECT), falls=True),
    Criterion("open_clues", "没有在办的欠薪线索", (FIRM, PROJECT)),
    Criterion("overdue", "没有超过法定期限的在办线索", (CITY,)),
    Criterion("government", "政府投资项目没有查实欠薪", (CITY,), falls=True),
    Criterion("orders", "没有责令改正、行政处理、行政处罚", (FIRM, PROJECT)),
    Criterion("listings", "没有列入失信名单", (CITY, FIRM), falls=True),
    Criterion("publications", "没有被公布重大违法行为", (CITY, FIRM), falls=True),
)


@dataclass(frozen=True)
class Answer:
    """Whether one criterion is met, and the rows behind where it is not."""

    criterion: Criterion
    rows: tuple[Row, ...]

    @property
    def met(self) -> bool:
        return not self.rows


def criteria_for(kind: str) -> tuple[Criterion, ...]:
    """What may be asked of that kind of subject."""
    return tuple(one for one in CRITERIA if kind in one.kinds)


def judge(kind: str, keys: Sequence[str], record: Record) -> tuple[Answer, ...]:
    """Each declared criterion with its answer, in the order of the table."""
    return tuple(Answer(one, one.against(record)) for one in criteria_for(kind) if one.key in keys)


def why_fallen(kind: str, keys: Sequence[str], record: Record) -> str:
    """Why an award falls by what happened since; empty while it stands."""
    broken = [one for one in judge(kind, keys, record) if one.criterion.falls and not one.met]
    return "；".join(f"{one.criterion.label}：{one.rows[0].text}" for one in broken)
