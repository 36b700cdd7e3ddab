"""What is wrong where, said before any row is written: one theme a project, in its months.

A theme is project number modulo 24. Each of the twelve indicators has at least one in which it is true, and the rest are
decoys that lie exactly on a limit (paid on the very day, nine in ten, half of the crew, the balance to the 分), so that an
indicator that is off by one finds too much or too little. Truth is written down from here, never asked of the indicators.
"""

from __future__ import annotations

OVERDUE, PART_PAID, BELOW_MINIMUM, NO_PAY, NO_ATTENDANCE, SHORT, FEE_LATE, UNSIGNED = range(8)
OTHER_CARD, ONE_CARD, CARD_HERE, CARD_THERE, NO_DEPOSIT, DEPOSIT_OUT, FEWER = range(8, 15)
# On the limit, none of them wrong but what is said beside.
ON_THE_DAY, JUST_ENOUGH, TO_THE_FEN, TWO_SITES, TWO_SITES_TOO, ENDED, BEGUN_LATE, STOPPED, TWO_SHIFTS = range(15, 24)
# ENDED has no deposit and works a month longer than its run; STOPPED has a month without anybody.

MINIMUM_WAGE_FEN = 200_000
_DROPPED = "(n * 4) // 10"  # who still comes where most stay away

# p: number of the project, w: of the worker in it, n: its crew, m: number of the month, months: how many there are.
HIT = "(m = 1 + (p // 24) % (months - 2) OR m = 1 + (p // 24 + 5) % (months - 2))"
LAST_OF_ENDED = "(CASE WHEN months > 6 THEN 5 + (p // 24) % 4 ELSE 0 END)"  # the month in which the run ends
ACTIVE = (
    f"(CASE theme WHEN {ENDED} THEN m <= {LAST_OF_ENDED} + 1 WHEN {BEGUN_LATE} THEN m >= 1 + (p // 24) % (months - 1) "
    "ELSE true END)"
)
HERE = f"NOT (hit AND (theme = {STOPPED} OR (theme = {FEWER} AND w >= {_DROPPED}) OR (theme = {JUST_ENOUGH} AND w < n // 2)))"
CAME = f"({HERE} AND NOT (hit AND theme = {NO_ATTENDANCE} AND w < 3))"
LISTED = f"({HERE} AND NOT (hit AND theme = {NO_PAY} AND w < 2))"
UNSIGNED_WORKER = f"((theme = {UNSIGNED} AND w <= n // 5) OR (theme = {JUST_ENOUGH} AND w < n // 10))"
NO_CARD_OF_HIS_OWN = f"((theme = {ONE_CARD} AND w < 3) OR (theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0))"
# Nineteen days, once on as many rows and once on twice as many; too few for the minimum wage to be asked about.
NINETEEN_DAYS = f"(hit AND ((theme = {ON_THE_DAY} AND w = 2) OR (theme = {TWO_SHIFTS} AND w = 0)))"
TWICE_A_DAY = f"(hit AND theme = {TWO_SHIFTS} AND w = 0)"

USUAL_DUE = "500000 + ((k * 31 + w * 17 + m * 13) % 400) * 1000"  # k: the number of the project, shifted by the seed
DUE = f"""(CASE WHEN hit AND theme = {BELOW_MINIMUM} AND w < 5 THEN {MINIMUM_WAGE_FEN} - 30000 - 1000 * w
    WHEN hit AND theme = {OVERDUE} AND w = 2 THEN 0
    WHEN {NINETEEN_DAYS} THEN {MINIMUM_WAGE_FEN} - 1
    WHEN hit AND theme = {ON_THE_DAY} AND w = 3 THEN {MINIMUM_WAGE_FEN}
    ELSE {USUAL_DUE} END)"""
LACKING = f"""(CASE WHEN hit AND theme = {OVERDUE} AND w < 3 THEN due WHEN hit AND theme = {PART_PAID} AND w < 4 THEN 50000 + 1000 * w
    WHEN hit AND theme = {ON_THE_DAY} AND w = 0 THEN due WHEN hit AND theme = {ON_THE_DAY} AND w = 1 THEN 1 ELSE 0 END)"""
ON_AS_OF = f"(hit AND theme = {ON_THE_DAY} AND w < 2)"
_CARD_OF_NOBODY = "format('6228{:015d}', person * 100 + m)"
_CARD_OF_MANY = "format('6230{:015d}', (p // 24) * 100 + m + 12 * (theme // 10))"
PAID_TO = f"""(CASE WHEN hit AND theme = {OTHER_CARD} AND w < 2 THEN {_CARD_OF_NOBODY}
    WHEN hit AND theme = {ONE_CARD} AND w < 3 THEN {_CARD_OF_MANY} WHEN hit AND theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0 THEN {_CARD_OF_MANY}
    ELSE account END)"""

# Truth of single workers: indicator → where, and the money. `due` and `lacking` are the sums above.
WORKERS_TRUE: dict[str, tuple[str, str]] = {
    "wages_overdue": (f"listed AND theme = {OVERDUE} AND w < 3", "due"),
    "wages_part_paid": (f"listed AND theme = {PART_PAID} AND w < 4", "lacking"),
    "below_minimum_wage": (f"listed AND theme = {BELOW_MINIMUM} AND w < 5", "30000 + 1000 * w"),
    "attendance_without_pay": (f"theme = {NO_PAY} AND w < 2", "0"),
    "pay_without_attendance": (f"theme = {NO_ATTENDANCE} AND w < 3", "due"),
    "card_not_own": (f"theme = {OTHER_CARD} AND w < 2", "due"),
    "shared_card": (f"(theme = {ONE_CARD} AND w < 3) OR (theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0)", "due"),
}
SHORT_BY = "100000 * (1 + p % 7)"
# Truth of whole project-months (of active ones): indicator → where, how many workers, the money.
MONTHS_TRUE: dict[str, tuple[str, str, str]] = {
    "account_short": (f"hit AND theme = {SHORT}", "1", SHORT_BY),
    "labour_fee_late": (f"hit AND theme = {FEE_LATE}", "1", "0"),
    "real_name_low": (f"theme = {UNSIGNED}", "n // 5 + 1", "0"),
    "deposit_missing": (f"theme IN ({NO_DEPOSIT}, {DEPOSIT_OUT}, {ENDED})", "1", "0"),
    "headcount_drop": (
        f"hit AND theme IN ({FEWER}, {STOPPED})",
        f"CASE theme WHEN {STOPPED} THEN n ELSE n - {_DROPPED} END",
        "0",
    ),
}
