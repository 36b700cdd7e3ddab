"""支持起诉, version 2024.1: application, decision, letter to the court, outcome; free of charge (民诉法 15, law.md civ.support)."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import (
    NO,
    OPEN_FILE,
    YES,
    Fact,
    Need,
    Opening,
    Procedure,
    Said,
    Start,
    Step,
)

KEY = "support_suit"
_H = Permission.FILE_HANDLE
_LAW = "民事诉讼法第十五条"
V2024_1 = Procedure(
    KEY,
    "2024.1",
    "检察机关支持起诉",
    (
        Step(
            "apply",
            "收到支持起诉申请",
            _LAW,
            _H,
            own_act=OPEN_FILE,
            starts=(Start("civ.support", "received_on"),),
            facts=(
                Fact("received_on", "收到日期", "day"),
                Fact("applicants", "申请人", "lines"),
                Fact("persons", "人数", "persons"),
                Fact("amount", "主张金额", "money"),
                Fact("why", "自行起诉有困难的情况"),
                Fact("from_whom", "移送、转来的单位", required=False, short=True),
            ),
            leads_to=("decide",),
            for_worker="检察机关已经收到支持起诉的申请，不收取费用",
        ),
        Step(
            "evidence",
            "协助收集证据",
            _LAW,
            _H,
            needs=(Need(("apply",), "没有支持起诉的申请", _LAW),),
            facts=(Fact("summary", "协助收集的证据"),),
            repeats=True,
        ),
        Step(
            "decide",
            "决定是否支持",
            _LAW,
            _H,
            needs=(Need(("apply",), "没有支持起诉的申请", _LAW),),
            stops=("civ.support",),
            facts=(
                Fact("support", "支持起诉", "yes_no"),
                Fact("reason", "不支持的理由和告知的其他途径", required=False, needed_when=Said("support", (NO,))),
            ),
            leads_to=("letter", "ended"),
            for_worker="检察机关已经决定是否支持起诉",
        ),
        Step(
            "letter",
            "发出支持起诉意见书",
            _LAW,
            _H,
            needs=(Need(("decide",), "没有决定支持起诉", _LAW, having=Said("support", (YES,))),),
            facts=(Fact("court", "受诉人民法院", short=True),),
            paper="support_letter",
            leads_to=("ended",),
            for_worker="检察机关已经向法院发出支持起诉意见书",
        ),
        Step(
            "ended",
            "结果登记",
            _LAW,
            _H,
            needs=(Need(("decide",), "没有决定是否支持", _LAW),),
            facts=(Fact("result", "结果（立案、调解、判决、另寻途径）"),),
            ends="支持起诉办结",
        ),
    ),
    opening=Opening((UnitKind.PROCURATORATE,), "检支登字"),
)
