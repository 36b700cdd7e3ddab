"""劳动争议仲裁, the fast track inside it, and the suit that comes after (law.md §7)."""

from __future__ import annotations

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.deadlines import Deadline
from nuanxin.rights.advice.declared import Ask, Door, Place, Said, Times, Window, at
from nuanxin.rights.advice.doors.common import (
    COURT_FEE,
    ID,
    NOT_SUED,
    OTHER_SIDE,
    OWED,
    SOMEBODY_OWES,
    a_unit,
)
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.limits import after_relation, within


def arbitration_limit(facts: Facts, times: Times) -> Window:
    """One year from the end of the relation, begun anew by each claim (调解仲裁法 第二十七条)."""
    return after_relation("arb.limitation_wage", facts, times, name="一年仲裁时效", restarts=True)


def _running(facts: Facts) -> str:
    if facts.arbitration_on and not facts.arbitration_refused_on and not facts.award_on:
        if facts.arbitration_accepted_on:
            return f"{chinese_day(facts.arbitration_accepted_on)}仲裁委受理"
        return f"{chinese_day(facts.arbitration_on)}申请"
    return ""


def _decided_by(facts: Facts, times: Times) -> Deadline | None:
    if facts.arbitration_accepted_on:
        return times.due("arb.decide", facts.arbitration_accepted_on)
    return times.due("arb.accept", facts.arbitration_on) if facts.arbitration_on else None


def _item(facts: Facts) -> int | None:
    """The largest sum of one worker: what the tests of small sums look at."""
    return facts.largest_fen if facts.persons != 1 else (facts.largest_fen or facts.amount_fen)


def _fast(facts: Facts, times: Times) -> Said:
    if facts.fled:
        return Said("对方下落不明，不能走简易（速裁）处理，按普通程序公告送达", "办案规则 57")
    average, largest = times.average_wage_fen, _item(facts)
    if average is None:
        words = "事实清楚、争议不大，或者双方同意的，可以走速裁（简易处理）；本省上年度职工年平均工资没有录入，金额条件算不出来"
    elif largest is not None and largest <= average:
        words = "金额不超过本省上年度职工年平均工资，可以走速裁（简易处理）"
    else:
        words = "事实清楚、争议不大，或者双方同意的，可以走速裁（简易处理）；金额条件不符合或者不明"
    return Said(words, "办案规则 56")


def _final(facts: Facts, times: Times) -> Said:
    """一裁终局 is tested per item, not on the sum of all (解释一 第十九条); the sum of one worker stands for his item."""
    largest, wage = _item(facts), times.minimum_wage_fen
    months = times.figure("arb.final_award", facts.today)
    cites = "调解仲裁法 47; 解释一 19"
    if wage is None or months is None or months.high is None:
        return Said("当地月最低工资标准没有录入，算不出是否一裁终局", cites)
    if largest is None:
        return Said("不知道每人各欠多少，算不出是否一裁终局", cites)
    if largest <= wage * months.high:
        return Said("每一项都不超过当地月最低工资十二个月，属于一裁终局，单位不能起诉", cites)
    return Said("超过当地月最低工资十二个月，不是一裁终局，双方都可以在十五日内起诉", cites)


def _notes(facts: Facts, times: Times) -> tuple[Said, ...]:
    found = [_fast(facts, times), _final(facts, times)]
    heads = times.figure("arb.collective", facts.today)
    if facts.persons is not None and heads and heads.value and facts.persons >= heads.value:
        found.append(Said("十人以上共同请求的，推举三至五名代表；优先立案、优先审理", "调解仲裁法 7; 办案规则 5,62"))
    if facts.hardship:
        found.append(Said("生活有困难的，可以请求先予执行，不用提供担保", "调解仲裁法 44"))
    if facts.over_age:
        found.append(
            Said("超过退休年龄的能否按劳动争议受理有不同规定，由仲裁委判断；不受理的拿不予受理通知去起诉", "解释二 21")
        )
    if facts.individual_contractor:
        found.append(Said("包工头个人不是用人单位，应以把活包给他的单位为被申请人", "解释二 1; 劳动合同法 94"))
    return tuple(found)


ARBITRATION = Door(
    key="arbitration",
    name="劳动争议仲裁",
    short="仲裁",
    plain="申请劳动仲裁",
    what="仲裁委开庭，四十五天内给裁决书，对方不付可以找法院",
    today="去当地劳动仲裁委要一张申请书，填好交上",
    cites="调解仲裁法 5,27",
    asks=(
        Ask(
            "仲裁没有拒收、没有裁过",
            lambda facts, times: not facts.arbitration_refused_on and not facts.award_on,
            "仲裁委已经不予受理或者已经裁决，下一步是起诉或者执行",
            "调解仲裁法 29,50",
        ),
        Ask(
            "本人没有说已经在仲裁或者法院",
            lambda facts, times: not facts.said_seized or bool(facts.arbitration_on),
            "本人说已经申请仲裁或者起诉，请先登记在哪里、哪一天",
            "调解仲裁法 5",
        ),
        Ask("还没有起诉", lambda facts, times: not facts.suit_on, "已经向法院起诉", "调解仲裁法 5"),
        SOMEBODY_OWES,
        Ask(
            "对方是用人单位（不只是包工头个人）",
            lambda facts, times: a_unit(facts),
            "雇用的是个人、上面也没有单位，不是劳动争议，直接向法院起诉",
            "解释二 1; 劳动合同法 93,94",
            ("individual_contractor", "project", "unit_above"),
        ),
    ),
    window=arbitration_limit,
    under_way=_running,
    until=_decided_by,
    notes=_notes,
    cost=Said("免费", "调解仲裁法 53"),
    venue=Said("劳动合同履行地（工作地）或者单位所在地的仲裁委；两边都申请的，由履行地管", "调解仲裁法 21"),
    bring=(ID, "仲裁申请书（按被申请人人数加份数）", OTHER_SIDE, OWED, "以前投诉、要钱的证据（证明没有过期）"),
    place=at(40, "免费，受理后四十五日内裁决，裁决可以申请法院执行；但选了仲裁监察就不再办"),
    interplay=(
        Said("申请仲裁后，同一事项监察不再办理", "监察条例 21"),
        Said("单位掌握的考勤、工资表不拿出来，由单位承担不利后果", "调解仲裁法 6,39"),
    ),
    gives_up=("inspection", "people_mediation"),
)  # fmt: skip


def _after_arbitration(facts: Facts, times: Times) -> bool:
    """Refused, silent past its time, not decided in time, or awarded."""
    if facts.arbitration_refused_on or facts.award_on:
        return True
    if not facts.arbitration_on:
        return False
    answer = _decided_by(facts, times)
    return bool(answer and answer.breached_on(facts.today))


def _suit_limit(facts: Facts, times: Times) -> Window:
    if facts.award_on:
        term = "arb.final_worker_suit" if facts.award_final else "arb.nonfinal_suit"
        says = f"自收到裁决书（{chinese_day(facts.award_on)}）起的起诉期限"
        return within(term, facts.award_on, facts, times, says=says)
    return Window(True, "起诉期限以仲裁委的通知写明的为准；没有写的尽快起诉")


def _suit_place(facts: Facts) -> Place:
    if facts.award_on:
        return Place(22, "对裁决不服，只有十五天，过了裁决就生效")
    return Place(20, "仲裁这一步已经走完（不受理或者超期），可以直接起诉")


SUIT_AFTER = Door(
    key="suit_after_arbitration",
    name="仲裁后起诉",
    short="裁后起诉",
    plain="仲裁走完了去法院告",
    what="仲裁不收、超过时间不裁，或者对裁决不服，可以去法院",
    today="带上仲裁的通知书或者裁决书，去基层法院立案窗口",
    cites="调解仲裁法 29,43,48,50",
    asks=(
        Ask(
            "仲裁不受理、逾期，或者已经裁决",
            _after_arbitration,
            "没有仲裁，或者仲裁还在期限内",
            "调解仲裁法 29,43,50",
        ),
        NOT_SUED,
    ),
    window=_suit_limit,
    under_way=lambda facts: (
        f"{chinese_day(facts.suit_on)}起诉" if facts.suit_on and facts.arbitration_on and not facts.title_due_on else ""
    ),
    cost=COURT_FEE,
    venue=Said("用人单位所在地或者劳动合同履行地的基层人民法院", "解释一 3"),
    bring=(ID, "不予受理通知书、裁决书或者受理回执", OWED),
    place=_suit_place,
    notes=lambda facts, times: (
        (Said("一裁终局的，单位只能在三十日内向中级法院申请撤销；本人不服仍可起诉", "调解仲裁法 48,49"),)
        if facts.award_on and facts.award_final
        else ()
    ),
    interplay=(Said("认可裁决的不要起诉：期满裁决生效，对方不付就申请执行", "调解仲裁法 50,51"),),
    gives_up=("inspection", "people_mediation"),
)  # fmt: skip

ARBITRATION_DOORS: tuple[Door, ...] = (ARBITRATION, SUIT_AFTER)
