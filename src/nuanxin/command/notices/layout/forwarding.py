"""A notice inside a notice: what is forwarded (转发), and where the inner one begins."""

from __future__ import annotations

import re

from nuanxin.command.notices.layout.head import Head, read_head
from nuanxin.command.notices.layout.paragraphs import Paragraph

_LETTERHEAD = re.compile(r"文件$|〔\d{4}〕\d{1,5}号$")
_ANNEX_MARK = re.compile(r"附件\d{0,2}[：:]?$")
_LINES_OF_A_TITLE = 5


def forwarded_title(head: Head) -> str | None:
    """What stands behind 转发 in the title, without 《》; None if nothing is forwarded."""
    if head.title is None or "转发" not in head.title.text:
        return None
    place = head.title.text.index("转发") + 2
    quoted = re.match(r"《((?:[^《》]|《[^《》]*》)+)》", head.title.text[place:])
    if quoted:
        return head.title.printed(place + 1, place + 1 + len(quoted.group(1)))
    rest = head.title.printed(place)
    return re.sub(r"(?<=通知)的通知$|(?<=意见)的通知$|(?<=方案)的通知$|(?<=函)的通知$", "", rest).lstrip("<>") or None


def split_forwarded(lines: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph] | None]:
    """The forwarding notice and the inner one, which begins where its own title is printed again."""
    head, rest = read_head(lines)
    title = forwarded_title(head)
    if title is None:
        return lines, None
    behind = len(lines) - len(rest)
    core = _core(title)
    for index in range(max(1, behind), len(lines)):
        if lines[index].cells or len(lines[index].text) > 120:
            continue
        joined = ""
        for line in lines[index : index + _LINES_OF_A_TITLE]:
            joined += line.text
            if _same(joined, title, core, line is lines[index]):
                start = _with_letterhead(lines, index, title)
                end = start - 1 if _ANNEX_MARK.fullmatch(lines[start - 1].text) else start
                return lines[:end], lines[start:]
            if len(joined) > len(title) + 40:
                break
    return lines, None


def _core(title: str) -> str:
    return _plain(title[title.index("关于") :] if "关于" in title else title)


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"《》〈〉（）()]", "", text)


def _same(joined: str, title: str, core: str, single: bool) -> bool:
    plain = _plain(joined)
    return plain in (_plain(title), core) or (single and plain.endswith(core) and "转发" not in plain)


def _with_letterhead(lines: list[Paragraph], index: int, title: str) -> int:
    """Lines above the title that are its issuers, its letterhead or its number belong to the inner notice."""
    plain = _plain(title)
    start = index
    while start > 1:
        text = lines[start - 1].text
        issuer = (len(text) >= 4 and plain.startswith(_plain(text)[:8])) or (_plain(text) in plain and len(text) >= 6)
        if len(text) <= 60 and (issuer or _LETTERHEAD.search(text)) and "。" not in text:
            start -= 1
        else:
            break
    return start
