"""The wage check equals the calculation on paper, line by line of the table."""

from __future__ import annotations

import pytest

from nuanxin.watch.monitoring.employers.sheets.checking import check_line
from tests.spec.wage_sheet import Case, cases, figures

CASES = cases()


def test_there_are_twenty_cases_and_more() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("case", CASES, ids=[f"{case.number} {case.what}" for case in CASES])
def test_equals_the_calculation_on_paper(case: Case) -> None:
    found = check_line(case.line, figures(case.month))
    assert (found.least_base_fen, found.least_overtime_fen) == (case.base_fen, case.overtime_fen)
    assert [one.key for one in found.findings] == case.findings
    assert all(one.says and one.column for one in found.findings)
