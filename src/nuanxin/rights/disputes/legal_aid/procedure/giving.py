"""From the application to the decision: supplement, urgent aid, acceptance, grant, refusal, objection (法律援助法 第四十一条 to 第四十四条, 第四十九条)."""

from __future__ import annotations

from nuanxin.rights.cases.procedures.declared import OPEN_FILE, YES, Bar, Fact, Need, Said, Start, Step, Wait
from nuanxin.rights.disputes.legal_aid.procedure.gates import (
    ACT,
    APPROVE,
    EXEMPT,
    FORMS,
    GAPS,
    HANDLE,
    MEANS,
    NOT_ENDED,
    OUTSTANDING,
    REFUSALS,
    REFUSED,
    URGENT,
)

_APPLICATION = Step(
    "application",
    "法律援助申请",
    f"{ACT}第三十一条、第四十一条、第四十二条",
    HANDLE,
    own_act=OPEN_FILE,
    starts=(Start("aid.decide"),),
    facts=(
        Fact(
            "how",
            "申请方式",
            "choice",
            options=(
                ("oral", "口头申请（已记录）"),
                ("written", "书面申请"),
                ("online", "网上申请"),
                ("phone", "电话12348"),
            ),
        ),
        Fact("applicant", "申请人（多人的写代表人）", short=True),
        Fact(
            "matter",
            "请求事项",
            "choice",
            options=(
                ("wages", "支付劳动报酬"),
                ("relation", "确认劳动关系"),
                ("injury", "工伤（赔偿、待遇）"),
                ("other", "其他"),
            ),
        ),
        Fact(
            "means",
            "经济困难状况",
            "choice",
            options=(
                (EXEMPT, "免予核查（进城务工人员请求支付劳动报酬或者工伤赔偿）"),
                ("declared", "申请人书面说明、承诺"),
                ("checked", "核查"),
            ),
        ),
        Fact(
            "proof",
            "证明是进城务工人员的材料（劳动合同、考勤、居住证、工友证明等）",
            required=False,
            needed_when=Said("means", (EXEMPT,)),
        ),
        Fact("expires_on", "时效或者期间届满日（清楚的填写）", "day", required=False, may_be_later=True),
        Fact("sensitive", "敏感情形", "yes_no"),
        Fact("sensitive_why", "敏感情形说明", required=False, needed_when=Said("sensitive", (YES,))),
    ),
    leads_to=("accepted", "supplement", "first_aid"),
    for_worker="已经收到您的法律援助申请，不收费",
)
_SUPPLEMENT = Step(
    "supplement",
    "一次性告知补充材料",
    f"{ACT}第四十三条",
    HANDLE,
    needs=(Need(("application",), "没有申请", f"{ACT}第四十一条"),),
    bars=(Bar(("accepted", "grant"), "已经受理或者决定"),),
    pauses=("aid.decide",),
    facts=(
        Fact("gap", "主要缺少", "choice", options=GAPS),
        Fact("items", "需要补充的材料或者说明（一次写全）", "lines"),
        Fact("supplement_by", "补充期限", "day", may_be_later=True),
    ),
    paper="aid_supplement",
    leads_to=("supplemented", "deemed_withdrawn"),
    for_worker="法律援助还缺材料，请按通知一次补齐",
)
_SUPPLEMENTED = Step(
    "supplemented",
    "收到补充材料",
    f"{ACT}第四十三条",
    HANDLE,
    needs=(Need(("supplement",), "没有告知补充材料", f"{ACT}第四十三条"),),
    resumes=("aid.decide",),
    facts=(Fact("received", "收到的材料", "lines"),),
    leads_to=("accepted",),
)
_DEEMED = Step(
    "deemed_withdrawn",
    "逾期未补充，视为撤回申请",
    f"{ACT}第四十三条",
    HANDLE,
    needs=(Need(("supplement",), "没有一次性告知补充材料，不能视为撤回", f"{ACT}第四十三条"),),
    waits=(Wait("supplement.supplement_by", "补充期限还没有届满", f"{ACT}第四十三条"),),
    bars=(Bar(("supplemented",), "申请人已经补充材料"), Bar(("grant", "refuse"), "已经决定")),
    stops=("aid.decide",),
    facts=(Fact("asked", "联系申请人的情况"),),
    ends="视为撤回申请",
    for_worker="没有收到补充的材料，法律援助申请视为撤回；可以重新申请",
)
_WITHDRAWN = Step(
    "withdrawn",
    "申请人撤回申请",
    f"{ACT}第四十三条",
    HANDLE,
    needs=(Need(("application",), "没有申请", f"{ACT}第四十一条"),),
    bars=(Bar(("grant", "first_aid"), "已经给予法律援助，受援人要求终止的按终止办理"), REFUSED),
    stops=("aid.decide",),
    facts=(Fact("reason", "撤回理由（须本人自愿）"),),
    ends="申请人撤回申请",
)
_FIRST = Step(
    "first_aid",
    "决定先行提供法律援助",
    f"{ACT}第四十四条",
    APPROVE,
    needs=(Need(("application",), "没有申请", f"{ACT}第四十一条"),),
    bars=(Bar(("grant",), "已经决定给予法律援助，不必先行提供"), REFUSED),
    facts=(
        Fact("ground", "情形", "choice", options=URGENT),
        Fact(
            "expires_on",
            "时效或者期间届满日",
            "day",
            required=False,
            needed_when=Said("ground", ("limitation",)),
            may_be_later=True,
        ),
        Fact("reason", "事实和理由"),
    ),
    by_others=True,
    paper="aid_urgent",
    leads_to=("assign", "accepted"),
    for_worker="情况紧急，已经先给您提供法律援助，手续随后补办",
)
_ACCEPTED = Step(
    "accepted",
    "受理",
    f"{ACT}第三十一条、第三十八条、第四十二条",
    HANDLE,
    needs=(Need(("application",), "没有申请", f"{ACT}第四十一条"), OUTSTANDING),
    bars=(REFUSED,),
    facts=(
        Fact(
            "venue",
            "管辖",
            "choice",
            options=(("organ", "办案机关在本地"), ("dispute", "争议在本地处理"), ("matter", "事由发生在本地")),
        ),
        Fact("opinion", "审查意见"),
    ),
    paper="aid_acceptance",
    leads_to=("grant", "refuse"),
    for_worker="法律援助申请已经受理",
)
_ACCEPTED_FIRST = Need(("accepted",), "没有受理和审查意见", f"{ACT}第四十三条")
_GRANT = Step(
    "grant",
    "决定给予法律援助",
    f"{ACT}第四十三条",
    APPROVE,
    needs=(_ACCEPTED_FIRST, OUTSTANDING, NOT_ENDED),
    bars=(REFUSED,),
    stops=("aid.decide",),
    starts=(Start("aid.assign"),),
    facts=(Fact("form", "援助形式", "choice", options=FORMS), Fact("opinion", "审批意见")),
    by_others=True,
    paper="aid_decision",
    leads_to=("assign", "report"),
    for_worker="已经决定给您法律援助，不收费",
)
_REFUSE = Step(
    "refuse",
    "决定不予法律援助",
    f"{ACT}第四十三条",
    APPROVE,
    needs=(_ACCEPTED_FIRST, OUTSTANDING, MEANS),
    bars=(Bar(("grant",), "已经决定给予法律援助"),),
    stops=("aid.decide",),
    facts=(Fact("ground", "理由", "choice", options=REFUSALS), Fact("reason", "书面说明理由")),
    by_others=True,
    paper="aid_refusal",
    leads_to=("objection", "refused_filed"),
    for_worker="法律援助中心决定不予援助，理由已经写明；不同意的，可以向司法局提出异议",
)
_OBJECTION = Step(
    "objection",
    "向司法行政部门提出异议",
    f"{ACT}第四十九条",
    HANDLE,
    needs=(Need(("refuse", "terminate"), "没有不予或者终止法律援助的决定", f"{ACT}第四十九条"),),
    starts=(Start("aid.objection", from_fact="received_on"),),
    facts=(
        Fact(
            "against", "针对", "choice", options=(("refuse", "不予法律援助的决定"), ("terminate", "终止法律援助的决定"))
        ),
        Fact("received_on", "司法行政部门收到日期", "day"),
        Fact("organ", "司法行政部门", short=True),
        Fact("reason", "异议理由"),
    ),
    leads_to=("objection_decided",),
    for_worker="司法局已经收到您的异议",
)
_OBJECTION_DECIDED = Step(
    "objection_decided",
    "司法行政部门对异议的决定",
    f"{ACT}第四十九条",
    HANDLE,
    needs=(Need(("objection",), "没有异议", f"{ACT}第四十九条"),),
    stops=("aid.objection",),
    facts=(
        Fact("outcome", "决定", "choice", options=(("correct", "责令改正"), ("upheld", "维持"))),
        Fact("decided_on", "决定日期", "day"),
        Fact("reason", "理由"),
        Fact("remedy", "告知行政复议、行政诉讼途径的情况", required=False, needed_when=Said("outcome", ("upheld",))),
    ),
    leads_to=("regrant", "refused_filed"),
    for_worker="司法局已经对您的异议作出决定",
)
_REGRANT = Step(
    "regrant",
    "按司法行政部门决定给予（恢复）法律援助",
    f"{ACT}第四十三条、第四十九条",
    APPROVE,
    needs=(
        Need(
            ("objection_decided",),
            "司法行政部门没有责令改正",
            f"{ACT}第四十九条",
            having=Said("outcome", ("correct",)),
        ),
    ),
    starts=(Start("aid.assign"),),
    facts=(Fact("form", "援助形式", "choice", options=FORMS), Fact("opinion", "审批意见")),
    paper="aid_decision",
    leads_to=("assign", "replace", "report"),
    for_worker="已经改为给您法律援助",
)
_REFUSED_FILED = Step(
    "refused_filed",
    "不予（终止）援助归档",
    f"{ACT}第四十三条、第四十八条、第四十九条",
    HANDLE,
    needs=(
        Need(("refuse", "terminate"), "没有不予或者终止法律援助的决定", f"{ACT}第四十三条、第四十八条"),
        Need(
            ("objection_decided",),
            "异议还没有处理完",
            f"{ACT}第四十九条",
            having=Said("outcome", ("upheld",)),
            when=Said("against", ("refuse", "terminate"), "objection"),
        ),
    ),
    facts=(Fact("told", "告知申请人异议途径和其他求助途径的情况"),),
    ends="不予或者终止法律援助",
)
STEPS = (
    _APPLICATION,
    _SUPPLEMENT,
    _SUPPLEMENTED,
    _DEEMED,
    _WITHDRAWN,
    _FIRST,
    _ACCEPTED,
    _GRANT,
    _REFUSE,
    _OBJECTION,
    _OBJECTION_DECIDED,
    _REGRANT,
    _REFUSED_FILED,
)
