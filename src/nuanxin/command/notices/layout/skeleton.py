"""A paper taken apart: head, recipients, opening, numbered items, closing, signature, annexes, the notice inside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nuanxin.command.notices.layout.head import Head, read_head
from nuanxin.command.notices.layout.outline import Item, Outline
from nuanxin.command.notices.layout.paragraphs import Paragraph
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import outline_number
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates

_ANNEX_ALONE = re.compile(
    r"附(?:件|表|录)[\d一二三四五六七八九十]{0,3}[：.]?$|（?附件[\d一二三四五六七八九十]{1,3}）?[：]?$"
)
_ANNEX_LIST = re.compile(r"附[件表]?(?:[\d一二三四五六七八九十]{0,2})[：.](?=.)")
_DATE_LINE = re.compile(
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})年(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月[\d一二三四五六七八九十]{1,3}日(?:印发)?$"
)
_COPIES = re.compile(r"(?:抄送|抄报|分送)：")
_OPENNESS = re.compile(
    r"（?(此件(?:主动)?公开(?:发布)?|信息公开(?:选项|属性)?：?(?:主动公开|依申请公开|不予公开)|公开方式：主动公开)）?$"
)
_CONTACT = re.compile(
    r"（?(?:联系人|联系单位|联系方式|联系电话|咨询电话|联系科室|电话|传真|邮箱|电子邮箱|电子邮件|联系地址|地址|监督电话|举报电话|投诉电话)(?:及[^：]{1,10})?[：:]"
)
_CLOSING = re.compile(
    r"请(?:各|于|将|在)|对[^，。]{0,20}(?:不力|不到位)|特此|联系人|（联系|以上|未尽事宜|本(?:通知|方案|办法|意见)自|工作中(?:遇到|如有)|执行中|各[^，。]{1,20}(?:请|要)?于\d|附件"
)
_LONGEST_HEADING = 25
_FORM_FIELD = re.compile(r"[^，。；]{1,24}[：:]\s*_*$")
_FORM_TITLE = re.compile(
    r"(?:统计表|情况表|登记表|申请表|汇总表|推荐表|审批表|报表|回执|表|情况|台账|清单|信息表)(?:（[^）]*）)?$"
)


@dataclass
class Annex:
    """What stands under 附件 N: its paragraphs, until it is known whether it is a form, a list or a plan."""

    mark: Passage | None
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass
class Skeleton:
    """The parts of one notice; every passage knows where it stood."""

    head: Head
    opening: list[Passage] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    closing: list[Passage] = field(default_factory=list)
    signature: list[Passage] = field(default_factory=list)
    issued_on: Passage | None = None
    annexes: list[Annex] = field(default_factory=list)
    annex_titles: list[Passage] = field(default_factory=list)
    contacts: list[Paragraph] = field(default_factory=list)
    copies_to: Passage | None = None
    openness: Passage | None = None
    tables: list[list[Paragraph]] = field(default_factory=list)
    rows_of: dict[int, list[Paragraph]] = field(default_factory=dict)

    def everything(self) -> list[Passage]:
        """All running text in order."""
        inner = [p for item in self.items for p in ([item.heading] if item.heading else []) + item.body]
        return self.opening + inner + self.closing


def take_apart(paragraphs: list[Paragraph]) -> Skeleton:
    """Head first, then the body paragraph by paragraph; what stands under 附件 comes last."""
    head, rest = read_head(paragraphs)
    skeleton = Skeleton(head)
    body, annexes = _split_annexes(rest)
    has_top = any((n := outline_number(p.text)) and n.kind == "han" for p in body)
    outline = Outline(has_top=has_top)
    _read_body(body, skeleton, outline)
    for annex in annexes:
        if _is_prose(annex):
            _read_plan(annex, skeleton, outline)
        else:
            skeleton.annexes.append(annex)
    skeleton.items = outline.items
    _split_closing(skeleton)
    outline.close()
    return skeleton


def _split_annexes(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Annex]]:
    body: list[Paragraph] = []
    annexes: list[Annex] = []
    for paragraph in paragraphs:
        if _ANNEX_ALONE.match(paragraph.text) and not paragraph.cells:
            annexes.append(Annex(paragraph.passage))
        elif annexes:
            annexes[-1].paragraphs.append(paragraph)
        else:
            body.append(paragraph)
    return body, annexes


def _is_prose(annex: Annex) -> bool:
    """A plan or rules in an annex are read on; a form, a list of names or an empty page is not."""
    texts = [p.text for p in annex.paragraphs if not p.cells]
    numbered = sum(1 for text in texts if outline_number(text) and not re.search(r"_{2,}", text))
    sentences = sum(text.count("。") for text in texts)
    blanks = sum(bool(re.search(r"_{2,}", text) or _FORM_FIELD.fullmatch(text)) for text in texts)
    rows = sum(bool(p.cells) for p in annex.paragraphs)
    return (numbered >= 2 and sentences >= 3 and blanks + rows / 2 < numbered) or (sentences >= 4 and blanks + rows < 2)


def _read_plan(annex: Annex, skeleton: Skeleton, outline: Outline) -> None:
    rest = annex.paragraphs
    while (
        rest
        and len(rest[0].text) <= 45
        and not outline_number(rest[0].text)
        and "。" not in rest[0].text
        and not rest[0].cells
    ):
        skeleton.annex_titles.append(rest[0].passage)
        rest = rest[1:]
    _read_body(rest, skeleton, outline)


def _read_body(paragraphs: list[Paragraph], skeleton: Skeleton, outline: Outline) -> None:
    listing, table = False, False
    for index, paragraph in enumerate(paragraphs):
        text, number = paragraph.text, outline_number(paragraph.text)
        if paragraph.cells:
            if not table:
                skeleton.tables.append([])
            table = True
            skeleton.tables[-1].append(paragraph)
            continue
        table = False
        if (
            listing
            and (number or len(text) <= 40)
            and "。" not in text
            and not _special(paragraph, skeleton, paragraphs, index)
        ):
            skeleton.annex_titles.append(paragraph.passage.cut(number.length if number else 0))
            continue
        listing = False
        if _ANNEX_LIST.match(text) and "。" not in text:
            listing = True
            skeleton.annex_titles.append(paragraph.passage.cut(text.index("：") + 1 if "：" in text else 3))
        elif _special(paragraph, skeleton, paragraphs, index):
            _keep_special(paragraph, skeleton, paragraphs, index)
        elif number and number.length < len(text):
            outline.add(paragraph, number)
        elif outline.items:
            outline.items[-1].body.append(paragraph.passage)
        else:
            skeleton.opening.append(paragraph.passage)


def _special(paragraph: Paragraph, skeleton: Skeleton, paragraphs: list[Paragraph], index: int) -> bool:
    text = paragraph.text
    if _COPIES.match(text) or _OPENNESS.fullmatch(text) or _CONTACT.match(text) or re.match(r"（联系", text):
        return True
    date_line = _DATE_LINE.search(text)
    if date_line and len(text) <= 60 and not re.search(r"[，。；：\d—]", text[: date_line.start()]):
        return True
    return _signs(paragraph, paragraphs, index)


def _signs(paragraph: Paragraph, paragraphs: list[Paragraph], index: int) -> bool:
    """A body alone on a short line, with a date line soon below it."""
    text = paragraph.text
    if len(text) > 60 or re.search(r"[，。；：？！]", text) or outline_number(text):
        return False
    below = paragraphs[index + 1 : index + 9]
    for later in below:
        if _DATE_LINE.fullmatch(later.text):
            return True
        if len(later.text) > 60 or re.search(r"[，。；：]", later.text):
            return False
    return False


def _keep_special(paragraph: Paragraph, skeleton: Skeleton, paragraphs: list[Paragraph], index: int) -> None:
    text, passage = paragraph.text, paragraph.passage
    date_line = _DATE_LINE.search(text)
    if _COPIES.match(text):
        skeleton.copies_to = passage
    elif _OPENNESS.fullmatch(text):
        skeleton.openness = passage.strip("（）")
    elif _CONTACT.match(text) or text.startswith("（联系"):
        skeleton.contacts.append(paragraph)
    elif date_line:
        if text.endswith("印发"):
            return
        if skeleton.issued_on is None:
            skeleton.issued_on = passage.cut(date_line.start())
            if date_line.start():
                skeleton.signature.append(passage.cut(0, date_line.start()))
    elif skeleton.issued_on is None:
        skeleton.signature += _by_blanks(paragraph)


def _by_blanks(paragraph: Paragraph) -> list[Passage]:
    """Several bodies on one line stand apart by wide blanks."""
    source, where = paragraph.passage.source, paragraph.passage.where
    pieces, start = [], 0
    for i in range(1, len(where)):
        gap = source[where[i - 1] + 1 : where[i]]
        if len(gap) >= 2 or "\u3000" in gap or "\t" in gap:
            pieces.append(paragraph.passage.cut(start, i))
            start = i
    pieces.append(paragraph.passage.cut(start))
    return pieces if all(len(p) >= 4 for p in pieces) else [paragraph.passage]


def _split_closing(skeleton: Skeleton) -> None:
    """The last paragraphs of the last item that speak of the whole notice belong to no item."""
    if not skeleton.items:
        return
    last = skeleton.items[-1]
    for place, passage in enumerate(last.body):
        if place == 0 and "。" not in last.lead.text and len(last.lead) <= _LONGEST_HEADING:
            continue  # the only words under a heading are its own
        if _CLOSING.match(passage.text):
            skeleton.closing += last.body[place:]
            del last.body[place:]
            return


def year_in(passage: Passage | None) -> int | None:
    """The year of the first full date in a passage."""
    if passage is None:
        return None
    years = re.search(r"(?:19|20)\d\d", passage.text) or None
    if years:
        return int(years.group())
    dates = prose_dates(passage.text, year=None)
    return int(dates[0].first[:4]) if dates and dates[0].first[:1] != "-" else None
