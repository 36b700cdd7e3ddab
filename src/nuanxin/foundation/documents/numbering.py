"""Numbers of papers: per organ, kind and year, from 1, without gaps and without doubles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from nuanxin.foundation.documents.models import NumberSeries, Paper
from nuanxin.foundation.organisations.models import Unit


def take_number(*, organ: Unit, kind: str, year: int) -> tuple[NumberSeries, int]:
    """The next number, held until the caller's transaction ends: rolled back with it, a number is never lost.

    Must run inside the transaction that issues the paper. PostgreSQL locks the series row; SQLite's transactions are
    IMMEDIATE, so that writers come one after another from the start.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("take_number belongs into the transaction that issues the paper")
    series, _ = NumberSeries.objects.get_or_create(organ=organ, kind=kind, year=year)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    taken = series.next_number
    series.next_number = taken + 1
    series.save(update_fields=["next_number"])
    return series, taken


def number_text(*, organ_word: str, number_word: str, year: int, number: int) -> str:
    """ "牧人社" + "监令字" → "牧人社监令字〔2023〕6号": hexagonal brackets, no 第, no leading zeros (GB/T 9704-2012)."""
    return f"{organ_word}{number_word}〔{year}〕{number}号"


@dataclass(frozen=True)
class VoidedNumber:
    """A number that was given and is void; it is not given again."""

    number: str
    number_in_series: int
    title: str
    issued_on: date
    voided_on: date
    reason: str


def voided_numbers(*, organ: Unit, kind: str, year: int) -> list[VoidedNumber]:
    """All voided numbers of a series in order: together with the papers in force they leave no gap."""
    papers = Paper.objects.filter(
        series__organ=organ, series__kind=kind, series__year=year, status=Paper.Status.VOIDED
    ).order_by("number_in_series")
    return [
        VoidedNumber(
            paper.number, paper.number_in_series, paper.title, paper.issued_on, paper.voided_on, paper.void_reason
        )
        for paper in papers
        if paper.number_in_series and paper.issued_on and paper.voided_on
    ]
