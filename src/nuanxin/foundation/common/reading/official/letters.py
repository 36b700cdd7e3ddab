"""A stretch of text without its spaces, in one way of writing signs, that still knows where every letter stood.

Official papers come from scanners, web pages and word processors: full-width digits, both kinds of brackets, blanks
between characters. Rules are written once, for `Passage.text`; what is shown to people is `Passage.printed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_SIGNS = {
    "(": "（", ")": "）", ",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "［": "〔", "[": "〔", "﹝": "〔",
    "］": "〕", "]": "〕", "﹞": "〕", "．": ".", "｡": "。", "〇": "〇", "○": "〇", "―": "—", "–": "—", "－": "—",
    "〜": "～", "~": "～", "∶": "：", "﹕": "：", "︰": "：", "‑": "-",
}  # fmt: skip
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_BLANK = re.compile(r"[\s\u200b-\u200f\ufeff\u00ad\x00-\x1f\x7f]")
_INSIDE_NUMBERS = {",", ":", "，", "："}
_CLOSERS = "”’」』）〕》"
_LONGEST_SENTENCE = 1500
_SENTENCE_ENDS = "。；！？"
_OPEN, _CLOSE = "（《“〔", "）》”〕"


# What opens a line of its own: who does it, until when, whom to ask.
LABEL = re.compile(
    r"(?:责任|牵头|配合|承办|主办|协办|参与)(?:单位|部门)：|(?:完成|办理)(?:时限|时间|期限)：|联系(?:人|方式|电话)："
)


@dataclass(frozen=True)
class Passage:
    """`text[i]` is the plain form of `source[where[i]]`; blanks are left out."""

    source: str
    text: str
    where: tuple[int, ...]

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Passage:
        end = len(source) if end is None else end
        where = tuple(i for i in range(start, end) if not _BLANK.match(source[i]))
        letters = [source[i] for i in where]
        return cls(source, "".join(_plain(letters, i) for i in range(len(letters))), where)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Passage:
        return Passage(self.source, self.text[start:end], self.where[start:end])

    def printed(self, start: int = 0, end: int | None = None) -> str:
        """As it stands in the source, without blanks."""
        return "".join(self.source[i] for i in self.where[start:end])

    def span(self, start: int = 0, end: int | None = None) -> list[int]:
        """[first, behind the last] in the source; [0, 0] of nothing."""
        where = self.where[start:end]
        return [where[0], where[-1] + 1] if where else [0, 0]

    def strip(self, signs: str) -> Passage:
        start = len(self.text) - len(self.text.lstrip(signs))
        return self.cut(start, max(start, len(self.text.rstrip(signs))))

    def parts(self, ends: str) -> Iterator[Passage]:
        """Cut behind each of `ends` that stands outside brackets and quotation marks; closing quotes go along."""
        start = 0
        for end in _cuts(self.text, ends):
            yield from self._pieces(start, end)
            start = end
        yield from self._pieces(start, len(self.text))

    def _pieces(self, start: int, end: int) -> Iterator[Passage]:
        """No sentence is longer than two pages: what claims to be one is no prose, and must not cost a minute."""
        for place in range(start, end, _LONGEST_SENTENCE):
            yield self.cut(place, min(end, place + _LONGEST_SENTENCE))

    def sentences(self) -> Iterator[Passage]:
        """Between full stops; a line that a label opens (责任单位：…) is one of its own, also where nothing closed the line before."""
        for sentence in self.parts(_SENTENCE_ENDS):
            cuts = [0, *(m.start() for m in LABEL.finditer(sentence.text) if _outside(sentence.text, m.start()))]
            for start, end in pairwise([*cuts, len(sentence)]):
                yield sentence.cut(start, end)

    def clauses(self) -> Iterator[Passage]:
        return self.parts(_SENTENCE_ENDS + "，：")


def _outside(text: str, at: int) -> bool:
    """Neither at the beginning nor inside brackets nor behind a comma."""
    before = text[:at]
    return bool(before) and before[-1] not in "，、：；（“" and before.count("（") <= before.count("）")


def joined(passages: Iterable[Passage]) -> Passage:
    """Several stretches of one source as one."""
    passages = list(passages)
    source = passages[0].source if passages else ""
    return Passage(source, "".join(p.text for p in passages), tuple(i for p in passages for i in p.where))


def _plain(letters: list[str], i: int) -> str:
    sign = letters[i]
    wide = sign.translate(_WIDE) if "\uff01" <= sign <= "\uff5e" and sign not in "～" else sign
    if wide in _INSIDE_NUMBERS and 0 < i < len(letters) - 1 and _digit(letters[i - 1]) and _digit(letters[i + 1]):
        return wide
    return _SIGNS.get(wide, wide)


def _digit(sign: str) -> bool:
    return sign.isdecimal()


def _cuts(text: str, ends: str) -> Iterator[int]:
    depth, i = 0, 0
    while i < len(text):
        sign = text[i]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in ends and (depth == 0 or (sign == "。" and not _closed_soon(text, i))):
            depth = 0
            end = i + 1
            while end < len(text) and text[end] in _CLOSERS:
                end += 1
            yield end
            i = end
            continue
        i += 1


def _closed_soon(text: str, i: int, reach: int = 120) -> bool:
    """A bracket that is never closed must not swallow the rest of the text."""
    return any(sign in text[i : i + reach] for sign in _CLOSE)
