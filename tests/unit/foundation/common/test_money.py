"""Yuan in, 分 kept, 万元 printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.money import parse_yuan, wan_persons, wan_yuan, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1234.5", 123450),
        ("１２，３４５．６７元", 1234567),
        ("¥ 12,000", 1200000),
        ("人民币8000元", 800000),
        (".5", 50),
        ("3.", 300),
        (1234.1, 123410),
        (0.1 + 0.2, 30),
        (0, 0),
        (Decimal("0.10"), 10),
        (8000, 800000),
    ],
)
def test_what_people_type_is_read(typed: str | int | float | Decimal, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1.2万元", "换算成元"),
        ("3亿", "换算成元"),
        ("1.234", "两位小数"),
        (1.234, "两位小数"),
        ("-5", "负数"),
        (-1, "负数"),
        (float("nan"), "有效数字"),
        (float("inf"), "有效数字"),
        ("", "为空"),
        ("一千", "不是数字"),
        ("1,23", "不是数字"),
        ("1e5", "不是数字"),
        (True, "不是数字"),
        (10**15, "一万亿"),
    ],
)
def test_what_cannot_be_money_is_refused_with_the_reason(typed: str | int | float, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_yuan(typed)


@given(st.integers(0, 10**14))
def test_printing_and_reading_agree(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(yuan(fen).replace(",", "")) == fen


def test_wan_is_rounded_half_up_once() -> None:
    assert yuan(123450) == "1,234.50"
    assert wan_yuan(123456789) == "123.46"
    assert wan_yuan(5000) == "0.01"
    assert wan_yuan(4999) == "0.00"
    assert wan_yuan(15000) == "0.02"
    assert wan_yuan(123456789, decimals=6) == "123.456789"
    assert wan_persons(223) == "0.0223"
    assert wan_persons(5, decimals=3) == "0.001"
    assert wan_persons(0) == "0.0000"
