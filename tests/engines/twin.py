"""The indicators once more, slow and obvious: plain lists of dicts, one project-month after another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Truth = dict[tuple[str, date], tuple[int, int]]  # project-month → workers, 分


def first_of(day: date) -> date:
    return day.replace(day=1)


def following(month: date) -> date:
    return first_of(month + timedelta(days=31))


def previous(month: date) -> date:
    return first_of(month - timedelta(days=1))


def asked_months(tables: dict[str, list[Row]], first: date, last: date) -> list[tuple[str, date]]:
    months, month = [], first_of(first)
    while month <= last:
        months.append(month)
        month = following(month)
    found = set()
    for project in tables["projects"]:
        key = project["project_id"]
        for month in months:
            run = project["starts_on"] < following(month) and (
                project["ends_on"] is None or project["ends_on"] >= month
            )
            came = any(r["project_id"] == key and first_of(r["on"]) == month for r in tables["attendance"])
            paid = any(r["project_id"] == key and r["month"] == month for r in tables["payroll"])
            if run or came or paid:
                found.add((key, month))
    return sorted(found)


def indicators(tables: dict[str, list[Row]], first: date, last: date, as_of: date) -> dict[str, Truth]:
    return {
        key: {pm: said for pm in asked_months(tables, first, last) if (said := ask(tables, *pm, as_of)) is not None}
        for key, ask in ASKED.items()
    }


def _project(tables: dict[str, list[Row]], key: str) -> Row:
    return next(r for r in tables["projects"] if r["project_id"] == key)


def _pay(tables: dict[str, list[Row]], key: str, month: date) -> list[Row]:
    return [r for r in tables["payroll"] if r["project_id"] == key and r["month"] == month]


def _days(tables: dict[str, list[Row]], key: str, month: date) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for r in tables["attendance"]:
        if r["project_id"] == key and first_of(r["on"]) == month:
            found.setdefault(r["worker_id"], set()).add(r["on"])
    return found


def _people(rows: list[int]) -> tuple[int, int] | None:
    return (len(rows), sum(rows)) if rows else None


def overdue(t: Any, key: str, month: date, as_of: date) -> Any:
    return _people(
        [r["amount_due_fen"] for r in _pay(t, key, month) if not r["amount_paid_fen"] and r["due_on"] < as_of]
    )


def part_paid(t: Any, key: str, month: date, as_of: date) -> Any:
    return _people(
        [
            r["amount_due_fen"] - r["amount_paid_fen"]
            for r in _pay(t, key, month)
            if 0 < r["amount_paid_fen"] < r["amount_due_fen"] and r["due_on"] < as_of
        ]
    )


def minimum(t: Any, key: str, month: date, as_of: date) -> Any:
    least, days = _project(t, key)["minimum_wage_fen"], _days(t, key, month)
    return _people(
        [
            least - r["amount_paid_fen"]
            for r in _pay(t, key, month)
            if least and 0 < r["amount_paid_fen"] < least and len(days.get(r["worker_id"], ())) >= 20
        ]
    )


def no_pay(t: Any, key: str, month: date, as_of: date) -> Any:
    paid = {r["worker_id"] for r in _pay(t, key, month)}
    return _people([0 for who in _days(t, key, month) if who not in paid])


def no_attendance(t: Any, key: str, month: date, as_of: date) -> Any:
    came = _days(t, key, month)
    return _people([r["amount_due_fen"] for r in _pay(t, key, month) if r["worker_id"] not in came])


def account(t: Any, key: str, month: date, as_of: date) -> Any:
    sign = {"labour_fee_in": 1, "other_in": 1, "wage_out": -1, "other_out": -1}
    balance = sum(
        sign[r["kind"]] * r["amount_fen"]
        for r in t["account_flows"]
        if r["project_id"] == key and r["on"] < following(month)
    )
    due = sum(r["amount_due_fen"] for r in _pay(t, key, following(month)))
    return (1, due - balance) if balance < due else None


def fee_late(t: Any, key: str, month: date, as_of: date) -> Any:
    days = [
        r["on"].day
        for r in t["account_flows"]
        if r["project_id"] == key and r["kind"] == "labour_fee_in" and first_of(r["on"]) == month
    ]
    by = _project(t, key)["labour_fee_due_day"]
    return (1, 0) if not days or (by is not None and min(days) > by) else None


def real_name(t: Any, key: str, month: date, as_of: date) -> Any:
    signed = {r["worker_id"] for r in t["workers"] if r["project_id"] == key and r["contract_signed"]}
    came = set(_days(t, key, month))
    return (len(came - signed), 0) if came and len(came & signed) / len(came) < 0.9 else None


def other_card(t: Any, key: str, month: date, as_of: date) -> Any:
    own = {r["worker_id"]: r["card"] for r in t["workers"] if r["project_id"] == key}
    return _people(
        [
            r["amount_paid_fen"]
            for r in _pay(t, key, month)
            if r["card"] and own.get(r["worker_id"]) and r["card"] != own[r["worker_id"]]
        ]
    )


def one_card(t: Any, key: str, month: date, as_of: date) -> Any:
    paid = [r for r in t["payroll"] if r["month"] == month and r["card"] and r["amount_paid_fen"]]
    return _people(
        [
            r["amount_paid_fen"]
            for r in paid
            if r["project_id"] == key and len({o["worker_id"] for o in paid if o["card"] == r["card"]}) >= 2
        ]
    )


def deposit(t: Any, key: str, month: date, as_of: date) -> Any:
    ends = [r["valid_to"] for r in t["deposits"] if r["project_id"] == key]
    return None if any(end is None or end >= as_of for end in ends) else (1, 0)


def drop(t: Any, key: str, month: date, as_of: date) -> Any:
    before, now = len(_days(t, key, previous(month))), len(_days(t, key, month))
    return (before - now, 0) if before >= 20 and now < before / 2 else None


ASKED = {
    "wages_overdue": overdue, "wages_part_paid": part_paid, "below_minimum_wage": minimum, "attendance_without_pay": no_pay,
    "pay_without_attendance": no_attendance, "account_short": account, "labour_fee_late": fee_late, "real_name_low": real_name,
    "card_not_own": other_card, "shared_card": one_card, "deposit_missing": deposit, "headcount_drop": drop,
}  # fmt: skip
