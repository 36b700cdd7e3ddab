"""劳动保障监察案件, version 2024.1: filing, investigation, order to pay, notice, decision, performance, enforcement (law.md §6, §20).

A new version is a new constant beside this one; cases that run under this one keep it.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.decisions import HANDLING, PENALTY, PERFORMED
from nuanxin.rights.cases.procedures.declared import (
    RECORDING,
    Bar,
    Branch,
    Fact,
    Limit,
    Need,
    Procedure,
    Start,
    Step,
    Wait,
)
from nuanxin.rights.cases.procedures.serving import service_of

KEY = "labour_inspection"
_A = Permission.CASE_APPROVE
_FILED = Need(("file",), "案件没有批准立案", "劳动保障监察条例第十七条；关于实施《劳动保障监察条例》若干规定第十八条")
FILE = Step(
    "file",
    "立案审批",
    "劳动保障监察条例第十七条；关于实施《劳动保障监察条例》若干规定第十八条",
    _A,
    starts=(Start("insp.invest"),),
    stops=("insp.accept",),
    officers=2,
    own_act="file_case",
    leads_to=("evidence",),
    for_worker="您反映的欠薪问题已经立案调查",
)
INVESTIGATION = (
    Step(
        "evidence",
        "调查取证",
        "劳动保障监察条例第十五条、第十六条；行政处罚法第四十二条、第四十七条",
        needs=(_FILED,),
        bars=(Bar(("investigated",), "调查已经终结"),),
        facts=(
            Fact(
                "kind",
                "取证方式",
                "choice",
                options=(
                    ("inquiry", "询问调查"),
                    ("site", "现场检查"),
                    ("books", "调取工资台账、考勤、合同"),
                    ("query", "要求报送书面材料"),
                    ("other", "其他"),
                ),
            ),
            Fact("summary", "取得的证据和内容"),
            Fact("recording", RECORDING),
        ),
        officers=2,
        repeats=True,
        leads_to=("investigated",),
    ),
    Step(
        "extend",
        "批准延长调查期限",
        "劳动保障监察条例第十七条",
        _A,
        needs=(_FILED,),
        bars=(Bar(("investigated",), "调查已经终结"),),
        limits=(
            Limit("file.on", ("insp.invest",), "原调查期限（届满以后不能再批准延长）", "劳动保障监察条例第十七条"),
        ),
        extends="insp.invest",
        facts=(Fact("reason", "情况复杂的具体理由"),),
        leads_to=("investigated",),
    ),
    Step(
        "investigated",
        "调查终结",
        "劳动保障监察条例第十七条；关于实施《劳动保障监察条例》若干规定第三十七条",
        needs=(
            Need(
                ("evidence",), "没有调查取证，不能终结调查", "劳动保障监察条例第十六条；行政处罚法第四十条、第四十六条"
            ),
        ),
        stops=("insp.invest",),
        starts=(Start("insp.decide"),),
        facts=(
            Fact("findings", "查明的事实"),
            Fact("persons", "查明欠薪人数", "persons"),
            Fact("amount", "查明欠薪金额", "money"),
            Fact("complex", "情节复杂或者重大", "yes_no"),
        ),
        officers=2,
        leads_to=("order", "withdrawn"),
        for_worker="欠薪情况已经查明",
    ),
)
ORDER = (
    Step(
        "order",
        "责令限期改正（支付）",
        "劳动保障监察条例第十八条、第二十六条；法释〔2013〕3号第四条",
        needs=(Need(("investigated", "evidence"), "没有查明事实，不能责令改正", "劳动保障监察条例第十八条"),),
        bars=(PERFORMED,),
        stops=("insp.decide",),
        starts=(Start("insp.serve"),),
        facts=(Fact("due_on", "改正（支付）期限", "day", may_be_later=True),),
        paper="correction_order",
        act="order",
        officers=2,
        leads_to=("order_served",),
        for_worker="已经责令用人单位限期支付",
    ),
    service_of("order_served", "order", "限期改正指令书", ("performed", "expired")),
    Step(
        "expired",
        "查明逾期未改正",
        "劳动保障监察条例第十八条、第二十六条；劳动合同法第八十五条",
        needs=(
            Need(
                ("order_served",), "限期改正指令书没有送达，期限不起算", "法释〔2013〕3号第四条；行政处罚法第六十一条"
            ),
        ),
        waits=(Wait("order.due_on", "改正期限还没有届满", "劳动保障监察条例第十八条"),),
        bars=(PERFORMED,),
        starts=(Start("insp.decide"),),
        facts=(Fact("checked", "核查经过和逾期未改正的情况"), Fact("recording", RECORDING, required=False)),
        leads_to=("handling_notice", "penalty_notice", "compensation", "police_report"),
        for_worker="用人单位逾期没有付清，正在依法进一步处理",
    ),
)
PERFORMANCE = (
    Step(
        "performed",
        "用人单位履行",
        "劳动保障监察条例第十八条",
        needs=(Need(("order", "decision"), "没有责令支付，不能记录履行", "劳动保障监察条例第十八条"),),
        facts=(Fact("how", "履行情况"),),
        leads_to=("close",),
        for_worker="用人单位已经支付，请核对是否足额",
    ),
    Step(
        "compensation",
        "责令加付赔偿金",
        "劳动合同法第八十五条；劳动保障监察条例第二十六条",
        _A,
        needs=(Need(("expired",), "限期支付没有逾期，不能责令加付赔偿金", "劳动合同法第八十五条"),),
        facts=(
            Fact("percent", "加付比例（%）", "percent", figure="pay.compensation_extra"),
            Fact("reason", "确定比例的理由"),
        ),
        paper="compensation_order",
        leads_to=("performed",),
    ),
    Step(
        "urge",
        "催告履行",
        "行政强制法第五十四条",
        needs=(Need(("decision_served", "penalty_served"), "没有送达决定书，不能催告", "行政强制法第五十四条"),),
        bars=(PERFORMED,),
        paper="urging_notice",
        leads_to=("urge_served",),
    ),
    service_of("urge_served", "urge", "催告书", ("performed", "enforcement")),
    Step(
        "enforcement",
        "申请法院强制执行",
        "行政强制法第五十三条、第五十四条；保障农民工工资支付条例第四十二条",
        _A,
        needs=(
            Need(("decision_served",), "没有送达行政处理决定", "保障农民工工资支付条例第四十二条"),
            Need(("urge",), "没有催告，不能申请强制执行", "行政强制法第五十四条"),
            Need(("urge_served",), "催告书没有送达，不能申请强制执行", "行政强制法第五十四条"),
        ),
        waits=(
            Wait(
                "urge_served.served_on",
                "催告书送达后的十个工作日还没有届满",
                "行政强制法第五十四条、第六十九条",
                terms=("enf.urge",),
            ),
            Wait(
                "decision_served.served_on",
                "当事人起诉期限还没有届满",
                "行政强制法第五十三条；行政诉讼法第四十六条",
                terms=("enf.apply_window.suit_period",),
            ),
        ),
        limits=(
            Limit(
                "decision_served.served_on",
                ("enf.apply_window.suit_period", "enf.apply_window.apply"),
                "申请强制执行的三个月期限",
                "行政强制法第五十三条",
            ),
        ),
        bars=(PERFORMED,),
        facts=(Fact("court", "申请的人民法院", short=True),),
        paper="enforcement_application",
        leads_to=("performed", "close"),
        for_worker="已经申请法院强制执行",
    ),
)
CLOSING = (
    Step(
        "withdrawn",
        "撤销立案",
        "劳动保障监察条例第十八条",
        _A,
        needs=(Need(("investigated",), "没有调查终结，不能撤销立案", "劳动保障监察条例第十八条"),),
        bars=(Bar(("decision", "penalty"), "已经作出决定，不能撤销立案"),),
        own_act="close_without_settlement",
    ),
    Step(
        "close",
        "结案归档",
        "劳动保障监察条例第十八条；保障农民工工资支付条例第四十二条",
        needs=(Need(("investigated", "order"), "没有查明事实，不能结案", "劳动保障监察条例第十八条"),),
        paper="closing_report",
        own_act="settle_and_close",
        for_worker="您的工资已经结清，案件办结",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "劳动保障监察案件",
    (FILE, *INVESTIGATION, *ORDER, *HANDLING, *PENALTY, *PERFORMANCE, *CLOSING),
    branches=(Branch("criminal_referral", "2024.1", ("order_served", "decision_served")),),
)
