"""法律援助, version 2026.1: from the application to the closing report (法律援助法 第三十一条, 第四十二条 to 第五十三条; law.md §9).

The law's terms are seven days for the decision and three for the assignment; both on the same day is the promise.
"""

from __future__ import annotations

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

KEY = "legal_aid"
ASSIGN, REPLACE = "assign_aid_lawyer", "replace_aid_lawyer"
_H, _A = Permission.FILE_HANDLE, Permission.FILE_APPROVE
_ACT = "法律援助法"
EXEMPT = "migrant"
GAPS = (
    ("identity", "身份证明"),
    ("migrant", "务工人员身份的材料"),
    ("matter", "与欠薪有关的材料"),
    ("means", "经济困难情况说明"),
)
GROUNDS_TO_END = (
    ("fraud", "以欺骗或者其他不正当手段获得法律援助"),
    ("hidden", "故意隐瞒与案件有关的重要事实或者提供虚假证据"),
    ("unlawful", "利用法律援助从事违法活动"),
    ("means", "经济状况发生变化，不再符合法律援助条件"),
    ("case_over", "案件终止审理或者已经被撤销"),
    ("own_lawyer", "自行委托律师或者其他代理人"),
    ("asked", "有正当理由要求终止法律援助"),
    ("other_law", "法律法规规定的其他情形"),
)
URGENT = (
    ("limitation", "距法定时效或者期间届满不足七日，需要及时起诉或者申请仲裁、行政复议"),
    ("preservation", "需要立即申请财产保全、证据保全或者先予执行"),
    ("other_rule", "法律、法规、规章规定的其他情形"),
)
WORK = (
    ("meeting", "约见受援人"),
    ("evidence", "调查取证"),
    ("drafting", "代拟法律文书"),
    ("negotiation", "协商、调解"),
    ("submitted", "提交申请或者起诉"),
    ("hearing", "参加庭审（开庭）"),
    ("enforcement", "申请执行"),
    ("other", "其他"),
)
FORMS = (
    ("arbitration", "劳动仲裁代理"),
    ("litigation", "民事诉讼代理"),
    ("enforcement", "执行代理"),
    ("non_litigation", "非诉讼代理（协商、调解）"),
    ("drafting", "代拟法律文书"),
)
REFUSALS = (
    ("scope", "不属于法律援助范围"),
    ("means", "不符合经济困难条件"),
    ("venue", "不属于本机构受理，已告知有权受理的机构"),
    ("no_basis", "请求明显没有事实和法律依据"),
    ("has_lawyer", "已经委托律师或者其他代理人"),
)
_REFUSED = Bar(("refuse",), "已经决定不予法律援助；有异议的，由司法行政部门审查")
_NOT_ENDED = Need(
    ("regrant",),
    "已经决定终止法律援助",
    f"{_ACT}第四十八条",
    when=Said("ground", tuple(key for key, _ in GROUNDS_TO_END), "terminate"),
)
_NOT_REFUSED = Need(
    ("regrant",),
    "已经决定不予法律援助",
    f"{_ACT}第四十三条",
    when=Said("ground", tuple(key for key, _ in REFUSALS), "refuse"),
)
_OUTSTANDING = Need(
    ("supplemented",),
    "已经一次性告知补充材料，申请人还没有补齐",
    f"{_ACT}第四十三条",
    when=Said("gap", tuple(key for key, _ in GAPS), "supplement"),
)
_MEANS = Need(
    ("application",),
    "请求支付劳动报酬的进城务工人员免予核查经济困难状况，不能以不困难为理由",
    f"{_ACT}第四十二条第三项",
    having=Said("means", ("declared", "checked")),
    when=Said("ground", ("means",)),
)
_GIVEN = Need(
    ("grant", "regrant", "first_aid"), "没有决定给予法律援助，也没有决定先行提供", f"{_ACT}第四十三条、第四十四条"
)
_DECIDED = Need(
    ("grant", "regrant"), "没有给予法律援助的决定（先行提供的，应当补办手续）", f"{_ACT}第四十三条、第四十四条"
)
_ASSIGNED = Need(("assign",), "没有指派承办人员", f"{_ACT}第四十三条")
LAWYER_FACTS = (
    Fact("lawyer", "承办人员", short=True),
    Fact("licence", "执业证号", required=False, short=True),
    Fact("firm", "执业机构", required=False, short=True),
    Fact(
        "chosen",
        "选定方式",
        "choice",
        options=(("worker", "受援人选定"), ("first", "按推荐顺序"), ("other", "另行选定")),
    ),
    Fact("grounds", "选定理由"),
)

_APPLICATION = Step(
    "application",
    "法律援助申请",
    f"{_ACT}第三十一条、第四十一条、第四十二条",
    _H,
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
    f"{_ACT}第四十三条",
    _H,
    needs=(Need(("application",), "没有申请", f"{_ACT}第四十一条"),),
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
    f"{_ACT}第四十三条",
    _H,
    needs=(Need(("supplement",), "没有告知补充材料", f"{_ACT}第四十三条"),),
    resumes=("aid.decide",),
    facts=(Fact("received", "收到的材料", "lines"),),
    leads_to=("accepted",),
)
_DEEMED = Step(
    "deemed_withdrawn",
    "逾期未补充，视为撤回申请",
    f"{_ACT}第四十三条",
    _H,
    needs=(Need(("supplement",), "没有一次性告知补充材料，不能视为撤回", f"{_ACT}第四十三条"),),
    waits=(Wait("supplement.supplement_by", "补充期限还没有届满", f"{_ACT}第四十三条"),),
    bars=(Bar(("supplemented",), "申请人已经补充材料"), Bar(("grant", "refuse"), "已经决定")),
    stops=("aid.decide",),
    facts=(Fact("asked", "联系申请人的情况"),),
    ends="视为撤回申请",
    for_worker="没有收到补充的材料，法律援助申请视为撤回；可以重新申请",
)
_WITHDRAWN = Step(
    "withdrawn",
    "申请人撤回申请",
    f"{_ACT}第四十三条",
    _H,
    needs=(Need(("application",), "没有申请", f"{_ACT}第四十一条"),),
    bars=(Bar(("grant", "first_aid"), "已经给予法律援助，受援人要求终止的按终止办理"), _REFUSED),
    stops=("aid.decide",),
    facts=(Fact("reason", "撤回理由（须本人自愿）"),),
    ends="申请人撤回申请",
)
_FIRST = Step(
    "first_aid",
    "决定先行提供法律援助",
    f"{_ACT}第四十四条",
    _A,
    needs=(Need(("application",), "没有申请", f"{_ACT}第四十一条"),),
    bars=(Bar(("grant",), "已经决定给予法律援助，不必先行提供"), _REFUSED),
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
    f"{_ACT}第三十一条、第三十八条、第四十二条",
    _H,
    needs=(Need(("application",), "没有申请", f"{_ACT}第四十一条"), _OUTSTANDING),
    bars=(_REFUSED,),
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
_ACCEPTED_FIRST = Need(("accepted",), "没有受理和审查意见", f"{_ACT}第四十三条")
_GRANT = Step(
    "grant",
    "决定给予法律援助",
    f"{_ACT}第四十三条",
    _A,
    needs=(_ACCEPTED_FIRST, _OUTSTANDING, _NOT_ENDED),
    bars=(_REFUSED,),
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
    f"{_ACT}第四十三条",
    _A,
    needs=(_ACCEPTED_FIRST, _OUTSTANDING, _MEANS),
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
    f"{_ACT}第四十九条",
    _H,
    needs=(Need(("refuse", "terminate"), "没有不予或者终止法律援助的决定", f"{_ACT}第四十九条"),),
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
    f"{_ACT}第四十九条",
    _H,
    needs=(Need(("objection",), "没有异议", f"{_ACT}第四十九条"),),
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
    f"{_ACT}第四十三条、第四十九条",
    _A,
    needs=(
        Need(
            ("objection_decided",),
            "司法行政部门没有责令改正",
            f"{_ACT}第四十九条",
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
    f"{_ACT}第四十三条、第四十八条、第四十九条",
    _H,
    needs=(
        Need(("refuse", "terminate"), "没有不予或者终止法律援助的决定", f"{_ACT}第四十三条、第四十八条"),
        Need(
            ("objection_decided",),
            "异议还没有处理完",
            f"{_ACT}第四十九条",
            having=Said("outcome", ("upheld",)),
            when=Said("against", ("refuse", "terminate"), "objection"),
        ),
    ),
    facts=(Fact("told", "告知申请人异议途径和其他求助途径的情况"),),
    ends="不予或者终止法律援助",
)
_ASSIGN = Step(
    "assign",
    "指派承办人员",
    f"{_ACT}第四十三条",
    _A,
    needs=(_GIVEN, _NOT_REFUSED, _NOT_ENDED),
    stops=("aid.assign",),
    facts=LAWYER_FACTS,
    own_act=ASSIGN,
    paper="aid_assignment",
    leads_to=("authorisation", "work"),
    for_worker="已经给您安排承办律师，不收费",
)
_REPLACE = Step(
    "replace",
    "更换承办人员",
    f"{_ACT}第四十三条、第五十五条",
    _A,
    needs=(_ASSIGNED, _NOT_REFUSED, _NOT_ENDED),
    stops=("aid.assign",),
    facts=(*LAWYER_FACTS, Fact("reason", "更换理由")),
    own_act=REPLACE,
    paper="aid_assignment",
    repeats=True,
    leads_to=("authorisation", "work"),
    for_worker="承办律师有变动，新的承办律师会联系您",
)
_AUTHORISATION = Step(
    "authorisation",
    "签订授权委托书",
    f"民事诉讼法第六十二条；{_ACT}第四十六条",
    _H,
    needs=(_ASSIGNED, _NOT_REFUSED, _NOT_ENDED),
    facts=(
        Fact(
            "scope",
            "代理权限",
            "choice",
            options=(("general", "一般代理"), ("special", "特别代理（代为承认、放弃、变更请求，和解、调解）")),
        ),
        Fact("signed_on", "签订日期", "day"),
    ),
    paper="aid_authorisation",
    repeats=True,
    leads_to=("work",),
)
_WORK = Step(
    "work",
    "承办工作记录",
    f"{_ACT}第四十六条、第四十七条",
    _H,
    needs=(_ASSIGNED, _NOT_REFUSED, _NOT_ENDED),
    facts=(
        Fact("kind", "事项", "choice", options=WORK),
        Fact("held_on", "日期", "day"),
        Fact("summary", "情况"),
    ),
    repeats=True,
    leads_to=("work", "report"),
    for_worker="承办律师正在办理",
)
_TERMINATE = Step(
    "terminate",
    "决定终止法律援助",
    f"{_ACT}第四十八条",
    _A,
    needs=(Need(("grant", "regrant", "first_aid"), "没有给予法律援助，不能终止", f"{_ACT}第四十八条"), _MEANS),
    bars=(Bar(("report",), "案件已经办结并提交结案报告"),),
    stops=("aid.decide", "aid.assign"),
    facts=(Fact("ground", "法定情形", "choice", options=GROUNDS_TO_END), Fact("reason", "事实和理由")),
    by_others=True,
    paper="aid_termination",
    leads_to=("objection", "refused_filed"),
    for_worker="法律援助已经终止，理由已经写明；不同意的，可以向司法局提出异议",
)
_REPORT = Step(
    "report",
    "提交结案报告",
    f"{_ACT}第五十条",
    _H,
    needs=(
        _DECIDED,
        _NOT_ENDED,
        _ASSIGNED,
        Need(("authorisation",), "没有授权委托书", f"民事诉讼法第六十二条；{_ACT}第四十六条"),
        Need(("work",), "没有承办工作记录", f"{_ACT}第四十六条、第四十七条"),
    ),
    facts=(
        Fact(
            "outcome",
            "结果",
            "choice",
            options=(
                ("paid", "工资已经付清"),
                ("agreed", "达成调解、和解"),
                ("won", "裁判支持全部请求"),
                ("partly", "裁判支持部分请求"),
                ("lost", "请求没有得到支持"),
                ("dropped", "受援人撤回请求"),
            ),
        ),
        Fact("amount", "为受援人取得（确认）的金额", "money"),
        Fact("persons", "受援人数", "persons"),
        Fact("result", "办理经过和结果"),
        Fact(
            "feedback",
            "受援人评价",
            "choice",
            options=(("good", "满意"), ("fair", "基本满意"), ("bad", "不满意"), ("none", "未能联系")),
        ),
    ),
    paper="aid_closing_report",
    leads_to=("archived",),
    for_worker="法律援助已经办结",
)
_ARCHIVED = Step(
    "archived",
    "审查结案材料并归档",
    f"{_ACT}第五十条",
    _A,
    needs=(Need(("report",), "没有结案报告", f"{_ACT}第五十条"),),
    facts=(
        Fact("quality", "案件质量", "choice", options=(("good", "合格"), ("poor", "不合格，已另行处理"))),
        Fact("note", "审查意见"),
    ),
    by_others=True,
    ends="法律援助办结",
)
V2026_1 = Procedure(
    KEY,
    "2026.1",
    "法律援助",
    (
        _APPLICATION,
        _ACCEPTED,
        _GRANT,
        _ASSIGN,
        _AUTHORISATION,
        _REPORT,
        _ARCHIVED,
        _WORK,
        _SUPPLEMENTED,
        _SUPPLEMENT,
        _FIRST,
        _REFUSE,
        _REPLACE,
        _TERMINATE,
        _DEEMED,
        _WITHDRAWN,
        _OBJECTION,
        _OBJECTION_DECIDED,
        _REGRANT,
        _REFUSED_FILED,
    ),
    opening=Opening(unit_kinds=(UnitKind.LEGAL_AID,), number_word="援字"),
)
