"""The text of a notice cut where readings begin and end, so that each can be shown and reached. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of the text stand behind the entry with this anchor."""

    start: int
    end: int
    anchor: str
    label: str


@dataclass(frozen=True)
class Piece:
    """A run of characters with the same readings behind it. `begins`: those that begin here; `top`: the shortest; `over`: all."""

    text: str
    begins: tuple[Span, ...]
    top: Span | None
    over: tuple[Span, ...] = ()


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Every character once, in order; spans that lie outside the text or are empty are passed over."""
    begins: dict[int, list[Span]] = {}
    cuts = {0, len(text)}
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            begins.setdefault(span.start, []).append(span)
            cuts |= {span.start, span.end}
    over: list[Span] = []
    found = []
    for start, end in pairwise(sorted(cuts)):
        fresh = begins.get(start, [])
        over = [span for span in over if span.end > start] + fresh
        top = min(over, key=lambda span: span.end - span.start, default=None)
        found.append(Piece(text[start:end], tuple(fresh), top, tuple(over)))
    return found
