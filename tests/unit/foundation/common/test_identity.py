"""Identity numbers, credit codes and bank cards; python-stdnum is the second opinion."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from nuanxin.foundation.common.bank_card import looks_like_card
from nuanxin.foundation.common.credit_code import (
    ALPHABET,
    credit_code_check_digit,
    is_credit_code,
    parse_credit_code,
)
from nuanxin.foundation.common.identity import IdNumber, id_check_digit


def numbered(prefix: str, born: date, order: int = 1) -> str:
    first = f"{prefix}{born:%Y%m%d}{order:03d}"
    return first + id_check_digit(first)


def test_the_example_of_the_standard() -> None:
    person = IdNumber(" １１０１０５１９４９１２３１００２ｘ ")
    assert person.text == "11010519491231002X"
    assert person.birth_date == date(1949, 12, 31)
    assert not person.is_male
    assert person.region_code == "110105"
    assert "1949" not in repr(person)


def test_age_is_asked_for_a_day_and_rises_on_the_birthday() -> None:
    young = IdNumber(numbered("410721", date(2008, 2, 29)))
    assert young.age_on(date(2024, 2, 28)) == 15
    assert young.age_on(date(2024, 2, 29)) == 16
    assert young.age_on(date(2025, 2, 28)) == 16
    assert young.age_on(date(2025, 3, 1)) == 17
    with pytest.raises(ValueError, match="早于"):
        young.age_on(date(2008, 2, 28))


@pytest.mark.parametrize("prefix", ["810000", "820000", "830000", "911156", "999999"])
def test_residence_permits_and_abolished_regions_are_taken(prefix: str) -> None:
    assert IdNumber(numbered(prefix, date(1990, 5, 6), 35)).is_male


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "为空"),
        ("110105491231002", "15位旧身份证号"),
        ("1101051949123100", "应为18位，现为16位"),
        ("110105194912310021", "校验位不符"),
        ("11010519491331002X", "出生日期"),
        ("1101051949123100XX", "前17位"),
        ("01010519491231002X", "前17位"),
    ],
)
def test_wrong_numbers_are_refused_without_repeating_them(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says) as refused:
        IdNumber(typed)
    assert not typed or typed not in str(refused.value)


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.integers(0, 999))
def test_check_digit_agrees_with_stdnum(born: date, order: int) -> None:
    first = f"410721{born:%Y%m%d}{order:03d}"
    number = IdNumber(first + id_check_digit(first))
    assert ric.calc_check_digit(number.text) == number.text[17]
    assert number.birth_date == born
    assert number.is_male == (order % 2 == 1)


@given(st.dates(date(1950, 1, 1), date(2005, 12, 31)), st.integers(0, 999), st.integers(6, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, order: int, place: int, shift: int) -> None:
    number = numbered("410721", born, order)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(ValueError, match="身份证号"):
        IdNumber(wrong)


def test_the_credit_code_example_and_refusals() -> None:
    assert parse_credit_code(" 91350100m000100y43") == "91350100M000100Y43"
    for wrong, says in (
        ("", "为空"),
        ("410700000012345", "15位工商注册号"),
        ("91350100M000100Y4", "现为17位"),
        ("91350100M000100I43", "不含字符“I”"),
        ("91350100M000100Y44", "校验位不符"),
    ):
        with pytest.raises(ValueError, match=says):
            parse_credit_code(wrong)
        assert not is_credit_code(wrong)
    with pytest.raises(ValueError, match="前17位"):
        credit_code_check_digit("9135")


@given(st.text(ALPHABET, min_size=9, max_size=9))
def test_credit_codes_agree_with_stdnum(tail: str) -> None:
    first = "91410721" + tail
    code = first + credit_code_check_digit(first)
    assert uscc.calc_check_digit(first) == code[17]
    assert is_credit_code(code)


@given(st.text("0123456789", min_size=12, max_size=18))
def test_cards_agree_with_stdnum(first: str) -> None:
    assert looks_like_card(first + luhn.calc_check_digit(first))
    assert looks_like_card(first) == luhn.is_valid(first)


def test_cards_are_read_as_typed() -> None:
    assert looks_like_card("６２２２ 0212-3456 7890 128") == luhn.is_valid("6222021234567890128")
    assert not looks_like_card("622202")
    assert not looks_like_card("")


def test_age_never_jumps_by_more_than_one() -> None:
    person = IdNumber(numbered("410721", date(2000, 3, 15)))
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(900)]
    ages = [person.age_on(day) for day in days]
    assert sorted(ages) == ages
    assert set(ages) == {19, 20, 21, 22}
