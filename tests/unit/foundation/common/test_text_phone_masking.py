"""Names as compared, telephone numbers in one form, and what of them may be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.masking import mask_card, mask_id, mask_name, mask_phone
from nuanxin.foundation.common.phone import is_mobile, normalise_phone
from nuanxin.foundation.common.text import half_width, name_key


def test_half_width_keeps_chinese_punctuation_but_full_stop_signs_of_ascii() -> None:
    assert half_width("Ａ１（二）　、。") == "A1(二) 、。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河南六建建筑集团有限公司", "河南六建建筑 集团"),
        ("河南省（安锐）劳务有限责任公司", "河南省安锐劳务有限公司"),
        ("ＡＢＣ科技股份有限公司", "abc科技"),
        ("阿卜杜拉·买买提", "阿卜杜拉买买提"),
        ("锦绣·花园 3#楼", "锦绣花园3楼"),
    ],
)
def test_the_same_name_written_differently_has_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲建筑有限公司", "甲建筑有限公司第一分公司"),
        ("甲建筑有限公司第一分公司", "甲建筑有限公司第二分公司"),
        ("甲建筑劳务有限公司", "甲建筑有限公司"),
        ("锦绣花园一期", "锦绣花园二期"),
        ("集团有限公司", "股份有限公司"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(st.text(max_size=30))
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.text("甲乙建集团有限责任公司股份分 （）", max_size=24))
def test_a_key_of_company_like_text_is_its_own_key_and_not_lost(text: str) -> None:
    key = name_key(text)
    assert name_key(key) == key
    assert bool(key) == bool(text.strip(" （）").replace(" ", "").replace("（", "").replace("）", ""))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 1234 5678", "13812345678"),
        ("+86-138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("(0373)3012345", "0373-3012345"),
        ("0373-3012345-801", "0373-3012345-801"),
        ("03733012345转801", "0373-3012345-801"),
        ("010-12345678", "010-12345678"),
        ("12333", "12333"),
        ("400-123-4567", "4001234567"),
        ("95588", "95588"),
    ],
)
def test_numbers_get_one_written_form(typed: str, kept: str) -> None:
    assert normalise_phone(typed) == kept
    assert normalise_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "为空"),
        ("1381234567", "现为10位"),
        ("12812345678", "13至19开头"),
        ("3012345", "缺少区号"),
        ("无", "格式不对"),
    ],
)
def test_wrong_numbers_are_refused_with_the_reason(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        normalise_phone(typed)
    assert not is_mobile(typed)


def test_mobile_is_told_from_landline() -> None:
    assert is_mobile("138-1234-5678")
    assert not is_mobile("0373-3012345")


def test_masks() -> None:
    assert mask_id("11010519491231002X") == "110105********002X"
    assert mask_id("H12345678") == "H******78"
    assert mask_id("AB") == "**"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_card("6222021234567890128") == "622202****0128"
    assert mask_name("张三丰") == "张*"
    assert mask_name("欧阳修") == "欧阳*"
    assert mask_name("") == ""


@given(st.text("0123456789", max_size=25))
def test_masks_never_show_everything(number: str) -> None:
    for mask in (mask_id, mask_phone, mask_card):
        assert not number or "*" in mask(number)
        assert number == "" or mask(number) != number
