"""Numbers, sums and persons written out and read back; the writing is the slow, obvious twin of the reading."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.reading.chinese_numbers import LONGEST, read_number
from nuanxin.foundation.common.reading.money_said import read_sum, sums_said
from nuanxin.foundation.common.reading.persons_said import persons_said

PLAIN, CAPITAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
UNITS = {PLAIN: ("", "十", "百", "千"), CAPITAL: ("", "拾", "佰", "仟")}


def below_wan(value: int, digits: str) -> str:
    """Four digits, written one by one, with one 零 for every gap inside."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + UNITS[digits][place]
            gap = False
        else:
            gap = True
    return said


def written(value: int, digits: str = PLAIN) -> str:
    """The full Chinese numeral of 1 to 10^12 - 1."""
    said = ""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // size % 10**4
        if part:
            said += ("零" if said and part < 1000 else "") + below_wan(part, digits) + unit
    return said


numbers = st.integers(1, 10**12 - 1).filter(lambda value: len(written(value)) <= LONGEST)


@given(numbers, st.sampled_from([PLAIN, CAPITAL]))
def test_a_numeral_is_read_as_it_was_written(value: int, digits: str) -> None:
    number = read_number(written(value, digits))
    if len(written(value, digits)) > 1:
        assert number is not None
        assert (number.whole, number.exact) == (value, True)


@given(st.integers(1, 99_999_999))
def test_digits_are_read_plain_and_grouped(value: int) -> None:
    assert [read_number(f"{value}"), read_number(f"{value:,}")] == [read_number(str(value))] * 2
    assert read_number(str(value)).whole == value  # type: ignore[union-attr]


@given(st.integers(1, 999), st.sampled_from(["万", "千", "亿"]), st.sampled_from(["多", "余", "来"]), st.booleans())
def test_a_loose_number_keeps_its_lower_value(value: int, unit: str, loose: str, before_unit: bool) -> None:
    size = {"千": 10**3, "万": 10**4, "亿": 10**8}[unit]
    number = read_number(f"{value}{loose}{unit}" if before_unit else f"{value}{unit}{loose}")
    assert number is not None
    assert (number.whole, number.exact) == (value * size, False)


@given(st.integers(1, 999_999_999))
def test_a_sum_to_the_fen_is_read_exactly(fen: int) -> None:
    said = f"{Decimal(fen) / 100:,.2f}元"
    found = read_sum(said)
    assert found is not None
    assert (found.fen, found.exact, found.start, found.end) == (fen, True, 0, len(said))


@given(numbers.filter(lambda value: value > 10))
def test_a_sum_in_capitals_is_read_exactly(value: int) -> None:
    found = read_sum(written(value, CAPITAL) + "元整")
    assert found is not None
    assert (found.fen, found.exact) == (value * 100, True)


@given(st.integers(2, 999_999), st.sampled_from(["人", "名农民工", "个工友", "位工人"]), st.booleans())
def test_persons_are_counted_as_said(count: int, noun: str, spelled: bool) -> None:
    said = written(count) if spelled else str(count)
    found = persons_said(f"拖欠{said}{noun}的工资")
    if len(said) <= 10:
        assert [(one.count, one.exact) for one in found] == [(count, True)]


@given(st.text(alphabet="0123456789.,一二两三十百千万亿零几多余来数元块人名个至到-、近约　\n拖欠a", max_size=80))
def test_nothing_that_looks_like_numbers_breaks_the_reading(text: str) -> None:
    for one in sums_said(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.fen > 0
    for person in persons_said(text):
        assert 0 <= person.start < person.end <= len(text)
        assert person.count > 0
