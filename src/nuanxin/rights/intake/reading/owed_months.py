"""For which months pay is owed: the periods of the text, weighed by the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.reading.chinese_numbers import read_number
from nuanxin.foundation.common.reading.spoken_periods import Period, periods_said

_WORK_AFTER = re.compile(
    r"^[^。；]{0,18}?(?:工资|工钱|拖欠|欠|上班|工作|打工|干活|做工|做事|做了|干了|施工|进场|入职|承包|承接|承建|带领|带了|组织|没发|未发|没有发|来到|进入|加入|入场|修|去|到|在|给)"
)
_OWED_BEFORE = re.compile(
    r"(?:欠|拖欠|工资|没发|未发|工作|做工|打工|务工|上班|施工|干活|做事|自|从|于|在|截止|截至|直到|到)[^。；，,]{0,6}$"
)
_OTHER_EVENT = re.compile(
    r"^[^。；，,]{0,14}(?:投诉|反映|打电话|去找|判决|裁决|立案|开庭|起诉|法院|结算|打了?欠条|写了?欠条|承诺|答应|成立|转让|破产|通过|找到|找|催|答复|调解|报案|注册|出生|发布|登记|签订|离婚|出台|仲裁|上午|下午)"
)
_ITS_PAY = re.compile(
    r"^(?:份)?的?(?:[我他她]们?的)?(?:全部|整月|全月|当月|整个月|一个月|一整个月|基本|剩余|剩下|大家|员工|工人|所有|欠发|未发)?的?(?:工资|工钱|薪|加班费|课时费|底薪|提成|劳务费|人工费|代课费|绩效)"
)
_SIGNATURE = 14  # signs: a date at the very end is the day of the letter
_UNTIL = re.compile(r"(?:截止|截至|直到|到|至)[^。；，,]{0,3}$")
_STILL_OWED = re.compile(r"^[^。！？!?\n]{0,50}?(?:到现在|拖到现在|至今|到目前|已经到)")
_SENTENCE = 60
_WORKED_UNTIL = re.compile(r"(?:做|干|工作|上班|打工|施工|忙|上)(?:到|至)了?[^。；，,\d]{0,2}$")
_UP_TO = re.compile(r"(?:截止|截至)[^。；，,]{0,3}$")
_MONTHS_LONG = re.compile(
    r"(?P<unpaid>[一二两三四五六七八九十\d]{1,3})个多?月(?:的)?(?:工资|工钱|薪水)?(?:都|一直|已经|了|也)*(?:没|未|不|没有)(?:有)?(?:给我们?|给大家)?(?:发|给|开|拿到|领到|付)"
    r"|(?:拖欠|欠|欠了|欠发|欠着|拖了|未发|没发|没有发)(?:了)?(?:我们?|员工|职工|工人|大家|教师|老师|保安)?[^。；，,\d]{0,4}?(?P<owed>[一二两三四五六七八九十\d]{1,3})个多?月(?:的)?(?:工资|工钱|薪)"
)
_LONGEST_COUNT = 36
_OVER = re.compile(r"离职|辞职|辞工|离开|完工|竣工|退场|去年|前年|年前|破产|倒闭|停产")  # work of an earlier time
_BEGINS = re.compile(
    r"^[^。；]{0,16}?(?:开工|开始|进场|入职|入场|进入|加入|来|到|承包|承接|喊|叫|请|介绍|接|组织|带|为|给|在)"
)
_NO_WORK = re.compile(r"(?:承诺|答应|保证|正值|临近|将近|快到|又到|值此|时间从)[^。；，,]{0,4}$")
_COMING = re.compile(r"^(?:岁末|将至|将近|临近|来临|即将)")
_FINISHED = re.compile(
    r"^[^。；月]{0,10}(?:完工|完成|竣工|结束|离职|辞职|离开|验收|关门|倒闭|停产|退场|停工|回家|结清|交付|停业|撤场|做完|干完|封顶|辞工|离厂|离岗|下班|投入使用|解散)"
)


@dataclass(frozen=True)
class Months:
    """From and to (either may be unknown), and the words."""

    first: Month | None
    last: Month | None
    span: tuple[int, int]


def months_owed(text: str, title_end: int, on: date) -> Months | None:
    """The months of unpaid work, as said or as counted from the day of the writing."""
    said = [one for one in periods_said(text, on) if not _is_signature(text, one) and not one.whole_year]
    said = [one for one in said if one.first <= Month.of(on)]
    if not said:
        return _counted_back(text, on)
    best = max(said, key=lambda one: (_worth(text, one, title_end), -one.start))
    if _worth(text, best, title_end) < 1:
        return _counted_back(text, on)
    return _as_months(text, best, said, on)


def _counted_back(text: str, on: date) -> Months | None:
    """已经三个月没发工资: counted back from the day of the writing, where no month is named."""
    match = None if _OVER.search(text) else _MONTHS_LONG.search(text)
    number = read_number(match["unpaid"] or match["owed"]) if match else None
    if match is None or number is None or number.whole is None or not 0 < number.whole <= _LONGEST_COUNT:
        return None
    now = Month.of(on)
    return Months(now.shifted(-number.whole), now.shifted(-1), match.span())


def _is_signature(text: str, one: Period) -> bool:
    return one.end >= len(text) - 3 and len(text) - one.start <= _SIGNATURE and not one.joined


def _worth(text: str, one: Period, title_end: int) -> float:
    before, after = text[max(0, one.start - 10) : one.start], text[one.end : one.end + 24]
    worth = 3.0 * one.joined + 3.0 * one.until_now + 1.5 * one.open_end
    worth += (
        1.5 * bool(_WORK_AFTER.match(after)) + 1.0 * bool(_OWED_BEFORE.search(before)) + 0.5 * (one.start < title_end)
    )
    worth += 2.5 * bool(_ITS_PAY.match(after)) + 1.0 * bool(_FINISHED.match(after))
    return worth - 2.5 * bool(_OTHER_EVENT.match(after)) - 3.0 * bool(_NO_WORK.search(before) or _COMING.match(after))


def _as_months(text: str, best: Period, said: list[Period], on: date) -> Months:
    span = (best.start, best.end)
    if best.joined or best.until_now:
        return Months(best.first, best.last, span)
    if best.first != best.last:
        return Months(best.first, best.last, span)
    after = text[best.end : best.end + 16]
    if _UNTIL.search(text, max(0, best.start - 6), best.start) or (_FINISHED.match(after) and not best.open_end):
        begun = _begun(text, best, said)
        return Months(begun.first if begun else None, best.first, (begun.start, best.end) if begun else span)
    if _ITS_PAY.match(after):
        return Months(best.first, best.first, span)
    end = _end_of_work(text, best, said) or _until(text, best, said)
    if end is None and (best.open_end or _STILL_OWED.search(text, best.end, best.end + _SENTENCE)):
        return Months(best.first, Month.of(on), span)
    return Months(best.first, end.first if end else None, (best.start, end.end) if end else span)


def _begun(text: str, end: Period, said: list[Period]) -> Period | None:
    """2017年3月开工，9月交付: the month before of which a beginning is told."""
    earlier = [one for one in said if one.end <= end.start and one.first <= end.first]
    return next((one for one in earlier if _BEGINS.match(text[one.end : one.end + 24])), None)


def _until(text: str, best: Period, said: list[Period]) -> Period | None:
    """… 截止到11月21日未发: a day up to which it is said to be owed."""
    later = [one for one in said if one.start >= best.end and one.first >= best.first]
    return next((one for one in later if _UP_TO.search(text, max(0, one.start - 6), one.start)), None)


def _end_of_work(text: str, best: Period, said: list[Period]) -> Period | None:
    """在 … 3月进场 …, 8月完工: the next month of which an end is told."""
    later = [one for one in said if one.start >= best.end and one.first >= best.first]
    return next(
        (
            one
            for one in later
            if _FINISHED.match(text[one.end : one.end + 16])
            or _WORKED_UNTIL.search(text, max(0, one.start - 8), one.start)
        ),
        None,
    )
