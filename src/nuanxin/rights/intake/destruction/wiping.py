"""Emptying the content of one file in the database: what goes, a keyed digest of it, and which stored files go with it.

Sums, counts, days, choices and links stay as they are; texts that `staying` does not name are overwritten. The sealing
keys serve other files too, so it is the sealed text that goes, not the key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from nuanxin.foundation.common.sm import hmac_sm3
from nuanxin.foundation.documents.models import Paper, canonical_json
from nuanxin.foundation.documents.wording.templates import template
from nuanxin.foundation.parties.models import Worker, WorkerAlias
from nuanxin.foundation.vault.fields import EncryptedTextField
from nuanxin.foundation.vault.keys import load_keys
from nuanxin.rights.intake.destruction.reach import Found, Model
from nuanxin.rights.intake.destruction.staying import EMPTY_JSON, FILES, NUMBERS, STAYS

GONE = "已销毁"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.+-]+)?")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,39}")
_PURPOSE = "destruction"

Words = Callable[[Any], Collection[str]]
_STAY_IN: dict[str, Words] = {}


def stay_in(model: str, words: Words) -> None:
    """Rooms above say which keys of the JSON facts of a row hold codes of a declared list; such a value stays."""
    _STAY_IN[model] = words


@dataclass
class Wiped:
    """What went: rows touched, texts emptied, the stored files that must go, and the content in the order it was met."""

    rows: int = 0
    texts: int = 0
    files: list[str] = field(default_factory=list)
    content: list[Any] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """HMAC-SM3 over everything that went. Keyed: from a plain digest of few facts the facts could be guessed."""
        key = load_keys(settings.NUANXIN_KEY_FILE).index_key(_PURPOSE)
        return hmac_sm3(key, canonical_json(self.content).encode()).hex()


def wipe(found: Found, people: Collection[int]) -> Wiped:
    """Empty every text of these rows and these workers, inside the transaction of the act."""
    wiped = Wiped()
    for model in sorted(found, key=lambda each: each._meta.label):
        _wipe_rows(model, found[model], wiped)
    _wipe_rows(Worker, people, wiped)
    _wipe_rows(WorkerAlias, set(WorkerAlias.objects.filter(party__in=people).values_list("pk", flat=True)), wiped)
    _titles(found.get(Paper, set()))
    return wiped


def _wipe_rows(model: Model, keys: Collection[int], wiped: Wiped) -> None:
    going = [each for each in model._meta.concrete_fields if goes(model, each)]
    rows = model._base_manager.filter(pk__in=list(keys)).order_by("pk")
    if not going or not rows:
        return
    names = [each.name for each in going]
    wiped.rows += len(rows)
    for row in rows:
        said = [(name, getattr(row, name)) for name in names if getattr(row, name)]
        wiped.texts += len(said)
        if said:
            wiped.content.append([model._meta.label, row.pk, [[name, _plain(value)] for name, value in said]])
        wiped.files += [value for name, value in said if f"{model._meta.label}.{name}" in FILES]
    for each in going:
        if isinstance(each, models.JSONField):
            _scrub_column(model, each.name, rows)
        else:
            _empty_column(model, each, rows)


def goes(model: Model, column: models.Field[Any, Any]) -> bool:
    """Whether the text of this column goes. Only texts and JSON can; keys, days, numbers and choices stay."""
    if f"{model._meta.label}.{column.name}" in STAYS or isinstance(column, models.GeneratedField | models.ForeignKey):
        return False
    return isinstance(column, models.JSONField | models.CharField | models.TextField) and not column.choices


def _empty_column(model: Model, column: models.Field[Any, Any], rows: models.QuerySet[Any]) -> None:
    """An empty text stays empty; whatever else is marked as destroyed, so that no constraint on blanks is broken."""
    name, label = column.name, f"{model._meta.label}.{column.name}"
    value: Any = GONE
    if column.null:
        value = None
    elif label in EMPTY_JSON:
        value = "{}"
    elif name.endswith("_index") and _once(model, name):
        value = Cast("pk", CharField())  # what two rows may not share is told apart by the row's own number
    elif (name in NUMBERS and isinstance(column, EncryptedTextField)) or name.endswith("_index"):
        value = ""
    elif _once(model, name):
        value = Concat(Value(GONE), Cast("pk", CharField()))
    rows.exclude(Q(**{name: ""}) | Q(**{f"{name}__isnull": True})).update(**{name: value})


def _once(model: Model, name: str) -> bool:
    """Whether two rows may not say the same here."""
    return model._meta.get_field(name).unique or any(  # type: ignore[union-attr]
        name in each.fields for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)
    )


def _scrub_column(model: Model, name: str, rows: models.QuerySet[Any]) -> None:
    words = _STAY_IN.get(model._meta.label)
    for row in rows:
        stays = words(row) if words else ()
        left = scrubbed(getattr(row, name), stays)
        if left != getattr(row, name):
            model._base_manager.filter(pk=row.pk).update(**{name: left})


def scrubbed(value: Any, stays: Collection[str] = ()) -> Any:
    """Numbers, yes and no, and days stay; words go, and so do keys that are no plain English name (they may be names). Pure.

    >>> scrubbed({"name": "张三", "fen": 100, "on": "2024-01-03", "张三": 1})
    {'name': '已销毁', 'fen': 100, 'on': '2024-01-03'}
    """
    if isinstance(value, dict):
        kept = {key: each for key, each in value.items() if _KEY.fullmatch(str(key))}
        return {key: each if key in stays else scrubbed(each) for key, each in kept.items()}
    if isinstance(value, list):
        return [scrubbed(each) for each in value]
    if isinstance(value, str) and value:
        return value if _DAY.fullmatch(value) else GONE
    return value


def _titles(papers: Collection[int]) -> None:
    """A title that is written anew for each paper may name people; that of a form does not."""
    for paper in Paper.objects.filter(pk__in=papers).only("pk", "kind"):
        if "{" in template(paper.kind).title:
            Paper.objects.filter(pk=paper.pk).update(title=GONE)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
