"""One reckoning for the terminal and the interface: faults are named, the end of time is no fault of ours."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.working_days import due_date

pytestmark = pytest.mark.django_db


def test_a_day_with_its_reasons(regions: None) -> None:
    answer = due_date("insp.accept", start=date(2024, 1, 3), region="410721")
    assert answer.due == date(2024, 1, 10) and answer.explanation


@pytest.mark.parametrize(
    ("term", "start", "region", "says"),
    [
        ("insp.nothing", date(2024, 1, 3), "410721", "--term"),
        ("insp.accept", date(2024, 1, 3), "999999", "--region"),
        ("rem.suit", date(9999, 12, 1), "410721", "请核对日期"),
        ("insp.accept", date(9999, 12, 31), "410721", "请核对日期"),
    ],
)
def test_what_cannot_be_reckoned(regions: None, term: str, start: date, region: str, says: str) -> None:
    with pytest.raises(BadInput) as wrong:
        due_date(term, start=start, region=region, mark="--")
    fault = wrong.value.faults[0]
    assert says in f"{fault.column}{fault.remedy}{fault}"
