"""Which values of a field stand: those that no later edit took the place of. Pure, and blind to order and repetition.

Each edit names the edits its author had before him. An edit that another one names is over. Where two officers changed
the same field without knowing of one another, two edits stand: both are kept and shown, a person decides. No clock is
asked: the clocks of phones differ.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One edit: its key, its field, its value, the keys of the edits it takes the place of."""

    key: str
    field: str
    value: Any
    after: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """What stands in one field: the edits that nobody replaced, by key. Agreed where they all say the same."""

    changes: tuple[Change, ...]

    @property
    def agreed(self) -> bool:
        return len({_written(change.value) for change in self.changes}) == 1

    @property
    def value(self) -> Any:
        """The value where it is agreed; None while it is not."""
        return self.changes[0].value if self.agreed else None

    @property
    def keys(self) -> list[str]:
        return [change.key for change in self.changes]


def standing(changes: Iterable[Change]) -> dict[str, Standing]:
    """Field → what stands. Two edits that name one another (no honest phone makes them) stand both."""
    fields: dict[str, dict[str, Change]] = defaultdict(dict)
    for change in changes:
        fields[change.field].setdefault(change.key, change)
    return {field: Standing(_heads(rows)) for field, rows in sorted(fields.items())}


def _heads(rows: Mapping[str, Change]) -> tuple[Change, ...]:
    over = {key for change in rows.values() for key in change.after if key != change.key}
    heads = [change for key, change in sorted(rows.items()) if key not in over]
    return tuple(heads) or tuple(change for _, change in sorted(rows.items()))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
