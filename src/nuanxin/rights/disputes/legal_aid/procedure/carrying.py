"""From the assignment to the closing report: authorisation, work record, replacement, termination (法律援助法 第四十三条 to 第五十五条)."""

from __future__ import annotations

from nuanxin.rights.cases.procedures.declared import Bar, Fact, Need, Step
from nuanxin.rights.disputes.legal_aid.procedure.gates import (
    ACT,
    APPROVE,
    ASSIGN,
    ASSIGNED,
    DECIDED,
    GIVEN,
    GROUNDS_TO_END,
    HANDLE,
    LAWYER_FACTS,
    MEANS,
    NOT_ENDED,
    NOT_REFUSED,
    REPLACE,
    WORK,
)

_ASSIGN = Step(
    "assign",
    "指派承办人员",
    f"{ACT}第四十三条",
    APPROVE,
    needs=(GIVEN, NOT_REFUSED, NOT_ENDED),
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
    f"{ACT}第四十三条、第五十五条",
    APPROVE,
    needs=(ASSIGNED, NOT_REFUSED, NOT_ENDED),
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
    f"民事诉讼法第六十二条；{ACT}第四十六条",
    HANDLE,
    needs=(ASSIGNED, NOT_REFUSED, NOT_ENDED),
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
    f"{ACT}第四十六条、第四十七条",
    HANDLE,
    needs=(ASSIGNED, NOT_REFUSED, NOT_ENDED),
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
    f"{ACT}第四十八条",
    APPROVE,
    needs=(Need(("grant", "regrant", "first_aid"), "没有给予法律援助，不能终止", f"{ACT}第四十八条"), MEANS),
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
    f"{ACT}第五十条",
    HANDLE,
    needs=(
        DECIDED,
        NOT_ENDED,
        ASSIGNED,
        Need(("authorisation",), "没有授权委托书", f"民事诉讼法第六十二条；{ACT}第四十六条"),
        Need(("work",), "没有承办工作记录", f"{ACT}第四十六条、第四十七条"),
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
    f"{ACT}第五十条",
    APPROVE,
    needs=(Need(("report",), "没有结案报告", f"{ACT}第五十条"),),
    facts=(
        Fact("quality", "案件质量", "choice", options=(("good", "合格"), ("poor", "不合格，已另行处理"))),
        Fact("note", "审查意见"),
    ),
    by_others=True,
    ends="法律援助办结",
)
STEPS = (_ASSIGN, _REPLACE, _AUTHORISATION, _WORK, _TERMINATE, _REPORT, _ARCHIVED)
