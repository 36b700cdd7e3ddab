"""Codes of sites: short, never two the same, a slip is noticed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.parties.models import Project
from nuanxin.foundation.parties.site_codes import LETTERS, give_site_code, is_site_code, site_code_of, tidy_site_code

TODAY = date(2024, 1, 10)


def test_never_two_the_same() -> None:
    assert len({site_code_of(number) for number in range(1, 50_001)}) == 50_000


@given(st.integers(1, 10**8), st.integers(0, 6), st.sampled_from(LETTERS))
def test_a_wrong_sign_is_noticed(number: int, at: int, sign: str) -> None:
    code = site_code_of(number)
    assert is_site_code(code)
    typed = code[:at] + sign + code[at + 1 :]
    assert is_site_code(typed) == (typed == code)


def test_typed_by_hand() -> None:
    code = site_code_of(7)
    assert tidy_site_code(f" {code[:3].lower()} - {code[3:]} ") == code
    assert not is_site_code("ABC")


def test_given_once(people: Any) -> None:
    site = Project.objects.create(name="阳光花园", region_id="410721")
    code = give_site_code(project=site, by=people.owner, on=TODAY)
    assert is_site_code(code)
    assert give_site_code(project=site, by=people.owner, on=TODAY) == code
    with pytest.raises(Refusal, match="没有权限"):
        give_site_code(project=site, by=people.stranger, on=TODAY)
