"""How well the reader reads, from what people corrected: per field entries read, kept as read, changed, left out, missed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from nuanxin.command.campaigns.corrected import entries_of
from nuanxin.command.campaigns.models import Notice
from nuanxin.command.campaigns.plan_fields import FIELDS, PlanField


@dataclass(frozen=True)
class FieldScore:
    """Entries of one field over all confirmed notices. `kept` are right as read."""

    field: PlanField
    read: int
    kept: int
    final: int

    @property
    def precision(self) -> float | None:
        """Share of what was read that stayed as it was; None where nothing was read."""
        return self.kept / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Share of what is there in the end that the reader had found as it is; None where nothing is there."""
        return self.kept / self.final if self.final else None


def scores(notices: Iterable[Notice]) -> list[FieldScore]:
    """Over confirmed notices only: until then nobody has said what is right."""
    read, kept, final = dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0), dict.fromkeys(FIELDS, 0)
    for notice in notices:
        if notice.confirmed_at is None:
            continue
        changes = list(notice.corrections.all())
        for inner in (False, True) if notice.reading.get("forwarded") else (False,):
            first = entries_of(notice.reading, [], inner=inner)
            last = entries_of(notice.reading, changes, inner=inner)
            for key in FIELDS:
                said = {one.key: one.value for one in first[key] if _says(one.value)}
                stands = {one.key: one.value for one in last[key] if _says(one.value)}
                read[key] += len(said)
                final[key] += len(stands)
                kept[key] += sum(stands.get(entry) == value for entry, value in said.items())
    return [FieldScore(FIELDS[key], read[key], kept[key], final[key]) for key in FIELDS]


def _says(value: Any) -> bool:
    """Whether there is anything in it: a period without start, end and words says nothing."""
    return any(value.values()) if isinstance(value, Mapping) else bool(value)
