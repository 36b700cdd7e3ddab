"""Numbers under a rush: no gap, no double, on SQLite and on PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from nuanxin.foundation.audit.chain import verify_chain
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper, void_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.numbering import number_text, voided_numbers
from nuanxin.foundation.organisations.models import Staff, Unit
from tests.unit.foundation.documents.filled import FILLED
from tests.unit.foundation.threads import as_in_service, at_once

DAY = date(2023, 12, 5)


@pytest.mark.django_db(transaction=True)
def test_a_rush_of_issues_leaves_no_gap_and_no_double(bureau: Unit, officer: Staff, tmp_path: Path) -> None:
    """8 officers issue 6 papers each; a third of the tries is refused or rolled back and must cost no number."""
    threads, each = 8, 6

    def issue_some(seed: int) -> Callable[[], list[str]]:
        chance = random.Random(seed)

        def work() -> list[str]:
            numbers = []
            while len(numbers) < each:
                fields = dict(FILLED["correction_order"])
                if chance.random() < 0.33:
                    fields["facts"] = ""
                try:
                    paper = issue_paper(
                        kind="correction_order",
                        about=("cases.case", seed),
                        fields=fields,
                        unit=bureau,
                        by=officer,
                        on=DAY,
                    )
                    numbers.append(paper.number)
                except Refusal:
                    continue
            return numbers

        return work

    with as_in_service(tmp_path):
        given = [number for numbers in at_once([issue_some(seed) for seed in range(threads)]) for number in numbers]
        kept, void, breaks = at_once([lambda: _kept(bureau, officer)])[0]
    total = threads * each
    assert sorted(given) == sorted(
        number_text(organ_word="牧人社", number_word="监令字", year=2023, number=n) for n in range(1, total + 1)
    )
    assert kept == list(range(1, total + 1))
    assert void == [3]
    assert breaks == []


def _kept(bureau: Unit, officer: Staff) -> tuple[list[int | None], list[int], list[object]]:
    third = Paper.objects.get(number="牧人社监令字〔2023〕3号")
    void_paper(paper=third, reason="事实有误", by=officer, on=DAY)
    kept = list(Paper.objects.order_by("number_in_series").values_list("number_in_series", flat=True))
    listed = voided_numbers(organ=bureau, kind="监令字", year=2023)
    return kept, [one.number_in_series for one in listed], list(verify_chain()[1])


def test_the_text_of_a_number_follows_the_standard() -> None:
    text = number_text(organ_word="牧人社", number_word="监令字", year=2023, number=6)
    assert text == "牧人社监令字〔2023〕6号"
    assert "第" not in text and "[" not in text and "【" not in text
