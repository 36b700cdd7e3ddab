"""Deadlines: a date or a relative point by which ordered work must be done or delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nuanxin.command.notices.fields.parts import Part
from nuanxin.command.notices.words.forms_of_words import words
from nuanxin.foundation.common.reading.official.bodies import body_list
from nuanxin.foundation.common.reading.official.body_words import body_words
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import numeral
from nuanxin.foundation.common.reading.official.prose_dates import ProseDate, prose_dates

_BEHIND = re.compile(
    r"(?:（[^（）]{1,8}）)?(?:上午|下午|晚)?(?:\d{1,2}(?:[:时点](?:\d{2}分?)?)?)?(?:下班)?(?:之前|以前|前(?!后|夕|期|往|来)|止|为止|截止|截至)"
)
_BEFORE = re.compile(
    r"(?:截止(?:时间|日期)?(?:为|到|至|：|是)?|最迟(?:于|在|不超过)?|最晚(?:于|在)?|不(?:迟|晚)于|(?:延长|持续|执行|实施|维持|延续|保留|进行|开展|政策)(?:到|至)|(?<!自)至|截至|时限：|期限：|时间：|（)$"
)
_DELIVERED = re.compile(
    r"报送|上报|[报送]至|报(?:我|市|省|县|区|厅|局|办|国)|提交|完成|反馈|发送|填报|汇总|报告|印发|出台|建成|办结|到位|申报|上传|寄|送达|录入"
)
_EVENTS_HELD = re.compile(r"^.{0,6}(?:召开|举行|举办|启动|开幕|成立|印发|发布|实施|施行|起)")
_SINCE = re.compile(r"^(?:以来|起(?!至)|至今|以后|之后|后|开始(?!至)|期间|前后|的|印发|成立|召开)")
_PAST = re.compile(r"^(?:截至|\d{4}年以来)|(?:已|共|累计).{0,10}(?:完成|办结|查处|检查|解决|追发)")
_UNITS = {
    "工作日": "working_day",
    "日": "day",
    "天": "day",
    "周": "week",
    "星期": "week",
    "个月": "month",
    "月": "month",
    "年": "year",
}
_NUMBER = r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})"
_WITHIN = re.compile(
    rf"(?:自|从|在|于|应当?|须|要|必须)?(?P<event>[^，。；、：（）]{{0,24}}?)(?:之日|之时|当日|当天)?(?:起(?:算)?|以?后|之后)?(?:的)?{_NUMBER}(?P<u>个?工作日|个?月|日|天|周|个?星期|年)(?:之|以)?内"
)
_SAME_DAY = re.compile(
    r"当[天日](?P<event>[\u4e00-\u9fff]{2,4}?)(?:、|，)(?:当[天日][\u4e00-\u9fff]{2,6}(?:、|，)?)*当[天日][\u4e00-\u9fff]{2,6}"
)
_BEFORE_EVENT = re.compile(r"(?:在|于)(?P<event>[^，。；：（）\d]{2,18}?)(?:之前|以前|前)")
_BEFORE_FEAST = re.compile(
    r"(?P<event>春节|元旦|国庆节?|中秋节?|劳动节|五一|除夕|农历新年|两节)(?:之|以|放假)?前(?!后|夕|期)(?=，|完成|全部|清零|办结|支付|足额|发放|结清|解决|实现|动态|拿到|及时|基本|要|应|将|得到|化解|处置|清偿|兑现|返乡前|[^，。；]{0,16}(?:清零|办结|全部|结清|付清|足额|拿到|到位))"
)
_AHEAD = re.compile(
    rf"(?P<event>[^，。；：（）\d]{{2,14}}?)前{_NUMBER}(?P<u>个?工作日|个?月|日|天|周|个?星期|年)(?!前)"
)
_NO_EVENT = re.compile(
    r"^(?:目|以|之|提|眼|面|当|日|年|先|此|春节|节|生|事|会|往|身)?$|时间|近期|规定|限定|承诺|约定|法定|^最|任期|年度|合同|在?未来|^[的了]|过去|近|连续"
)
_ORDERED_WITHIN = re.compile(r"(?:在|于|应|须|要|务必|必须|^|，)[^，。；]{0,16}$")
_NO_SPAN = re.compile(r"(?:近|过去|最近|未来|连续|任期|之前|规定|法定)[^，。；]{0,8}$")
_LONG_PAST = 6  # months before the paper was issued: no order is given for then


@dataclass(frozen=True)
class Deadline:
    """`place` is where it begins in the source; one of `date` and `relative` is None.

    `year` tells where its year comes from: "said" in its paragraph, that of the "paper", or the one "after" it.
    """

    text: str
    date: str | None
    relative: dict[str, Any] | None
    start: str | None
    passage: Passage
    sentence: Passage
    section: str | None
    year: str = "said"

    @property
    def place(self) -> int:
        return self.passage.where[0]


def deadlines_of(
    part: Part, *, year: int | None, period: Passage | None, not_before: str | None = None
) -> list[Deadline]:
    """Deadlines of one part; the campaign's own `period` is none. `not_before` is the ISO day of issue or beginning."""
    if part.kind in ("condition", "time"):
        return []
    whole = part.whole()
    if whole is None:
        return []
    read = list(prose_dates(whole.text, year=year))
    dates = [_ahead(d, not_before) for d in read]
    later = frozenset(d.start for d, old in zip(dates, read, strict=True) if d.last != old.last)
    found: list[Deadline] = []
    offset = 0
    pieces = [p for p in (part.heading, part.body) if p is not None]
    for sentence in (s for piece in pieces for s in piece.sentences()):
        start, end = offset, offset + len(sentence)
        offset = end
        if not _may_bind(sentence.text, part):
            continue
        inside = [d for d in dates if start <= d.start < end]
        found += _dated(whole, sentence, inside, start, part, later)
        found += _relative(sentence, part)
    taken = set(period.where) if period else set()
    return [d for d in found if not taken & set(d.passage.where)]


def _ahead(d: ProseDate, not_before: str | None) -> ProseDate:
    """A winter notice of November that says 1月10日前 means the January that comes."""
    if d.certain or not not_before or d.last.startswith("-") or d.last[: len(not_before)] >= not_before[: len(d.last)]:
        return d
    passed = int(not_before[5:7] or 0) - int(d.last[5:7] or 12)
    if passed < _LONG_PAST:
        return d
    later = f"{int(d.last[:4]) + 1}"
    return replace(d, first=later + d.first[4:], last=later + d.last[4:])


def _may_bind(text: str, part: Part) -> bool:
    forms = words()
    if forms.formulas.search(text) and not forms.orders.search(text):
        return False
    if _PAST.search(text) and not forms.orders.search(text):
        return False
    if part.section is None and part.kind == "opening":
        return forms.orders.search(text) is not None and not re.search(r"决定.{0,60}开展", text)
    return True


def _dated(
    whole: Passage, sentence: Passage, dates: list[ProseDate], offset: int, part: Part, later: frozenset[int]
) -> Iterator[Deadline]:
    text = whole.text
    binds = [_binds(text, d, offset, offset + len(sentence)) for d in dates]
    for i in range(len(dates) - 2, -1, -1):
        between = text[dates[i].end : dates[i + 1].start]
        if binds[i + 1] and re.fullmatch(r"[、和及，]|以及", between):
            binds[i] = True
    for d, bound in zip(dates, binds, strict=True):
        if not bound:
            continue
        start, end = _with_its_words(text, d)
        passage = whole.cut(start, end)
        first = d.first if d.is_range and d.first != d.last else None
        said = "after" if d.start in later else "said" if d.certain or d.last.startswith("-") else "paper"
        yield Deadline(passage.printed(), d.last, None, first, passage, sentence, part.section, said)


def _binds(text: str, d: ProseDate, start: int, end: int) -> bool:
    before, behind = text[max(start, d.start - 8) : d.start], text[d.end : end]
    if re.search(r"每(?:个)?(?:年|月|季度?|周)(?:的)?$", before):
        return False
    if _quoted(text, d.start) or (_SINCE.match(behind) and not d.is_range):
        return False
    if _BEHIND.match(behind):
        return True
    if d.is_range and re.fullmatch(r"[^至到—～-]*(?:季度|半年)", text[d.start : d.end]):
        return re.match(r"[，：）。]|前|内|完成|开展|组织", behind) is not None
    if d.is_range:
        return not re.match(r"年度|年(?!底)", behind) and not re.match(r"的(?!.{0,12}(?:工作|任务))", behind)
    if before.endswith(("到", "力争")):
        clause = text[d.start : end]
        return len(d.last) > 4 and not re.search(r"\d+(?:\.\d+)?%|全覆盖|以上|达到", clause)
    if _BEFORE.search(before):
        return not (before.endswith("（") and not re.match(r"）|[^）]{0,12}）", behind)) and (
            len(d.last) > 4 or before.endswith("至")
        )
    if text[d.end - 1 : d.end] in "底末":
        return True
    clause = re.split(r"[，。；]", behind)[0]
    if before.endswith(("于", "在", "请")) and not _EVENTS_HELD.match(behind):
        return _DELIVERED.search(clause) is not None
    return False


def _quoted(text: str, place: int) -> bool:
    before = text[:place]
    return before.count("《") > before.count("》") or before.count("〔") > before.count("〕")


def _with_its_words(text: str, d: ProseDate) -> tuple[int, int]:
    start, end = d.start, d.end
    for word in ("截止到", "截止", "最迟于", "从", "自", "于", "在", "至"):
        if text[:start].endswith(word):
            start -= len(word)
            break
    behind = _BEHIND.match(text[end:])
    return start, end + behind.end() if behind else end


def _relative(sentence: Passage, part: Part) -> Iterator[Deadline]:
    text = sentence.text
    for m in _WITHIN.finditer(text):
        event = _event(m.group("event")) or _event_before(text, m.start())
        if event is None:
            continue
        yield _relative_deadline(sentence, m, part, {"after": event, "amount": numeral(m["n"]), "unit": _unit(m["u"])})
    for m in _SAME_DAY.finditer(text):
        yield _relative_deadline(sentence, m, part, {"after": m["event"], "amount": 0, "unit": "day"})
    for m in _BEFORE_EVENT.finditer(text):
        goes_on = body_words().goes_on.match(text, m.end()) or text[m.end() : m.end() + 1] in "，先"
        if (
            not goes_on
            or _NO_EVENT.search(m["event"])
            or not body_words().verb.search(m["event"])
            or "前" in m["event"]
        ):
            continue
        yield _relative_deadline(sentence, m, part, {"before": m["event"], "amount": 0, "unit": "day"})
    for m in _BEFORE_FEAST.finditer(text):
        yield _relative_deadline(sentence, m, part, {"before": m["event"], "amount": 0, "unit": "day"})
    for m in _AHEAD.finditer(text):
        event = re.sub(r"^(?:应当?|要|须|在|于|请)", "", m["event"])
        if body_words().verb.search(event) and not _NO_EVENT.search(event):
            yield _relative_deadline(
                sentence, m, part, {"before": event, "amount": numeral(m["n"]), "unit": _unit(m["u"])}
            )


def without_a_beginning(part: Part) -> Iterator[Passage]:
    """Orders of the form 15日内 that do not say from when the days are counted: no deadline can be made of them."""
    if part.kind != "work" or part.body is None:
        return
    for sentence in part.body.sentences():
        text = sentence.text
        for m in _WITHIN.finditer(text):
            if (
                not _event(m["event"])
                and not _event_before(text, m.start())
                and _ORDERED_WITHIN.search(text[: m.end()])
            ):
                if not _NO_SPAN.search(text[: m.end()]) and not text.startswith(("的", "曾", "受"), m.end()):
                    yield sentence.cut(m.start("n"), m.end())


def _relative_deadline(sentence: Passage, m: re.Match[str], part: Part, relative: dict[str, Any]) -> Deadline:
    passage = sentence.cut(*m.span())
    return Deadline(passage.printed(), None, relative, None, passage, sentence, part.section)


def _event(printed: str) -> str | None:
    event = re.sub(r"^(?:并|应当?|须|要|必须|请|在|于|自|从|务必|对)+", "", printed)
    event = re.sub(r"(?:之日|之时|当日|起|后|的|之)+$", "", event)
    listed = body_list(event + "要")
    if listed and listed.end >= 2:
        event = re.sub(r"^(?:应当?|须|要|必须|在|于|自|从|务必)+", "", event[listed.end :])
    return event if len(event) >= 2 and not _NO_EVENT.search(event) else None


def _event_before(text: str, place: int) -> str | None:
    """接到举报后，3个工作日内…: the event is the clause before."""
    clauses = [c for c in re.split(r"[，。；：]", text[:place]) if c]
    if not clauses:
        return None
    found = re.search(r"(?P<event>[^，]{2,20}?)(?:之?后|之日起|的|时)$", clauses[-1]) or re.search(
        r"(?:^|针)对(?P<event>[^，]{2,24})$", clauses[-1]
    )
    return _event(found["event"]) if found else None


def _unit(printed: str) -> str:
    return _UNITS[printed.removeprefix("个")]
