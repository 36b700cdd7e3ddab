"""支付令, 欠条起诉, 凭协议起诉, 劳务报酬起诉, 申请执行, 支持起诉 (law.md §7, §8)."""

from __future__ import annotations

from nuanxin.foundation.common.days import chinese_day
from nuanxin.rights.advice.declared import Ask, Door, Place, Said, Times, Window, at
from nuanxin.rights.advice.doors.common import COURT_FEE, FREE, ID, OTHER_SIDE, OWED, seized
from nuanxin.rights.advice.facts import Facts
from nuanxin.rights.advice.limits import restarted, window_of, within
from nuanxin.rights.advice.truth import Truth, both, either, no

_NOT_SEIZED = Ask(
    "没有进入仲裁、诉讼",
    lambda facts, times: not seized(facts) and not facts.award_on,
    "已经进入仲裁或者诉讼",
    "民诉法 225",
)


def _order_place(facts: Facts) -> Place:
    if facts.default_on and facts.agreement_on:
        return Place(22, "有调解协议、到期没付：凭协议申请支付令，最快")
    return Place(60, "对方一提异议支付令就失效；欠条、对账单清楚时才用")


def _order_notes(facts: Facts, times: Times) -> tuple[Said, ...]:
    if facts.default_on and facts.agreement_on:
        route = Said("凭调解协议申请的，支付令因异议失效后可以直接起诉", "调解仲裁法 16; 解释一 13")
    else:
        route = Said("没有调解协议的，支付令因异议失效后要先申请仲裁", "劳动合同法 30; 解释一 13")
    return (route, *((Said("对方不认账，很可能提异议", "民诉法 228"),) if facts.willing is False else ()))


PAYMENT_ORDER = Door(
    key="payment_order",
    name="申请支付令",
    short="支付令",
    plain="请法院发支付令",
    what="法院发一张催款令，对方十五天不付又不反对，就能强制执行",
    today="数目清楚的，写一张支付令申请书交基层法院",
    cites="民诉法 225,226,227; 劳动合同法 30",
    asks=(
        _NOT_SEIZED,
        Ask("支付令能送到对方手里", lambda facts, times: not facts.fled, "对方联系不上，支付令送不到，法院不收", "民诉法 225"),
        Ask("单位名称、地址明确", lambda facts, times: facts.employer_known, "单位不明确，支付令送不到", "民诉法 225", ("employer_known",)),
        Ask("双方没有其他债务", lambda facts, times: no(facts.mutual_debts), "双方另有债务纠纷", "民诉法 225", ("mutual_debts",)),
        Ask(
            "数额明确",
            lambda facts, times: True if facts.amount_fen else None,
            "",
            "民诉法 225",
            ("amount_fen",),
        ),
        Ask(
            "没有未到期的协议",
            lambda facts, times: not facts.agreement_on or bool(facts.default_on),
            "协议约定的期限没有到",
            "调解仲裁法 16",
        ),
        Ask(
            "还没有可以执行的文书",
            lambda facts, times: not (facts.confirmed_on or facts.certificate_on or facts.title_due_on),
            "已经有可以执行的文书，直接申请执行",
            "民诉法 225",
        ),
        Ask("支付令没有失效过", lambda facts, times: not facts.payment_order_void, "支付令已经因异议失效", "解释一 13"),
    ),
    under_way=lambda facts: (
        f"{chinese_day(facts.payment_order_on)}申请支付令"
        if facts.payment_order_on and not (facts.payment_order_void or facts.title_due_on)
        else ""
    ),
    until=lambda facts, times: times.due("po.clock.accept", facts.payment_order_on) if facts.payment_order_on else None,
    notes=_order_notes,
    cost=COURT_FEE,
    venue=Said("有管辖权的基层人民法院（债务人所在地）", "民诉法 225"),
    bring=(ID, OTHER_SIDE, "欠条、对账单、调解协议等写明数额的东西"),
    place=_order_place,
)  # fmt: skip


def _iou_due(facts: Facts, times: Times) -> Truth:
    return None if facts.iou_due_on is None else facts.today > facts.iou_due_on


def _iou_limit(facts: Facts, times: Times) -> Window:
    if facts.iou_due_on is None:
        return Window(None, "不知道欠条的还款日，三年诉讼时效算不出来", asks=("iou_due_on",))
    end = restarted("arb.iou", facts.iou_due_on, facts, times)
    return window_of(end, facts.today, says=f"三年诉讼时效自欠条还款日（{chinese_day(facts.iou_due_on)}）起算")


def _iou_suit_runs(facts: Facts) -> str | None:
    """A suit that no arbitration went before may rest on the note of debt; nobody knows until he is asked for one."""
    if not facts.suit_on or facts.arbitration_on or facts.title_due_on or facts.iou is False:
        return ""
    return f"{chinese_day(facts.suit_on)}起诉" if facts.iou else None


IOU_SUIT = Door(
    key="iou_suit",
    name="凭工资欠条直接起诉",
    short="欠条起诉",
    plain="拿欠条去法院告",
    what="手里有工资欠条、没有别的争议，不用先仲裁",
    today="带欠条原件去基层法院立案窗口",
    cites="解释一 15; 民法典 188",
    asks=(
        Ask("有工资欠条", lambda facts, times: facts.iou, "没有工资欠条，要先仲裁", "解释一 15", ("iou",)),
        Ask("没有其他劳动争议", lambda facts, times: no(facts.other_issue), "还有其他劳动争议，要先仲裁", "解释一 15", ("other_issue",)),
        Ask("还款日已过", _iou_due, "欠条约定的还款日还没有到", "民法典 188", ("iou_due_on",)),
        Ask("没有进入仲裁、诉讼", lambda facts, times: not seized(facts) and not facts.award_on, "已经进入仲裁或者诉讼", "民诉法"),
    ),
    window=_iou_limit,
    under_way=_iou_suit_runs,
    told_by=("iou",),
    gives_up=("inspection", "people_mediation"),
    cost=COURT_FEE,
    venue=Said("被告住所地或者合同履行地的基层人民法院", "民诉法"),
    bring=(ID, "欠条原件", OTHER_SIDE),
    place=at(39, "有欠条又没有其他争议，可以跳过仲裁"),
)  # fmt: skip


def _default_limit(facts: Facts, times: Times) -> Window:
    assert facts.default_on is not None
    end = restarted("civ.limitation", facts.default_on, facts, times)
    return window_of(end, facts.today, says=f"三年诉讼时效自到期未付（{chinese_day(facts.default_on)}）起算")


AGREEMENT_SUIT = Door(
    key="agreement_suit",
    name="凭调解协议起诉",
    short="协议起诉",
    plain="拿调解协议去法院告",
    what="只约定了工资的调解协议，到期不付，不用先仲裁",
    today="带协议书去基层法院立案窗口",
    cites="解释一 51",
    asks=(
        Ask("有调解协议、到期未付", lambda facts, times: bool(facts.agreement_on and facts.default_on), "没有到期不付的调解协议", "解释一 51"),
        Ask("没有司法确认", lambda facts, times: not facts.confirmed_on, "已经司法确认，直接申请执行", "民诉法 206"),
        Ask("协议只是工资", lambda facts, times: no(facts.other_issue), "还有其他劳动争议", "解释一 51", ("other_issue",)),
        _NOT_SEIZED,
    ),
    window=_default_limit,
    gives_up=("inspection", "people_mediation"),
    cost=COURT_FEE,
    venue=Said("被告住所地或者合同履行地的基层人民法院", "民诉法"),
    bring=(ID, "调解协议书", "收过款的凭证"),
    place=at(24, "只约定工资的协议，对方不付可以直接起诉，不必仲裁"),
)  # fmt: skip


def _service_limit(facts: Facts, times: Times) -> Window:
    if facts.owed_until is None:
        return Window(None, "不知道欠到哪一天，三年诉讼时效算不出来", asks=("owed_until",))
    end = restarted("civ.limitation", facts.owed_until, facts, times)
    if end.last_day and facts.today <= end.last_day:
        says = f"三年诉讼时效最早自欠薪到{chinese_day(facts.owed_until)}起算，至少到{chinese_day(end.last_day)}"
        return Window(True, says, end.last_day, at_least=True, deadlines=(end,))
    return Window(None, "按欠薪到的日期算已满三年，期间要过钱的重新计算，由法院判断", deadlines=(end,))


SERVICE_SUIT = Door(
    key="service_suit",
    name="按劳务报酬起诉",
    short="劳务起诉",
    plain="去法院告要劳务费",
    what="给个人干活，或者过了退休年龄，可以直接去法院",
    today="带证据去基层法院立案窗口",
    cites="民法典 188; 民诉法",
    asks=(
        Ask(
            "过了退休年龄，或者雇用的是个人、上面没有单位",
            lambda facts, times: either(
                facts.over_age, both(facts.individual_contractor, no(facts.project), no(facts.unit_above))
            ),
            "是劳动关系，要先仲裁",
            "调解仲裁法 5",
            ("over_age", "individual_contractor", "project", "unit_above"),
        ),
        Ask("没有进入仲裁、诉讼", lambda facts, times: not seized(facts) and not facts.award_on, "已经进入仲裁或者诉讼", "民诉法"),
    ),
    window=_service_limit,
    notes=lambda facts, times: (
        (Said("退休年龄自2025年起逐步推迟；超龄人员按劳动关系还是劳务关系处理，规定有变化，由法院判断", "解释二 21"),)
        if facts.over_age
        else ()
    ),
    gives_up=("inspection", "people_mediation"),
    cost=COURT_FEE,
    venue=Said("被告住所地或者合同履行地的基层人民法院", "民诉法"),
    bring=(ID, OTHER_SIDE, OWED),
    place=at(44, "不是劳动关系的不用先仲裁"),
)  # fmt: skip


def _effective(facts: Facts, times: Times) -> Truth:
    """An award that took effect: final at once, another when nobody sued within its days."""
    if not facts.award_on or facts.suit_on:
        return False
    return either(facts.award_final, times.due("arb.nonfinal_suit", facts.award_on).breached_on(facts.today))


def _title(facts: Facts, times: Times) -> Truth:
    if facts.title_due_on:
        return facts.today > facts.title_due_on
    return either(bool(facts.default_on and (facts.confirmed_on or facts.certificate_on)), _effective(facts, times))


def _enforce_limit(facts: Facts, times: Times) -> Window:
    start = facts.title_due_on or (facts.default_on if facts.confirmed_on or facts.certificate_on else None)
    if start:
        return within(
            "civ.enforce_time", start, facts, times, says=f"自履行期满（{chinese_day(start)}）起申请执行的期限"
        )
    assert facts.award_on is not None
    end = times.due("civ.enforce_time", facts.award_on)
    if end.last_day and facts.today <= end.last_day:
        says = f"裁决书写明的履行期没有记录，最早自收到（{chinese_day(facts.award_on)}）起算，至少到{chinese_day(end.last_day)}"
        return Window(True, says, end.last_day, at_least=True, deadlines=(end,))
    return Window(None, "裁决书写明的履行期没有记录，申请执行的期限可能已过", deadlines=(end,))


ENFORCEMENT = Door(
    key="enforcement",
    name="申请法院强制执行",
    short="执行",
    plain="请法院强制执行",
    what="判决、裁决、确认过的协议，对方不付，法院可以查他的账、扣他的钱",
    today="带生效文书去法院执行立案窗口",
    cites="民诉法 247,250",
    asks=(
        Ask(
            "有生效文书、履行期已过没有付",
            _title,
            "没有生效的判决、裁决、确认过的协议或者执行证书，或者履行期没有到",
            "民诉法 250",
            ("award_final",),
        ),
    ),
    window=_enforce_limit,
    under_way=lambda facts: f"{chinese_day(facts.enforcement_on)}申请执行" if facts.enforcement_on else "",
    until=lambda facts, times: times.due("civ.enforce_delay", facts.enforcement_on) if facts.enforcement_on else None,
    notes=lambda facts, times: (Said("拖延履行的，加倍支付迟延履行期间的债务利息", "民诉法 264"),),
    cost=Said("收费标准本系统没有录入，以法院告知为准"),
    venue=Said("第一审人民法院、被执行财产所在地或者被执行人住所地的人民法院", "民诉法"),
    bring=(ID, "生效的判决书、裁决书、确认裁定或者执行证书", "对方的财产线索：车、房、账户、在建工程"),
    place=at(10, "文书已经生效：直接申请执行，不用再走其他程序"),
    interplay=(Said("法院收到申请六个月不执行的，可以向上一级法院申请", "民诉法 237"),),
)  # fmt: skip

SUPPORT_SUIT = Door(
    key="support_suit",
    name="申请检察机关支持起诉",
    short="支持起诉",
    plain="请检察院支持打官司",
    what="不会打官司的，检察院可以帮着起诉",
    today="打12309，或者去当地检察院",
    cites="民诉法 15",
    asks=(Ask("还没有申请", lambda facts, times: True, "", "民诉法 15"),),
    needs_doors=("suit_after_arbitration", "iou_suit", "agreement_suit", "service_suit"),
    under_way=lambda facts: f"{chinese_day(facts.support_on)}申请支持起诉" if facts.support_on else "",
    until=lambda facts, times: times.due("civ.support", facts.support_on) if facts.support_on else None,
    cost=FREE,
    venue=Said("受理起诉的法院的同级人民检察院", "民诉法 15"),
    bring=(ID, OWED, "起诉状（不会写的可以请检察院、法律援助帮忙）"),
    place=at(64, "起诉时的帮手，不能代替起诉；法律没有写明答复天数"),
)  # fmt: skip

COURT_DOORS: tuple[Door, ...] = (PAYMENT_ORDER, IOU_SUIT, AGREEMENT_SUIT, SERVICE_SUIT, ENFORCEMENT, SUPPORT_SUIT)
