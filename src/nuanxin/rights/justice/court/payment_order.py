"""支付令, version 2024.1: application, acceptance, order, service, objection or effect (民诉法 225–228, law.md po.*)."""

from __future__ import annotations

from dataclasses import dataclass

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    OPEN_FILE,
    YES,
    Bar,
    Fact,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
    Wait,
)

KEY = "payment_order"
_H = Permission.FILE_HANDLE
_LAW = "民事诉讼法"
BASES = (
    ("wages", "拖欠劳动报酬（劳动合同法第三十条）"),
    ("mediation", "调解协议期满不履行（劳动争议调解仲裁法第十六条）"),
)
_LIVE = Bar(("objection",), "债务人的异议成立，支付令失效", having=Said("valid", (YES,)))
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "支付令（督促程序）",
    (
        Step(
            "apply",
            "收到支付令申请",
            f"{_LAW}第二百二十五条；劳动合同法第三十条；劳动争议调解仲裁法第十六条",
            _H,
            own_act=OPEN_FILE,
            starts=(Start("po.clock.accept", "received_on"),),
            facts=(
                Fact("received_on", "收到申请日期", "day"),
                Fact("basis", "申请的依据", "choice", options=BASES),
                Fact("amount", "请求金额", "money"),
                Fact("no_other_debt", "双方没有其他债务纠纷", "yes_no"),
                Fact("can_serve", "支付令能够送达债务人", "yes_no"),
            ),
            leads_to=("accept", "reject"),
            for_worker="法院已经收到支付令申请",
        ),
        Step(
            "accept",
            "通知受理",
            f"{_LAW}第二百二十五条、第二百二十六条",
            _H,
            needs=(
                Need(
                    ("apply",),
                    "双方还有其他债务纠纷，不能申请支付令",
                    f"{_LAW}第二百二十五条",
                    having=Said("no_other_debt", (YES,)),
                ),
                Need(
                    ("apply",),
                    "支付令不能送达债务人（逃匿、下落不明），不能适用督促程序",
                    f"{_LAW}第二百二十五条",
                    having=Said("can_serve", (YES,)),
                ),
            ),
            bars=(Bar(("reject",), "已经不予受理"),),
            stops=("po.clock.accept",),
            starts=(Start("po.clock.issue", "accepted_on"),),
            facts=(Fact("accepted_on", "受理日期", "day"), Fact("number", "案号", short=True)),
            leads_to=("issue",),
        ),
        Step(
            "reject",
            "不予受理或者驳回申请",
            f"{_LAW}第二百二十五条至第二百二十七条",
            _H,
            needs=(Need(("apply",), "没有申请", f"{_LAW}第二百二十五条"),),
            bars=(Bar(("issue",), "支付令已经发出"),),
            stops=("po.clock.accept", "po.clock.issue"),
            facts=(Fact("reason", "理由"),),
            ends="不予受理",
            for_worker="支付令申请没有受理，可以申请仲裁或者依法起诉",
        ),
        Step(
            "issue",
            "发出支付令",
            f"{_LAW}第二百二十七条",
            _H,
            needs=(Need(("accept",), "没有受理", f"{_LAW}第二百二十六条"),),
            stops=("po.clock.issue",),
            facts=(
                Fact("issued_on", "发出日期", "day"),
                Fact("number", "支付令文号", short=True),
                Fact("amount", "支付令金额", "money"),
            ),
            leads_to=("served", "unserved"),
            for_worker="法院已经发出支付令",
        ),
        Step(
            "served",
            "支付令送达",
            f"{_LAW}第二百二十七条",
            _H,
            needs=(Need(("issue",), "支付令没有发出", f"{_LAW}第二百二十七条"),),
            starts=(Start("po.clock.object", "served_on"),),
            facts=(Fact("served_on", "送达日期", "day"), Fact("receiver", "签收人", short=True)),
            leads_to=("objection", "effective", "settled"),
        ),
        Step(
            "unserved",
            "不能送达，终结督促程序",
            f"{_LAW}第二百二十五条",
            _H,
            needs=(Need(("issue",), "支付令没有发出", f"{_LAW}第二百二十七条"),),
            bars=(Bar(("served",), "支付令已经送达"),),
            facts=(Fact("tried", "送达经过"),),
            ends="不能送达，终结督促程序",
            for_worker="支付令不能送达，督促程序终结，可以申请仲裁或者依法起诉",
        ),
        Step(
            "objection",
            "债务人异议",
            f"{_LAW}第二百二十七条、第二百二十八条",
            _H,
            needs=(Need(("served",), "支付令没有送达", f"{_LAW}第二百二十七条"),),
            bars=(Bar(("effective",), "异议期间已经届满，支付令已经生效"),),
            facts=(
                Fact("received_on", "收到异议日期", "day"),
                Fact("grounds", "异议理由"),
                Fact("valid", "异议成立", "yes_no"),
            ),
            repeats=True,
            leads_to=("void",),
        ),
        Step(
            "void",
            "裁定终结督促程序，支付令失效",
            f"{_LAW}第二百二十八条；最高人民法院关于审理劳动争议案件适用法律问题的解释（一）第十三条",
            _H,
            needs=(
                Need(
                    ("objection",),
                    "没有成立的异议，支付令不失效",
                    f"{_LAW}第二百二十八条",
                    having=Said("valid", (YES,)),
                ),
            ),
            stops=("po.clock.object",),
            facts=(Fact("number", "裁定书文号", short=True), Fact("told", "告知劳动者的下一步途径")),
            ends="支付令失效",
            for_worker="支付令因异议失效，请按告知的途径继续主张",
        ),
        Step(
            "effective",
            "期满未异议，可以申请执行",
            f"{_LAW}第二百二十七条第三款",
            _H,
            needs=(Need(("served",), "支付令没有送达", f"{_LAW}第二百二十七条"),),
            waits=(
                Wait(
                    "served.served_on",
                    "债务人清偿或者提出异议的期间还没有届满",
                    f"{_LAW}第二百二十七条",
                    terms=("po.clock.object",),
                ),
            ),
            bars=(_LIVE,),
            stops=("po.clock.object",),
            starts=(Start("civ.enforce_time"),),
            leads_to=("enforced", "settled"),
            for_worker="支付令已经生效，可以向法院申请执行",
        ),
        Step(
            "enforced",
            "申请执行支付令",
            f"{_LAW}第二百二十七条、第二百五十条",
            _H,
            needs=(Need(("effective",), "支付令没有生效", f"{_LAW}第二百二十七条"),),
            stops=("civ.enforce_time",),
            facts=(Fact("court", "执行法院", short=True), Fact("applied_on", "申请执行日期", "day")),
            ends="转入执行",
            for_worker="已经申请执行支付令",
        ),
        Step(
            "settled",
            "债务人清偿",
            f"{_LAW}第二百二十七条",
            _H,
            needs=(Need(("served",), "支付令没有送达", f"{_LAW}第二百二十七条"),),
            stops=("po.clock.object", "civ.enforce_time"),
            facts=(Fact("paid_on", "清偿日期", "day"), Fact("how", "清偿情况")),
            ends="债务人已经清偿",
            for_worker="用人单位已经按支付令付款，请核对是否足额",
        ),
    ),
    opening=Opening((UnitKind.COURT,), "支令登字"),
)


@dataclass(frozen=True)
class NextRoute:
    """Which way is open once a payment order is void, in words, with the article."""

    route: str
    says: str
    cites: str


def after_void(basis: str) -> NextRoute:
    """Route A (拖欠劳动报酬): arbitration comes first. Route B (调解协议): the worker may sue at once (law.md po.after_void). Pure.

    >>> after_void("mediation").route
    'suit'
    """
    cites = "最高人民法院关于审理劳动争议案件适用法律问题的解释（一）第十三条"
    if basis == "mediation":
        return NextRoute("suit", "可以直接向人民法院起诉", cites)
    return NextRoute("arbitration", "应当先申请劳动争议仲裁", cites)
