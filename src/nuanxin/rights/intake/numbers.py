"""Clue numbers and receipt codes. A number says where and when: 410721-2024-000123."""

from __future__ import annotations

import secrets

from django.db import transaction

from nuanxin.rights.intake.pairs import ClueSeries

# no 0/O, 1/I/L, 2/Z, 5/S, 8/B: a code is read aloud on the telephone
CODE_LETTERS = "3467ACDEFGHJKMNPQRTUVWXY"


@transaction.atomic
def take_clue_numbers(*, region: str, year: int, count: int) -> list[str]:
    """A block of numbers of one region and year, in order."""
    series, _ = ClueSeries.objects.select_for_update().get_or_create(region_code=region, year=year)
    first = series.next_number
    series.next_number = first + count
    series.save(update_fields=["next_number"])
    return [f"{region}-{year}-{n:06d}" for n in range(first, first + count)]


def new_receipt_code() -> str:
    """Ten letters and digits, hard to guess and easy to say."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
