"""The wage estimator equals the hand calculation, and an obvious twin on random months."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.periods import Month
from nuanxin.rights.intake.estimate import MonthWork, Overtime, Pay, WageLaw, missing_proof, reckon, wage_law
from tests.spec.wage_estimates import Sheet, sheets

CASES = sheets()
FACTORS = {Overtime.WEEKDAY: 1.5, Overtime.REST_DAY: 2, Overtime.HOLIDAY: 3}


def test_there_are_twenty_cases_and_more() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=[f"{c.number} {c.what}" for c in CASES])
def test_equals_the_hand_calculation(case: Sheet) -> None:
    found = reckon(pay=case.pay, rate_fen=case.rate_fen, months=[line.work for line in case.lines])
    assert [row.earned_fen for row in found.months] == [line.earned_fen for line in case.lines]
    assert [row.owed_fen for row in found.months] == [line.owed_fen for line in case.lines]
    assert found.owed_fen == case.owed_fen
    assert all(sum(part.amount_fen for part in row.parts) == row.earned_fen for row in found.months)


def test_more_than_the_law_allows_is_paid_all_the_same_and_said() -> None:
    month = Month(2024, 3)
    at, over = (
        reckon(
            pay=Pay.MONTH,
            rate_fen=Decimal(435000),
            months=[MonthWork(month, None, 0, {Overtime.WEEKDAY: Decimal(hours)})],
        ).months[0]
        for hours in ("36", "36.5")
    )
    assert (at.over_cap, over.over_cap) == (False, True)
    assert over.earned_fen - at.earned_fen == 1875  # half an hour at 25 元 × 1.5


def test_a_missing_figure_is_said_and_nothing_invented() -> None:
    empty = WageLaw(None, None, {}, None, missing=("月计薪天数：没有录入。",))
    work = [MonthWork(Month(2024, 3), Decimal(10), 0, {Overtime.WEEKDAY: Decimal(5)})]
    for pay, earned in ((Pay.MONTH, 0), (Pay.DAY, 3000_00)):
        row = reckon(pay=pay, rate_fen=Decimal(300_00), months=work, law=lambda _: empty).months[0]
        assert (row.earned_fen, row.missing) == (earned, empty.missing)


def test_every_figure_is_cited() -> None:
    work = [MonthWork(Month(2025, 3), Decimal(10), 0, {Overtime.HOLIDAY: Decimal(8)})]
    cites = reckon(pay=Pay.MONTH, rate_fen=Decimal(500000), months=work).cites
    assert any("劳动法》第四十四条" in cite for cite in cites) and any("人社部发〔2025〕2号" in cite for cite in cites)
    assert reckon(pay=Pay.DAY, rate_fen=Decimal(30000), months=[MonthWork(Month(2025, 3), Decimal(1))]).cites == ()


def test_no_month_no_sum() -> None:
    with pytest.raises(ValueError, match="没有要计算的月份"):
        reckon(pay=Pay.DAY, rate_fen=Decimal(1), months=[])


def twin(pay: Pay, rate: Decimal, work: MonthWork) -> int:
    """Slow and obvious: each part as a fraction of 元, rounded half up at the end."""
    yuan = Fraction(rate) / 100
    hour = {Pay.DAY: yuan / 8, Pay.MONTH: yuan / 174, Pay.PIECE: yuan, Pay.HOUR: Fraction(0)}[pay]
    days = work.quantity
    if pay == Pay.MONTH:
        base = yuan if days is None else min(yuan, yuan * 100 / 2175 * Fraction(days))
    else:
        base = yuan * Fraction(days or 0)
    parts = [base, *(hour * Fraction(h) * Fraction(FACTORS[kind]) for kind, h in work.overtime.items())]
    return sum(int(part * 100 + Fraction(1, 2)) for part in parts)


halves = st.integers(0, 62).map(lambda n: Decimal(n) / 2)
works = st.builds(
    MonthWork,
    st.builds(Month, st.integers(2020, 2026), st.integers(1, 12)),
    st.none() | halves,
    st.integers(0, 20_000_00),
    st.dictionaries(st.sampled_from(list(Overtime)), halves),
)


@given(st.sampled_from(list(Pay)), st.integers(1, 30_000_00).map(Decimal), st.lists(works, min_size=1, max_size=6))
def test_equals_the_obvious_twin(pay: Pay, rate: Decimal, months: list[MonthWork]) -> None:
    found = reckon(pay=pay, rate_fen=rate, months=months)
    earned = sum(twin(pay, rate, work) for work in months)
    paid = sum(work.paid_fen for work in months)
    assert (found.earned_fen, found.paid_fen, found.owed_fen) == (earned, paid, max(0, earned - paid))


def test_law_is_read_by_the_month_of_the_work() -> None:
    assert "2008" in wage_law(Month(2024, 12)).paid_days_cite and "2025" in wage_law(Month(2025, 1)).paid_days_cite


@pytest.mark.parametrize(
    ("held", "lacking"),
    [
        ((), ["worked", "how_much", "rate", "paid"]),
        (("settlement",), []),
        (("bank",), ["worked", "how_much", "rate"]),
        (("contract", "attendance"), ["paid"]),
        (("badge", "mates"), ["rate", "paid"]),
        (("payslip", "nonsense"), ["how_much"]),
    ],
)
def test_which_proof_is_missing(held: tuple[str, ...], lacking: list[str]) -> None:
    found = missing_proof(held)
    assert [lack.need for lack in found] == lacking
    assert all(lack.by and not set(lack.by) & set(held) for lack in found)
