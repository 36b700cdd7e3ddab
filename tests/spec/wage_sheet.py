"""The wage check as an official reads it: wage_sheet.csv, each line worked out on paper. The minimum wage is 2000 元 there."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.intake.estimate import Overtime, Pay, wage_law
from nuanxin.watch.monitoring.employers.sheets.columns import PAYS, SYSTEMS
from nuanxin.watch.monitoring.employers.sheets.figures import WageFigures, kind_of
from nuanxin.watch.monitoring.employers.sheets.lines import SheetLine, System

MINIMUM_FEN = 2000_00
OVERTIME = {"平日加班": Overtime.WEEKDAY, "休息日加班": Overtime.REST_DAY, "节假日加班": Overtime.HOLIDAY}


@dataclass(frozen=True)
class Case:
    """One line of the table. Amounts in 分; None: nothing to reckon."""

    number: str
    what: str
    line: SheetLine
    month: Month
    base_fen: int | None
    overtime_fen: int | None
    findings: list[str]


def fen(yuan: str) -> int:
    return int(Decimal(yuan) * 100)


def figures(month: Month, minimum_fen: int | None = MINIMUM_FEN) -> WageFigures:
    """The figures of the law book and the State Council's calendar, with a minimum wage of this table."""
    law, calendar = Law.load(), WorkingCalendar()
    days, share = law.figure("w.work_days", on=month.first_day), law.figure("w.deduct_cap", on=month.first_day)
    return WageFigures(
        month=month,
        law=wage_law(month),
        work_days=days.value,
        work_days_cite=days.citation,
        deduct_share=share.high,
        deduct_cite=share.citation,
        minimum_fen=minimum_fen,
        minimum_cite="",
        kinds={day.day: kind_of(calendar.kind(day)) for day in month.days()},
    )


def attendance(said: str) -> dict[int, Decimal]:
    """ "2-5:8 6:4" → hours by day."""
    found = {}
    for part in said.split():
        days, hours = part.split(":")
        first, _, last = days.partition("-")
        found.update({day: Decimal(hours) for day in range(int(first), int(last or first) + 1)})
    return found


def line_of(row: dict[str, str]) -> SheetLine:
    base, overtime, allowance, loss = (fen(row[f"{name}(元)"]) for name in ("基本工资", "加班工资", "津贴", "扣赔偿"))
    due = base + overtime + allowance
    return SheetLine(
        row=int(row["例"]) + 1,
        name="张三",
        id_number="410721199001011233",
        phone="13800001234",
        pay=Pay(PAYS[row["计薪"]]),
        system=System(SYSTEMS[row["工时制"]]),
        rate_fen=fen(row["标准(元)"]),
        pieces=Decimal(row["计件"]) if row["计件"] else None,
        overtime={kind: Decimal(row[name]) for name, kind in OVERTIME.items() if row[name]},
        base_fen=base,
        overtime_fen=overtime,
        allowance_fen=allowance,
        due_fen=due,
        loss_fen=loss,
        net_fen=due - loss,
        paid_fen=due - loss,
        paid_on=Month.parse(row["月份"]).shifted(1).first_day,
        voucher="代发001",
        note=row["备注"],
        attendance=attendance(row["考勤"]),
    )


def cases() -> list[Case]:
    rows = csv.DictReader((Path(__file__).parent / "wage_sheet.csv").open(encoding="utf-8"))
    return [
        Case(
            row["例"],
            row["说明"],
            line_of(row),
            Month.parse(row["月份"]),
            fen(row["应有基本(元)"]) if row["应有基本(元)"] else None,
            fen(row["应有加班(元)"]) if row["应有加班(元)"] else None,
            row["提醒"].split(),
        )
        for row in rows
    ]
