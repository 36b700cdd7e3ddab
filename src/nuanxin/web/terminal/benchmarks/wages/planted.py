"""What is wrong where, said before any row is written: one theme a project, in its months.

A theme is project number modulo 48. Each indicator has at least one in which it is true, and the rest are decoys that lie exactly on a limit (paid on the very day, nine in ten, half of the crew, the balance to the 分), so that an
indicator that is off by one finds too much or too little. Truth is written down from here, never asked of the indicators.
"""

from __future__ import annotations

OVERDUE, PART_PAID, BELOW_MINIMUM, NO_PAY, NO_ATTENDANCE, SHORT, FEE_LATE, UNSIGNED = range(8)
OTHER_CARD, ONE_CARD, CARD_HERE, CARD_THERE, NO_DEPOSIT, DEPOSIT_OUT, FEWER = range(8, 15)
# On the limit, none of them wrong but what is said beside.
ON_THE_DAY, JUST_ENOUGH, TO_THE_FEN, TWO_SITES, TWO_SITES_TOO, ENDED, BEGUN_LATE, STOPPED, TWO_SHIFTS = range(15, 24)
# ENDED has no deposit and works a month longer than its run; STOPPED has a month without anybody.

LONG_HOURS, NO_REST, LATE, ALIKE, ALIKE_BUT_ONE, SAME_PAY, PAY_FELL, NO_SHEET, PAID_BESIDE, LITTLE_FEE = range(24, 34)
NO_FUNDS, ENDING, NO_PERMIT, NOT_YET_ENDING, PERMIT_LATE, LEFT, OUTSIDE, TWO_MONTHS = range(34, 42)
# From 42 on nothing is wrong. Even themes have cash as deposit, odd ones a guarantee.

MINIMUM_WAGE_FEN = 200_000
_DROPPED = "(n * 4) // 10"  # who still comes where most stay away

# p: number of the project, w: of the worker in it, n: its crew, m: number of the month, months: how many there are.
FIRST_HIT = "(1 + (p // 48) % (months - 2))"
HIT = "(m = 1 + (p // 48) % (months - 2) OR m = 1 + (p // 48 + 5) % (months - 2))"
LAST_OF_ENDED = "(CASE WHEN months > 6 THEN 5 + (p // 48) % 4 ELSE 0 END)"  # the month in which the run ends
ACTIVE = (
    f"(CASE theme WHEN {ENDED} THEN m <= {LAST_OF_ENDED} + 1 WHEN {BEGUN_LATE} THEN m >= 1 + (p // 48) % (months - 1) "
    "ELSE true END)"
)
HERE = (
    f"NOT ((hit AND (theme = {STOPPED} OR (theme = {FEWER} AND w >= {_DROPPED}) OR (theme = {JUST_ENOUGH} AND w < n // 2))) "
    f"OR (theme = {LEFT} AND w < 3 AND m > {FIRST_HIT}))"
)
CAME = f"({HERE} AND NOT (hit AND theme = {NO_ATTENDANCE} AND w < 3))"
LISTED = f"({HERE} AND NOT (hit AND (theme = {NO_SHEET} OR (theme = {NO_PAY} AND w < 2))))"
UNSIGNED_WORKER = f"((theme = {UNSIGNED} AND w <= n // 5) OR (theme = {JUST_ENOUGH} AND w < n // 10))"
NO_CARD_OF_HIS_OWN = f"((theme = {ONE_CARD} AND w < 3) OR (theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0))"
# Nineteen days, once on as many rows and once on twice as many; too few for the minimum wage to be asked about.
NINETEEN_DAYS = f"(hit AND ((theme = {ON_THE_DAY} AND w = 2) OR (theme = {TWO_SHIFTS} AND w = 0)))"
# Of some who come on the first days of the month without a gap: how many days (else NULL), and for how many hours each day.
DAYS_ON_END = f"""(CASE WHEN {NINETEEN_DAYS} THEN 19 WHEN hit AND theme = {LONG_HOURS} AND w < 4 THEN 25
    WHEN hit AND theme = {NO_REST} AND w < 4 THEN CASE w WHEN 3 THEN 27 ELSE 28 END END)"""
SHEET_COPIED = f"(hit AND (theme = {ALIKE} OR (theme = {ALIKE_BUT_ONE} AND w > 0)))"
TWICE_A_DAY = f"(hit AND theme = {TWO_SHIFTS} AND w = 0)"
HOURS = (
    f"(CASE WHEN hit AND theme = {LONG_HOURS} AND w < 4 THEN CASE w WHEN 3 THEN 12 ELSE 12.5 END WHEN {SHEET_COPIED} THEN 9 "
    f"WHEN hit AND theme = {ALIKE_BUT_ONE} THEN 10 WHEN {TWICE_A_DAY} THEN 4 ELSE 8 + (w + d) % 3 END)"
)

USUAL_DUE = "500000 + ((k * 31 + w * 17 + m * 13) % 400) * 1000"  # k: the number of the project, shifted by the seed
DUE = f"""(CASE WHEN hit AND theme = {BELOW_MINIMUM} AND w < 5 THEN {MINIMUM_WAGE_FEN} - 30000 - 1000 * w
    WHEN hit AND theme = {OVERDUE} AND w = 2 THEN 0
    WHEN {NINETEEN_DAYS} THEN {MINIMUM_WAGE_FEN} - 1
    WHEN hit AND theme = {SAME_PAY} THEN 600000 WHEN hit AND theme = {PAY_FELL} THEN {MINIMUM_WAGE_FEN} + 1000 * w
    WHEN hit AND theme = {ON_THE_DAY} AND w = 3 THEN {MINIMUM_WAGE_FEN}
    ELSE {USUAL_DUE} END)"""
TWO_BEFORE = f"(theme = {TWO_MONTHS} AND m IN ({FIRST_HIT} - 1, {FIRST_HIT}))"
LAST_BEFORE_LEAVING = f"(theme = {LEFT} AND m = {FIRST_HIT})"
LACKING = f"""(CASE WHEN hit AND theme = {OVERDUE} AND w < 3 THEN due WHEN hit AND theme = {PART_PAID} AND w < 4 THEN 50000 + 1000 * w
    WHEN hit AND theme = {ON_THE_DAY} AND w = 0 THEN due WHEN hit AND theme = {ON_THE_DAY} AND w = 1 THEN 1
    WHEN {TWO_BEFORE} THEN due WHEN {LAST_BEFORE_LEAVING} AND w = 0 THEN due WHEN {LAST_BEFORE_LEAVING} AND w = 1 THEN 50000 ELSE 0 END)"""
PAID_A_DAY_LATE = f"(hit AND theme = {LATE} AND w < 4)"
# The tenth of a month that is hit, and days that nobody can object to: the first of all, the last of all.
ENTERED = f"(CASE WHEN theme = {OUTSIDE} AND w = 1 THEN {FIRST_HIT} * INTERVAL 1 MONTH + INTERVAL 9 DAY WHEN theme = {OUTSIDE} AND w = 2 THEN INTERVAL 0 DAY END)"
LEFT_ON = f"""(CASE WHEN theme = {OUTSIDE} AND w = 0 THEN {FIRST_HIT} * INTERVAL 1 MONTH + INTERVAL 9 DAY
    WHEN theme = {OUTSIDE} AND w = 3 THEN months * INTERVAL 1 MONTH - INTERVAL 1 DAY
    WHEN theme = {LEFT} AND w < 3 THEN ({FIRST_HIT} + 1) * INTERVAL 1 MONTH - INTERVAL 1 DAY END)"""
ON_AS_OF = f"(hit AND theme = {ON_THE_DAY} AND w < 2)"
_CARD_OF_NOBODY = "format('6228{:015d}', person * 100 + m)"
_CARD_OF_MANY = "format('6230{:015d}', (p // 48) * 100 + m + 12 * (theme // 10))"
PAID_TO = f"""(CASE WHEN hit AND theme = {OTHER_CARD} AND w < 2 THEN {_CARD_OF_NOBODY}
    WHEN hit AND theme = {ONE_CARD} AND w < 3 THEN {_CARD_OF_MANY} WHEN hit AND theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0 THEN {_CARD_OF_MANY}
    ELSE account END)"""

# Truth of single workers: indicator → where, and the money. `due` and `lacking` are the sums above.
WORKERS_TRUE: dict[str, tuple[str, str]] = {
    "wages_overdue": (
        f"listed AND ((hit AND theme = {OVERDUE} AND w < 3) OR {TWO_BEFORE} OR ({LAST_BEFORE_LEAVING} AND w = 0))", "due"
    ),
    "wages_part_paid": (f"listed AND ((hit AND theme = {PART_PAID} AND w < 4) OR ({LAST_BEFORE_LEAVING} AND w = 1))", "lacking"),
    "below_minimum_wage": (f"listed AND hit AND theme = {BELOW_MINIMUM} AND w < 5", "30000 + 1000 * w"),
    "attendance_without_pay": (f"hit AND ((theme = {NO_PAY} AND w < 2) OR theme = {NO_SHEET})", "0"),
    "pay_without_attendance": (f"hit AND theme = {NO_ATTENDANCE} AND w < 3", "due"),
    "card_not_own": (f"hit AND theme = {OTHER_CARD} AND w < 2", "due"),
    "shared_card": (f"hit AND ((theme = {ONE_CARD} AND w < 3) OR (theme IN ({CARD_HERE}, {CARD_THERE}) AND w = 0))", "due"),
    "paid_late": (PAID_A_DAY_LATE, "due"),
    "leaver_not_settled": (f"{LAST_BEFORE_LEAVING} AND w < 2", "lacking"),
    "worked_without_contract": (f"came AND {UNSIGNED_WORKER} AND w % 2 = 0", "due"),
    "no_rest_days": (f"hit AND theme = {NO_REST} AND w < 3", "0"),
    "hours_excessive": (f"hit AND theme = {LONG_HOURS} AND w < 3", "0"),
    "attendance_outside_stay": (f"theme = {OUTSIDE} AND ((w = 0 AND m >= {FIRST_HIT}) OR (w = 1 AND m <= {FIRST_HIT}))", "0"),
    # The other project of a pair may lie beyond the last one.
    "two_sites_one_day": (
        f"w = 0 AND (theme = {TWO_SITES_TOO} OR (theme = {TWO_SITES} AND p + 1 IN (SELECT p FROM project)))", "0"
    ),
}  # fmt: skip
SHORT_BY = "100000 * (1 + p % 7)"
# Truth of whole project-months (of active ones): indicator → where, how many workers, the money. `due` and `paid` are the month's
# sums, `next` what is due in the month after, `before` in the month before, `out` what was taken out of the account.
MONTHS_TRUE: dict[str, tuple[str, str, str]] = {
    "account_short": (
        f"(hit AND theme = {SHORT}) OR (theme = {NO_FUNDS} AND next > 0)", "1", f"CASE theme WHEN {SHORT} THEN {SHORT_BY} ELSE next END"
    ),
    "labour_fee_late": (f"(hit AND theme = {FEE_LATE}) OR theme = {NO_FUNDS}", "1", "0"),
    "real_name_low": (f"theme = {UNSIGNED}", "n // 5 + 1", "0"),
    "deposit_missing": (f"theme IN ({NO_DEPOSIT}, {DEPOSIT_OUT}, {ENDED})", "1", "0"),
    "headcount_drop": (
        f"hit AND theme IN ({FEWER}, {STOPPED})",
        f"CASE theme WHEN {STOPPED} THEN n ELSE n - {_DROPPED} END",
        "0",
    ),
    "unpaid_two_months": (f"theme = {TWO_MONTHS} AND m = {FIRST_HIT}", "n", "due + before"),
    "payroll_missing": (f"hit AND theme = {NO_SHEET}", "n", "0"),
    # In thirty days everybody comes on twenty-four: the same pay for the same work.
    "pay_alike": (f"hit AND theme = {SAME_PAY} AND day(last_day(month)) % 5 > 0", "n", "600000 * n"),
    "attendance_alike": (f"hit AND theme = {ALIKE}", "n", "0"),
    "day_pay_fell": (f"hit AND theme = {PAY_FELL} AND NOT hit_before", "n", "0"),
    "account_misused": ("out > 0", "1", "out"),
    "paid_outside_account": (
        f"(hit AND theme = {PAID_BESIDE}) OR theme = {NO_FUNDS}", "1", f"CASE theme WHEN {NO_FUNDS} THEN paid ELSE {SHORT_BY} END"
    ),
    "labour_fee_short": (f"hit AND theme = {LITTLE_FEE}", "1", SHORT_BY),
    "account_never_funded": (f"theme = {NO_FUNDS}", "n", "due"),
    "permit_missing": (f"theme = {NO_PERMIT} OR (theme = {PERMIT_LATE} AND m = 0)", "1", "0"),
    "guarantee_ending": (f"theme IN ({TO_THE_FEN}, {ENDING})", "1", "0"),
}  # fmt: skip
