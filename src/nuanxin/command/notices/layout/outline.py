"""The outline of a paper: every numbered item with its path as printed, its level, its heading and its own text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import DEPTH, OutlineNumber, outline_number

_LONGEST_HEADING = 25  # letters of a first sentence that is a heading
_LONGEST_OWN_LINE = 45
_OPENS_A_LIST = re.compile(r"(?:[要应须请].*|以下|下列|如下).*：$")
_INLINE = re.compile(r"(?<=[。；：])(?=(?:（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)|（\d{1,2}）|[①-⑳]))")


@dataclass
class Item:
    """A numbered item: `number` is its whole path as printed, `body` its own text without number and heading."""

    number: str
    level: int
    kind: str
    parents: tuple[int, ...]
    mark: Passage
    lead: Passage
    heading: Passage | None = None
    body: list[Passage] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    has_children: bool = False

    @property
    def heading_text(self) -> str:
        return self.heading.text if self.heading else ""


class Outline:
    """Items are added in the order of the text."""

    def __init__(self, *, has_top: bool = True) -> None:
        self.items: list[Item] = []
        self._open: list[tuple[str, int]] = []  # kind, index of the item, outermost first
        self._has_top = has_top
        self._cut_off = False

    def add(self, paragraph: Paragraph, number: OutlineNumber) -> None:
        """One numbered paragraph; items inside it (：1.…；2.…) are added behind it."""
        pieces = _inline_items(paragraph.passage)
        self._add(pieces[0], number)
        for piece in pieces[1:]:
            inner = outline_number(piece.text)
            if inner:
                self._add(piece, inner)

    def _add(self, passage: Passage, number: OutlineNumber) -> None:
        while self._open and not self._holds(self._open[-1][0], number):
            self._open.pop()
        parents = tuple(index for _, index in self._open)
        mark = passage.cut(0, number.length)
        path = "".join(self.items[index].mark.printed() for index in parents) + mark.printed()
        if not parents and number.kind == "han_bracket":
            self._cut_off = self._cut_off or self._parent_cut_off(number)
        lacking = 1 if not parents and number.kind == "han_bracket" and self._cut_off else 0
        item = Item(path, len(parents) + 1 + lacking, number.kind, parents, mark, passage.cut(number.length))
        if parents:
            self.items[parents[-1]].has_children = True
        self._open.append((number.kind, len(self.items)))
        self.items.append(item)

    def _holds(self, kind: str, number: OutlineNumber) -> bool:
        """May an item of `number`'s kind stand under an open one of `kind`?"""
        if kind == number.kind:
            return False
        return DEPTH[kind] < DEPTH[number.kind] or (number.value == 1 and kind not in ("han", "chapter"))

    def _parent_cut_off(self, number: OutlineNumber) -> bool:
        """The text begins inside 一、: either 二、 follows, or the first number seen is not the first."""
        return not self.items and (self._has_top or number.value > 1)

    def close(self) -> None:
        """Headings are settled when it is known what follows each item."""
        for item in self.items:
            _settle(item)


def _inline_items(passage: Passage) -> list[Passage]:
    """Numbers inside a paragraph count where they run on as a list from 1."""
    cuts = [m.start() for m in _INLINE.finditer(passage.text)]
    numbers = [outline_number(passage.text[cut:]) for cut in cuts]
    kept: list[int] = []
    expected: dict[str, int] = {}
    for cut, number in zip(cuts, numbers, strict=True):
        if number and number.value == expected.get(number.kind, 1):
            expected[number.kind] = number.value + 1
            kept.append(cut)
    if len(kept) < 2:
        return [passage]
    ends = [*kept[1:], len(passage)]
    return [passage.cut(0, kept[0]), *(passage.cut(a, b) for a, b in zip(kept, ends, strict=True))]


def _settle(item: Item) -> None:
    sentences = list(item.lead.sentences())
    follows = bool(item.body) or item.has_children or bool(item.rows)
    told = len(sentences) > 1 and not sentences[0].text.endswith("；")  # clauses of one list are no heading
    if told and len(_bare(sentences[0])) <= _LONGEST_HEADING:
        item.heading = _bare(sentences[0])
        item.body.insert(0, item.lead.cut(len(sentences[0])))
    elif item.has_children and _OPENS_A_LIST.search(item.lead.text):
        item.body.insert(0, item.lead)
    elif (follows and len(sentences) <= 1 and len(item.lead) <= _LONGEST_OWN_LINE) or (
        not item.lead.text.endswith(("。", "；")) and len(item.lead) <= _LONGEST_HEADING and item.lead.text
    ):
        item.heading = _bare(item.lead)
    elif item.lead.text:
        item.body.insert(0, item.lead)


def _bare(passage: Passage) -> Passage:
    return passage.strip("。：；，.")
