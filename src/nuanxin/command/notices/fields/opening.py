"""What the head, the opening and the signature say: issuer, basis, goals, the campaign's period, the year, contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nuanxin.command.notices.fields.parts import Part
from nuanxin.command.notices.layout.skeleton import Skeleton, year_in
from nuanxin.foundation.common.reading.official.bodies import names_of
from nuanxin.foundation.common.reading.official.document_numbers import cited_documents, document_number
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.prose_dates import ProseDate, prose_dates

_ABOUT = re.compile(r"关于|转发|印发|\d{4}年")
_TAIL = re.compile(
    r"(?<=[厅局委部办室会院])(?=省|市|县|区|自治|国家|中共|中华|共青团|[\u4e00-\u9fff]{2,8}(?:省|市|县|区)(?!委|政府))"
)
_DECIDES = re.compile(
    r"，(?P<who>[^，。；]{4,80}?)(?:研究)?(?:决定|定于|将|会同[^，。]{0,20}部门)(?:[^，。]{0,40}?)(?:开展|组织|举办|实施)"
)
_GROUND = re.compile(r"根据|按照|依据|落实|贯彻|遵照|依照|经")
_NO_GOAL = re.compile(
    r"^(?:以.+(?:为指导|为主线|为统领|为遵循|为契机|为重点|为抓手|为目标|为导向|为中心)|坚持|为?(?:深入|全面|认真)?(?:学习)?(?:贯彻|落实)|根据|按照|经|结合|现将|决定|充分发挥|勇于|采取|主动|深入贯彻|深入学习|紧紧围绕|围绕|聚焦(?=党)|牢固|压紧|特|制定|在.{0,8}(?:领导|基础)|通过|推动落实)"
)
_TO_DO = re.compile(r"^(?:各|请|希望)|(?:以下|如下)")
_TODAY = re.compile(r"(?:自|从)?(?:即日|(?:本)?(?:通知|方案)?(?:印发|发布|下发)之日)起(?=至|到)")
_INLINE_TIME = re.compile(r"(?:活动|行动|检查|整治)时间(?:为|：|安排)")
_PERIOD = re.compile(r"(?:自|从|于)?$")


@dataclass(frozen=True)
class Period:
    """When the campaign runs; `start` and `end` are None where the words are vague."""

    start: str | None
    end: str | None
    passage: Passage | None


def year_of(skeleton: Skeleton, period_text: Passage | None) -> int | None:
    """Issue date, own number, 发布日期, or a year in title, period, campaign's name; else None: never guessed."""
    head = skeleton.head
    number = document_number(head.number.text) if head.number else None
    meta = [
        head.meta[k] for k in ("成文日期", "印发日期", "发文日期", "生成日期", "发布日期", "发布时间") if k in head.meta
    ]
    for found in (
        year_in(skeleton.issued_on),
        number[2] if number else None,
        *(year_in(m) for m in meta),
        _printed_year(head.title),
        _printed_year(period_text),
    ):
        if found:
            return found
    return None


def _printed_year(passage: Passage | None) -> int | None:
    found = re.search(r"(?:19|20)\d\d(?=年|—|-)", re.sub(r"〔\d{4}〕", "", passage.text)) if passage else None
    return int(found.group()) if found else None


def issuers(skeleton: Skeleton) -> list[Passage]:
    """Signature, else letterhead, else the title before 关于, else who decides in the opening."""
    if skeleton.signature:
        return skeleton.signature
    head = skeleton.head
    if head.letterhead is not None:
        text = head.letterhead.text
        return [head.letterhead.cut(0, text.rfind("文件") if "文件" in text else len(text))]
    if head.title is not None:
        about = _ABOUT.search(head.title.text)
        before = head.title.cut(0, about.start()) if about else None
        if before is not None and len(before) >= 4 and not re.search(r"等\d*[一二三四五六七八九十]*部门", before.text):
            return list(_joint(before, skeleton))
    for passage in skeleton.opening:
        decides = _DECIDES.search("，" + passage.text)
        if decides:
            start = decides.start("who") - 1
            names = names_of(decides["who"])
            return [passage.cut(start, start + len(decides["who"]))] if names else []
    return []


def _joint(before: Passage, skeleton: Skeleton) -> Iterator[Passage]:
    """Bodies that issue together stand apart by blanks or by the ends of lines."""
    where, start = before.where, 0
    for i in range(1, len(where)):
        if where[i] - where[i - 1] > 1 and before.text[i - 1] in "厅局委部办室会院府行组关署" and i - start >= 4:
            yield before.cut(start, i)
            start = i
    yield before.cut(start)


def basis(skeleton: Skeleton, forwards: str | None) -> list[tuple[Passage, str]]:
    """Documents named as ground in the opening; a title that begins outside the text is read as far as it stands."""
    found: list[tuple[Passage, str]] = []
    for passage in skeleton.opening:
        if re.match(r"请|联系", passage.text):
            continue
        for cited in cited_documents(passage.text):
            before = passage.text[: cited.start]
            if (
                not _GROUND.search(before)
                or (forwards and cited.title in forwards)
                or re.search(r"(?:现将|印发|转发)[^，》]{0,20}$", before)
            ):
                continue
            piece = passage.cut(cited.start, cited.end)
            printed = passage.printed(cited.start + 1, cited.start + 1 + len(cited.title))
            found.append((piece, printed + (f"（{cited.number}）" if cited.number else "")))
        cut_off = re.match(r"(?P<title>[^《》]{6,60})》(?:（(?P<number>[^（）]+号)）)?", passage.text)
        if cut_off and passage is skeleton.opening[0]:
            number = f"（{cut_off['number']}）" if cut_off["number"] else ""
            found.insert(0, (passage.cut(0, cut_off.end()), passage.printed(0, len(cut_off["title"])) + number))
    return found


def goals(parts: list[Part]) -> list[Passage]:
    """Clauses of the opening (为…) and of goal sections that say what it is for."""
    found: list[Passage] = []
    for part in parts:
        if part.kind == "goal" and part.body is not None:
            found += [c for c in part.body.parts("，。；：") if _is_goal(c.text)]
        elif part.kind == "opening" and part.body is not None and re.match(r"为(?!期)|.{0,60}。为", part.body.text):
            found += list(_purposes(part.body))
    return [c.strip("，。；：") for c in found]


def _purposes(passage: Passage) -> Iterator[Passage]:
    for sentence in passage.sentences():
        if not sentence.text.startswith("为"):
            continue
        for clause in sentence.parts("，。；"):
            if re.match(r"(?:根据|按照|决定|现|经|结合|特|依据)|.{0,40}(?:决定|定于)", clause.text):
                break
            text = clause.text
            if _is_goal(text):
                yield clause.cut(1) if text.startswith("为") else clause
        return


def _is_goal(text: str) -> bool:
    bare = text.strip("，。；：")
    return 4 <= len(bare) <= 60 and not _NO_GOAL.search(bare.removeprefix("为")) and not _TO_DO.search(bare)


def period_of(skeleton: Skeleton, parts: list[Part], year: int | None) -> Period:
    """从…至… of the campaign: in the opening with 决定 / 开展, under 活动时间, or years in a plan's name."""
    for part in parts:
        if part.kind == "time" and part.whole() is not None:
            whole = part.body or part.heading
            found = (_from_today(whole, skeleton, year) or _first_range(whole, year)) if whole else None
            if found or whole:
                return found or Period(None, None, whole.cut(0, min(len(whole), 40)).strip("。；") if whole else None)
    for passage in [*skeleton.opening, *(p.body for p in parts if p.kind == "goal" and p.body)]:
        for sentence in passage.sentences():
            if re.search(r"(?:决定|定于|拟|将|现)?.{0,60}(?:开展|实施|举办|组织|进行)", sentence.text):
                found = _from_today(sentence, skeleton, year) or _first_range(sentence, year)
                if found and not re.search(r"以来|检查.{0,6}期间", sentence.text):
                    return found
    for line in parts:
        inline = _INLINE_TIME.search(line.body.text) if line.body else None
        if inline and line.body:
            found = _first_range(line.body.cut(inline.start()), year)
            if found:
                return found
    title = skeleton.head.title
    if title is not None and re.search(r"行动|计划|规划|方案|活动", title.text):
        spans = [
            d for d in prose_dates(title.text, year=year) if d.is_range and "季度" not in title.text[d.start : d.end]
        ]
        if spans:
            return Period(spans[0].first, spans[0].last, title.cut(spans[0].start, spans[0].end))
    return _vague(skeleton)


def periods_said(skeleton: Skeleton, parts: Sequence[Part], year: int | None) -> list[Period]:
    """Every from–to that the paper gives the campaign as a whole, wherever it stands: they should be one."""
    told = [p.body or p.heading for p in parts if p.kind == "time" and p.item is not None and not p.item.parents]
    told += [s for p in skeleton.opening for s in p.sentences() if re.search(r"(?:决定|定于|拟).{0,60}(?:开展|实施|举办|组织|进行)", s.text)]  # fmt: skip
    told += [p.body.cut(at.start()) for p in parts if p.body and (at := _INLINE_TIME.search(p.body.text))]
    found = [_from_today(t, skeleton, year) or _first_range(t, year) for t in told if t is not None]
    return [p for p in found if p is not None]


def _from_today(passage: Passage, skeleton: Skeleton, year: int | None) -> Period | None:
    """从即日起至…: from the day of the signature; without one the beginning stays open."""
    begins = _TODAY.search(passage.text)
    until = prose_dates(passage.text[begins.end() :], year=year) if begins else []
    if begins is None or not until or until[0].start > 1:
        return None
    signed = prose_dates(skeleton.issued_on.text, year=None) if skeleton.issued_on else []
    end = begins.end() + until[0].end
    return Period(signed[0].first if signed else None, until[0].last, passage.cut(begins.start(), end))


def _first_range(passage: Passage, year: int | None) -> Period | None:
    for d in prose_dates(passage.text, year=year):
        if d.is_range and not _cited(passage.text, d):
            start, end = d.start, d.end
            if passage.text[:start].endswith(("自", "从")):
                start -= 1
            behind = re.match(r"(?:前|止|为止|底)", passage.text[end:])
            return Period(d.first, d.last, passage.cut(start, end + (behind.end() if behind else 0)))
    return None


def _cited(text: str, d: ProseDate) -> bool:
    before = text[: d.start]
    return before.count("《") > before.count("》")


def _vague(skeleton: Skeleton) -> Period:
    for passage in skeleton.opening:
        found = re.search(r"(?:在|于|做好)(?P<when>(?:春节|元旦春节|两节|岁末年初|冬春)(?:期间|前后)?)", passage.text)
        if found and found["when"] != "春节":
            return Period(None, None, passage.cut(*found.span("when")))
    return Period(None, None, None)
