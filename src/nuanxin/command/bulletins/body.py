"""The text of a bulletin: paragraphs and tables whose figures are links. Typing over a paragraph keeps the links that still
stand; a number that a person typed is known as typed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from nuanxin.command.bulletins.figures import Figure
from nuanxin.foundation.law.citation import chinese_number


@dataclass(frozen=True)
class Link:
    """Where a figure stands in the text."""

    figure: str


Piece = str | Link
Figures = Mapping[str, Figure]


@dataclass(frozen=True)
class Paragraph:
    """level 0: running text; 1–3: 一、（一）1. `by_hand`: a person has written over what was drafted."""

    key: str
    level: int
    pieces: tuple[Piece, ...]
    by_hand: bool = False


@dataclass(frozen=True)
class Table:
    """An annex. Its cells are drafted and not typed over: a wrong one is put right in the ledger."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


Block = Paragraph | Table
Body = tuple[Block, ...]
BLANK = re.compile(r"【[^】]*】")  # left open by the outline, to be filled by a person
# Days, document numbers and list numbers are no figures.
_NO_FIGURE = re.compile(r"\d{4}年|\d{1,2}月|\d{1,2}日|〔\d{4}〕\d+号|\d{4}-\d{2}-\d{2}|^\d+\.(?!\d)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def text_of(pieces: Sequence[Piece], figures: Figures) -> str:
    """The pieces as one run of text."""
    return "".join(piece if isinstance(piece, str) else figures[piece.figure].printed for piece in pieces)


def numbered(body: Body) -> Iterator[tuple[Paragraph, str]]:
    """Every paragraph that is not struck out, with the number that its level gives it (GB/T 9704-2012, 7.3.3): 一、（一）1. in order."""
    counts = [0, 0, 0]
    for block in body:
        if not isinstance(block, Paragraph) or not block.pieces:
            continue
        if not block.level:
            yield block, ""
            continue
        counts[block.level - 1] += 1
        counts[block.level :] = [0] * (3 - block.level)
        number = counts[block.level - 1]
        yield block, (f"{chinese_number(number)}、", f"（{chinese_number(number)}）", f"{number}.")[block.level - 1]


def typed(pieces: Sequence[Piece]) -> list[str]:
    """Numbers in the text that no figure stands behind."""
    found: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            found += _NUMBER.findall(_NO_FIGURE.sub("年", piece))
    return found


def blanks(body: Body) -> list[str]:
    """What the outline left open and nobody has filled yet."""
    said = [piece for block in body if isinstance(block, Paragraph) for piece in block.pieces if isinstance(piece, str)]
    return [found for text in said for found in BLANK.findall(text)]


def typed_over(paragraph: Paragraph, text: str, figures: Figures) -> Paragraph:
    """The paragraph with a person's text; a figure stays linked where its own characters were left as they were."""
    old = text_of(paragraph.pieces, figures)
    if text == old:
        return paragraph
    same = [part for part in SequenceMatcher(None, old, text, autojunk=False).get_matching_blocks() if part.size]
    spans: list[tuple[int, int, Link]] = []
    at = 0
    for piece in paragraph.pieces:
        size = len(text_of([piece], figures))
        if isinstance(piece, Link):
            inside = next((p for p in same if p.a <= at and at + size <= p.a + p.size), None)
            if inside is not None and _stands_alone(text, at - inside.a + inside.b, size):
                start = at - inside.a + inside.b
                spans.append((start, start + size, piece))
        at += size
    return replace(paragraph, pieces=_cut(text, spans), by_hand=True)


def _stands_alone(text: str, start: int, size: int) -> bool:
    """Whether no digit was typed against it: 12 inside of 112 or 12.5 is another number."""
    before, after = text[start - 1 : start] if start else "", text[start + size : start + size + 2]
    return not (before.isdigit() or before == "." or after[:1].isdigit() or re.match(r"[.,]\d|%", after))


def _cut(text: str, spans: list[tuple[int, int, Link]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for start, end, link in spans:
        if start > at:
            pieces.append(text[at:start])
        pieces.append(link)
        at = end
    if at < len(text):
        pieces.append(text[at:])
    return tuple(pieces)


def drafted_again(before: Body, drafted: Body, was: Figures, figures: Figures) -> Body:
    """A new draft that keeps what a person wrote: a paragraph written over keeps its words and takes the new figures, one
    struck out (no words left) stays struck out, one put in stands after the same neighbour."""
    kept = {
        block.key: replace(block, pieces=_unlinked(block.pieces, was, figures))
        for block in before
        if isinstance(block, Paragraph) and block.by_hand
    }
    out: list[Block] = [kept.get(block.key, block) for block in drafted]
    for place, block in enumerate(before):
        if block.key in kept and all(block.key != there.key for there in out):
            above = {one.key for one in before[:place]}
            at = max((n + 1 for n, there in enumerate(out) if there.key in above), default=0)
            out.insert(at, kept[block.key])
    return tuple(out)


def _unlinked(pieces: Sequence[Piece], was: Figures, figures: Figures) -> tuple[Piece, ...]:
    """Links to what is counted no more become the text that they were."""
    return tuple(
        piece if isinstance(piece, str) or piece.figure in figures else was[piece.figure].printed for piece in pieces
    )


def as_json(body: Body) -> list[dict[str, Any]]:
    """Plain lists for JSON."""
    return [_plain(block) for block in body]


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        said = {"key": block.key, "level": block.level, "pieces": _plain_pieces(block.pieces)}
        return {**said, "by_hand": block.by_hand}
    rows = [[_plain_pieces(cell) for cell in row] for row in block.rows]
    return {"key": block.key, "title": block.title, "head": list(block.head), "rows": rows}


def _plain_pieces(pieces: Sequence[Piece]) -> list[Any]:
    return [piece if isinstance(piece, str) else {"figure": piece.figure} for piece in pieces]


def from_json(given: Sequence[Mapping[str, Any]]) -> Body:
    """The body that `as_json` came from."""
    return tuple(_block(one) for one in given)


def _block(one: Mapping[str, Any]) -> Block:
    if "rows" in one:
        rows = tuple(tuple(_pieces(cell) for cell in row) for row in one["rows"])
        return Table(one["key"], one["title"], tuple(one["head"]), rows)
    return Paragraph(one["key"], one["level"], _pieces(one["pieces"]), one["by_hand"])


def _pieces(given: Sequence[Any]) -> tuple[Piece, ...]:
    return tuple(one if isinstance(one, str) else Link(one["figure"]) for one in given)
