"""What is worked out once a run: the records of a project's month summed up as a crew, and who of the rosters moved about."""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from nuanxin.watch.monitoring.months import month_number

CREW_COLUMNS = {
    "undated": "int64",
    **dict.fromkeys(("last_due_on", "first_paid_on", "last_paid_on"), "date"),
    **dict.fromkeys(("least_due_fen", "most_due_fen"), "int64"),
    **dict.fromkeys(("least_days", "most_days"), "int8"),
    **dict.fromkeys(("least_map", "most_map"), "int64"),
    **dict.fromkeys(("least_hours", "most_hours"), "float64"),
}


STAY_COLUMNS = {
    **dict.fromkeys(("entered_on", "left_on"), "date"),
    **dict.fromkeys(("entered_in", "entered_bit", "left_in", "left_bit"), "int64"),
}
MOVER_COLUMNS = {**dict.fromkeys(("project_id", "worker_id"), "string"), **STAY_COLUMNS}
ROVING_COLUMNS = {"project_id": "string", "worker_id": "string", "month": "date", "day_map": "int64"}


def crew_sums(records: ir.Table) -> dict[str, ir.Scalar]:
    """By the names of CREW_COLUMNS. undated: paid workers whose payment has no day; the rest says itself."""
    due, paid = records.amount_due_fen, records.amount_paid_fen
    return {
        "undated": records.count(where=(paid > 0) & records.paid_on.isnull()),
        "last_due_on": records.due_on.max(),
        "first_paid_on": records.paid_on.min(where=paid > 0),
        "last_paid_on": records.paid_on.max(where=paid > 0),
        "least_due_fen": due.min(),
        "most_due_fen": due.max(),
        "least_days": records.days.min(),
        "most_days": records.days.max(),
        "least_map": records.day_map.min(),
        "most_map": records.day_map.max(),
        "least_hours": records.hours.min(),
        "most_hours": records.hours.max(),
    }


def crews_of(records: ir.Table) -> ir.Table:
    """One row a project and month (see `declared.Wages.crews`)."""
    return records.group_by("project_id", "month").agg(**crew_sums(records))


def rovers_of(workers: ir.Table) -> ir.Table:
    """worker_id of those who stand in the rosters of two projects or more."""
    rosters = workers.group_by("worker_id").agg(first=workers.project_id.min(), last=workers.project_id.max())
    return rosters.filter(rosters.first != rosters.last).select("worker_id")


def roving_of(records: ir.Table, rovers: ir.Table) -> ir.Table:
    """Their attendance (see `declared.Wages.roving`)."""
    came = records.filter(records.days.notnull()).select(*ROVING_COLUMNS)
    return came.semi_join(rovers, "worker_id")


def movers_of(workers: ir.Table, since: date | ir.DateScalar) -> ir.Table:
    """Roster rows of those who have left, or entered on `since` or later, with the months (counted) and the bits of both days.

    Bit n−1 of a day_map stands for the n-th day.
    """
    moved = workers.filter(workers.left_on.notnull() | (workers.entered_on >= since))
    entered, left = moved.entered_on, moved.left_on
    return moved.select(
        "project_id", "worker_id", "entered_on", "left_on", entered_in=month_number(entered), entered_bit=_bit(entered),
        left_in=month_number(left), left_bit=_bit(left),
    )  # fmt: skip


def stays_of(records: ir.Table, movers: ir.Table) -> ir.Table:
    """Their records with what `movers_of` says of them."""
    return records.join(movers, ["project_id", "worker_id"])


def _bit(day: ir.DateValue) -> ir.IntegerValue:
    """Written out: not every engine shifts bits, nor raises two to a power without fractions."""
    bit: ir.IntegerValue = day.day().cases(*((n, 1 << (n - 1)) for n in range(1, 31)), else_=1 << 30).cast("int64")
    return bit
