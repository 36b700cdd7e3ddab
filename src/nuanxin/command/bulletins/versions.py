"""Two versions of a paper beside one another: which paragraphs and which figures changed. Pure but for reading the rows."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.command.bulletins.body import Table, numbered, text_of
from nuanxin.command.bulletins.figures import Moved, moved
from nuanxin.command.bulletins.models import BulletinVersion
from nuanxin.command.bulletins.writing import HEAD, body_of, figures_of
from nuanxin.foundation.documents.compare import Piece, pieces


@dataclass(frozen=True)
class Changed:
    """One paragraph, table or line of the head in both versions."""

    what: str
    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(kind != "same" for kind, _ in self.pieces)


@dataclass(frozen=True)
class Difference:
    """Everything of both, in order; and the figures that moved."""

    text: list[Changed]
    figures: list[Moved]


def difference(before: BulletinVersion, after: BulletinVersion) -> Difference:
    """What lies between two versions."""
    old, new = _said(before), _said(after)
    keys = [*new, *(key for key in old if key not in new)]
    text = [
        Changed((new.get(key) or old[key])[0], pieces(old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]))
        for key in keys
    ]
    return Difference(text, moved(figures_of(before), figures_of(after)))


def _said(version: BulletinVersion) -> dict[str, tuple[str, str]]:
    figures, body = figures_of(version), body_of(version)
    said = {f"head.{key}": (label, str(version.head.get(key, ""))) for key, label in HEAD.items()}
    for paragraph, number in numbered(body):
        said[paragraph.key] = ("标题" if paragraph.level else "段落", number + text_of(paragraph.pieces, figures))
    for block in body:
        if isinstance(block, Table):
            lines = ["　".join(text_of(cell, figures) for cell in row) for row in block.rows]
            said[block.key] = (block.title, "\n".join(lines))
    return said
