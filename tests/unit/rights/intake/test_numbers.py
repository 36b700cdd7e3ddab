"""Numbers of clues: in order, each once, also when many are taken at the same moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction

from nuanxin.rights.intake.numbers import take_clue_numbers
from nuanxin.rights.intake.pairs import ClueSeries
from tests.unit.foundation.threads import as_in_service, at_once


@pytest.mark.django_db
def test_blocks_follow_one_another_in_each_region_and_year() -> None:
    assert take_clue_numbers(region="410721", year=2024, count=2) == ["410721-2024-000001", "410721-2024-000002"]
    assert take_clue_numbers(region="410721", year=2024, count=1) == ["410721-2024-000003"]
    assert take_clue_numbers(region="410721", year=2025, count=1) == ["410721-2025-000001"]
    assert take_clue_numbers(region="410700", year=2024, count=1) == ["410700-2024-000001"]


@pytest.mark.django_db
def test_what_is_undone_gives_its_numbers_back() -> None:
    take_clue_numbers(region="410721", year=2024, count=1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take_clue_numbers(region="410721", year=2024, count=5)
        raise ZeroDivisionError
    assert take_clue_numbers(region="410721", year=2024, count=1) == ["410721-2024-000002"]


@pytest.mark.django_db(transaction=True)
def test_taken_at_once_no_number_is_given_twice(tmp_path: Path) -> None:
    """Eight at the same moment, the series begun by whoever comes first."""
    with as_in_service(tmp_path):
        taken = at_once([lambda: take_clue_numbers(region="410721", year=2024, count=3)] * 8)
        numbers = sorted(number for block in taken for number in block)
        after = at_once([lambda: ClueSeries.objects.get().next_number])
    assert numbers == [f"410721-2024-{n:06d}" for n in range(1, 25)]
    assert after == [25]
