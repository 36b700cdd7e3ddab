"""Clues as they were known on a day: the same questions, put to what stood then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When

from nuanxin.rights.intake.earlier.keeping import COUNTED
from nuanxin.rights.intake.earlier.records import EarlierClue
from nuanxin.rights.intake.models import Clue


def then(name: str) -> str:
    """What a column of the clue is called as it was then.

    >>> then("region_id"), then("persons")
    ('then_region', 'then_persons')
    """
    return f"then_{name.removesuffix('_id')}"


def perhaps_in(regions: Iterable[str], on: date) -> Q:
    """At least the clues that stood in these regions then: found by where they are, and where those were that have changed since.

    Without it the question of one county would look at every clue of the province.
    """
    changed = _changed_after(on)
    if not changed.exists():
        return Q()
    here, were_here = Clue.objects.filter(region__in=regions), changed.filter(region__in=regions)
    return Q(pk__in=here.values("pk").union(were_here.values("clue")))


def _changed_after(on: date) -> QuerySet[EarlierClue]:
    """What was known at the end of a day of those clues that have changed since."""
    return EarlierClue.objects.filter(since__lte=on, until__gt=on)


def as_known(rows: QuerySet[Any], on: date, clue: str = "") -> QuerySet[Any]:
    """The rows with `then_region`, `then_persons` … of their clue (`clue`: the way to it) as known at the end of a day.

    Where no clue was changed after that day these are the columns themselves, and their indexes serve.
    """
    way = f"{clue}__" if clue else ""
    if not _changed_after(on).exists():
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
