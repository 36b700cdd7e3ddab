"""Clues as they were known on a day: the same questions, put to what stood then."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When

from nuanxin.rights.intake.earlier.keeping import COUNTED
from nuanxin.rights.intake.earlier.records import EarlierClue


def then(name: str) -> str:
    """What a column of the clue is called as it was then.

    >>> then("region_id"), then("persons")
    ('then_region', 'then_persons')
    """
    return f"then_{name.removesuffix('_id')}"


def changed_after(on: date) -> QuerySet[EarlierClue]:
    """What was known at the end of a day of those clues that have changed since."""
    return EarlierClue.objects.filter(since__lte=on, until__gt=on)


def as_known(rows: QuerySet[Any], on: date, clue: str = "") -> QuerySet[Any]:
    """The rows with `then_region`, `then_persons` … of their clue (`clue`: the way to it) as known at the end of a day.

    Where no clue was changed after that day these are the columns themselves, and their indexes serve.
    """
    way = f"{clue}__" if clue else ""
    if not changed_after(on).exists():
        found: QuerySet[Any] = rows.annotate(**{then(name): F(f"{way}{name}") for name in COUNTED})
        return found
    held = Q(**{f"{way}earlier__since__lte": on, f"{way}earlier__until__gt": on})
    before: QuerySet[Any] = rows.annotate(before=FilteredRelation(f"{way}earlier", condition=held))
    stood: dict[str, Any] = {
        then(name): Case(When(before__isnull=False, then=F(f"before__{name}")), default=F(f"{way}{name}"))
        for name in COUNTED
    }
    told: QuerySet[Any] = before.annotate(**stood)
    return told.all()
