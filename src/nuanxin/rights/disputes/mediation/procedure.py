"""调解, version 2024.1: application, consent of both, sessions, agreement, confirmation or review, performance (law.md §8).

One procedure for people's, enterprise, industry, township and arbitral mediation; what the law allows only to some of them
is gated by the kind stated in the application. Terms that were not read in the original ship missing and say so.
"""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    OPEN_FILE,
    Bar,
    Fact,
    Limit,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
    Wait,
)
from nuanxin.rights.disputes.mediation.words import (
    FORMS,
    KINDS,
    LAWFUL_BODIES,
    MEDIA,
    ORAL_KINDS,
    ROUTES_AFTER_DEFAULT,
    ROUTES_AFTER_FAILURE,
    VENUES,
)

KEY = "people_mediation"
_F = Permission.FILE_HANDLE
_PM, _LM = "人民调解法", "劳动争议调解仲裁法"
_OVER = Bar(("refused", "failed", "declined"), "调解已经终止")
_AGREED = Bar(("agreement",), "已经达成调解协议")
_CONSENT = Need(("consent",), "没有双方同意的记录；当事人一方明确拒绝的，不得调解", f"{_PM}第十七条；{_LM}第三条")
_EFFECT = Need(("signed", "oral"), "调解协议还没有生效", f"{_PM}第二十九条、第三十条")
_JOINT = (Fact("worker_on", "劳动者一方申请日期", "day"), Fact("employer_on", "用人单位申请日期", "day"))


def _within(term: str, why: str, cites: str) -> tuple[Limit, ...]:
    """The same limit from whichever way the agreement took effect."""
    return tuple(Limit(f"{step}.effective_on", (term,), why, cites) for step in ("signed", "oral"))


_BEGINNING = (
    Step(
        "apply",
        "申请调解",
        f"{_LM}第十条、第十二条；{_PM}第十七条",
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
        f"{_PM}第十七条；{_LM}第十条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{_LM}第十二条"),),
        bars=(_OVER,),
        paper="mediation_acceptance",
        leads_to=("appoint", "consent"),
        for_worker="调解组织已受理，将联系双方",
    ),
    Step(
        "declined",
        "不予受理调解",
        f"{_LM}第二条、第十条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{_LM}第十二条"),),
        bars=(Bar(("accept",), "已经受理"), _OVER),
        stops=("med.labour",),
        facts=(Fact("reason", "不予受理的理由"), Fact("told", "告知劳动者的途径")),
        ends="不予受理调解",
        for_worker="这件事不适合在该调解组织调解，已告知您其他途径",
    ),
    Step(
        "appoint",
        "指定调解员",
        f"{_PM}第十九条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{_PM}第十七条"),),
        bars=(_OVER, _AGREED),
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
        f"{_PM}第十七条、第二十三条；{_LM}第三条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{_PM}第十七条"),),
        bars=(_OVER,),
        facts=(
            Fact("worker_consent_on", "劳动者同意日期", "day"),
            Fact("employer_consent_on", "用人单位同意日期", "day"),
            Fact("by_whom", "用人单位由谁表示同意（姓名、职务）", short=True),
            Fact("rights_told", "已告知双方权利义务、调解自愿、不收费", "choice", options=(("yes", "已告知"),)),
        ),
        leads_to=("session", "agreement"),
        for_worker="您和用人单位都同意调解",
    ),
    Step(
        "refused",
        "一方明确拒绝调解",
        f"{_PM}第十七条、第二十三条",
        _F,
        needs=(Need(("apply",), "没有调解申请", f"{_LM}第十二条"),),
        bars=(_OVER, _AGREED),
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
        f"{_PM}第二十一条、第二十二条、第二十七条",
        _F,
        needs=(_CONSENT, Need(("appoint",), "没有指定调解员", f"{_PM}第十九条")),
        bars=(_OVER, _AGREED),
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
        f"{_PM}第二十八条、第二十九条；{_LM}第十四条",
        _F,
        needs=(_CONSENT, Need(("session",), "没有主持调解的记录", f"{_PM}第二十七条")),
        bars=(_OVER, _AGREED),
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
        f"{_LM}第十四条；{_PM}第二十九条、第三十一条",
        _F,
        needs=(Need(("agreement",), "没有达成调解协议", f"{_PM}第二十八条"),),
        bars=(_OVER, Bar(("oral", "signed"), "协议已经生效")),
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
        f"{_PM}第二十八条、第三十条",
        _F,
        needs=(
            Need(("agreement",), "没有达成调解协议", f"{_PM}第二十八条"),
            Need(
                ("apply",),
                "只有人民调解可以采用口头协议；劳动争议调解须制作调解协议书",
                f"{_PM}第二十八条；{_LM}第十四条",
                having=Said("kind", ORAL_KINDS),
            ),
        ),
        bars=(_OVER, Bar(("signed",), "协议已经生效")),
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
_BINDING = (
    Step(
        "confirmation",
        "共同申请司法确认",
        f"{_PM}第三十三条；民事诉讼法第二百零五条",
        _F,
        needs=(
            _EFFECT,
            Need(
                ("apply",),
                "仲裁机构主持的调解由仲裁机构制作调解书，不适用司法确认",
                f"{_LM}第四十二条",
                having=Said("kind", LAWFUL_BODIES),
            ),
        ),
        limits=_within("med.confirm", "共同申请司法确认的期限", "民事诉讼法第二百零五条"),
        stops=("med.confirm",),
        facts=(
            Fact("court", "人民法院", short=True),
            Fact("venue", "管辖依据", "choice", options=VENUES),
            *_JOINT,
        ),
        paper="judicial_confirmation_application",
        leads_to=("confirm_answer",),
        for_worker="已共同向法院申请司法确认",
    ),
    Step(
        "confirm_answer",
        "法院对司法确认的裁定",
        "民事诉讼法第二百零六条",
        _F,
        needs=(Need(("confirmation",), "没有申请司法确认", "民事诉讼法第二百零五条"),),
        facts=(
            Fact("answer", "裁定", "choice", options=(("confirmed", "确认有效"), ("refused", "驳回申请"))),
            Fact("answered_on", "裁定日期", "day"),
            Fact("number", "裁定书文号", short=True),
            Fact("reason", "驳回的理由", required=False, needed_when=Said("answer", ("refused",))),
        ),
        leads_to=("performed",),
        for_worker="法院已对调解协议作出裁定",
    ),
    Step(
        "review",
        "共同申请仲裁审查",
        f"劳动人事争议仲裁办案规则第四章；{_LM}第四十二条",
        _F,
        needs=(Need(("signed",), "没有生效的调解协议书", f"{_LM}第十四条"),),
        limits=(
            Limit(
                "signed.effective_on",
                ("arb.review_agreement.apply",),
                "申请仲裁审查的期限",
                "劳动人事争议仲裁办案规则第四章",
            ),
        ),
        stops=("arb.review_agreement.apply",),
        starts=(Start("arb.review_agreement.review"),),
        facts=(Fact("commission", "仲裁委员会", short=True), *_JOINT),
        paper="arbitral_review_application",
        leads_to=("review_answer",),
        for_worker="已共同申请仲裁机构审查调解协议",
    ),
    Step(
        "review_answer",
        "仲裁审查结果",
        "劳动人事争议仲裁办案规则第四章",
        _F,
        needs=(Need(("review",), "没有申请仲裁审查", "劳动人事争议仲裁办案规则第四章"),),
        stops=("arb.review_agreement.review",),
        facts=(
            Fact("answer", "结果", "choice", options=(("document", "出具仲裁调解书"), ("refused", "不予制作调解书"))),
            Fact("answered_on", "日期", "day"),
            Fact("number", "文号", short=True, required=False, needed_when=Said("answer", ("document",))),
            Fact("reason", "不予制作的理由", required=False, needed_when=Said("answer", ("refused",))),
        ),
        leads_to=("performed",),
        for_worker="仲裁机构已对调解协议作出审查",
    ),
)
_PERFORMANCE = (
    Step(
        "default",
        "记录违约",
        f"{_LM}第十五条、第十六条；{_PM}第三十一条",
        _F,
        needs=(Need(("agreement",), "没有协议", f"{_LM}第十四条"),),
        bars=(Bar(("performed",), "协议已经履行完毕"),),
        facts=(Fact("what", "哪一期没有付清"),),
        repeats=True,
        leads_to=("urge", "handed_on", "performed"),
        for_worker="用人单位没有按协议付款，正在督促；您可以走协议以外的途径",
    ),
    Step(
        "urge",
        "督促履行",
        f"{_PM}第三十一条",
        _F,
        needs=(_EFFECT, Need(("default",), "没有到期未付的记录", f"{_PM}第三十一条")),
        bars=(Bar(("performed",), "协议已经履行完毕"),),
        facts=(Fact("answer", "用人单位的答复", required=False),),
        paper="mediation_urging",
        repeats=True,
        leads_to=("performed", "handed_on"),
        for_worker="已书面督促用人单位履行",
    ),
    Step(
        "handed_on",
        "引导其他法定途径",
        f"{_LM}第十五条、第十六条；法释〔2020〕26号第五十一条",
        _F,
        needs=(Need(("default",), "没有违约记录", f"{_LM}第十五条"),),
        bars=(Bar(("performed",), "协议已经履行完毕"),),
        stops=("med.confirm", "arb.review_agreement.apply"),
        facts=(
            Fact("route", "下一步", "choice", options=ROUTES_AFTER_DEFAULT),
            Fact("told", "告知劳动者的情况（时间、方式、需要带的材料）"),
        ),
        ends="协议未履行，转其他途径",
        for_worker="用人单位没有履行协议，已告知您下一步怎么办",
    ),
    Step(
        "performed",
        "协议履行完毕",
        f"{_PM}第三十一条",
        _F,
        needs=(_EFFECT,),
        bars=(_OVER,),
        stops=("med.confirm", "arb.review_agreement.apply"),
        facts=(Fact("how", "履行情况"),),
        leads_to=("close",),
        for_worker="用人单位已经支付，请核对是否足额",
    ),
    Step(
        "failed",
        "调解不成",
        f"{_LM}第十四条；{_PM}第二十六条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{_PM}第十七条"),),
        waits=(
            Wait(
                "apply.received_on",
                "收到申请之日起十五日还没有届满",
                f"{_LM}第十四条",
                terms=("med.labour",),
                unless=Said("reason", ("apart", "withdrawn")),
            ),
        ),
        bars=(_OVER, _AGREED),
        stops=("med.labour",),
        facts=(
            Fact(
                "reason",
                "原因",
                "choice",
                options=(
                    ("apart", "双方分歧较大，达不成协议"),
                    ("withdrawn", "当事人要求终止"),
                    ("time", "期限届满未达成协议"),
                ),
            ),
            Fact("summary", "经过"),
            Fact("route", "告知的下一步", "choice", options=ROUTES_AFTER_FAILURE),
            Fact("told", "告知劳动者的情况"),
        ),
        paper="mediation_ending",
        ends="调解不成",
        for_worker="调解没有成功，您可以依法申请仲裁",
    ),
    Step(
        "close",
        "结案",
        f"{_PM}第三十一条；保障农民工工资支付条例第十条",
        _F,
        needs=(Need(("performed",), "协议没有履行完毕", f"{_PM}第三十一条"),),
        own_act="settle_and_close",
        for_worker="您的工资已经结清，调解结案",
    ),
)
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "调解",
    (*_BEGINNING, *_MEDIATING, *_BINDING, *_PERFORMANCE),
    opening=Opening(
        unit_kinds=(UnitKind.MEDIATION, UnitKind.ARBITRATION, UnitKind.UNION, UnitKind.TOWN),
        number_word="调字",
        solved_by="mediation",
    ),
)
