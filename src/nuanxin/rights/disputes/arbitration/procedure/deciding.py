"""Mediation before the award, the part already clear, advance execution, and the award in its two kinds."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.rights.cases.procedures.declared import Bar, Fact, Need, Said, Step
from nuanxin.rights.disputes.arbitration.procedure.beginning import DECIDED
from nuanxin.rights.disputes.arbitration.procedure.hearing import PANEL
from nuanxin.rights.disputes.arbitration.procedure.serving import EMPLOYER, WORKER, served

_H = Permission.FILE_HANDLE
_HEARD = Need(("hearing",), "没有开庭审理，不得裁决", "劳动争议调解仲裁法第三十八条、第四十五条")
_TRIED = Need(
    ("mediation_tried",),
    "裁决前应当先行调解，调解不成的才能裁决",
    "劳动争议调解仲裁法第四十二条",
    having=Said("result", ("failed", "refused_to_sign")),
)
_EFFECTIVE = Bar(("mediation_effective",), "调解书已经生效")
_VOTE = Fact(
    "vote",
    "仲裁庭意见",
    "choice",
    options=(
        ("sole", "独任仲裁员意见"),
        ("unanimous", "一致意见"),
        ("majority", "多数意见，少数意见已记入笔录"),
        ("chief", "未形成多数意见，按首席仲裁员意见"),
    ),
)
_PAY_BY = Fact("pay_by", "履行期限", "day", may_be_later=True)
STEPS = (
    Step(
        "mediation_tried",
        "裁决前先行调解",
        "劳动争议调解仲裁法第四十二条",
        _H,
        needs=(PANEL,),
        bars=(DECIDED,),
        facts=(
            Fact(
                "result",
                "调解结果",
                "choice",
                options=(
                    ("agreed", "达成协议"),
                    ("failed", "调解不成"),
                    ("refused_to_sign", "调解书送达前一方反悔"),
                ),
            ),
            Fact("content", "协议内容或者调解不成的情况"),
        ),
        repeats=True,
        leads_to=("mediation_document", "award_final", "award_nonfinal"),
        for_worker="仲裁庭主持了调解",
    ),
    Step(
        "mediation_document",
        "制作仲裁调解书",
        "劳动争议调解仲裁法第四十二条",
        _H,
        needs=(
            Need(
                ("mediation_tried",),
                "双方没有达成调解协议",
                "劳动争议调解仲裁法第四十二条",
                having=Said("result", ("agreed",)),
            ),
        ),
        bars=(DECIDED,),
        facts=(Fact("amount", "调解支付总额", "money"), Fact("pay_by", "支付期限", "day", may_be_later=True)),
        paper="arbitration_mediation_document",
        repeats=True,
        leads_to=("mediation_to_worker", "mediation_to_employer"),
    ),
    served(
        "mediation_to_worker",
        "mediation_document",
        "仲裁调解书",
        WORKER,
        leads_to=("mediation_effective",),
        repeats=True,
    ),
    served(
        "mediation_to_employer",
        "mediation_document",
        "仲裁调解书",
        EMPLOYER,
        leads_to=("mediation_effective",),
        repeats=True,
    ),
    Step(
        "mediation_effective",
        "双方签收，调解书生效",
        "劳动争议调解仲裁法第四十二条",
        _H,
        needs=(
            Need(
                ("mediation_tried",),
                "调解协议已经不成立",
                "劳动争议调解仲裁法第四十二条",
                having=Said("result", ("agreed",)),
            ),
            Need(("mediation_to_worker",), "申请人还没有签收调解书", "劳动争议调解仲裁法第四十二条"),
            Need(("mediation_to_employer",), "被申请人还没有签收调解书", "劳动争议调解仲裁法第四十二条"),
        ),
        bars=(Bar(("award_final", "award_nonfinal"), "案件已经裁决"),),
        stops=("arb.decide",),
        leads_to=("performed", "enforcement", "close"),
        for_worker="仲裁调解书已经生效，用人单位不付的可以申请法院强制执行",
    ),
    Step(
        "part_award",
        "先行裁决",
        "劳动争议调解仲裁法第四十三条",
        _H,
        needs=(_HEARD, _TRIED),
        bars=(DECIDED, _EFFECTIVE),
        facts=(
            Fact("clear_part", "已经清楚的部分及理由"),
            Fact("amount", "先行裁决金额", "money"),
            _PAY_BY,
            _VOTE,
        ),
        paper="arbitration_part_award",
        leads_to=("part_to_worker", "part_to_employer"),
        for_worker="对已经清楚的部分先作出了裁决",
    ),
    served("part_to_worker", "part_award", "先行裁决书", WORKER, leads_to=("enforcement",)),
    served("part_to_employer", "part_award", "先行裁决书", EMPLOYER, leads_to=("enforcement",)),
    Step(
        "advance_execution",
        "裁决先予执行，移送法院",
        "劳动争议调解仲裁法第四十四条",
        _H,
        needs=(PANEL,),
        bars=(Bar(("mediation_effective",), "调解书已经生效"),),
        facts=(
            Fact("asked_on", "申请人申请日期", "day"),
            Fact("clear", "当事人之间权利义务关系明确", "yes_no"),
            Fact("hardship", "不先予执行将严重影响申请人的生活", "yes_no"),
            Fact("grounds", "认定的理由（劳动者可以不提供担保）"),
            Fact("amount", "先予执行金额", "money"),
            Fact("court", "移送执行的人民法院", short=True),
        ),
        paper="arbitration_advance_execution",
        leads_to=("advance_to_worker", "advance_to_employer"),
        for_worker="已裁决先予执行并移送法院，这一裁决不能起诉，可以马上执行",
    ),
    served("advance_to_worker", "advance_execution", "先予执行裁决书", WORKER),
    served("advance_to_employer", "advance_execution", "先予执行裁决书", EMPLOYER),
    Step(
        "award_final",
        "作出终局裁决",
        "劳动争议调解仲裁法第四十五条至第四十七条；法释〔2020〕26号第十九条",
        _H,
        needs=(_HEARD, _TRIED),
        bars=(_EFFECTIVE,),
        stops=("arb.decide",),
        facts=(_PAY_BY, _VOTE),
        paper="arbitration_final_award",
        leads_to=("final_to_worker", "final_to_employer"),
        for_worker="已经作出终局裁决，用人单位只能向中级法院申请撤销",
    ),
    served(
        "final_to_worker",
        "award_final",
        "终局裁决书",
        WORKER,
        starts="arb.final_worker_suit",
        leads_to=("effective", "suit"),
        for_worker="终局裁决书已送达您",
    ),
    served(
        "final_to_employer",
        "award_final",
        "终局裁决书",
        EMPLOYER,
        starts="arb.final_employer",
        leads_to=("effective", "set_aside"),
    ),
    Step(
        "award_nonfinal",
        "作出非终局裁决",
        "劳动争议调解仲裁法第四十五条、第四十六条、第五十条",
        _H,
        needs=(_HEARD, _TRIED),
        bars=(_EFFECTIVE,),
        stops=("arb.decide",),
        facts=(_PAY_BY, _VOTE),
        paper="arbitration_award",
        leads_to=("nonfinal_to_worker", "nonfinal_to_employer"),
        for_worker="已经作出裁决",
    ),
    served(
        "nonfinal_to_worker",
        "award_nonfinal",
        "裁决书",
        WORKER,
        starts="arb.nonfinal_suit.worker",
        leads_to=("effective", "suit"),
        for_worker="裁决书已送达您，不服的在十五日内起诉",
    ),
    served(
        "nonfinal_to_employer",
        "award_nonfinal",
        "裁决书",
        EMPLOYER,
        starts="arb.nonfinal_suit.employer",
        leads_to=("effective", "suit"),
    ),
)
