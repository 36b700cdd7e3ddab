"""The head of a paper: what a web page put above it, letterhead, document number, title, recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.foundation.common.reading.official.bodies import names_of
from nuanxin.foundation.common.reading.official.document_numbers import NUMBER
from nuanxin.foundation.common.reading.official.letters import Passage, joined
from nuanxin.foundation.common.reading.official.outline_numbers import outline_number

_KIND = re.compile(
    r"(?:通知|方案|意见|函|通报|倡议书|倡议|公告|决定|报告|计划|办法|要点|通告|公开信|措施|规定|细则|请示|批复|纪要|指引|指南|预案|规划|告知书|提示|一封信)"
    r"(?:（[^（）]{1,20}）)?[》”]?$"
)
_META = re.compile(
    r"(?P<key>发布日期|发布时间|发文日期|成文日期|生成日期|印发日期|索引号|发文机关|发布机构|发文单位|文号|发文字号|标题|名称|主题词|主题分类|公开方式|有效性|来源|浏览次数|字体|信息来源|作者|时效)[：:](?P<value>.*)"
)
_LETTERHEAD = re.compile(r"文件$|^(?:中共)?[^，。：]{2,30}文件$")
_ANNOUNCES = re.compile(r"如下[：:]?$|通知如下|以下")
_EXCERPT = re.compile(r"节选|摘录|（摘要）")
_LONGEST_HEAD, _LONGEST_RECIPIENTS = 16, 400


@dataclass
class Head:
    """Everything above the first sentence. `title_lines` keep their order; `title` is None where the text has none."""

    title: Passage | None = None
    title_lines: list[Paragraph] = field(default_factory=list)
    letterhead: Passage | None = None
    number: Passage | None = None
    recipients: Passage | None = None
    meta: dict[str, Passage] = field(default_factory=dict)
    excerpt: bool = False


def read_head(paragraphs: list[Paragraph]) -> tuple[Head, list[Paragraph]]:
    """The head and the paragraphs behind it."""
    head, rest = Head(), list(paragraphs)
    zone: list[Paragraph] = []
    while rest and len(zone) < _LONGEST_HEAD and _may_be_head(rest[0]):
        zone.append(rest.pop(0))
    zone = [line for line in zone if not _meta(head, line)]
    end = max((i for i, line in enumerate(zone) if _is_title_end(line.text)), default=-1)
    end = _first_title_end(zone, end)
    if end < 0:
        kept = _letterhead_and_number(head, zone)
        rest = kept + rest
    else:
        head.title_lines = _letterhead_and_number(head, zone[: end + 1])
        head.title = joined([line.passage for line in head.title_lines]) if head.title_lines else None
        rest = _number_below(head, zone[end + 1 :]) + rest
    rest = _recipients(head, rest)
    return head, rest


def _may_be_head(line: Paragraph) -> bool:
    text = line.text
    if line.cells or (outline_number(text) and not _is_title_end(text)):
        return False
    if _META.match(text) or (NUMBER.search(text) and len(text) <= 40):
        return True
    return (
        len(text) <= 120 and not re.search(r"[。；]", text) and not text.endswith(("：", "，")) and text[:2] != "附件"
    )


def _meta(head: Head, line: Paragraph) -> bool:
    found = _META.match(line.text)
    if not found:
        head.excerpt = head.excerpt or bool(_EXCERPT.search(line.text) and len(line.text) <= 12)
        return len(line.text) <= 12 and bool(_EXCERPT.search(line.text))
    head.meta.setdefault(found.group("key"), line.passage.cut(found.start("value")))
    return True


def _is_title_end(text: str) -> bool:
    return bool(_KIND.search(text)) and not _LETTERHEAD.search(text)


def _first_title_end(zone: list[Paragraph], end: int) -> int:
    """The title ends where the first line with a kind of paper ends, unless the lines below go on with it."""
    for i in range(end + 1):
        text = zone[i].text
        if _is_title_end(text) and text.count("《") == text.count("》"):
            return i
    return end


def _letterhead_and_number(head: Head, lines: list[Paragraph]) -> list[Paragraph]:
    """Take letterhead (…文件) and number off the lines above the title; what is left is the title."""
    for i, line in enumerate(lines):
        if NUMBER.fullmatch(_without_signer(line.text)) and head.number is None:
            found = NUMBER.search(line.text)
            head.number = line.passage.cut(*found.span()) if found else None
            if i and head.letterhead is None:
                head.letterhead = joined([above.passage for above in lines[:i]])
            return lines[i + 1 :]
        if _LETTERHEAD.search(line.text) and head.letterhead is None:
            head.letterhead = joined([above.passage for above in lines[: i + 1]])
    if head.letterhead is not None:
        covered = set(head.letterhead.where)
        return [line for line in lines if line.passage.where[0] not in covered]
    return lines


def _without_signer(text: str) -> str:
    return re.sub(r"签发人.*$", "", text)


def _number_below(head: Head, lines: list[Paragraph]) -> list[Paragraph]:
    kept = []
    for line in lines:
        found = NUMBER.fullmatch(line.text.strip("（）"))
        if found and head.number is None:
            start = line.text.index(found.group())
            head.number = line.passage.cut(start, start + len(found.group()))
        else:
            kept.append(line)
    return kept


def _recipients(head: Head, rest: list[Paragraph]) -> list[Paragraph]:
    for place, line in enumerate(rest[:3]):
        colon = line.text.find("：")
        if outline_number(line.text) or line.cells or not 0 < colon <= _LONGEST_RECIPIENTS:
            continue
        before = line.text[:colon]
        if re.search(r"[。；]", before) or _ANNOUNCES.search(before) or not _addresses(before, head):
            continue
        head.recipients = line.passage.cut(0, colon)
        behind = line.passage.cut(colon + 1)
        body = [Paragraph(behind, (behind.printed(),))] if behind.text else []
        return rest[:place] + body + rest[place + 1 :]
    return rest


def _addresses(before: str, head: Head) -> bool:
    """Names of bodies, or, right below a title, any list that is no clause (广大农民工朋友, 各用人单位)."""
    if names_of(before) and not re.search(r"[要应须]|联系", before):
        return True
    return head.title is not None and len(before) <= 40 and not re.search(r"联系|电话|时间|地点|主题", before)
