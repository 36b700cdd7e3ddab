"""Targets: numbers and all-or-nothing statements that orders or goals set for the work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.command.notices.fields.parts import Part
from nuanxin.command.notices.words.forms_of_words import words
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import numeral
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates

_NUMBER = r"(?P<n>\d[\d,，]*(?:\.\d+)?|百分之[一二三四五六七八九十百]+|[一二两三四五六七八九十百千]+)"
_MEASURE = r"(?P<u>%|‰|个百分点|万元|亿元|元|万人次|万人|人次|万户|户次|场次|批次|课时|学时|平方米|公里|名|家|次|场|期|支|个|人|户|件|项|条|篇|例|起|所|处|批|辆|趟|列|班|班次|台|套|间|张|倍|成|种|类|部|幅|门|位|本|册|笔|单|轮|座|亩|宗|小时|分)"
_NO_TIME = r"(?!工作日|月(?!薪|收)|年|星期|季度|小时|周)"
_AMOUNT = rf"{_NUMBER}{_MEASURE}{_NO_TIME}"
_AMOUNT_WITHOUT_NAMES = _AMOUNT.replace("?P<n>", "").replace("?P<u>", "")
_MORE = r"增长|提高|提升|增加|上升|增幅|扩大|新增"
_LESS = r"下降|降低|减少|压减|降幅|减幅|缩减|缩短"
_PATTERNS = (
    ("change", re.compile(rf"(?P<way>{_MORE}|{_LESS})(?:了|幅度)?(?:均|都|分别)?(?:要|应|须)?(?:至少|不低于|不少于|达到|达|在|超过|为|约)?{_NUMBER}(?P<u>%|个百分点|成|倍)(?:以上|左右)?")),
    ("at_least", re.compile(rf"(?:至少|不少于|不低于|不得少于|不得低于|达到|达(?!成)|力争达|保持在|稳定在|超过(?<!不超过)(?<!得超过)|高于(?<!不高于))(?:要|开展|举办|组织|完成|安排|确定|配备|选派|选树|建立|进行|有|培训|推荐|设立|提供|检查|在|为|于)?[^，。；、\d]{{0,12}}?{_AMOUNT}(?:以上)?")),
    ("at_least", re.compile(rf"{_AMOUNT}(?:及)?以上(?!的|群体|案|企业|项目|人员|单位|职称|学历|工|劳|农|欠|罚|，且)")),
    ("at_most", re.compile(rf"(?:不超过|不高于|不得超过|不得高于|不得多于|不多于|最多|最高(?!人民|检|法)|控制在|限额|只能(?:申[请报]|享受|推荐|参加|领取)?|上限为?)(?:为|可|给予|补贴|奖励|申[请报]|享受|推荐)?[^，。；、\d]{{0,8}}?{_AMOUNT}(?:以内|之内|以下)?")),
    ("at_most", re.compile(rf"{_AMOUNT}(?:以内|之内|以下)(?!的|罚)")),
    ("all", re.compile(r"全部(?=[^，。；]{0,8}?(?:办结|完成|到位|清(?!零)|兑付|付清|结清|整改|化解|解决|落实|兑现|纳入|支付|发放|销号|处置|建成|实现|上线|参保|签订))|全数|全覆盖|应(?P<x>[\u4e00-\u9fff]{1,2})尽(?P=x)|件件有(?:着落|回音|结果|回复)(?:、?(?:事事|件件|案案)有(?:回音|着落|结果|回应|落实))?|每(?:一)?(?:个|名|件|家|位|项|笔|起|条|处)[^，。；]{1,24}?都(?!市|会区)|(?<![\d.])100%|百分之百")),
    ("zero", re.compile(r"(?:动态|实现|全面|基本|全部|及时)?清零|零(?:拖欠|欠薪|发生|事故|投诉|上访|舆情|差错|违规|遗漏|死角|积压|增长|伤亡|欠|逾期)|杜绝|(?<!防范)(?:绝)?不(?:再)?(?:发生|出现)(?!的)|无(?:拖欠|欠薪|欠|事故|投诉|上访)")),
    ("equal", re.compile(rf"(?P<verb>抽调|选调|增派|派出|储备|划拨|确定|明确|指定|配备|设立|设置|建立|组建|安排|选派|选派|选聘|推荐|推荐|报送|评选|选树|打造|培育|建设|建成|创建|完成|举办|开展|组织|召开|给予|发放|补贴|补助|奖励|发给|培训|帮扶|新增|投入|筹集|遴选|认定|公布|曝光|制作|印制|走访|慰问|检查|抽查|随机抽取|抽取|资助|每[人户个家年]|按照?|标准为)(?:好|了|不同)?[^，。；、\d一二两三四五六七八九十百千]{{0,14}}?{_AMOUNT}(?!以上|以内|以下|以上的)(?!一[\u4e00-\u9fff])")),
)  # fmt: skip
_CONDITION = re.compile(
    r"(?:年满|未满|不满|周岁|年龄|工龄|从业(?!人员|人数|者)|连续|条件|符合|涉及|拖欠|凡|对[^，。；]{0,30}的$|罚款|处以|情节)"
)
_NEXT_IN_LIST = re.compile(rf"[，、和][^，。；、\d一二三四五六七八九十]{{2,14}}{_AMOUNT}(?=[，。；、）]|$)")
_MERE = re.compile(
    r"^(?:一个|一次性|一体|一批|一系列|一定|一些|一种|一类|一处|一部|一件事|一起|一步|一号|一单|一位|一名之)"
)
_FOUND_IN_GOALS = re.compile(r"确保|实现|力争|达到|做到|杜绝|清零|全部|覆盖|不发生")


@dataclass(frozen=True)
class Target:
    """`value` and `unit` as printed; `all` is 100 %, `zero` is 0."""

    comparison: str
    value: float
    unit: str | None
    base: str | None
    subject: str
    passage: Passage
    by: str | None


def targets_of(part: Part, *, year: int | None) -> list[Target]:
    """Targets of one part, in order; one entry a number and subject."""
    if part.kind in ("condition", "time"):
        return []
    found: list[Target] = []
    for piece in (part.heading if part.heading and not _repeats(part) else None, part.body):
        if piece is None:
            continue
        for sentence in piece.sentences():
            if _may_set(sentence.text, part):
                found += _of_sentence(sentence, year)
    return found


def without_repetitions(targets: list[Target]) -> list[Target]:
    """A target stated again in the same words is one."""
    seen: set[tuple[str, float, str | None, str, str]] = set()
    kept = []
    for t in targets:
        key = (t.comparison, t.value, t.unit, t.subject, t.passage.text)
        if key not in seen:
            seen.add(key)
            kept.append(t)
    return kept


def _repeats(part: Part) -> bool:
    return part.body is not None and part.heading is not None and part.heading.text in part.body.text


def _may_set(text: str, part: Part) -> bool:
    forms = words()
    if re.match(r"(?:截至|近年来|目前|当前|去年|今年以来)", text):
        return False
    if part.section is None:
        return bool(forms.orders.search(text) or _FOUND_IN_GOALS.search(text)) and not re.search(
            r"决定.{0,40}开展", text
        )
    return not (forms.facts.search(text) and not forms.orders.search(text))


def _of_sentence(sentence: Passage, year: int | None) -> Iterator[Target]:
    text = sentence.text
    taken: list[tuple[int, int]] = []
    hits: list[tuple[int, str, re.Match[str]]] = []
    for comparison, form in _PATTERNS:
        for m in form.finditer(text):
            if any(s < m.end() and m.start() < e for s, e in taken) or not _counts(text, comparison, m):
                continue
            taken.append(m.span())
            hits.append((m.start(), comparison, m))
    hits += list(_going_on(text, hits, taken))
    for _, comparison, m in sorted(hits, key=lambda hit: hit[0]):
        yield from _targets(sentence, comparison, m, year)


def _going_on(
    text: str, hits: list[tuple[int, str, re.Match[str]]], taken: list[tuple[int, int]]
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """评选个人100名，先进集体20个: the list goes on without its verb."""
    for _, comparison, m in [hit for hit in hits if hit[1] == "equal"]:
        found = _NEXT_IN_LIST.match(text, m.end())
        while found and not any(s < found.end() and found.start() < e for s, e in taken):
            yield found.start(), comparison, found
            found = _NEXT_IN_LIST.match(text, found.end())


def _counts(text: str, comparison: str, m: re.Match[str]) -> bool:
    clause = text[_clause_start(text, m.start()) : m.start()]
    if (
        comparison == "equal"
        and re.search(r"每(?:个)?(?:[日天周月季年]|季度|半年|两周)|[日周月季年]$", clause + m.group())
        and m["u"] == "次"
    ):
        return False  # how often, not how many
    if _in_quotes(text, m.start()) and comparison in ("zero", "all") and not m.group().startswith("应"):
        return False
    if comparison == "zero":
        return not (m.group() == "杜绝" and text[m.start() - 1 : m.start()] in "一、“两三四五")
    if comparison in ("all", "change"):
        return True
    groups = m.groupdict()
    printed = (groups.get("n") or "") + (groups.get("u") or "")
    if comparison == "equal":
        if _MERE.match(printed) and not re.match(r"一(?:名|次|场|期|支|家|人|项|轮|篇)", printed):
            return False
        if re.match(r"(?:性|体|批|步|般|方面|时间|起|道|旦|律|致|定|同|个(?:统一|完整|重要|月))", text[m.end() :]):
            return False
        if re.search(r"第$|[上下前后同近历]$", text[: m.start("n")]) or _is_date(text, m):
            return False
    return not _CONDITION.search(
        clause + (m.group() if comparison == "equal" else "")[: m.start("n") - m.start() if groups.get("n") else 0]
    )


def _is_date(text: str, m: re.Match[str]) -> bool:
    return any(d.start <= m.start("n") < d.end for d in prose_dates(text, year=None))


def _in_quotes(text: str, place: int) -> bool:
    before = text[:place]
    return before.count("“") > before.count("”")


def _clause_start(text: str, place: int) -> int:
    return max(text.rfind(sign, 0, place) for sign in "，。；：") + 1


def _targets(sentence: Passage, comparison: str, m: re.Match[str], year: int | None) -> Iterator[Target]:
    text = sentence.text
    start = _clause_start(text, m.start())
    stop = re.search(r"[，。；]", text[m.end() :])
    end = m.end() + stop.start() if stop else len(text)
    passage = sentence.cut(m.start(), m.end()) if m.group().startswith("应") else sentence.cut(start, end)
    by = next((d.last for d in prose_dates(passage.text, year=year)), None)
    if comparison in ("all", "zero"):
        subject = re.sub(r"^(?:确保|实现|做到|对|坚决)", "", text[start : m.start()]) or text[m.end() : end]
        yield Target(
            comparison,
            100 if comparison == "all" else 0,
            "%" if comparison == "all" else None,
            None,
            subject,
            passage,
            by,
        )
        return
    value, unit = _value(m["n"]), "%" if m["n"].startswith("百分之") else m["u"]
    if comparison != "change":
        yield Target(
            comparison, value, unit, None, _subject(text[start : m.start()]) or text[m.end() : end], passage, by
        )
        return
    way = "increase" if re.match(_MORE, m["way"]) else "decrease"
    window = text[max(0, start - 60) : m.end()]
    base = "same period of last year" if "同比" in window else "previous period" if "环比" in window else None
    for subject in _subjects(text, start, m.start()):
        yield Target(way, value, unit, base, subject, passage, by)


def _value(printed: str) -> float:
    if printed.startswith("百分之"):
        return float(numeral(printed[3:]) or 0)
    plain = printed.replace(",", "").replace("，", "")
    number = numeral(plain)
    value = float(number) if number is not None else float(plain)
    return int(value) if value == int(value) else value


def _subject(text: str) -> str:
    return re.sub(r"^(?:确保|实现|力争|各地|要|应|须|努力|使|将|把)", "", text)


def _subjects(text: str, start: int, end: int) -> list[str]:
    """案件、人数、金额…同比降幅20%以上: each one counts; the list may stand in the clause before."""
    before = re.sub(r"(?:同比|环比|分别|均|都|要|较.{0,8})+$", "", text[start:end])
    if len(before) < 2 and start > 1:
        start, end = _clause_start(text, start - 2), start - 1
        before = text[start:end]
    before = re.sub(
        r"(?:大幅度?|明显|显著|持续|逐步|同比|环比|分别|均|都|要|实现|总体)*(?:下降|减少|降低|增长|提高|上升)?$",
        "",
        before,
    )
    subjects = [s for s in re.split(r"、", _subject(before)) if s]
    return subjects or [""]
