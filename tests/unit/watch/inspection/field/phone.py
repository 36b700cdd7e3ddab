"""A phone as the server hears it: makes visits and edits with numbers of its own, and sends them as often as it likes."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid5

from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.field.batch import Batch, read_batch
from tests.conftest import TODAY

WHOLE: dict[str, Any] = {
    "officers": "王承办、李同事",
    "workforce": 60,
    "migrants": 45,
    "recording": "AV-0110-7",
    "answer:real_name/contract": "yes",
    "answer:rights_board/placed": "no",
    "note:rights_board/placed": "大门口没有",
    "answer:high_temperature/hours": "na",
    "done": True,
}
_SPACE = UUID("6f1c1d0e-0000-4000-8000-000000000001")


def number(name: str) -> str:
    return str(uuid5(_SPACE, name))


def firm() -> tuple[Employer, Project]:
    region = Region.objects.get(pk="410721")
    employer, _ = Employer.objects.get_or_create(name="新乡丙建筑有限公司", defaults={"region": region})
    site, _ = Project.objects.get_or_create(name="丙家园", region=region, defaults={"employer": employer})
    return employer, site


class Phone:
    """One officer's phone. `name` makes its numbers differ from those of another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.heads: dict[str, str] = {}

    def visit(self, visited_on: str = str(TODAY), **told: Any) -> dict[str, Any]:
        employer, site = firm()
        return {
            "key": number(f"{self.name}-visit"),
            "visited_on": visited_on,
            **(told or {"employer": employer.pk, "project": site.pk}),
        }

    def edit(self, field: str, value: Any, *, after: list[str] | None = None) -> dict[str, Any]:
        self.count += 1
        key = number(f"{self.name}-{self.count}")
        before = [self.heads[field]] if field in self.heads else []
        self.heads[field] = key
        return {
            "key": key,
            "visit": number(f"{self.name}-visit"),
            "field": field,
            "value": value,
            "after": before if after is None else after,
            "made_at": "2024-01-10T09:30:00+08:00",
        }

    def edits(self, **more: Any) -> list[dict[str, Any]]:
        return [self.edit(field, value) for field, value in {**WHOLE, **more}.items()]

    def interview(self, words: str) -> dict[str, Any]:
        self.count += 1
        return {
            "key": number(f"{self.name}-{self.count}"),
            "visit": number(f"{self.name}-visit"),
            "words": words,
            "made_at": "2024-01-10T10:00:00+08:00",
        }


def batch(
    visits: list[dict[str, Any]] | None = None,
    edits: list[dict[str, Any]] | None = None,
    interviews: list[dict[str, Any]] | None = None,
) -> Batch:
    told = {"visits": visits or [], "edits": edits or [], "interviews": interviews or []}
    return read_batch(json.dumps(told).encode())
