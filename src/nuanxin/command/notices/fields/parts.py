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
        kind = _kind(_label(item), inherited)
        if item.parents and _LISTS_THINGS.search(skeleton.items[item.parents[-1]].lead.text):
            kind = "condition"
        kinds.append(kind)
        body = joined(item.body) if item.body else None
        parts.append(Part(kind, item.number, item.heading, above, body, item))
    return parts + [Part("closing", None, None, (), p) for p in skeleton.closing]


_ONE_LINE = re.compile(r"(?P<label>[^，。；：\d]{0,6}(?:时间|对象|范围|主题)(?:安排)?)：")
_STAGE = re.compile(r"^[^，。；：（]{2,16}(?:阶段|环节)")
_LISTS_THINGS = re.compile(
    r"(?:以下|下列|如下)[^，。：]{0,12}(?:材料|条件|内容|情形|情况|资料|信息|对象|范围|人员|行为|原则|标准|证明|文件)：$"
)


def _label(item: Item) -> str:
    """The heading; of an item on one line (排查时间：即日起至12月20日。) the words before its colon."""
    heading = item.heading_text or item.lead.text
    label = _ONE_LINE.match(heading)
    return label["label"] if label else item.heading_text


def _kind(heading: str, inherited: str) -> str:
    for kind, pattern in words().headings.items():
        if re.search(pattern, heading):
            return kind
    if inherited == "time" and _STAGE.match(heading):  # a stage under 时间安排 has work of its own
        return "work"
    return inherited if inherited in ("goal", "content", "condition", "time") else "work"
