"""The second half of a mediation: confirmation by the court, arbitral review, performance, default, ending (law.md §8)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Fact, Limit, Need, Said, Start, Step, Wait
from nuanxin.rights.disputes.mediation.gates import AGREED, EFFECT, JOINT, LM, OVER, PERFORMED, PM, within
from nuanxin.rights.disputes.mediation.words import LAWFUL_BODIES, ROUTES_AFTER_DEFAULT, ROUTES_AFTER_FAILURE, VENUES

_F = Permission.FILE_HANDLE
BINDING: tuple[Step, ...] = (
    Step(
        "confirmation",
        "共同申请司法确认",
        f"{PM}第三十三条；民事诉讼法第二百零五条",
        _F,
        needs=(
            EFFECT,
            Need(
                ("apply",),
                "仲裁机构主持的调解由仲裁机构制作调解书，不适用司法确认",
                f"{LM}第四十二条",
                having=Said("kind", LAWFUL_BODIES),
            ),
        ),
        limits=within("med.confirm", "共同申请司法确认的期限", "民事诉讼法第二百零五条"),
        stops=("med.confirm",),
        facts=(
            Fact("court", "人民法院", short=True),
            Fact("venue", "管辖依据", "choice", options=VENUES),
            *JOINT,
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
            Fact("answered_on", "裁定日期", "day", not_before="confirmation.on"),
            Fact("number", "裁定书文号", short=True),
            Fact("reason", "驳回的理由", required=False, needed_when=Said("answer", ("refused",))),
        ),
        leads_to=("performed",),
        for_worker="法院已对调解协议作出裁定",
    ),
    Step(
        "review",
        "共同申请仲裁审查",
        f"劳动人事争议仲裁办案规则第四章；{LM}第四十二条",
        _F,
        needs=(Need(("signed",), "没有生效的调解协议书", f"{LM}第十四条"),),
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
        facts=(Fact("commission", "仲裁委员会", short=True), *JOINT),
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
            Fact("answered_on", "日期", "day", not_before="review.on"),
            Fact("number", "文号", short=True, required=False, needed_when=Said("answer", ("document",))),
            Fact("reason", "不予制作的理由", required=False, needed_when=Said("answer", ("refused",))),
        ),
        leads_to=("performed",),
        for_worker="仲裁机构已对调解协议作出审查",
    ),
)
# The round writes the default itself: it stands behind what the mediator does next.
PERFORMANCE: tuple[Step, ...] = (
    Step(
        "urge",
        "督促履行",
        f"{PM}第三十一条",
        _F,
        needs=(EFFECT, Need(("default",), "没有到期未付的记录", f"{PM}第三十一条")),
        bars=(PERFORMED,),
        facts=(Fact("answer", "用人单位的答复", required=False),),
        paper="mediation_urging",
        repeats=True,
        leads_to=("performed", "handed_on"),
        for_worker="已书面督促用人单位履行",
    ),
    Step(
        "handed_on",
        "引导其他法定途径",
        f"{LM}第十五条、第十六条；法释〔2020〕26号第五十一条",
        _F,
        needs=(Need(("default",), "没有违约记录", f"{LM}第十五条"),),
        bars=(PERFORMED,),
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
        f"{PM}第三十一条",
        _F,
        needs=(EFFECT,),
        bars=(OVER,),
        stops=("med.confirm", "arb.review_agreement.apply"),
        facts=(Fact("how", "履行情况"),),
        leads_to=("close",),
        for_worker="用人单位已经支付，请核对是否足额",
    ),
    Step(
        "failed",
        "调解不成",
        f"{LM}第十四条；{PM}第二十六条",
        _F,
        needs=(Need(("accept",), "没有受理调解", f"{PM}第十七条"),),
        waits=(
            Wait(
                "apply.received_on",
                "收到申请之日起十五日还没有届满",
                f"{LM}第十四条",
                terms=("med.labour",),
                unless=Said("reason", ("apart", "withdrawn")),
            ),
        ),
        bars=(OVER, AGREED),
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
        "default",
        "记录违约",
        f"{LM}第十五条、第十六条；{PM}第三十一条",
        _F,
        needs=(Need(("agreement",), "没有协议", f"{LM}第十四条"),),
        bars=(PERFORMED,),
        facts=(Fact("what", "哪一期没有付清"),),
        repeats=True,
        leads_to=("urge", "handed_on", "performed"),
        for_worker="用人单位没有按协议付款，正在督促；您可以走协议以外的途径",
    ),
    Step(
        "close",
        "结案",
        f"{PM}第三十一条；保障农民工工资支付条例第十条",
        _F,
        needs=(Need(("performed",), "协议没有履行完毕", f"{PM}第三十一条"),),
        own_act="settle_and_close",
        for_worker="您的工资已经结清，调解结案",
    ),
)
