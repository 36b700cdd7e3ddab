"""From an outline and what is counted to a text: every [figure] becomes a link, every {fact} its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from nuanxin.command.bulletins.body import Block, Body, Link, Paragraph, Piece, Table
from nuanxin.command.bulletins.counting.counted import counted
from nuanxin.command.bulletins.counting.filed import filed_words
from nuanxin.command.bulletins.counting.lists import Row, rows
from nuanxin.command.bulletins.counting.scope import Scope
from nuanxin.command.bulletins.figures import Figure
from nuanxin.command.bulletins.outline import Outline, PartSpec

_TOKEN = re.compile(r"\{([a-z_]+)\}|\[([a-z_]+)\]")


@dataclass(frozen=True)
class Drafted:
    """What a draft amounts to: head, text, figures by the key under which the text names them."""

    head: dict[str, str]
    body: Body
    figures: dict[str, Figure]


def draft(of: Outline, scope: Scope) -> Drafted:
    """The text as the ledger has it."""
    facts = {**scope.facts(), "as_filed": filed_words(scope) if scope.cites_filed else ""}
    own = counted(of.figures, scope)
    lists = {name: rows(name, spec, scope) for name, spec in of.lists.items()}
    body: list[Block] = []
    for place, part in enumerate(of.outline, 1):
        body += _blocks(str(place), part, facts, own, lists)
    every = [*own.values(), *(figure for found in lists.values() for row in found for figure in row.figures.values())]
    by_key = {figure.key: figure for figure in every}
    named = {link.figure for link in _links(body)}
    for key in list(named):
        named |= set(by_key[key].parts)
    head = {"heading": of.title, "addressees": of.addressees, "copied_to": of.copied_to}
    said = {key: "".join(map(str, pieces(text, facts, {}))) for key, text in head.items()}
    return Drafted({**said, "signer": ""}, tuple(body), {key: by_key[key] for key in by_key if key in named})


def _blocks(
    place: str, part: PartSpec, facts: Mapping[str, str], own: Mapping[str, Figure], lists: Mapping[str, list[Row]]
) -> list[Block]:
    if part.when and not lists[part.when]:
        return []
    found = lists[part.each] if part.each else [Row("", {})]
    if part.table:
        cells = tuple(
            tuple(pieces(cell, {**facts, **row.facts}, {**own, **row.figures}) for cell in part.cells) for row in found
        )
        return [Table(place, part.table, part.head, cells)] if cells else []
    if not found:
        return [Paragraph(place, 0, pieces(part.empty, facts, own))] if part.empty else []
    said = [(row, pieces(part.text, {**facts, **row.facts}, {**own, **row.figures})) for row in found]
    return [Paragraph(f"{place}.{row.key}".rstrip("."), part.level, words) for row, words in said if words]


def pieces(text: str, facts: Mapping[str, str], figures: Mapping[str, Figure]) -> tuple[Piece, ...]:
    """The text cut at its figures."""
    found: list[Piece] = []
    at = 0
    for token in _TOKEN.finditer(text):
        found.append(text[at : token.start()])
        fact, figure = token.groups()
        # A quantity that is counted nowhere has words in its place.
        found.append(facts[fact] if fact and fact not in figures else Link(figures[figure or fact].key))
        at = token.end()
    found.append(text[at:])
    return _joined(found)


def _joined(found: list[Piece]) -> tuple[Piece, ...]:
    """Words beside words become one run."""
    out: list[Piece] = []
    for piece in found:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece:
            out.append(piece)
    return tuple(out)


def _links(body: list[Block]) -> list[Link]:
    runs = []
    for block in body:
        runs += [block.pieces] if isinstance(block, Paragraph) else [cell for row in block.rows for cell in row]
    return [piece for run in runs for piece in run if isinstance(piece, Link)]
