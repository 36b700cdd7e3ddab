"""Form fields: amounts and days as people write them; errors tied to their fields."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.money import yuan
from nuanxin.web.patterns.fields import DayField, YuanField
from nuanxin.web.patterns.forms import PatternForm


class Claim(PatternForm):
    amount = YuanField(label="欠薪金额", help_text="以元为单位", least=1)
    since = DayField(label="起始日期", required=False, not_after=date(2024, 1, 10))
    doors = forms.ChoiceField(label="渠道", widget=forms.RadioSelect, choices=[("a", "电话"), ("b", "来访")])


@given(fen=st.integers(1, 10**13))
def test_an_amount_comes_back_from_its_own_writing(fen: int) -> None:
    field = YuanField()
    assert field.clean(yuan(fen)) == fen
    assert field.clean(field.prepare_value(fen)) == fen
    assert not field.has_changed(fen, yuan(fen))


@pytest.mark.parametrize("typed", ["1.234", "三百", "-5", "0", "1e5", "3万", "9" * 20, "1,23"])
def test_what_is_no_amount_is_refused_in_words(typed: str) -> None:
    form = Claim({"amount": typed, "doors": "a"})
    assert not form.is_valid() and "amount" in form.errors


@pytest.mark.parametrize("typed", ["2024-1-3", "2024/1/3", "2024.01.03", "2024年1月3日", "２０２４-１-３"])
def test_days_in_any_usual_writing(typed: str) -> None:
    form = Claim({"amount": "5", "since": typed, "doors": "a"})
    assert form.is_valid() and form.cleaned_data["since"] == date(2024, 1, 3)


def test_a_day_to_come_is_refused() -> None:
    assert "不能晚于 2024-01-10" in str(Claim({"amount": "5", "since": "2024-01-11", "doors": "a"}).errors["since"])


def test_errors_are_tied_to_their_fields_and_listed_at_the_top() -> None:
    html = str(Claim({"amount": "x", "since": "2024-13-01", "doors": ""}))
    for anchor in ("id_amount", "id_since", "id_doors"):
        assert f'href="#{anchor}' in html and f'id="{anchor}' in html
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in html and 'id="id_amount_error"' in html
    assert 'aria-invalid="true"' in html and "请选择渠道。" in html and "style=" not in html


def test_money_shows_its_wan_beside() -> None:
    assert "= 1.20 万元" in str(Claim(initial={"amount": 12_000_00}))


def test_unchanged_amount_is_shown_as_typed_when_wrong() -> None:
    assert 'value="1,2.x"' in str(Claim({"amount": "1,2.x"}))
