"""The indicators once more, slow and obvious: plain lists of dicts, one project-month after another."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
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


# By the contract, and those of the house as they are today: written out once more.
FIGURES = {
    "below_minimum_wage": {"days": 20}, "headcount_drop": {"workers": 20, "percent": 50}, "real_name_low": {"percent": 90},
    "hours_excessive": {"hours": 300}, "no_rest_days": {"days": 28}, "attendance_alike": {"workers": 10},
    "pay_alike": {"workers": 10}, "payroll_missing": {"days": 20}, "guarantee_ending": {"days": 30}, "day_pay_fell": {"percent": 50},
}  # fmt: skip


def indicators(
    handed_in: dict[str, list[Row]],
    first: date,
    last: date,
    as_of: date,
    own: dict[str, dict[str, int]] | None = None,
) -> dict[str, Truth]:
    """own: figures of a place; the others are the house's."""
    tables: Any = {**handed_in, "figures": FIGURES | (own or {})}
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
            if least
            and 0 < r["amount_paid_fen"] < least
            and len(days.get(r["worker_id"], ())) >= t["figures"]["below_minimum_wage"]["days"]
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
    share = Fraction(t["figures"]["real_name_low"]["percent"], 100)
    return (len(came - signed), 0) if came and Fraction(len(came & signed), len(came)) < share else None


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
    own = t["figures"]["headcount_drop"]
    fell = before >= own["workers"] and now < before * Fraction(own["percent"], 100)
    return (before - now, 0) if fell else None


# Those of the house.
def _hours(t: Any, key: str, month: date) -> dict[str, float]:
    found: dict[str, float] = {}
    for r in t["attendance"]:
        if r["project_id"] == key and first_of(r["on"]) == month and r["hours"] is not None:
            found[r["worker_id"]] = found.get(r["worker_id"], 0) + r["hours"]
    return found


def _flows(t: Any, key: str, *kinds: str) -> list[Row]:
    return [r for r in t["account_flows"] if r["project_id"] == key and r["kind"] in kinds]


def _roster(t: Any, key: str) -> dict[str, Row]:
    return {r["worker_id"]: r for r in t["workers"] if r["project_id"] == key}


def _fen(rows: list[Row], column: str = "amount_fen") -> int:
    return int(sum(r[column] for r in rows))


def hours(t: Any, key: str, month: date, as_of: date) -> Any:
    return _people([0 for n in _hours(t, key, month).values() if n > t["figures"]["hours_excessive"]["hours"]])


def no_rest(t: Any, key: str, month: date, as_of: date) -> Any:
    return _people([0 for days in _days(t, key, month).values() if len(days) >= t["figures"]["no_rest_days"]["days"]])


def no_contract(t: Any, key: str, month: date, as_of: date) -> Any:
    due = {r["worker_id"]: r["amount_due_fen"] for r in _pay(t, key, month)}
    roster = _roster(t, key)
    return _people([due.get(who, 0) for who in _days(t, key, month) if roster[who]["contract_signed"] is False])


def late(t: Any, key: str, month: date, as_of: date) -> Any:
    paid = [r for r in _pay(t, key, month) if r["amount_paid_fen"] and r["paid_on"]]
    return _people([r["amount_paid_fen"] for r in paid if r["paid_on"] > r["due_on"]])


def alike_days(t: Any, key: str, month: date, as_of: date) -> Any:
    days, hours_of = _days(t, key, month), _hours(t, key, month)
    same = len({frozenset(one) for one in days.values()}) == 1 and len(set(hours_of.values())) <= 1
    return (len(days), 0) if same and len(days) >= t["figures"]["attendance_alike"]["workers"] else None


def alike_pay(t: Any, key: str, month: date, as_of: date) -> Any:
    due, days = [r["amount_due_fen"] for r in _pay(t, key, month)], _days(t, key, month)
    same = len(set(due)) == 1 and due[0] > 0 and len({len(one) for one in days.values()}) > 1
    return (len(due), sum(due)) if same and len(due) >= t["figures"]["pay_alike"]["workers"] else None


def two_months(t: Any, key: str, month: date, as_of: date) -> Any:
    now, before = _pay(t, key, month), _pay(t, key, previous(month))
    for rows in (now, before):
        if not _fen(rows, "amount_due_fen") or _fen(rows, "amount_paid_fen"):
            return None
    if max(r["due_on"] for r in now) >= as_of:
        return None
    return (len(now), _fen(now + before, "amount_due_fen"))


def pay_fell(t: Any, key: str, month: date, as_of: date) -> Any:
    came, days, due, listed = [], [], [], []
    for one in (month, previous(month)):
        came.append(len(_days(t, key, one)))
        days.append(sum(len(each) for each in _days(t, key, one).values()))
        due.append(_fen(_pay(t, key, one), "amount_due_fen"))
        listed.append(len(_pay(t, key, one)))
    if not all(days) or not all(listed):
        return None
    share = Fraction(t["figures"]["day_pay_fell"]["percent"], 100)
    return (came[0], 0) if Fraction(due[0], days[0]) < Fraction(due[1], days[1]) * share else None


def no_sheet(t: Any, key: str, month: date, as_of: date) -> Any:
    over = following(month) + timedelta(days=t["figures"]["payroll_missing"]["days"]) <= as_of
    came = _days(t, key, month)
    return (len(came), 0) if over and came and not _pay(t, key, month) else None


def misused(t: Any, key: str, month: date, as_of: date) -> Any:
    out = _fen([r for r in _flows(t, key, "other_out") if first_of(r["on"]) == month])
    return (1, out) if out else None


def outside(t: Any, key: str, month: date, as_of: date) -> Any:
    rows = [r for r in _pay(t, key, month) if r["amount_paid_fen"]]
    if not rows or any(r["paid_on"] is None for r in rows):
        return None
    first, last = first_of(min(r["paid_on"] for r in rows)), following(max(r["paid_on"] for r in rows))
    beside = _fen(rows, "amount_paid_fen") - _fen([r for r in _flows(t, key, "wage_out") if first <= r["on"] < last])
    return (1, beside) if beside > 0 else None


def fee_short(t: Any, key: str, month: date, as_of: date) -> Any:
    fee = _fen([r for r in _flows(t, key, "labour_fee_in") if first_of(r["on"]) == month])
    due = _fen(_pay(t, key, month), "amount_due_fen")
    return (1, due - fee) if 0 < fee < due else None


def never_funded(t: Any, key: str, month: date, as_of: date) -> Any:
    came = len(_days(t, key, month))
    held = _fen([r for r in _flows(t, key, "labour_fee_in", "other_in") if r["on"] < following(month)])
    return (came, _fen(_pay(t, key, month), "amount_due_fen")) if came and not held else None


def no_permit(t: Any, key: str, month: date, as_of: date) -> Any:
    project = _project(t, key)
    begun, permit = project["starts_on"] < following(month), project["permit_on"]
    return (1, 0) if begun and (permit is None or permit >= following(month)) else None


def ending(t: Any, key: str, month: date, as_of: date) -> Any:
    ends = [r["valid_to"] for r in t["deposits"] if r["project_id"] == key]
    if not ends or None in ends:
        return None
    return (1, 0) if as_of <= max(ends) <= as_of + timedelta(days=t["figures"]["guarantee_ending"]["days"]) else None


def two_sites(t: Any, key: str, month: date, as_of: date) -> Any:
    others = [_days(t, r["project_id"], month) for r in t["projects"] if r["project_id"] != key]
    here = _days(t, key, month).items()
    return _people([0 for who, days in here if any(days & other.get(who, set()) for other in others)])


def not_settled(t: Any, key: str, month: date, as_of: date) -> Any:
    left = {who for who, r in _roster(t, key).items() if r["left_on"] and r["left_on"] < as_of}
    owed = [(r["worker_id"], r["amount_due_fen"] - r["amount_paid_fen"]) for r in _pay(t, key, month)]
    return _people([fen for who, fen in owed if fen > 0 and who in left])


def outside_stay(t: Any, key: str, month: date, as_of: date) -> Any:
    roster = _roster(t, key)

    def strange(who: str, day: date) -> bool:
        entered, left = roster[who]["entered_on"], roster[who]["left_on"]
        return bool((entered and day < entered) or (left and day > left))

    return _people([0 for who, days in _days(t, key, month).items() if any(strange(who, day) for day in days)])


ASKED = {
    "wages_overdue": overdue, "wages_part_paid": part_paid, "below_minimum_wage": minimum, "attendance_without_pay": no_pay,
    "pay_without_attendance": no_attendance, "account_short": account, "labour_fee_late": fee_late, "real_name_low": real_name,
    "card_not_own": other_card, "shared_card": one_card, "deposit_missing": deposit, "headcount_drop": drop,
    "unpaid_two_months": two_months, "paid_late": late, "leaver_not_settled": not_settled, "payroll_missing": no_sheet,
    "paid_outside_account": outside, "pay_alike": alike_pay, "day_pay_fell": pay_fell, "account_never_funded": never_funded,
    "labour_fee_short": fee_short, "account_misused": misused, "guarantee_ending": ending, "permit_missing": no_permit,
    "two_sites_one_day": two_sites, "attendance_outside_stay": outside_stay, "worked_without_contract": no_contract,
    "attendance_alike": alike_days, "no_rest_days": no_rest, "hours_excessive": hours,
}  # fmt: skip
