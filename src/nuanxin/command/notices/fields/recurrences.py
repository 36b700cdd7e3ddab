"""Work repeated at a stated interval: 每周调度, 周调度、月通报, 按季度报送, 定期巡查."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.command.notices.fields.parts import Part
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.prose_dates import ProseDate, prose_dates

_WORK = r"(?:调度|通报|报告|报送|上报|报|汇总|排查|会商|巡查|检查|研判|统计|总结|分析|清零|清欠|例会|督导|督查|督办|考核|评估|盘点|更新|摸排|暗访|推送|公布|公示|归集|反馈|点评|小结|复盘|检视|调研|核查|排名|评比|简报|台账|清单|报表|普查)"
_INTERVALS = (
    ("half_year", rf"每(?:隔)?半年|每(?:隔)?(?:6|六)个月|按半年|(?<![一-龥])半年(?:一|1)?次?{_WORK}"),
    ("quarter", rf"(?<=建立|实行|实施|执行|落实|坚持|推行|健全|采取)季度?{_WORK}|每(?:个|一)?季度?|按季度?|逐季度?|每(?:3|三)个月|(?<![一二三四1-4上第两每])(?:季度?)(?:一)?{_WORK}|一季度?一{_WORK}"),
    ("week", rf"(?<=建立|实行|实施|执行|落实|坚持|推行|健全|采取)周{_WORK}|每(?:个|一)?(?:周|星期)(?!岁)(?:[一二三四五六日天])?|按周|逐周|(?<![一-龥])周(?:一)?{_WORK}|一周一{_WORK}|(?<=[，、“（])周{_WORK}"),
    ("day", rf"每(?:个|一)?(?:日|天|工作日)|按日|逐日|(?<![今当昨平往近时\d一二三四五六七八九十])日{_WORK}|一日一{_WORK}"),
    ("month", rf"(?<=建立|实行|实施|执行|落实|坚持|推行|健全|采取)月{_WORK}|每(?:个|一)?月|按月(?!拨付|足额|发放|支付|发|代发|考核表|按时|将|向农民工|结算)|逐月|(?<![一-龥\d])月(?:一)?{_WORK}|一月一{_WORK}|(?<=[，、“（])月{_WORK}"),
    ("year", rf"每(?:个|一)?年(?!龄)|按年|逐年(?=报|开展|检查)|(?<!本)(?<!纳入)(?<!列入)年度{_WORK}|一年一{_WORK}"),
    (None, r"(?<!不)定期(?!存|待|限|间)"),
)  # fmt: skip
_ALL = [(every, re.compile(form)) for every, form in _INTERVALS]
_NOT_WORK = re.compile(
    r"每(?:日|天|月|年|周)(?:(?:工作|工时|工资|的|不超过|每人)?(?:时间|标准|收入|\d+元)|最高|最多|不超过|补贴|补助|给予)|每年(?:春节|冬季|岁末)前后是"
)


@dataclass(frozen=True)
class Recurrence:
    """`passage`: the words that say how often, up to the end of their clause."""

    every: str | None
    passage: Passage
    what: str
    until: str | None


def recurrences_of(part: Part, *, year: int | None) -> list[Recurrence]:
    """Recurrences of one part, one an interval; a heading's 定期 counts where its text gives no interval."""
    if part.kind == "condition":
        return []
    found: list[Recurrence] = []
    if part.body is not None:
        for sentence in part.body.sentences():
            found += _of_sentence(sentence, year)
    if part.heading is not None:
        in_heading = _of_sentence(part.heading, year)
        if not any(_same_work(one, other) for one in in_heading for other in found):
            found = in_heading + found
    return found


def _same_work(heading: Recurrence, other: Recurrence) -> bool:
    return heading.every is None or heading.every == other.every


def _of_sentence(sentence: Passage, year: int | None) -> list[Recurrence]:
    hits = list(_hits(sentence.text))
    spans: list[Recurrence] = []
    dates = prose_dates(sentence.text, year=year) if hits else []
    hits = _merged(hits, sentence.text)
    intervals = [(s, e, every) for s, e, every in hits if every is not None]
    for start, end, every in hits:
        if every is None and any(_one_work(sentence.text, start, s) for s, _, _ in intervals):
            continue
        stop = _clause_end(sentence.text, end, [s for s, _, _ in hits if s > start])
        if sentence.text[:start].endswith(("在", "于", "按")):
            start -= 1
        passage = sentence.cut(start, stop)
        spans.append(Recurrence(every, passage, _what(passage, sentence), _until(sentence.text, start, dates)))
    return spans


def _hits(text: str) -> Iterator[tuple[int, int, str | None]]:
    taken: list[tuple[int, int, str | None]] = []
    for every, form in _ALL:
        for m in form.finditer(text):
            if _NOT_WORK.match(text, m.start()) or any(s < m.end() and m.start() < e for s, e, _ in taken):
                continue
            taken.append((m.start(), m.end(), every))
    yield from sorted(taken, key=lambda hit: hit[0])


def _merged(hits: list[tuple[int, int, str | None]], text: str) -> list[tuple[int, int, str | None]]:
    """按月统计…，于每月3日前填报: one interval for one work in one sentence is one entry, with all its words."""
    kept: list[tuple[int, int, str | None]] = []
    for start, end, every in hits:
        if kept and every is not None and kept[-1][2] == every and "；" not in text[kept[-1][1] : start]:
            kept[-1] = (kept[-1][0], end, every)
        else:
            kept.append((start, end, every))
    return kept


def _one_work(text: str, vague: int, stated: int) -> bool:
    """定期 and an interval in one sentence speak of one work unless a new clause with its own verb lies between."""
    first, last = sorted((vague, stated))
    return text[first:last].count("，") <= 3 and "；" not in text[first:last]


def _clause_end(text: str, start: int, later: list[int]) -> int:
    found = re.search(r"[，。；：”]", text[start:])
    end = start + found.start() if found else len(text)
    following = [s for s in later if s < end]
    if following:
        end = len(text[: following[0]].rstrip("、和及"))
    return end


def _what(passage: Passage, sentence: Passage) -> str:
    text = passage.printed()
    shorter = re.sub(
        r"^(?:在|于|按)?(?:每(?:个|一)?(?:半年|季度?|月|周|星期|日|天|年)|定期|按[月周季日]度?|[周月日季]|半年|年度)",
        "",
        text,
    )
    if len(shorter) >= 6 or "，" not in sentence.text:
        return shorter or text
    after = sentence.printed(sentence.text.find(passage.text) + len(passage.text)).lstrip("”")
    behind = after.strip("，。；”") if after.startswith("，") else ""  # 周调度、月通报: the next is work of its own
    return shorter + ("，" + behind.split("，")[0] if behind and len(shorter) < 3 else "")


def _until(text: str, place: int, dates: list[ProseDate]) -> str | None:
    for d in dates:
        if text[: d.start].endswith(("至", "到", "截止", "直至")) and abs(d.start - place) < 30:
            return d.last
    return None
