"""Everything that hangs on one clue: rows below it by foreign key, papers and messages about them, the people of its lines.

Rooms above are found through the models themselves, not by name: what a new room hangs on a clue goes with the clue.
"""

from __future__ import annotations

from collections import deque
from functools import cache

from django.apps import apps
from django.db import models

from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.notifications.models import Chain, Message
from nuanxin.foundation.parties.models import Worker
from nuanxin.rights.intake.models import Claim, Clue

Model = type[models.Model]
Found = dict[Model, set[int]]

# The record of the destruction itself, and keys without a number of their own (they are dropped, not emptied).
APART = frozenset({"intake.DestructionLine", "intake.MatchKey"})
# From a paper down only its own service and seals are followed: rows that name a paper hang on their own file.
_OF_A_PAPER = "documents"


@cache
def below(parent: Model) -> tuple[tuple[Model, str], ...]:
    """(model, foreign key) of every row of this house that hangs on rows of `parent`; a row of the same table does not."""
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("nuanxin.") or model._meta.label in APART or model is parent:
            continue
        if parent is Paper and model._meta.app_label != _OF_A_PAPER:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is parent:
                found.append((model, field.name))
    return tuple(found)


@cache
def reachable() -> frozenset[Model]:
    """Every model of which rows can hang on a clue, papers and messages about them included."""
    seen: set[Model] = {Clue, Paper, Message, Chain}
    waiting = deque(seen)
    while waiting:
        for model, _ in below(waiting.popleft()):
            if model not in seen:
                seen.add(model)
                waiting.append(model)
    return frozenset(seen)


def hanging_on(clue: Clue) -> Found:
    """Model → keys of every row of the file, the clue itself included."""
    found: Found = {Clue: {clue.pk}}
    _follow(found, deque([(Clue, {clue.pk})]))
    papers = _about(Paper, found)
    if papers:
        found[Paper] = papers
        _follow(found, deque([(Paper, papers)]))
    told = {model: keys for model in (Message, Chain) if (keys := _about(model, found))}
    for model, keys in told.items():
        found.setdefault(model, set()).update(keys)
        _follow(found, deque([(model, keys)]))
    return found


def _follow(found: Found, waiting: deque[tuple[Model, set[int]]]) -> None:
    while waiting:
        parent, keys = waiting.popleft()
        for model, name in below(parent):
            rows = model._base_manager.filter(**{f"{name}__in": keys}).values_list("pk", flat=True)
            if new := set(rows) - found.get(model, set()):
                found.setdefault(model, set()).update(new)
                waiting.append((model, new))


def _about(model: type[Paper | Message | Chain], found: Found) -> set[int]:
    """Papers, messages and chains of them name their subject by kind and number, since a foreign key may not point up."""
    keys: set[int] = set()
    for subject, numbers in found.items():
        rows = model._base_manager.filter(about_kind=subject._meta.label_lower, about_id__in=numbers)
        keys.update(rows.values_list("pk", flat=True))
    return keys


def only_here(clue: Clue, destroyed: models.QuerySet[Clue]) -> set[int]:
    """The workers of the clue, with whom they were merged with, who stand in no other file that is still there."""
    gone: set[int] = set()
    for claim in Claim.objects.filter(clue=clue).select_related("worker"):
        root = claim.worker.merged_into_id or claim.worker_id
        same = set(Worker.objects.filter(models.Q(pk=root) | models.Q(merged_into=root)).values_list("pk", flat=True))
        elsewhere = Claim.objects.filter(worker__in=same).exclude(clue=clue).exclude(clue__in=destroyed)
        if not elsewhere.exists():
            gone |= same
    return gone
