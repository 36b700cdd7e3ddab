"""移送公安, version 2024.1: runs beside the case and never closes it (刑法 276-1, 国务院令第310号, law.md §10)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import NO, YES, Bar, Fact, Need, Procedure, Said, Start, Step, Wait

KEY = "criminal_referral"
_RULE = "行政执法机关移送涉嫌犯罪案件的规定"
_COPY = "关于在行政执法中及时移送涉嫌犯罪案件的意见（高检会〔2006〕2号）第一条"
_REFUSED = Bar(("police_approve",), "负责人不批准移送", having=Said("approved", (NO,)))
_FILED, _NOT_FILED = Said("answer", ("filed",)), Said("answer", ("refused",))
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "移送涉嫌拒不支付劳动报酬犯罪案件",
    (
        Step(
            "police_threshold",
            "核对数额标准",
            "刑法第二百七十六条之一；法释〔2013〕3号第三条",
            needs=(
                Need(
                    ("order_served", "decision_served"),
                    "没有责令支付或者没有送达证据；责令支付仍不支付是构成犯罪的要件",
                    "刑法第二百七十六条之一；法释〔2013〕3号第四条",
                ),
            ),
            facts=(
                Fact("police", "拟移送的公安机关", short=True),
                Fact(
                    "conduct",
                    "逃避支付的行为",
                    "choice",
                    options=(("evading", "转移财产、逃匿等方法逃避支付"), ("able", "有能力支付而不支付")),
                ),
            ),
            leads_to=("police_report",),
        ),
        Step(
            "police_report",
            "书面报告",
            f"{_RULE}第五条",
            needs=(
                Need(("police_threshold",), "没有核对数额标准", "法释〔2013〕3号第三条"),
                Need(("expired",), "没有查明责令支付以后仍不支付", "刑法第二百七十六条之一"),
            ),
            waits=(Wait("order.due_on", "责令支付的期限还没有届满", "刑法第二百七十六条之一"),),
            bars=(Bar(("performed",), "用人单位已经支付；立案前付清的可以不作为犯罪处理（法释〔2013〕3号第六条）"),),
            starts=(Start("tr.decide"),),
            facts=(Fact("report", "核查情况和移送理由"), Fact("team", "核查人员（不少于二人）", "lines")),
            officers=2,
            leads_to=("police_approve",),
        ),
        Step(
            "police_approve",
            "负责人决定是否移送",
            f"{_RULE}第五条",
            Permission.CASE_APPROVE,
            needs=(Need(("police_report",), "没有书面报告", f"{_RULE}第五条"),),
            stops=("tr.decide",),
            starts=(Start("tr.send", when=Said("approved", (YES,))),),
            facts=(Fact("approved", "批准移送", "yes_no"), Fact("reason", "理由")),
            by_others=True,
            leads_to=("police_send",),
        ),
        Step(
            "police_send",
            "移送公安机关",
            f"{_RULE}第五条、第六条",
            needs=(Need(("police_approve",), "负责人没有批准移送", f"{_RULE}第五条", having=Said("approved", (YES,))),),
            bars=(_REFUSED,),
            stops=("tr.send",),
            paper="criminal_referral",
            act="referral",
            leads_to=("police_receipt", "procuratorate_copy"),
            for_worker="案件已经移送公安机关",
        ),
        Step(
            "procuratorate_copy",
            "抄送人民检察院",
            _COPY,
            needs=(Need(("police_send",), "没有移送公安机关", _COPY),),
            facts=(
                Fact("procuratorate", "人民检察院", short=True),
                Fact("papers", "抄送的材料", "lines"),
            ),
            leads_to=("procuratorate_receipt",),
        ),
        Step(
            "procuratorate_receipt",
            "人民检察院签收",
            _COPY,
            needs=(Need(("procuratorate_copy",), "没有抄送人民检察院", _COPY),),
            facts=(
                Fact("received_on", "签收日期", "day", not_before="procuratorate_copy.on"),
                Fact("receiver", "签收人", short=True),
                Fact("number", "回执文号", required=False, short=True),
            ),
        ),
        Step(
            "police_receipt",
            "公安机关回执",
            f"{_RULE}第七条",
            needs=(Need(("police_send",), "没有移送", f"{_RULE}第五条"),),
            starts=(Start("tr.police_decide", from_fact="received_on"),),
            facts=(
                Fact("received_on", "公安机关接受日期", "day", not_before="police_send.on"),
                Fact("receiver", "接受人", short=True),
            ),
            leads_to=("police_answer",),
        ),
        Step(
            "police_answer",
            "公安机关决定",
            f"{_RULE}第八条",
            needs=(Need(("police_receipt",), "没有公安机关的回执", f"{_RULE}第七条"),),
            stops=("tr.police_decide",),
            starts=(
                Start("tr.handover", "answered_on", _FILED),
                Start("tr.reconsider.apply", "answered_on", _NOT_FILED),
            ),
            facts=(
                Fact("answer", "决定", "choice", options=(("filed", "立案"), ("refused", "不予立案"))),
                Fact("answered_on", "通知书日期", "day", not_before="police_receipt.received_on"),
                Fact("number", "通知书文号", required=False),
                Fact("reason", "不予立案的理由", required=False),
            ),
            act="police_filing",
            act_when=_FILED,
            leads_to=("handover", "police_reconsider"),
            for_worker="公安机关已经作出是否立案的决定",
        ),
        Step(
            "handover",
            "移交物品和材料",
            f"{_RULE}第十二条",
            needs=(
                Need(("police_answer", "reconsider_answer"), "公安机关没有立案", f"{_RULE}第十二条", having=_FILED),
            ),
            stops=("tr.handover",),
            facts=(Fact("items", "移交清单", "lines"),),
        ),
        Step(
            "police_reconsider",
            "提请公安机关复议",
            f"{_RULE}第九条",
            needs=(Need(("police_answer",), "公安机关没有作出不予立案的决定", f"{_RULE}第九条", having=_NOT_FILED),),
            stops=("tr.reconsider.apply",),
            starts=(Start("tr.reconsider.decide"),),
            facts=(Fact("reason", "提请复议的理由"),),
            paper="reconsideration_request",
            leads_to=("reconsider_answer",),
        ),
        Step(
            "reconsider_answer",
            "公安机关复议决定",
            f"{_RULE}第九条",
            needs=(Need(("police_reconsider",), "没有提请复议", f"{_RULE}第九条"),),
            stops=("tr.reconsider.decide",),
            starts=(
                Start("tr.handover", "answered_on", _FILED),
                Start("tr.reconsider.supervise", "answered_on", _NOT_FILED),
            ),
            facts=(
                Fact("answer", "复议决定", "choice", options=(("filed", "立案"), ("refused", "维持不予立案"))),
                Fact("answered_on", "决定日期", "day", not_before="police_reconsider.on"),
                Fact("number", "决定书文号", required=False),
            ),
            act="police_filing",
            act_when=_FILED,
            leads_to=("handover", "supervision"),
        ),
        Step(
            "supervision",
            "建议检察机关立案监督",
            f"{_RULE}第九条",
            needs=(
                Need(
                    ("police_answer", "reconsider_answer"),
                    "公安机关没有作出不予立案的决定",
                    f"{_RULE}第九条",
                    having=_NOT_FILED,
                ),
            ),
            stops=("tr.reconsider.apply", "tr.reconsider.supervise"),
            facts=(Fact("procuratorate", "人民检察院", short=True), Fact("reason", "建议的理由")),
            paper="supervision_proposal",
        ),
    ),
)
