"""Two versions of a paper's fields side by side: a draft and its correction, or two drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from nuanxin.foundation.documents.wording.printing import is_blank, printed, rows
from nuanxin.foundation.documents.wording.templates import PaperField, Template

Piece = tuple[str, str]


@dataclass(frozen=True)
class FieldChange:
    """One field in both versions. Pieces: ("same" | "out" | "in", text); put together they give before and after."""

    key: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return self.before != self.after


def compare_fields(*, whole: Template, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """Every field of the template in its order, as printed before and after. Pure."""
    changes = []
    for field in whole.fields:
        old, new = _shown(field, before.get(field.key)), _shown(field, after.get(field.key))
        changes.append(FieldChange(field.key, field.label, old, new, pieces(old, new)))
    return changes


def _shown(field: PaperField, value: Any) -> str:
    if is_blank(value):
        return ""
    try:
        if field.kind == "table" and not isinstance(value, Mapping):
            return "\n".join("　".join(row) for row in rows(field, value))
        return printed(field, value)
    except ValueError:
        return str(value)  # A draft may hold what cannot be printed yet.


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, what went out and what came in, in order."""
    found: list[Piece] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", old[start:end]))
            continue
        if end > start:
            found.append(("out", old[start:end]))
        if new_end > new_start:
            found.append(("in", new[new_start:new_end]))
    return tuple(found)
