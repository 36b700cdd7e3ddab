"""公安办理, version 2024.1: receipt of a referral, filing or refusal, investigation, transfer for prosecution (law.md §10).

The police's own figures that law.md does not confirm (tr.police_ext, periods of detention and of investigation) start no clock here.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    NO,
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
)

KEY = "police_case"
_H = Permission.FILE_HANDLE
_RULE = "行政执法机关移送涉嫌犯罪案件的规定"
_CRIMINAL = "刑事诉讼法"
FILED, REFUSED = Said("answer", ("filed",)), Said("answer", ("refused",))
DECIDING = ("decide", "reconsider_decide", "file_by_order")
_IS_FILED = Need(DECIDING, "没有立案，不能侦查", f"{_CRIMINAL}第一百一十二条、第一百一十五条", having=FILED)
_NOT_FILED = Need(("decide", "reconsider_decide"), "没有不予立案的决定", f"{_RULE}第九条", having=REFUSED)
_HERE = Bar(("receive",), "本机关没有管辖权，应当转送", having=Said("competent", (NO,)))
PAID_FIRST = "paid"  # 不予立案的理由：立案前已经付清
RECEIPT = (
    Step(
        "receive",
        "接受移送",
        f"{_RULE}第七条、第八条",
        _H,
        own_act=OPEN_FILE,
        starts=(
            Start("tr.police_decide", "received_on", Said("competent", (YES,))),
            Start("tr.police_redirect", "received_on", Said("competent", (NO,))),
        ),
        facts=(
            Fact("received_on", "接受日期", "day"),
            Fact("receiver", "接受人", short=True),
            Fact("items", "收到的材料", "lines"),
            Fact("competent", "本机关有管辖权", "yes_no"),
        ),
        leads_to=("decide", "redirect"),
        for_worker="公安机关已经接受移送的案件",
    ),
    Step(
        "redirect",
        "转送有管辖权的机关",
        f"{_RULE}第七条",
        _H,
        needs=(Need(("receive",), "本机关有管辖权，不能转送", f"{_RULE}第七条", having=Said("competent", (NO,))),),
        stops=("tr.police_redirect",),
        facts=(
            Fact("to_organ", "转送的机关", short=True),
            Fact("told_on", "书面告知移送机关日期", "day"),
        ),
        ends="转送有管辖权的机关",
        for_worker="案件已经转送有管辖权的公安机关",
    ),
)
DECISION = (
    Step(
        "decide",
        "决定是否立案",
        f"{_RULE}第八条",
        _H,
        needs=(Need(("receive",), "没有接受移送", f"{_RULE}第七条"),),
        bars=(_HERE,),
        stops=("tr.police_decide",),
        facts=(
            Fact("answer", "决定", "choice", options=(("filed", "立案"), ("refused", "不予立案"))),
            Fact("answered_on", "通知书日期", "day"),
            Fact("number", "通知书文号", short=True),
            Fact(
                "ground",
                "不予立案的情形",
                "choice",
                required=False,
                needed_when=REFUSED,
                options=(
                    ("no_crime", "没有犯罪事实"),
                    ("minor", "情节显著轻微，不需要追究刑事责任"),
                    (PAID_FIRST, "立案前已经付清"),
                    ("other", "其他"),
                ),
            ),
            Fact("reason", "不予立案的理由", required=False, needed_when=REFUSED),
        ),
        leads_to=("investigate", "objects", "reconsider"),
    ),
    Step(
        "objects",
        "接收移交的物品和材料",
        f"{_RULE}第十二条",
        _H,
        needs=(Need(DECIDING, "没有立案", f"{_RULE}第十二条", having=FILED),),
        facts=(
            Fact("handed_on", "交接日期", "day"),
            Fact("items", "交接清单", "lines"),
        ),
    ),
    Step(
        "reconsider",
        "收到复议申请",
        f"{_RULE}第九条",
        _H,
        needs=(_NOT_FILED,),
        bars=(Bar(("reconsider_decide",), "已经作出复议决定"),),
        starts=(Start("tr.reconsider.decide", "received_on"),),
        facts=(Fact("received_on", "收到日期", "day"),),
        leads_to=("reconsider_decide",),
    ),
    Step(
        "reconsider_decide",
        "复议决定",
        f"{_RULE}第九条",
        _H,
        needs=(Need(("reconsider",), "移送机关没有提请复议", f"{_RULE}第九条"),),
        stops=("tr.reconsider.decide",),
        facts=(
            Fact("answer", "复议决定", "choice", options=(("filed", "立案"), ("refused", "维持不予立案"))),
            Fact("answered_on", "决定日期", "day"),
            Fact("number", "决定书文号", required=False, short=True),
        ),
        leads_to=("investigate", "explain"),
    ),
    Step(
        "explain",
        "向检察机关说明不立案理由",
        f"{_CRIMINAL}第一百一十三条",
        _H,
        needs=(_NOT_FILED,),
        facts=(Fact("asked_on", "检察机关要求说明日期", "day"), Fact("reason", "不立案的理由")),
        leads_to=("file_by_order",),
    ),
    Step(
        "file_by_order",
        "按检察机关通知立案",
        f"{_CRIMINAL}第一百一十三条",
        _H,
        needs=(_NOT_FILED,),
        facts=(
            Fact("answer", "决定", "choice", options=(("filed", "立案"),)),
            Fact("answered_on", "立案日期", "day"),
            Fact("number", "立案决定书文号", short=True),
            Fact("order", "检察机关通知立案书文号", short=True),
        ),
        leads_to=("investigate",),
        for_worker="公安机关已经按检察机关的通知立案",
    ),
    Step(
        "not_filed",
        "不立案归档",
        f"{_RULE}第八条",
        _H,
        needs=(_NOT_FILED,),
        bars=(Bar(("file_by_order",), "已经按通知立案"),),
        stops=("tr.reconsider.decide",),
        ends="不予立案",
    ),
)
INVESTIGATION = (
    Step(
        "investigate",
        "侦查",
        f"{_CRIMINAL}第一百一十五条",
        _H,
        needs=(_IS_FILED,),
        bars=(Bar(("withdraw",), "案件已经撤销"),),
        facts=(Fact("summary", "侦查进展（不写需要保密的内容）"),),
        repeats=True,
        leads_to=("measure", "transfer"),
    ),
    Step(
        "measure",
        "采取强制措施",
        f"{_CRIMINAL}第六十六条、第八十二条",
        _H,
        needs=(_IS_FILED,),
        facts=(
            Fact(
                "kind",
                "措施",
                "choice",
                options=(
                    ("summons", "拘传"),
                    ("bail", "取保候审"),
                    ("residence", "监视居住"),
                    ("detention", "刑事拘留"),
                    ("wanted", "网上追逃"),
                ),
            ),
            Fact("whom", "对谁（姓氏和职务）", short=True),
            Fact("number", "法律文书文号", required=False, short=True),
        ),
        repeats=True,
        leads_to=("ask_arrest",),
    ),
    Step(
        "ask_arrest",
        "提请批准逮捕",
        f"{_CRIMINAL}第八十七条",
        _H,
        needs=(_IS_FILED,),
        facts=(Fact("procuratorate", "人民检察院", short=True), Fact("number", "提请批准逮捕书文号", short=True)),
        repeats=True,
        leads_to=("arrest",),
    ),
    Step(
        "arrest",
        "执行逮捕",
        f"{_CRIMINAL}第九十三条",
        _H,
        needs=(Need(("ask_arrest",), "没有提请批准逮捕", f"{_CRIMINAL}第八十七条"),),
        facts=(Fact("number", "批准逮捕决定书文号", short=True), Fact("arrested_on", "执行日期", "day")),
        repeats=True,
        leads_to=("transfer",),
    ),
    Step(
        "paid",
        "查明工资已经付清",
        "法释〔2013〕3号第六条；刑法第二百七十六条之一",
        _H,
        needs=(Need(("receive",), "没有接受移送", f"{_RULE}第七条"),),
        bars=(Bar(("paid",), "已经登记付清"),),
        facts=(Fact("checked", "核查经过"),),
        leads_to=("withdraw", "transfer"),
        for_worker="公安机关查明工资已经付清，请核对是否足额收到",
    ),
    Step(
        "withdraw",
        "撤销案件",
        f"{_CRIMINAL}第十六条、第一百六十三条；法释〔2013〕3号第六条",
        _H,
        needs=(
            _IS_FILED,
            Need(("paid",), "没有查明工资已经付清", "法释〔2013〕3号第六条"),
        ),
        bars=(Bar(("transfer",), "已经移送审查起诉，由人民检察院决定"),),
        facts=(Fact("number", "撤销案件决定书文号", short=True), Fact("reason", "理由")),
        ends="付清后撤销案件",
    ),
    Step(
        "transfer",
        "移送审查起诉",
        f"{_CRIMINAL}第一百六十二条",
        _H,
        needs=(_IS_FILED, Need(("investigate",), "没有侦查，不能移送审查起诉", f"{_CRIMINAL}第一百六十二条")),
        facts=(Fact("procuratorate", "人民检察院", short=True), Fact("number", "起诉意见书文号", short=True)),
        repeats=True,
        leads_to=("sent_back", "done"),
        for_worker="案件已经移送检察机关审查起诉",
    ),
    Step(
        "sent_back",
        "退回补充侦查",
        f"{_CRIMINAL}第一百七十五条",
        _H,
        needs=(Need(("transfer",), "没有移送审查起诉", f"{_CRIMINAL}第一百六十二条"),),
        facts=(Fact("points", "补充侦查的事项"),),
        repeats=True,
        leads_to=("investigate", "transfer"),
    ),
    Step(
        "done",
        "侦查终结归档",
        f"{_CRIMINAL}第一百六十二条",
        _H,
        needs=(Need(("transfer",), "没有移送审查起诉", f"{_CRIMINAL}第一百六十二条"),),
        ends="移送审查起诉",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "公安办理拒不支付劳动报酬案件",
    (*RECEIPT, *DECISION, *INVESTIGATION),
    opening=Opening((UnitKind.POLICE,), "移接字"),
)
