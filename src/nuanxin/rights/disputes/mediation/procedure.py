"""调解, version 2024.1: application, consent of both, sessions, agreement, confirmation or review, performance (law.md §8).

One procedure for people's, enterprise, industry, township and arbitral mediation; what the law allows only to some of them
is gated by the kind stated in the application. Terms that were not read in the original ship missing and say so.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import OPEN_FILE, Bar, Fact, Need, Opening, Procedure, Said, Start, Step
from nuanxin.rights.disputes.mediation.gates import AGREED, CONSENT, LM, OVER, PM
from nuanxin.rights.disputes.mediation.performance import BINDING, PERFORMANCE
from nuanxin.rights.disputes.mediation.words import FORMS, KINDS, MEDIA, ORAL_KINDS, ROUTES_AFTER_FAILURE

KEY = "people_mediation"
_F = Permission.FILE_HANDLE

_BEGINNING = (
    Step(
        "apply",
        "申请调解",
        f"{LM}第十条、第十二条；{PM}第十七条",
        _F,
        own_act=OPEN_FILE,
        facts=(
            Fact("kind", "调解种类", "choice", options=KINDS),
            Fact("received_on", "收到申请日期", "day"),
            Fact(
                "applied_by",
                "提出的一方",
                "choice",
                options=(
                    ("worker", "劳动者"),
                    ("employer", "用人单位"),
                    ("both", "双方"),
                    ("body", "调解组织主动调解"),
                ),
            ),
            Fact("form", "申请形式", "choice", options=FORMS),
            Fact("request", "申请调解的争议事项、理由"),
        ),
        starts=(Start("med.labour", from_fact="received_on"),),
        leads_to=("accept", "declined", "refused"),
        for_worker="调解组织已收到调解申请",
    ),
    Step(
        "accept",
        "受理调解",
        f"{PM}第十七条；{LM}第十条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{LM}第十二条"),),
        bars=(OVER,),
        paper="mediation_acceptance",
        leads_to=("appoint", "consent"),
        for_worker="调解组织已受理，将联系双方",
    ),
    Step(
        "declined",
        "不予受理调解",
        f"{LM}第二条、第十条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{LM}第十二条"),),
        bars=(Bar(("accept",), "已经受理"), OVER),
        stops=("med.labour",),
        facts=(Fact("reason", "不予受理的理由"), Fact("told", "告知劳动者的途径")),
        ends="不予受理调解",
        for_worker="这件事不适合在该调解组织调解，已告知您其他途径",
    ),
    Step(
        "appoint",
        "指定调解员",
        f"{PM}第十九条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{PM}第十七条"),),
        bars=(OVER, AGREED),
        facts=(
            Fact("mediator", "调解员", short=True),
            Fact("organisation", "调解组织", short=True),
            Fact("chosen_by", "指定方式", "choice", options=(("body", "调解组织指定"), ("parties", "当事人选择"))),
            Fact("why", "指定的理由", required=False),
        ),
        own_act="appoint_mediator",
        repeats=True,
        leads_to=("consent", "session"),
        for_worker="已指定调解员",
    ),
    Step(
        "consent",
        "双方同意调解",
        f"{PM}第十七条、第二十三条；{LM}第三条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{PM}第十七条"),),
        bars=(OVER,),
        facts=(
            Fact("worker_consent_on", "劳动者同意日期", "day", not_before="apply.received_on"),
            Fact("employer_consent_on", "用人单位同意日期", "day", not_before="apply.received_on"),
            Fact("by_whom", "用人单位由谁表示同意（姓名、职务）", short=True),
            Fact("rights_told", "已告知双方权利义务、调解自愿、不收费", "choice", options=(("yes", "已告知"),)),
        ),
        leads_to=("session", "agreement"),
        for_worker="您和用人单位都同意调解",
    ),
    Step(
        "refused",
        "一方明确拒绝调解",
        f"{PM}第十七条、第二十三条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{LM}第十二条"),),
        bars=(OVER, AGREED),
        stops=("med.labour",),
        facts=(
            Fact("side", "拒绝的一方", "choice", options=(("employer", "用人单位"), ("worker", "劳动者"))),
            Fact("how", "拒绝的表示（时间、方式）"),
            Fact("route", "告知的下一步", "choice", options=ROUTES_AFTER_FAILURE),
            Fact("told", "告知劳动者的情况"),
        ),
        paper="mediation_ending",
        ends="一方拒绝调解",
        for_worker="有一方不同意调解，已告知您下一步的途径",
    ),
)
_MEDIATING = (
    Step(
        "session",
        "主持调解",
        f"{PM}第二十一条、第二十二条、第二十七条",
        _F,
        needs=(CONSENT, Need(("appoint",), "没有指定调解员", f"{PM}第十九条")),
        bars=(OVER, AGREED),
        facts=(
            Fact("medium", "调解方式", "choice", options=MEDIA),
            Fact("began", "开始时间（如 09:05）", short=True),
            Fact("ended", "结束时间（如 09:51）", short=True),
            Fact("place", "地点（网上调解写明平台、会议号）", short=True),
            Fact("present", "参加人", "lines"),
            Fact("summary", "双方意见和调解经过"),
            Fact(
                "result",
                "本次结果",
                "choice",
                options=(("agreed", "达成一致"), ("continue", "择日再调"), ("apart", "分歧较大")),
            ),
        ),
        repeats=True,
        leads_to=("agreement", "session", "failed"),
        for_worker="进行了调解",
    ),
    Step(
        "agreement",
        "达成调解协议",
        f"{PM}第二十八条、第二十九条；{LM}第十四条",
        _F,
        needs=(CONSENT, Need(("session",), "没有主持调解的记录", f"{PM}第二十七条")),
        bars=(OVER, AGREED),
        own_act="sign_agreement",
        stops=("med.labour",),
        facts=(
            Fact("signed_on", "达成日期", "day"),
            Fact("amount", "约定金额", "money"),
            Fact("parts", "期数", "persons"),
        ),
        leads_to=("signed", "oral"),
        for_worker="双方达成调解协议",
    ),
    Step(
        "signed",
        "协议书签名盖章生效",
        f"{LM}第十四条；{PM}第二十九条、第三十一条",
        _F,
        needs=(Need(("agreement",), "没有达成调解协议", f"{PM}第二十八条"),),
        bars=(OVER, Bar(("oral", "signed"), "协议已经生效")),
        starts=(Start("med.confirm", "effective_on"), Start("arb.review_agreement.apply", "effective_on")),
        facts=(
            Fact("worker_signed_on", "劳动者签名（按指印）日期", "day"),
            Fact("employer_signed_on", "用人单位签名（盖章）日期", "day"),
            Fact("mediator_signed_on", "调解员签名日期", "day"),
            Fact("sealed_on", "加盖调解组织印章日期", "day"),
            Fact("effective_on", "协议生效日期", "day"),
            Fact("wage_only", "协议仅就劳动报酬达成", "yes_no"),
        ),
        paper="mediation_agreement",
        leads_to=("confirmation", "review", "performed"),
        for_worker="调解协议书已经生效",
    ),
    Step(
        "oral",
        "口头协议生效",
        f"{PM}第二十八条、第三十条",
        _F,
        needs=(
            Need(("agreement",), "没有达成调解协议", f"{PM}第二十八条"),
            Need(
                ("apply",),
                "只有人民调解可以采用口头协议；劳动争议调解须制作调解协议书",
                f"{PM}第二十八条；{LM}第十四条",
                having=Said("kind", ORAL_KINDS),
            ),
        ),
        bars=(OVER, Bar(("signed",), "协议已经生效")),
        starts=(Start("med.confirm", "effective_on"),),
        facts=(
            Fact("content", "协议内容（调解员记录）"),
            Fact("effective_on", "达成口头协议日期", "day"),
            Fact("wage_only", "协议仅就劳动报酬达成", "yes_no"),
        ),
        leads_to=("confirmation", "performed"),
        for_worker="双方达成口头协议，调解员已记录在案",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "调解",
    (*_BEGINNING, *_MEDIATING, *BINDING, *PERFORMANCE),
    opening=Opening(
        unit_kinds=(UnitKind.MEDIATION, UnitKind.ARBITRATION, UnitKind.UNION, UnitKind.TOWN),
        number_word="调字",
        solved_by="mediation",
    ),
)
