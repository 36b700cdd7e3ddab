"""A small procedure of a body's own desk, by which the engine is tried without any room above it."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.rights.cases.procedures.declared import OPEN_FILE, Fact, Kept, Need, Opening, Procedure, Start, Step

_F = Permission.FILE_HANDLE
KEY = "tried_mediation"
TRIED = Procedure(
    KEY,
    "2024.1",
    "试行调解",
    (
        Step(
            "application",
            "收到调解申请",
            "劳动争议调解仲裁法第十二条",
            _F,
            own_act=OPEN_FILE,
            facts=(Fact("applied_on", "申请日期", "day"),),
            starts=(Start("med.labour", "applied_on"),),
            for_worker="调解组织已经收到您的申请",
        ),
        Step(
            "hold",
            "暂停",
            "人民调解法第二十二条",
            _F,
            needs=(Need(("application",), "没有申请", "劳动争议调解仲裁法第十二条"),),
            pauses=("med.labour",),
        ),
        Step(
            "go_on",
            "恢复",
            "人民调解法第二十二条",
            _F,
            needs=(Need(("hold",), "没有暂停", "人民调解法第二十二条"),),
            resumes=("med.labour",),
        ),
        Step(
            "again",
            "重新申请",
            "劳动争议调解仲裁法第十二条",
            _F,
            stops=("med.labour",),
            starts=(Start("med.labour"),),
        ),
        Step(
            "head_agrees",
            "负责人同意",
            "劳动争议调解仲裁法第十四条",
            Permission.FILE_APPROVE,
            by_others=True,
        ),
        Step(
            "failed",
            "调解不成",
            "劳动争议调解仲裁法第十五条",
            _F,
            facts=(Fact("reason", "原因"),),
            ends="调解不成",
        ),
        Step("close", "结案", "劳动争议调解仲裁法第十四条", _F, own_act="settle_and_close"),
    ),
    opening=Opening((UnitKind.MEDIATION,), number_word="人调字", solved_by="mediation"),
    kept=(Kept("arb.file_retention.award", "head_agrees"), Kept("arb.file_retention.mediation")),
)
