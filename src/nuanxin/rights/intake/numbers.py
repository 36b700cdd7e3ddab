"""Clue numbers and receipt codes. A number says where and when: 410721-2024-000123."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from django.db import connection, transaction

from nuanxin.rights.intake.pairs import ClueSeries

# no 0/O, 1/I/L, 2/Z, 5/S, 8/B: a code is read aloud on the telephone
CODE_LETTERS = "3467ACDEFGHJKMNPQRTUVWXY"
_MOVE_ON = """
    UPDATE intake_clueseries SET next_number = next_number + %s WHERE region_code = %s AND year = %s
    RETURNING next_number"""


def take_number_blocks(wanted: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], list[str]]:
    """Blocks of numbers for several series (region, year), always asked for in one order; within a transaction."""
    return {
        (region, year): take_clue_numbers(region=region, year=year, count=count)
        for (region, year), count in sorted(wanted.items())
    }


@transaction.atomic(savepoint=False)
def take_clue_numbers(*, region: str, year: int, count: int) -> list[str]:
    """A block of numbers of one region and year, in order."""
    after = _moved_on(region, year, count)
    if after is None:
        ClueSeries.objects.get_or_create(region_code=region, year=year)
        after = _moved_on(region, year, count)
        assert after is not None
    return _numbers(region, year, after - count, count)


def _moved_on(region: str, year: int, count: int) -> int | None:
    """The next free number after this block; None where the series has not begun. Others wait until we commit."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_ON, [count, region, year])
        moved = cursor.fetchone()
    return int(moved[0]) if moved else None


def _numbers(region: str, year: int, first: int, count: int) -> list[str]:
    return [f"{region}-{year}-{n:06d}" for n in range(first, first + count)]


def new_receipt_code() -> str:
    """Ten letters and digits, hard to guess and easy to say."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))
