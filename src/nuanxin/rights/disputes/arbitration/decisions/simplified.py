"""简易处理: whether a case may be handled simply, why, and what follows (办案规则 arts. 56-61). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nuanxin.foundation.common.money import yuan

OK = "劳动人事争议仲裁办案规则第五十六条"
NO = "劳动人事争议仲裁办案规则第五十七条"
EFFECT = "劳动人事争议仲裁办案规则第五十八条至第六十条"


@dataclass(frozen=True)
class SimpleFacts:
    """What is known. asked_fen: all claims together, 分; average_fen: the province's average annual wage of last year."""

    clear: bool
    both_agree: bool
    asked_fen: int
    average_fen: int | None
    average_missing: str = ""
    public_interest: bool = False
    major_effect: bool = False
    whereabouts_unknown: bool = False
    unsuitable: bool = False
    answer_period: str = "kept"
    respondent_agreed_on: date | None = None


@dataclass(frozen=True)
class Reason:
    """One sentence with its article."""

    text: str
    cites: str


@dataclass(frozen=True)
class SimpleTest:
    """allowed: at least one of the three alternatives and none of the four bars."""

    allowed: bool
    reasons: tuple[Reason, ...]
    bars: tuple[Reason, ...]
    missing: tuple[str, ...]


def may_be_simple(facts: SimpleFacts) -> SimpleTest:
    """Test the alternatives, then the bars; an answer period cut without the respondent's agreement is a bar of its own."""
    reasons, missing = [], []
    if facts.clear:
        reasons.append(Reason("事实清楚、权利义务关系明确、争议不大", OK))
    if facts.average_fen is None:
        missing.append(facts.average_missing)
    elif 0 < facts.asked_fen <= facts.average_fen:
        told = f"标的额{yuan(facts.asked_fen)}元，不超过本省上年度职工年平均工资{yuan(facts.average_fen)}元"
        reasons.append(Reason(told, OK))
    if facts.both_agree:
        reasons.append(Reason("双方当事人同意简易处理", OK))
    barred = (
        (facts.public_interest, "涉及国家利益、社会公共利益", NO),
        (facts.major_effect, "有重大社会影响", NO),
        (facts.whereabouts_unknown, "被申请人下落不明", NO),
        (facts.unsuitable, "仲裁委员会认为不宜简易处理", NO),
        (
            facts.answer_period != "kept" and facts.respondent_agreed_on is None,
            "没有被申请人的同意，不得缩短或者取消答辩期",
            EFFECT,
        ),
    )
    bars = tuple(Reason(text, cites) for holds, text, cites in barred if holds)
    return SimpleTest(bool(reasons) and not bars, tuple(reasons), bars, tuple(missing))


def effects(facts: SimpleFacts) -> tuple[Reason, ...]:
    """What the simple way changes, for the page and the file."""
    period = {
        "kept": "答辩期不变（十日）",
        "cut": "被申请人同意，答辩期缩短",
        "dropped": "被申请人同意，取消答辩期",
    }[facts.answer_period]
    return (
        Reason("由一名仲裁员独任仲裁", EFFECT),
        Reason(period, EFFECT),
        Reason("可以用短信、电话、电子邮件等简便方式送达，调解书、裁决书除外", EFFECT),
        Reason("简便方式的通知没有经当事人确认的，不得缺席裁决", EFFECT),
    )
