"""协调, version 2024.1: solving without filing, by consent of both sides; where it fails, the way to filing or arbitration is open."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Limit, Need, Procedure, Step

KEY = "coordination"
_H = Permission.CLUE_HANDLE
_ENDED = Bar(("failed",), "协调已经终止")
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "协调处理",
    (
        Step(
            "start",
            "启动协调",
            "保障农民工工资支付条例第十条、第四十条",
            _H,
            own_act="start_coordination",
            leads_to=("consent",),
        ),
        Step(
            "consent",
            "双方同意协调",
            "劳动争议调解仲裁法第三条、第四条",
            _H,
            needs=(Need(("start",), "没有启动协调", "保障农民工工资支付条例第十条"),),
            bars=(_ENDED,),
            facts=(
                Fact("worker_consent_on", "劳动者同意日期", "day"),
                Fact("employer_consent_on", "用人单位同意日期", "day"),
                Fact("by_whom", "用人单位由谁表示同意"),
            ),
            leads_to=("negotiation", "agreement"),
            for_worker="您和用人单位都同意协调解决",
        ),
        Step(
            "negotiation",
            "协商",
            "劳动争议调解仲裁法第三条、第四条",
            _H,
            needs=(Need(("consent",), "没有双方同意，不能协调", "劳动争议调解仲裁法第三条"),),
            bars=(_ENDED,),
            facts=(Fact("summary", "协商情况"),),
            repeats=True,
            leads_to=("agreement", "performed", "failed"),
        ),
        Step(
            "agreement",
            "签订和解协议",
            "劳动争议调解仲裁法第四条、第十四条",
            _H,
            needs=(Need(("consent",), "没有双方同意，不能签订协议", "劳动争议调解仲裁法第三条"),),
            bars=(_ENDED,),
            own_act="sign_agreement",
            facts=(
                Fact("signed_on", "签订日期", "day"),
                Fact("amount", "约定金额", "money"),
                Fact("parts", "期数", "persons"),
            ),
            leads_to=("confirmation", "performed", "default"),
            for_worker="已经签订支付协议",
        ),
        Step(
            "confirmation",
            "共同申请司法确认",
            "人民调解法第三十三条；民事诉讼法第二百零五条",
            _H,
            needs=(Need(("agreement",), "没有协议", "人民调解法第三十三条"),),
            limits=(
                Limit("agreement.signed_on", ("med.confirm",), "共同申请司法确认的期限", "民事诉讼法第二百零五条"),
            ),
            bars=(_ENDED,),
            facts=(Fact("court", "申请的人民法院"), Fact("mediator", "主持调解的组织")),
            leads_to=("performed",),
        ),
        Step(
            "arbitral_paper",
            "申请仲裁审查出具调解书",
            "劳动争议调解仲裁法第四十二条；劳动人事争议仲裁办案规则",
            _H,
            needs=(Need(("agreement",), "没有协议", "劳动争议调解仲裁法第四十二条"),),
            bars=(_ENDED,),
            facts=(Fact("commission", "仲裁委员会"),),
            leads_to=("performed",),
        ),
        Step(
            "default",
            "记录违约",
            "劳动争议调解仲裁法第十五条、第十六条",
            _H,
            needs=(Need(("agreement",), "没有协议", "劳动争议调解仲裁法第十四条"),),
            facts=(Fact("what", "哪一期没有付清"),),
            repeats=True,
            leads_to=("failed", "performed"),
            for_worker="用人单位没有按协议付款，正在催促，您也可以要求立案或者申请仲裁",
        ),
        Step(
            "performed",
            "协议履行完毕",
            "劳动争议调解仲裁法第十四条",
            _H,
            needs=(Need(("consent",), "没有双方同意，不能按协调解决", "劳动争议调解仲裁法第三条"),),
            bars=(_ENDED,),
            facts=(Fact("how", "履行情况"),),
            leads_to=("close",),
            for_worker="用人单位已经支付，请核对是否足额",
        ),
        Step(
            "failed",
            "协调不成",
            "劳动争议调解仲裁法第五条、第九条；劳动保障监察条例第十七条",
            _H,
            needs=(Need(("start",), "没有启动协调", "保障农民工工资支付条例第十条"),),
            facts=(
                Fact("reason", "协调不成的原因"),
                Fact(
                    "route",
                    "下一步",
                    "choice",
                    options=(
                        ("filing", "转立案查处"),
                        ("arbitration", "引导申请仲裁"),
                        ("payment_order", "引导申请支付令"),
                    ),
                ),
                Fact("told", "告知劳动者的情况"),
            ),
            ends="协调不成",
            for_worker="协调没有成功，已告知您下一步的途径",
        ),
        Step(
            "close",
            "结案",
            "保障农民工工资支付条例第十条",
            _H,
            needs=(Need(("consent",), "没有双方同意的记录，不能按协调解决结案", "劳动争议调解仲裁法第三条"),),
            own_act="settle_and_close",
            for_worker="您的工资已经结清，线索办结",
        ),
    ),
)
