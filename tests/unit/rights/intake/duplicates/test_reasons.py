"""Reasons are sentences that an officer would say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nuanxin.rights.intake.duplicates.facts import ClueFacts
from nuanxin.rights.intake.duplicates.scoring import score


@pytest.mark.parametrize(("other", "says"), [(date(2024, 1, 3), "同日收到"), (date(2024, 1, 5), "收到日期相隔2天")])
def test_days_between(other: date, says: str) -> None:
    one = ClueFacts(region="410721", received_on=date(2024, 1, 3), firms=("宏达建筑",))
    found = score(one, replace(one, received_on=other))
    assert says in found.reasons
    assert not any("相隔0天" in reason for reason in found.reasons)
