"""Signs that a person must see at once: self-harm or violence, a group of ten or more, a petition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.rights.intake.reading.lexicon import Signs, lexicon, words_in

SELF_HARM, GROUP, PETITION = "self_harm_or_violence", "group", "petition"
SIGNS = {SELF_HARM: "自伤或者暴力", GROUP: "十人以上", PETITION: "上访或者聚集"}


@dataclass(frozen=True)
class Urgent:
    """The signs found and where."""

    spans: dict[str, tuple[int, int]]

    @property
    def flags(self) -> tuple[str, ...]:
        return tuple(self.spans)

    @property
    def group(self) -> bool:
        return GROUP in self.spans or PETITION in self.spans


def urgent_signs(text: str, persons: int | None, persons_span: tuple[int, int] | None) -> Urgent:
    """`persons` is the number of workers owed, where it was said."""
    words, spans = lexicon().urgency, dict[str, tuple[int, int]]()
    for span in _places(words.self_harm_or_violence.words, text):
        before = text[max(0, span[0] - 6) : span[0]]
        if not any(word in before for word in words.self_harm_or_violence.not_after):
            spans[SELF_HARM] = span
            break
    crowd = _sign(words.group, text)
    if persons is not None and persons >= words.group.least and persons_span:
        spans[GROUP] = persons_span
    elif crowd:
        spans[GROUP] = crowd
    petition = _sign(words.petition, text)
    if petition:
        spans[PETITION] = petition
    return Urgent(spans)


def _sign(signs: Signs, text: str) -> tuple[int, int] | None:
    """The first of the words that is not followed by one that takes its meaning away (全体业主)."""
    for start, end in _places(signs.words, text):
        after = text[end : end + 6]
        if not any(word in after for word in signs.not_before):
            return start, end
    return None


def _places(words: list[str], text: str) -> Iterator[tuple[int, int]]:
    found = words_in(text)
    for word in words:
        if word in found:
            at = text.find(word)
            yield at, at + len(word)
