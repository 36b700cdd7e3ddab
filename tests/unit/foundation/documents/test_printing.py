"""Capital figures and typed values: against a slow twin that reads them back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.documents.wording.printing import capital_yuan, is_blank, printed, rows
from nuanxin.foundation.documents.wording.templates import PaperField

DIGITS = {sign: digit for digit, sign in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(text: str) -> int:
    """The slow twin: reads capital figures sign by sign, back to 分."""
    whole, _, rest = text.rpartition("元")
    if not whole and "元" not in text:
        rest = text
    yuan = part = digit = 0
    for sign in whole:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in PLACES:
            part, digit = part + digit * PLACES[sign], 0
        elif sign == "万":
            yuan, part, digit = yuan + (part + digit) * 10_000, 0, 0
        elif sign == "亿":
            yuan, part, digit = (yuan + part + digit) * 100_000_000, 0, 0
    fen = 0
    for sign in rest:
        if sign in DIGITS:
            digit2 = DIGITS[sign]
        elif sign == "角":
            fen += digit2 * 10
        elif sign == "分":
            fen += digit2
    return (yuan + part + digit) * 100 + fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (1_000, "壹拾元整"),
        (123_405, "壹仟贰佰叁拾肆元零伍分"),
        (12_345_600, "壹拾贰万叁仟肆佰伍拾陆元整"),
        (10_000_500, "壹拾万零伍元整"),
        (100_100_000, "壹佰万壹仟元整"),
        (1_000_000_000_000, "壹佰亿元整"),
        (107_050_053, "壹佰零柒万零伍佰元伍角叁分"),
    ],
)
def test_known_amounts(fen: int, text: str) -> None:
    assert capital_yuan(fen) == text


@given(st.integers(min_value=0, max_value=999_999_999_999_99))
def test_capital_figures_read_back(fen: int) -> None:
    assert read_back(capital_yuan(fen)) == fen


@given(st.integers(min_value=0, max_value=999_999_999_999_99))
def test_no_double_zero(fen: int) -> None:
    assert "零零" not in capital_yuan(fen)
    assert "零元" not in capital_yuan(fen) or fen == 0


def test_negative_money_is_refused() -> None:
    with pytest.raises(ValueError, match="负数"):
        capital_yuan(-1)


def field(kind: str, **more: object) -> PaperField:
    return PaperField.model_validate({"key": "x", "label": "项", "why": "因为", "kind": kind, **more})


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("day", "2024-01-03", "2024年1月3日"),
        ("moment", "2024-01-03T09:05", "2024年1月3日9时05分"),
        ("money", 123_405, "1,234.05元（大写：人民币壹仟贰佰叁拾肆元零伍分）"),
        ("persons", 0, "0人"),
        ("lines", ["一", "二"], "一；二"),
        ("text", {"none": "没有营业执照"}, "无（没有营业执照）"),
    ],
)
def test_printed(kind: str, value: object, shown: str) -> None:
    assert printed(field(kind), value) == shown


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("day", "2024-02-30"),
        ("day", "三日"),
        ("money", "12"),
        ("money", -1),
        ("persons", True),
        ("persons", 1.5),
        ("text", 3),
    ],
)
def test_what_does_not_fit_its_kind(kind: str, value: object) -> None:
    with pytest.raises(ValueError, match="应为"):
        printed(field(kind), value)


def test_zero_is_a_figure_and_blank_lines_are_not() -> None:
    assert not is_blank(0)
    assert is_blank(["", " "]) and is_blank({"none": ""}) and is_blank(None)


def test_a_table_row_of_the_wrong_length_is_named() -> None:
    with pytest.raises(ValueError, match="第2行应有2项"):
        rows(field("table", columns=["姓名", "金额（元）"]), [["甲", 100], ["乙"]])
    assert rows(field("table", columns=["姓名", "金额（元）"]), [["甲", 123_450]]) == [["甲", "1,234.50"]]
