"""Clue numbers and receipt codes. A number says where and when: 410721-2024-000123."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import transaction

from nuanxin.rights.intake.pairs import ClueSeries

# no 0/O, 1/I/L, 2/Z, 5/S, 8/B: a code is read aloud on the telephone
CODE_LETTERS = "3467ACDEFGHJKMNPQRTUVWXY"


@transaction.atomic
def take_number_blocks(wanted: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], list[str]]:
    """Blocks of numbers for several series (region, year) at once, in order."""
    ours = ClueSeries.objects.filter(
        region_code__in={region for region, _ in wanted}, year__in={year for _, year in wanted}
    )
    standing = {(one.region_code, one.year): one for one in ours.select_for_update().order_by("pk")}
    blocks = {}
    for (region, year), count in sorted(wanted.items()):
        series = standing.get((region, year))
        if series is None:
            blocks[region, year] = take_clue_numbers(region=region, year=year, count=count)
            continue
        blocks[region, year] = _numbers(region, year, series.next_number, count)
        ClueSeries.objects.filter(pk=series.pk).update(next_number=series.next_number + count)
    return blocks


@transaction.atomic
def take_clue_numbers(*, region: str, year: int, count: int) -> list[str]:
    """A block of numbers of one region and year, in order."""
    series, _ = ClueSeries.objects.select_for_update().get_or_create(region_code=region, year=year)
    first = series.next_number
    series.next_number = first + count
    series.save(update_fields=["next_number"])
    return _numbers(region, year, first, count)


def _numbers(region: str, year: int, first: int, count: int) -> list[str]:
    return [f"{region}-{year}-{n:06d}" for n in range(first, first + count)]


def new_receipt_code() -> str:
    """Ten letters and digits, hard to guess and easy to say."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
