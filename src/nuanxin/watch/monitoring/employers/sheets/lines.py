"""One worker's month as it was written, and what the check says about it. Plain values; money in 分, hours exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nuanxin.rights.intake.estimate import Overtime, Pay

NONE = Decimal(0)


class System(StrEnum):
    """工时制: standard, or one of the two that need an approval (劳动法 第三十九条)."""

    STANDARD = "standard"
    COMBINED = "combined"
    IRREGULAR = "irregular"


@dataclass(frozen=True)
class SheetLine:
    """A row. attendance: day of the month → hours; overtime: hours by kind as the clerk states them."""

    row: int
    name: str
    id_number: str
    phone: str
    pay: Pay
    rate_fen: int
    base_fen: int
    due_fen: int
    net_fen: int
    team: str = ""
    card: str = ""
    contract_signed: bool | None = None
    entered_on: date | None = None
    left_on: date | None = None
    system: System = System.STANDARD
    pieces: Decimal | None = None
    overtime: Mapping[Overtime, Decimal] = field(default_factory=dict)
    overtime_fen: int = 0
    allowance_fen: int = 0
    insurance_fen: int = 0
    tax_fen: int = 0
    loss_fen: int = 0
    other_fen: int = 0
    paid_fen: int = 0
    paid_on: date | None = None
    voucher: str = ""
    note: str = ""
    attendance: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def days(self) -> int:
        return sum(1 for hours in self.attendance.values() if hours)

    @property
    def hours(self) -> Decimal:
        return sum(self.attendance.values(), NONE)

    @property
    def deducted_fen(self) -> int:
        return self.insurance_fen + self.tax_fen + self.loss_fen + self.other_fen

    @property
    def owed_fen(self) -> int:
        """What is not paid yet of what is to be paid out; never negative."""
        return max(self.net_fen - self.paid_fen, 0)


@dataclass(frozen=True)
class Finding:
    """One remark. column: where to look; stops: the row contradicts itself and cannot be taken; else it is told and kept."""

    key: str
    column: str
    says: str
    remedy: str = ""
    cites: str = ""
    stops: bool = False

    @property
    def words(self) -> str:
        tail = f"（{self.cites}）" if self.cites else ""
        return "；".join(part for part in (self.says, self.remedy) if part) + tail


@dataclass(frozen=True)
class Checked:
    """least_*: the least that the law grants for these days and hours, None where a figure is missing or nothing is to reckon."""

    least_base_fen: int | None
    least_overtime_fen: int | None
    findings: tuple[Finding, ...]
