"""The parts of a notice that may give work: an item with its own text, or a paragraph outside the numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nuanxin.command.notices.layout.outline import Item
from nuanxin.command.notices.layout.skeleton import Skeleton
from nuanxin.command.notices.words.forms_of_words import words
from nuanxin.foundation.common.reading.official.letters import Passage, joined


@dataclass(frozen=True)
class Part:
    """`kind`: opening, goal, work, content (lists of
    contents and objects), condition (principles, conditions), time, closing."""

    kind: str
    section: str | None
    heading: Passage | None
    above: tuple[str, ...]
    body: Passage | None
    item: Item | None = None

    def whole(self) -> Passage | None:
        """Heading and body."""
        pieces = [p for p in (self.heading, self.body) if p is not None and p.text]
        return joined(pieces) if pieces else None


def parts_of(skeleton: Skeleton) -> list[Part]:
    """In the order of the text."""
    parts = [Part("opening", None, None, (), p) for p in skeleton.opening]
    kinds: list[str] = []
    for item in skeleton.items:
        above = tuple(skeleton.items[i].heading_text for i in item.parents)
        inherited = kinds[item.parents[-1]] if item.parents else "work"
        kind = _kind(item.heading_text, inherited)
        if item.parents and _LISTS_THINGS.search(skeleton.items[item.parents[-1]].lead.text):
            kind = "condition"
        kinds.append(kind)
        body = joined(item.body) if item.body else None
        parts.append(Part(kind, item.number, item.heading, above, body, item))
    return parts + [Part("closing", None, None, (), p) for p in skeleton.closing]


_LISTS_THINGS = re.compile(
    r"(?:以下|下列|如下)[^，。：]{0,12}(?:材料|条件|内容|情形|情况|资料|信息|对象|范围|人员|行为|原则|标准|证明|文件)：$"
)


def _kind(heading: str, inherited: str) -> str:
    for kind, pattern in words().headings.items():
        if re.search(pattern, heading):
            return kind
    return inherited if inherited in ("goal", "content", "condition", "time") else "work"
