"""The wage check against a slow obvious twin on random months: the least for normal days and for overtime, to the 分."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate import Overtime, Pay
from nuanxin.watch.monitoring.employers.sheets.checking import check_line
from nuanxin.watch.monitoring.employers.sheets.lines import SheetLine, System
from tests.spec.wage_sheet import MINIMUM_FEN, figures

MONTHS = {
    month: figures(month)
    for month in (Month(2024, 1), Month(2024, 2), Month(2024, 12), Month(2025, 1), Month(2025, 10))
}
HOURS = st.integers(0, 28).map(lambda halves: Decimal(halves) / 2)


def half_up(exact: Fraction) -> int:
    whole, rest = divmod(exact, 1)
    return int(whole) + (rest >= Fraction(1, 2))


@st.composite
def lines(draw: st.DrawFn) -> tuple[Month, SheetLine]:
    month = draw(st.sampled_from(sorted(MONTHS)))
    days = draw(st.dictionaries(st.integers(1, month.last_day.day), HOURS, max_size=31))
    stated = draw(st.dictionaries(st.sampled_from(list(Overtime)), HOURS, max_size=3))
    base, overtime, allowance = (draw(st.integers(0, 900_000)) for _ in range(3))
    taken = draw(st.integers(0, base + overtime + allowance))
    due = base + overtime + allowance
    line = SheetLine(
        row=2, name="张三", id_number="x", phone="x", pay=draw(st.sampled_from([Pay.DAY, Pay.MONTH])),
        system=draw(st.sampled_from(list(System))), rate_fen=draw(st.integers(1, 2_000_000)), overtime=stated, base_fen=base,
        overtime_fen=overtime, allowance_fen=allowance, due_fen=due, loss_fen=taken, net_fen=due - taken, paid_fen=due - taken,
        paid_on=month.last_day, voucher="x", attendance={day: hours for day, hours in days.items() if hours},
    )  # fmt: skip
    return month, line


def obvious_days(line: SheetLine, month: Month) -> Fraction:
    """Day by day: an eighth of a day an hour, never more than one; rest days and holidays less what was stated as overtime."""
    kinds = MONTHS[month].kinds
    total = Fraction(0)
    for kind in Overtime:
        of_kind = sum(
            (Fraction(min(hours, Decimal(8))) for day, hours in line.attendance.items() if kinds[day] == kind),
            Fraction(0),
        )
        if kind != Overtime.WEEKDAY:
            of_kind = max(of_kind - Fraction(line.overtime.get(kind, Decimal(0))), Fraction(0))
        total += of_kind
    return total / 8


@given(lines())
def test_standard_hours_equal_the_twin(given_line: tuple[Month, SheetLine]) -> None:
    month, line = given_line
    line = replace(line, system=System.STANDARD)
    found = check_line(line, MONTHS[month])
    rate = Fraction(line.rate_fen)
    hour = rate / 174 if line.pay == Pay.MONTH else rate / 8
    factors = {Overtime.WEEKDAY: Fraction(3, 2), Overtime.REST_DAY: Fraction(2), Overtime.HOLIDAY: Fraction(3)}
    pay = sum(half_up(hour * Fraction(hours) * factors[kind]) for kind, hours in line.overtime.items())
    assert found.least_overtime_fen == pay
    if not line.attendance:
        assert found.least_base_fen is None
    elif line.pay == Pay.DAY:
        assert found.least_base_fen == half_up(rate * obvious_days(line, month))
    else:
        kinds = MONTHS[month].kinds
        working = [day for day in kinds if kinds[day] == Overtime.WEEKDAY]
        worked = (
            sum((Fraction(min(line.attendance.get(day, Decimal(0)), Decimal(8))) for day in working), Fraction(0)) / 8
        )
        days = worked + sum(1 for day in kinds if kinds[day] == Overtime.HOLIDAY)
        whole = all(day in line.attendance for day in working)
        assert found.least_base_fen == (
            line.rate_fen if whole else min(half_up(rate * days / Fraction("21.75")), line.rate_fen)
        )


@given(lines())
def test_every_remark_is_true(given_line: tuple[Month, SheetLine]) -> None:
    month, line = given_line
    found = check_line(line, MONTHS[month])
    keys = {one.key for one in found.findings}
    assert ("deduct_cap" in keys) == (line.loss_fen * 5 > line.due_fen)
    assert ("below_minimum" in keys) == (line.days >= 20 and line.due_fen - line.overtime_fen < MINIMUM_FEN)
    assert ("base_short" in keys) == (found.least_base_fen is not None and line.base_fen < found.least_base_fen)
    assert not keys & {"sum_due", "sum_net", "unpaid"}
    if line.system == System.IRREGULAR:
        assert not keys & {"overtime_short", "overtime_unstated", "over_cap"}


@given(lines(), st.integers(-500, 500).filter(bool))
def test_a_sum_that_is_off_stops_the_row(given_line: tuple[Month, SheetLine], off: int) -> None:
    month, line = given_line
    wrong = replace(line, due_fen=max(line.due_fen + off, 0))
    stops = {one.key for one in check_line(wrong, MONTHS[month]).findings if one.stops}
    assert ("sum_due" in stops) == (wrong.due_fen != line.due_fen)
