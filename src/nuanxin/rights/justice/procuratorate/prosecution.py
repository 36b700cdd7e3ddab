"""检察办理, version 2024.1: supervision of filing, review of arrest, review for prosecution, outcome (law.md §10).

Periods of 刑事诉讼法 that law.md does not confirm stand in the law table as missing: their clocks say so and name no day.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    NO,
    OPEN_FILE,
    Bar,
    Fact,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
)

KEY = "prosecution"
_H = Permission.FILE_HANDLE
_LAW = "刑事诉讼法"
_OPENED = Need(("register",), "没有受理", f"{_LAW}第八条")
_INDICTED = Bar(("indict", "not_prosecute"), "已经作出起诉或者不起诉决定")
SUPERVISION = (
    Step(
        "register",
        "受理登记",
        f"{_LAW}第八条；行政执法机关移送涉嫌犯罪案件的规定第九条",
        _H,
        own_act=OPEN_FILE,
        facts=(
            Fact("received_on", "收到日期", "day"),
            Fact(
                "source",
                "来源",
                "choice",
                options=(
                    ("referring", "移送机关建议立案监督"),
                    ("copied", "移送抄送备查"),
                    ("worker", "劳动者控告"),
                    ("police", "公安机关提请逮捕、移送起诉"),
                    ("own", "检察机关自行发现"),
                ),
            ),
            Fact("matter", "事项"),
        ),
        leads_to=("ask_reasons", "arrest_received", "review_received"),
    ),
    Step(
        "ask_reasons",
        "要求说明不立案理由",
        f"{_LAW}第一百一十三条",
        _H,
        needs=(_OPENED,),
        bars=(_INDICTED,),
        facts=(
            Fact("police", "公安机关", short=True),
            Fact("asked_on", "发出日期", "day"),
            Fact("number", "文号", required=False, short=True),
        ),
        leads_to=("reasons",),
    ),
    Step(
        "reasons",
        "审查不立案理由",
        f"{_LAW}第一百一十三条",
        _H,
        needs=(Need(("ask_reasons",), "没有要求公安机关说明理由", f"{_LAW}第一百一十三条"),),
        facts=(
            Fact("received_on", "收到说明日期", "day"),
            Fact("reason", "公安机关说明的理由"),
            Fact("tenable", "理由成立", "yes_no"),
        ),
        leads_to=("order_filing",),
    ),
    Step(
        "order_filing",
        "通知公安机关立案",
        f"{_LAW}第一百一十三条",
        _H,
        needs=(
            Need(
                ("reasons",),
                "没有审查不立案理由，或者理由成立",
                f"{_LAW}第一百一十三条",
                having=Said("tenable", (NO,)),
            ),
        ),
        facts=(Fact("number", "通知立案书文号", short=True), Fact("sent_on", "送达公安机关日期", "day")),
        for_worker="检察机关已经通知公安机关立案",
    ),
)
REVIEW = (
    Step(
        "arrest_received",
        "受理审查逮捕",
        f"{_LAW}第八十七条、第九十一条",
        _H,
        needs=(_OPENED,),
        bars=(_INDICTED,),
        starts=(Start("crim.arrest_review", "received_on"),),
        facts=(Fact("received_on", "收到日期", "day"), Fact("number", "提请批准逮捕书文号", short=True)),
        repeats=True,
        leads_to=("arrest_decided",),
    ),
    Step(
        "arrest_decided",
        "审查逮捕决定",
        f"{_LAW}第九十条",
        _H,
        needs=(Need(("arrest_received",), "没有受理审查逮捕", f"{_LAW}第八十七条"),),
        stops=("crim.arrest_review",),
        facts=(
            Fact("approved", "批准逮捕", "yes_no"),
            Fact("number", "决定书文号", short=True),
            Fact("reason", "不批准的理由", required=False, needed_when=Said("approved", (NO,))),
        ),
        repeats=True,
    ),
    Step(
        "review_received",
        "受理审查起诉",
        f"{_LAW}第一百六十九条、第一百七十二条",
        _H,
        needs=(_OPENED,),
        bars=(_INDICTED,),
        stops=("crim.prosecution_review",),
        starts=(Start("crim.prosecution_review", "received_on"),),
        facts=(Fact("received_on", "收到日期", "day"), Fact("number", "起诉意见书文号", short=True)),
        repeats=True,
        leads_to=("returned", "indict", "not_prosecute"),
    ),
    Step(
        "returned",
        "退回补充侦查",
        f"{_LAW}第一百七十五条",
        _H,
        needs=(Need(("review_received",), "没有受理审查起诉", f"{_LAW}第一百六十九条"),),
        bars=(_INDICTED,),
        stops=("crim.prosecution_review",),
        facts=(Fact("points", "补充侦查事项"),),
        repeats=True,
        leads_to=("review_received",),
    ),
    Step(
        "indict",
        "提起公诉",
        f"{_LAW}第一百七十六条",
        _H,
        needs=(Need(("review_received",), "没有受理审查起诉", f"{_LAW}第一百六十九条"),),
        bars=(_INDICTED,),
        stops=("crim.prosecution_review",),
        facts=(
            Fact("number", "起诉书文号", short=True),
            Fact("court", "人民法院", short=True),
            Fact("indicted_on", "提起公诉日期", "day"),
        ),
        leads_to=("judged",),
        for_worker="检察机关已经提起公诉",
    ),
    Step(
        "not_prosecute",
        "不起诉",
        f"{_LAW}第十六条、第一百七十五条、第一百七十七条；法释〔2013〕3号第六条",
        _H,
        needs=(Need(("review_received",), "没有受理审查起诉", f"{_LAW}第一百六十九条"),),
        bars=(_INDICTED,),
        stops=("crim.prosecution_review",),
        facts=(
            Fact("number", "不起诉决定书文号", short=True),
            Fact(
                "kind",
                "情形",
                "choice",
                options=(
                    ("statutory", "法定不起诉"),
                    ("minor", "犯罪情节轻微不起诉"),
                    ("evidence", "证据不足不起诉"),
                ),
            ),
            Fact("paid", "提起公诉前已经付清", "yes_no"),
            Fact("reason", "理由"),
        ),
        leads_to=("closed",),
        for_worker="检察机关决定不起诉；工资仍应支付",
    ),
    Step(
        "judged",
        "判决结果",
        f"{_LAW}第二百条；刑法第二百七十六条之一",
        _H,
        needs=(Need(("indict",), "没有提起公诉", f"{_LAW}第一百七十六条"),),
        facts=(
            Fact("judged_on", "宣判日期", "day"),
            Fact("number", "判决书文号", short=True),
            Fact("result", "判决结果"),
            Fact("repay", "责令支付的金额", "money", required=False),
        ),
        leads_to=("closed",),
        for_worker="法院已经作出刑事判决",
    ),
    Step(
        "closed",
        "办结归档",
        f"{_LAW}第一百一十三条、第一百七十七条、第二百条",
        _H,
        needs=(
            Need(
                ("reasons", "order_filing", "arrest_decided", "not_prosecute", "judged"),
                "监督、审查逮捕、起诉都还没有结果",
                f"{_LAW}第一百一十三条、第九十条、第一百七十七条",
            ),
            Need(
                ("order_filing",),
                "不立案的理由不成立，还没有通知立案",
                f"{_LAW}第一百一十三条",
                when=Said("tenable", (NO,), "reasons"),
            ),
        ),
        ends="检察环节办结",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "检察办理（监督、逮捕、起诉）",
    (*SUPERVISION, *REVIEW),
    opening=Opening((UnitKind.PROCURATORATE,), "检登字"),
)
