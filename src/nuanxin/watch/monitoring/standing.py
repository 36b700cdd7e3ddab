"""Everything that is known of a project's month, in one row: what the rules on whole project-months ask, gathered once for all."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from nuanxin.watch.monitoring.months import month_number

# Of the month itself as `project_sums` has it; NULL where nobody came and nobody was listed.
OF_THE_MONTH = (
    "came", "signed", "days", "listed", "due_fen", "paid_fen", "undated", "last_due_on", "first_paid_on", "last_paid_on",
    "least_due_fen", "most_due_fen", "least_days", "most_days", "least_map", "most_map", "least_hours", "most_hours",
)  # fmt: skip
OF_THE_MONTH_BEFORE = ("came", "days", "listed", "due_fen", "paid_fen")
_OF_THE_PROJECT = ("labour_fee_due_day", "permit_on", "starts_on")


def standing_of(
    asked: ir.Table, projects: ir.Table, sums: ir.Table, flow_sums: ir.Table, deposits: ir.Table
) -> ir.Table:
    """One row for each asked project-month (see `declared.Wages.standing`)."""
    rows = asked.join(projects.select("project_id", *_OF_THE_PROJECT), "project_id")
    now = sums.select(now_of="project_id", now_in="month", **{name: name for name in OF_THE_MONTH})
    rows = rows.left_join(now, [rows.project_id == now.now_of, rows.month == now.now_in]).drop("now_of", "now_in")
    before = {f"before_{name}": name for name in OF_THE_MONTH_BEFORE}
    last = sums.select(last_of="project_id", last_in="month", **before)
    rows = rows.left_join(last, [rows.project_id == last.last_of, rows.previous == last.last_in])
    rows = rows.drop("last_of", "last_in")
    after = sums.select(next_of="project_id", next_in="month", next_due_fen="due_fen")
    rows = rows.left_join(after, [rows.project_id == after.next_of, rows.following == after.next_in])
    rows = rows.drop("next_of", "next_in")
    held = deposits.group_by("project_id").agg(
        deposits=deposits.count(), deposits_dated=deposits.valid_to.count(), deposit_last=deposits.valid_to.max()
    )
    rows = rows.left_join(held.rename(held_by="project_id"), [("project_id", "held_by")]).drop("held_by")
    moved = _moved(asked, sums, flow_sums)
    rows = rows.left_join(moved, [rows.project_id == moved.moved_of, rows.month == moved.moved_in])
    return rows.drop("moved_of", "moved_in")


def _moved(asked: ir.Table, sums: ir.Table, flow_sums: ir.Table) -> ir.Table:
    """What moved on the accounts in the month, until its end, and as wages in the months of its payments."""
    paid = sums.select(paid_of="project_id", paid_for="month", first="first_paid_on", last="last_paid_on")
    rows = asked.select("project_id", "month")
    rows = rows.left_join(paid, [rows.project_id == paid.paid_of, rows.month == paid.paid_for])
    rows = rows.select(moved_of="project_id", moved_in="month", first="first", last="last")
    rows = rows.join(flow_sums.rename(on="month"), rows.moved_of == flow_sums.project_id)
    into, out = rows.fee_fen + rows.other_in_fen, rows.wage_out_fen + rows.other_out_fen
    until, within = rows.on <= rows.moved_in, rows.on == rows.moved_in
    when_paid = (month_number(rows["first"]) <= month_number(rows.on)) & (rows["last"] >= rows.on)
    return rows.group_by("moved_of", "moved_in").agg(
        fee_fen=rows.fee_fen.sum(where=within), first_fee_day=rows.first_fee_day.min(where=within),
        other_out_fen=rows.other_out_fen.sum(where=within), came_in_fen=into.sum(where=until),
        balance_fen=(into - out).sum(where=until), wages_out_fen=rows.wage_out_fen.sum(where=when_paid),
    )  # fmt: skip


def none_is_nought(money: ir.IntegerValue) -> ir.IntegerValue:
    """Where nothing was handed in, nothing."""
    known: ir.IntegerValue = ibis.coalesce(money, 0)
    return known
